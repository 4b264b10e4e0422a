namespace McpAnalyzers.Tests.Facts;

public class CapturedResponsesTests
{
    private const string Has = "response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)";
    private const string Helper = "private void Capture(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); } ";

    private static async Task<bool> IncludesOthers(string capture, string content = "json", string header = "if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", string members = "", string verb = "Post")
    {
        var facts = await FactsOf.Members($$"""
            private bool _disposed, isClosed, Disposed, _first, closedOnce;
            private readonly bool _fixed;
            private const bool Always = true;
            public bool First { get; set; }
            public bool IsClosed { get; private set; }
            public bool Computed => _fixed;

            public async Task<string> PostAsync(string json, bool first, int attempt, CancellationToken token)
            {
                using var request = new HttpRequestMessage(HttpMethod.{{verb}}, _endpoint) { Content = new StringContent({{content}}) };
                {{header}}
                using var response = await _http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; return ""; }
                {{capture}}
                return await response.Content.ReadAsStringAsync();
            }

            {{members}}
            """);
        return facts.Stores.Writes.Where(w => w.IsCapture).Any(facts.CapturedResponses.IncludeOthers);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("response.IsSuccessStatusCode")]
    [InlineData("response.StatusCode == HttpStatusCode.OK")]
    [InlineData("(int)response.StatusCode < 300")]
    [InlineData("response.Content.Headers.ContentLength > 0")]
    [InlineData("!token.IsCancellationRequested")]
    [InlineData("!_disposed")]
    [InlineData("!Disposed")]
    [InlineData("!isClosed")]
    [InlineData("!closedOnce")]
    [InlineData("!IsClosed")]
    [InlineData("_fixed")]
    [InlineData("Always")]
    [InlineData("attempt < 3")]
    [InlineData("HasNone(response)")]
    [InlineData("Checks.IsGood(response)")]
    public async Task ConditionOnTheResponseOrTheClientsLife_LetsEveryResponseIn(string condition) => Assert.True(await IncludesOthers(
        $"if ({condition}) {{ if ({Has}) _sessionId = values.First(); }}", members: """
        private static bool HasNone(HttpResponseMessage answer) => answer.Content is not null;

        public static class Checks { public static extern bool IsGood(HttpResponseMessage answer); }
        """));

    [Theory]
    [InlineData("first")]
    [InlineData("_first")]
    [InlineData("First")]
    [InlineData("attempt == 0")]
    [InlineData("attempt != 1")]
    [InlineData("IsFirst()")]
    [InlineData("IsFirstElsewhere()")]
    [InlineData("Attempt() == 0")]
    [InlineData("Judged(response)")]
    [InlineData("json.Length > 3")]
    [InlineData("json.Contains(\"initialize\")")]
    [InlineData("Checks.IsFirst(first)")]
    [InlineData("_sessionId is null")]
    public async Task ConditionThatMayTellRequestsApart_LetsNotEveryResponseIn(string condition) => Assert.False(await IncludesOthers(
        $"if ({condition}) {{ if ({Has}) _sessionId = values.First(); }}", members: """
        private bool IsFirst() => _first;

        private static extern bool IsFirstElsewhere();

        private int Attempt() { Console.WriteLine(); return 1; }

        private bool Judged(HttpResponseMessage answer) { if (answer.Content is null) return false; return _first; }

        public static class Checks { public static extern bool IsFirst(object asked); }
        """));

    [Theory]
    [InlineData("var status = response.StatusCode;", "status == HttpStatusCode.OK", true)]
    [InlineData("var headers = response.Headers;", "headers.Any()", true)]
    [InlineData("var content = response.Content;", "content is not null", true)]
    [InlineData("var ok = response.IsSuccessStatusCode;", "ok", true)]
    [InlineData("var ok = response.IsSuccessStatusCode; var full = ok && response.Content is not null;", "full", true)]
    [InlineData("var ok = response.IsSuccessStatusCode; var full = ok && response.Content is not null; var fine = full && response.Version is not null;", "fine", true)]
    [InlineData("var number = (int)response.StatusCode;", "number == 200", true)]
    [InlineData("var isFirst = first;", "isFirst", false)]
    [InlineData("var ok = response.IsSuccessStatusCode && first;", "ok", false)]
    [InlineData("var ok = first ? response.IsSuccessStatusCode : false;", "ok", false)]
    [InlineData("var number = attempt;", "number == 0", false)]
    [InlineData("var number = attempt;", "number < 3", true)]
    [InlineData("var text = json.Trim();", "text.Length > 3", false)]
    [InlineData("var reason = response.ReasonPhrase;", "reason == \"Created\"", false)]
    public async Task ConditionInALocal_IsWhatTheLocalIs(string before, string condition, bool expected) =>
        Assert.Equal(expected, await IncludesOthers($"{before} if ({condition}) {{ if ({Has}) _sessionId = values.First(); }}"));

