namespace McpAnalyzers.Tests.Facts;

public class SideSignalsTests
{
    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.BadRequest) _sessionId = null;", "status 400: response.StatusCode == HttpStatusCode.BadRequest")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null;", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) _sessionId = null;", "status 401: response.StatusCode == HttpStatusCode.Unauthorized")]
    [InlineData("if (response.StatusCode != HttpStatusCode.Gone) return; _sessionId = null;", "status 410: not response.StatusCode != HttpStatusCode.Gone")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Forbidden) _sessionId = null;", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) MarkSessionLost();", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) MarkSessionLost();", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) Reconnect();", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) Reconnect();", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _busy = true;", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _connected = false;", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) Dispose();", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) { _sessionId = null; Reconnect(); }", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null; if (body == \"session lost\") Reconnect();", "status 410: response.StatusCode == HttpStatusCode.Gone; 'session lost': body == \"session lost\"")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.Gone: _sessionId = null; break; }", "status 410: HttpStatusCode.Gone")]
    [InlineData("_sessionId = response.StatusCode switch { HttpStatusCode.Gone => null, _ => _sessionId };", "status 410: HttpStatusCode.Gone")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.Gone when _busy: _sessionId = null; break; }", "status 410: HttpStatusCode.Gone")]
    public Task Statuses_AreSignals(string statements, string expected) => Signals(statements, expected);

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Console.WriteLine();")]
    [InlineData("if ((int)response.StatusCode == 404) Console.WriteLine();")]
    [InlineData("Console.WriteLine(\"got a 404\");")]
    [InlineData("Console.WriteLine(\"NotFound\");")]
    [InlineData("Console.WriteLine(\"session_notfound\");")]
    [InlineData("Helper.Look(response);")]
    [InlineData("if (Unseen.Asks(response)) Console.WriteLine();")]
    [InlineData("if (Unseen.AsksStatus(response.StatusCode)) Console.WriteLine();")]
    [InlineData("if (Unseen.AsksException(new Exception())) Console.WriteLine();")]
    [InlineData("if (await Unseen.AsksAsync(response)) Console.WriteLine();")]
    [InlineData("_ = Unseen.Classify(response);")]
    [InlineData("if (Statuses.Contains(response.StatusCode)) Console.WriteLine();")]
    [InlineData("if (Enumerable.Contains(Statuses, response.StatusCode)) Console.WriteLine();")]
    [InlineData("if (FilledLater.Contains(response.StatusCode)) Console.WriteLine();")]
    public Task CodeThatMayLookAt404_HasNoSignals(string statements) => Signals("if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null; " + statements, "");

    [Theory]
    [InlineData("Console.WriteLine(405);")]
    [InlineData("Console.WriteLine(\"found\");")]
    [InlineData("if (Unseen.AsksText(body)) Console.WriteLine();")]
    [InlineData("Console.WriteLine(Unseen.Count(response));")]
    [InlineData("if (response.Equals(_busy)) Console.WriteLine();")]
    [InlineData("if (new[] { HttpStatusCode.Gone, HttpStatusCode.BadRequest }.Contains(response.StatusCode)) Console.WriteLine();")]
    [InlineData("if (Known.Contains(response.StatusCode)) Console.WriteLine();")]
    [InlineData("if (IsGone(response)) Console.WriteLine();")]
    [InlineData("if (EqualityComparer<HttpStatusCode>.Default.Equals(response.StatusCode, HttpStatusCode.Gone)) Console.WriteLine();")]
    [InlineData("if (new HashSet<HttpStatusCode> { HttpStatusCode.Gone }.Contains(response.StatusCode)) Console.WriteLine();")]
    [InlineData("var set = new HashSet<HttpStatusCode> { HttpStatusCode.BadRequest }; set.Add(response.StatusCode);")]
    public Task CodeThatCannotLookAt404_HasSignals(string statements) =>
        Signals("if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null; " + statements, "status 410: response.StatusCode == HttpStatusCode.Gone");

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone || !response.IsSuccessStatusCode) _sessionId = null;", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null; if (!response.IsSuccessStatusCode) Reconnect();", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null; if ((int)response.StatusCode >= 400) MarkSessionLost();", "")]
    [InlineData("if (!response.IsSuccessStatusCode && body.Contains(\"session expired\")) _sessionId = null;", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (!response.IsSuccessStatusCode) _sessionId = null;", "")]
    public Task Ranges_TakeIn404(string statements, string expected) => Signals(statements, expected);

    [Theory]
    [InlineData("if (body.Contains(\"session expired\")) _sessionId = null;", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (!body.Contains(\"session expired\")) return; _sessionId = null;", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"session expired\")) return; _sessionId = null;", "")]
    [InlineData("if (body != \"session expired\") return; _sessionId = null;", "'session expired': not body != \"session expired\"")]
    [InlineData("if (body.Contains(\"session expired\")) Console.WriteLine(); _sessionId = null;", "")]
    [InlineData("if (_busy) { if (body.Contains(\"session expired\")) _sessionId = null; } else { _sessionId = null; }", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"session expired\") || body.Contains(\"-32001\")) _sessionId = null;", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"-32001\")) Console.WriteLine(); if (body.Contains(\"session expired\")) _sessionId = null;", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"session expired\")) Drop();", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"session expired\")) Drop2();", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"session expired\")) Drop3();", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (body.Contains(\"session expired\")) Drop4();", "")]
    [InlineData("if (body.Contains(\"session expired\")) { Drop(); Drop2(); }", "'session expired': body.Contains(\"session expired\")")]
    [InlineData("if (Says(body)) _sessionId = null;", "'session expired': Says(body)")]
    [InlineData("if (!SaysNot(body)) _sessionId = null;", "'session expired': not SaysNot(body)")]
    [InlineData("if (SaysAndMore(body)) _sessionId = null;", "'session expired': SaysAndMore(body)")]
    [InlineData("if (SaysEither(body)) _sessionId = null;", "")]
    [InlineData("if (SaysOther(body)) _sessionId = null;", "")]
    [InlineData("if (body?.Contains(\"session expired\") == true) _sessionId = null;", "'session expired': .Contains(\"session expired\")")]
    [InlineData("if (SaysFirst(body)) _sessionId = null;", "")]
    [InlineData("if (SaysWithin(body)) _sessionId = null;", "'session expired': SaysWithin(body)")]
    [InlineData("if (SaysOneOf(body)) _sessionId = null;", "'-32001': SaysOneOf(body)")]
    [InlineData("if (SaysOneNotOther(body)) _sessionId = null;", "'session expired': SaysOneNotOther(body)")]
    [InlineData("if (SaysOrIsLong(body)) _sessionId = null;", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone && body.Contains(\"session expired\")) _sessionId = null;", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("if (SaysNotOther(body)) _sessionId = null;", "")]
    [InlineData("if (SaysNotAndMore(body)) _sessionId = null;", "")]
    [InlineData("if (Unseen.AsksText(body)) _sessionId = null;", "")]
    [InlineData("if (body == \"session lost\") Reconnect();", "'session lost': body == \"session lost\"")]
    [InlineData("if (body == \"session lost\") MarkSessionLost();", "'session lost': body == \"session lost\"")]
    [InlineData("if (body == \"session lost\") Console.WriteLine();", "")]
    [InlineData("if (body.Contains(\"the session is lost\")) Console.WriteLine();", "")]
    [InlineData("while (true) { if (body == \"session lost\") _sessionId = null; }", "'session lost': body == \"session lost\"")]
    public Task Texts_AreSignals(string statements, string expected) => Signals(statements, expected, """
        private void Drop() => _sessionId = null;
        private void Drop2() => Drop();
        private void Drop3() => Drop2();
        private void Drop4() => Drop3();
        private static bool Says(string body) => body.Contains("session expired");
        private static bool SaysNot(string body) => !body.Contains("session expired");
        private static bool SaysAndMore(string body) => body.Length > 1 && body.Length < 900 && body.Contains("session expired");
        private static bool SaysEither(string body) => body.Length > 1 || body.Contains("session expired");
        private static bool SaysFirst(string body) => body.Contains("session expired") || body.Length > 1;
        private static bool SaysWithin(string body) => body.Length > 1 && body.Contains("session expired") && body.Length < 900;
        private static bool SaysOneOf(string body) => body.Contains("-32001") || body.Contains("session expired");
        private static bool SaysOneNotOther(string body) => !body.Contains("-32001") && body.Contains("session expired");
        private static bool SaysOrIsLong(string body) => (body.Contains("session expired") || body.Length > 1) && body.Length < 900;
        private static bool SaysOther(string body) => body.Contains("goodbye");
        private static bool SaysNotOther(string body) => !body.Contains("goodbye");
        private static bool SaysNotAndMore(string body) => body.Length > 1 && body != "session expired";
        """);

    [Theory]
    [InlineData("public static bool IsSessionLost(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Gone;", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("public static bool IsSessionLost(string body) => body.Contains(\"-32001\");", "'-32001': body.Contains(\"-32001\")")]
    [InlineData("public static bool IsSessionLost(int code) => code == -32000;", "error code -32000: code == -32000")]
    [InlineData("public static bool IsSessionLost(int code) => code == 3;", "")]
    [InlineData("public static bool IsSessionLost(string body) { if (body.Contains(\"-32001\")) return true; return false; }", "'-32001': body.Contains(\"-32001\")")]
    [InlineData("public static bool IsSessionLost(string body) => false; public void Use(string body) { if (body.Contains(\"-32001\")) IsSessionLost(body); }", "")]
    [InlineData("public static bool IsSessionLost(string body) => body.Contains(\"-32001\"); public void Use(string body) { if (IsSessionLost(body)) _sessionId = null; }", "'-32001': body.Contains(\"-32001\")")]
    [InlineData("public static bool IsSessionLost(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Gone; public void Use(HttpResponseMessage r) { if (IsSessionLost(r)) _sessionId = null; }", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("public static bool IsSessionLost(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Gone; public void Use(HttpResponseMessage r) { if (Check(r)) _sessionId = null; } private static bool Check(HttpResponseMessage r) => IsSessionLost(r) && r.Version.Major > 0;", "status 410: response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("public static bool IsSessionLost(string body) { if (body.Length == 0) return false; if (body.Contains(\"-32001\")) return true; return body.Contains(\"session expired\"); }", "'-32001': body.Contains(\"-32001\"); 'session expired': body.Contains(\"session expired\")")]
    [InlineData("public static bool IsSessionLost(string body) { if (body.Length == 0) return false; if (!body.Contains(\"-32001\")) return false; return true; }", "'-32001': body.Contains(\"-32001\")")]
    public Task Predicates_AreLookedAtWhereTheyAnswer(string members, string expected) => Signals("", expected, members);

    [Theory]
    [InlineData("Post", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "_sessionId = null;", true)]
    [InlineData("Post", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "Reconnect();", true)]
    [InlineData("Post", "", "_sessionId = null;", true)]
    [InlineData("Post", "", "Reconnect();", false)]
    [InlineData("Get", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "_sessionId = null;", false)]
    [InlineData("Delete", "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "_sessionId = null;", false)]
    [InlineData("Post", "request.Content = new StringContent(\"{\\\"method\\\":\\\"initialize\\\"}\"); request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "_sessionId = null;", false)]
    [InlineData("Post", "request.Headers.Add(\"Mcp-Method\", \"tools/call\"); request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "_sessionId = null;", false)]
    public Task Statuses_AreThoseOfRequestsOfSessions(string verb, string headers, string reaction, bool isSignal) => Signals("", isSignal ? "status 410: answer.StatusCode == HttpStatusCode.Gone" : "", $$"""
        public async Task OtherAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.{{verb}}, _endpoint);
            {{headers}}
            var answer = await _http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Gone) { {{reaction}} }
        }
        """);

    [Theory]
    [InlineData("_sessionId = null;", true)]
    [InlineData("Reconnect();", false)]
    public Task Statuses_OfAnswersThatAreHandedIn_DoNotAskForAHandshake(string reaction, bool isSignal) => Signals(
        "",
        isSignal ? "status 410: answer.StatusCode == HttpStatusCode.Gone" : "",
        $"public void Look(HttpResponseMessage answer) {{ if (answer.StatusCode == HttpStatusCode.Gone) {{ {reaction} }} }}");

    [Fact]
    public async Task SignalsOfBaseTypes_AreNotThoseOfTheType()
    {
        var facts = await FactsOf.Type("Client", ClientCode.File("""
            public class Base
            {
                protected string? _sessionId;
                public void Look(HttpResponseMessage answer) { if (answer.StatusCode == HttpStatusCode.Gone) _sessionId = null; }
            }

            public sealed class Client : Base
            {
                public void Send(HttpRequestMessage r) => r.Headers.Add("Mcp-Session-Id", _sessionId);
            }
            """));

        Assert.Empty(facts.SideSignals.All);
    }

    private static async Task Signals(string statements, string expected, string members = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            internal enum Kind { Fine, Bad }

            internal interface IUnseen
            {
                bool Asks(HttpResponseMessage response);
                bool AsksStatus(HttpStatusCode? status);
                bool AsksException(Exception exception);
                bool AsksText(string text);
                int Count(HttpResponseMessage response);
                Kind Classify(HttpResponseMessage response);
                Task<bool> AsksAsync(HttpResponseMessage response);
            }

            internal static class Helper
            {
                public static void Look(HttpResponseMessage response) => LookCloser(response);
                private static void LookCloser(HttpResponseMessage response) { if ((int)response.StatusCode == 404) Console.WriteLine(); }
            }

            public sealed class Client
            {
                private static readonly HttpStatusCode[] Known = { HttpStatusCode.Gone };
                private static readonly HashSet<HttpStatusCode> FilledLater = new();
                private readonly HttpClient _http = new();
                private readonly Uri _endpoint = new("http://localhost/mcp");
                private string? _sessionId;
                private bool _connected, _busy;

                public ICollection<HttpStatusCode> Statuses { get; set; } = null!;
                private IUnseen Unseen { get; set; } = null!;

                public async Task PostAsync(string json)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
                    if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                    using var response = await _http.SendAsync(request);
                    var body = await response.Content.ReadAsStringAsync();
                    {{statements}}
                }

                {{members}}

                private void MarkSessionLost() { }
                private void Reconnect() { }
                private void Dispose() { }
                private static bool IsGone(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Gone;
            }
            """));

        Assert.Equal(expected, string.Join("; ", facts.SideSignals.All.Select(s => $"{s.Sign}: {(s.IsTrueForLoss ? "" : "not ")}{s.Syntax}")));
    }
}
