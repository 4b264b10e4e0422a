using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdCapturedFromAnyResponse>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionIdCapturedFromAnyResponseTests
{
    private const string Drop = "if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; throw new SessionExpiredException(); }";

    private static string Client(string capture, string drop = Drop, string members = "", string parameters = "string json") => ClientCode.WithSession($$"""
        public async Task<string> PostAsync({{parameters}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            {{drop}}
            {{capture}}
            return await response.Content.ReadAsStringAsync();
        }

        {{members}}
        """);

    [Theory]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { {|MCPT1008:_sessionId = values.FirstOrDefault()|}; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|};")]
    [InlineData("if (response.IsSuccessStatusCode && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|};")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) && v.FirstOrDefault() is { Length: > 0 } id) {|MCPT1008:_sessionId = id|};")]
    [InlineData("if (!response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) return \"\"; {|MCPT1008:_sessionId = values.First()|};")]
    [InlineData("var id = response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.First() : null; if (id is not null) {|MCPT1008:_sessionId = id|};")]
    [InlineData("{|MCPT1008:_sessionId = response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.First() : _sessionId|};")]
    [InlineData("if (response.Headers.Contains(\"Mcp-Session-Id\")) {|MCPT1008:_sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First()|};")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) foreach (var value in values) { {|MCPT1008:_sessionId = value|}; break; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:Interlocked.Exchange(ref _sessionId, values.First())|};")]
    [InlineData("var hasId = response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values); if (hasId) {|MCPT1008:_sessionId = values!.First()|};")]
    [InlineData("if (HasId(response)) {|MCPT1008:_sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First()|}; static bool HasId(HttpResponseMessage r) => r.Headers.Contains(\"Mcp-Session-Id\");")]
    [InlineData("var failed = !response.IsSuccessStatusCode; if (failed) { return \"\"; } if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|};")]
    public Task AnyResponse_IsReported(string capture) => Verify.Analyzer(Client(capture));

    [Theory]
    [InlineData("var lost = response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"); if (lost) { _sessionId = null; throw new SessionExpiredException(); }")]
    [InlineData("if (Lost(request, response)) { _sessionId = null; throw new SessionExpiredException(); } static bool Lost(HttpRequestMessage q, HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound && q.Headers.Contains(\"Mcp-Session-Id\");")]
    [InlineData("var lost = response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"); if (Is(lost)) { _sessionId = null; throw new SessionExpiredException(); } static bool Is(bool value) => value;")]
    [InlineData("var lost = response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"); var fine = !lost; if (!fine) { _sessionId = null; throw new SessionExpiredException(); }")]
    [InlineData("var lost = response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"); var fine = !lost; var broken = !fine; if (broken) { _sessionId = null; throw new SessionExpiredException(); }")]
    public Task DropOnAConditionOfItsOwn_IsReported(string drop) =>
        Verify.Analyzer(Client("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|};", drop));

    [Theory]
    [InlineData("Capture(response);", "private void Capture(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|}; }")]
    [InlineData("{|MCPT1008:_sessionId = Read(response) ?? _sessionId|};", "private static string? Read(HttpResponseMessage answer) => answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.First() : null;")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { Keep(values); }", "private void Keep(IEnumerable<string> ids) => {|MCPT1008:_sessionId = ids.First()|};")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { Keep(values.First()); }", "private void Keep(string id) { if (id.Length > 0) Store(id); } private void Store(string id) => {|MCPT1008:_sessionId = id|};")]
    [InlineData("Capture(null, response);", "private void Capture(HttpResponseMessage? earlier, HttpResponseMessage answer) { if (earlier is not null && earlier.Headers.TryGetValues(\"Mcp-Session-Id\", out var old)) { Console.WriteLine(old.First()); } if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|}; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { Keep(null, values.First()); }", "private void Keep(HttpResponseMessage? earlier, string id) { if (earlier is not null && earlier.Headers.TryGetValues(\"Mcp-Session-Id\", out var old)) { Console.WriteLine(old.First()); } {|MCPT1008:_sessionId = id|}; }")]
    public Task CaptureInAHelper_IsReported(string capture, string members) => Verify.Analyzer(Client(capture, members: members));

    [Theory]
    [InlineData("if (_sessionId is null && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId ??= values.First();")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = _sessionId ?? values.First();")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = string.IsNullOrEmpty(_sessionId) ? values.First() : _sessionId;")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) Interlocked.CompareExchange(ref _sessionId, values.First(), null);")]
    [InlineData("if (!request.Headers.Contains(\"Mcp-Session-Id\") && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("if (json.Contains(\"initialize\") && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("if (_sessionId is null && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); if (response.Headers.Contains(\"X-Session-Closed\")) _sessionId = null;")]
    [InlineData("var isFirst = _sessionId is null; if (isFirst && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("var isFirst = _sessionId is null; var isLater = !isFirst; var mayKeep = !isLater; var isKept = !!mayKeep; if (isKept && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("if (IsFirst(json) && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); static bool IsFirst(string text) => text.Contains(\"initialize\");")]
    [InlineData("if (MayKeep(response) && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); bool MayKeep(HttpResponseMessage r) { if (json.Length > 9) { return false; } return r.IsSuccessStatusCode; }")]
    public Task StoreOrRequestIsAsked_IsSilent(string capture) => Verify.Analyzer(Client(capture));

    [Fact]
    public Task HelperOfSeveralResponses_ThatAsksTheStore_IsSilent() => Verify.Analyzer(Client("Capture(null, response);", members: """
        private void Capture(HttpResponseMessage? earlier, HttpResponseMessage answer)
        {
            if (earlier is not null && earlier.Headers.TryGetValues("Mcp-Session-Id", out var old)) { Console.WriteLine(old.First()); }
            if (_sessionId is null && answer.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
        }
        """));

    [Theory]
    [InlineData("if (isInitialize && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("if (!isInitialize) return \"\"; if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    [InlineData("if (isInitialize) Capture(response);", "private void Capture(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); }")]
    [InlineData("if (isInitialize && response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) Keep(values.First());", "private void Keep(string id) => _sessionId = id;")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) Keep(values.First(), isInitialize);", "private void Keep(string id, bool isFirst) { if (isFirst) _sessionId = id; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) Keep(values.First());", "private void Keep(string id) { if (_sessionId is null) _sessionId = id; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) Keep(values.First());", "public void Keep(string id) => _sessionId = id;")]
    public Task FlagOfInitialize_IsSilent(string capture, string members = "") => Verify.Analyzer(Client(capture, members: members, parameters: "string json, bool isInitialize"));

    [Theory]
    [InlineData("switch (kind) { case Kind.First: if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First(); break; }")]
    [InlineData("switch (kind) { case Kind.First when response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values): _sessionId = values.First(); break; default: break; }")]
    [InlineData("_ = kind switch { Kind.First => _sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First(), _ => \"\" };")]
    [InlineData("if (kind != Kind.First) return \"\"; if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _sessionId = values.First();")]
    public Task KindOfTheMessageIsAsked_IsSilent(string capture) => Verify.Analyzer(Client(capture, members: "public enum Kind { First, Other }", parameters: "string json, Kind kind"));

    [Theory]
    [InlineData("")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { throw new SessionExpiredException(); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) { _sessionId = null; }")]
    public Task StoreThatNo404Empties_IsSilent(string drop) => Verify.Analyzer(Client("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { _sessionId = values.First(); }", drop));

    [Fact]
    public Task ResponseToInitializeAlone_IsSilent() => Verify.Analyzer(Client("", members: """
        private async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"method\":\"initialize\"}") };
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
        }
        """));

    [Fact]
    public Task HelperOfUnknownCallers_IsSilent() => Verify.Analyzer(Client("", members: """
        public void Capture(HttpResponseMessage answer) { if (answer.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First(); }
        """));

    [Fact]
    public Task MutuallyRecursiveHelpers_EndQuickly()
    {
        var methods = string.Join("\n", Enumerable.Range(0, 10).Select(i => $"private void M{i}(HttpResponseMessage answer, int n) {{ "
            + string.Concat(Enumerable.Range(0, 10).Select(j => $"if (n > {j}) M{j}(answer, n - 1); "))
            + "if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1008:_sessionId = values.First()|}; }"));
        return Verify.Analyzer(Client("M0(response, 3);", members: methods));
    }
}