    [Theory]
    [InlineData($"if ({Has}) _sessionId = values.First();", true)]
    [InlineData($"if ({Has}) Interlocked.Exchange(ref _sessionId, values.First());", true)]
    [InlineData($"if ({Has}) Interlocked.CompareExchange(ref _sessionId, values.First(), null);", false)]
    [InlineData($"if ({Has}) _sessionId ??= values.First();", false)]
    [InlineData($"if ({Has}) _sessionId = _sessionId ?? values.First();", false)]
    [InlineData($"if ({Has}) _sessionId = _sessionId is null ? values.First() : _sessionId;", false)]
    [InlineData($"if ({Has}) _sessionId = values.FirstOrDefault() ?? json;", true)]
    [InlineData($"if ({Has}) _sessionId = values.Count() > 0 ? values.First() : json;", true)]
    [InlineData("_sessionId = Read(response) ?? _sessionId;", true, "private static string? Read(HttpResponseMessage answer) => answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.First() : null;")]
    [InlineData("Capture(response);", true, Helper)]
    [InlineData("Capture(1, response);", true, Helper + "private void Capture(int times, HttpResponseMessage answer) => Capture(answer);")]
    [InlineData("if (first) Capture(response);", false, Helper)]
    [InlineData("Capture(1, response);", false, Helper + "private void Capture(int times, HttpResponseMessage answer) { if (times == 0) Capture(answer); }")]
    [InlineData("Capture(response);", false, Helper + "public void Also(HttpResponseMessage answer) => Later = Capture; public Action<HttpResponseMessage>? Later;")]
    [InlineData("Capture(response);", false, "private void Capture(HttpResponseMessage answer) { if (_sessionId is null && answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); }")]
    [InlineData($"if ({Has}) Store(1, values.First());", true, "private void Store(int times, string id) => _sessionId = id;")]
    [InlineData($"if (first && {Has}) Store(values.First()); Store(json);", false, "private void Store(string id) => _sessionId = id;")]
    [InlineData("Keep(response);", false, "private void Keep(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId ??= values.First(); }")]
    [InlineData("var answer = first ? await _http.PostAsync(_endpoint, new StringContent(\"initialize\")) : response; if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();", true)]
    public async Task Capture_OverwritesOrKeeps(string capture, bool expected, string members = "") => Assert.Equal(expected, await IncludesOthers(capture, members: members));

    [Theory]
    [InlineData("json", "if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "Post", true)]
    [InlineData("json", "", "Post", false)]
    [InlineData("json", "request.Headers.Add(\"Accept\", \"x\"); request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "Post", true)]
    [InlineData("\"{\\\"method\\\":\\\"initialize\\\"}\"", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "Post", false)]
    [InlineData("\"{\\\"method\\\":\\\"tools/list\\\"}\"", "", "Post", true)]
    [InlineData("\"{\\\"method\\\":\\\"notifications/x\\\"}\"", "", "Post", true)]
    [InlineData("json", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "Get", true)]
    [InlineData("json", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "Delete", false)]
    [InlineData("json", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId); request.Headers.Add(\"Mcp-Method\", \"x\");", "Post", false)]
    public async Task Request_IsOneOfASession(string content, string header, string verb, bool expected) =>
        Assert.Equal(expected, await IncludesOthers($"if ({Has}) _sessionId = values.First();", content, header, verb: verb));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) _one = null;", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _one = null;", false)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) _two = null;", false)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) _one = \"x\";", false)]
    [InlineData("_one = null;", false)]
    public async Task Store_IsDroppedOn404(string statements, bool expected)
    {
        var facts = await FactsOf.Members($$"""
            private string? _one, _two;

            public async Task PostAsync()
            {
                using var response = await _http.PostAsync(_endpoint, null);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) { _one = values.First(); _two = values.First(); }
                {{statements}}
            }
            """);

        Assert.Equal(expected, facts.CapturedResponses.AreDroppedOn404(facts.Code.Type.GetMembers("_one").Single()));
    }

    /// <summary>Whether an id is only ever taken from the answer to initialize.</summary>
    [Theory]
    [InlineData("public async Task InitializeAsync() { var r = await PostAsync(\"initialize\"); _sessionId = Id(r); }", true)]
    [InlineData("public async Task PingAsync() { var r = await PostAsync(\"ping\"); _sessionId = Id(r); }", false)]
    [InlineData("public async Task InitializeAsync() { var r = await PostAsync(\"initialize\"); Interlocked.Exchange(ref _sessionId, Id(r)); }", false)]
    [InlineData("public async Task InitializeAsync() => Take(await PostAsync(\"initialize\")); private void Take(HttpResponseMessage r) => _sessionId = Id(r);", true)]
    [InlineData("public async Task InitializeAsync() => Take(await PostAsync(\"initialize\")); public async Task PingAsync() => Take(await PostAsync(\"ping\")); private void Take(HttpResponseMessage r) => _sessionId = Id(r);", false)]
    [InlineData("private void Take(HttpResponseMessage r) => _sessionId = Id(r);", false)]
    [InlineData("public void Take(HttpResponseHeaders headers) => _sessionId = headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.First() : null;", false)]
    public async Task IsOnlyOfInitialize(string members, bool expected)
    {
        var facts = await FactsOf.Members($$$"""
            private static string? Id(HttpResponseMessage r) => r.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;

            private async Task<HttpResponseMessage> PostAsync(string method)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent($"{{\"method\":\"{method}\"}}") };
                if (_sessionId is not null) { request.Headers.Add("Mcp-Session-Id", _sessionId); }
                return await _http.SendAsync(request);
            }

            {{{members}}}
            """);

        Assert.Equal(expected, facts.CapturedResponses.IsOnlyOfInitialize(facts.Stores.Writes.Single(w => w.IsCapture)));
    }
}
