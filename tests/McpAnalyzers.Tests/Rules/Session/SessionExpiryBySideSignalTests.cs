using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryBySideSignal>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionExpiryBySideSignalTests
{
    private static string After(string statements, string members = "") => ClientCode.WithSession($$"""
        public async Task<string> PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            {{statements}}
            return body;
        }

        {{members}}
        """);

    [Theory]
    [InlineData("if ({|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:HttpStatusCode.Gone == response.StatusCode|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:(int)response.StatusCode == 410|}) { _sessionId = \"\"; }")]
    [InlineData("if ({|MCPT1007:response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Gone|}) { _sessionId = default; }")]
    [InlineData("if ({|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} || response.StatusCode == HttpStatusCode.Gone) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:response.StatusCode == HttpStatusCode.Unauthorized|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}) { throw new SessionExpiredException(); }")]
    [InlineData("if ({|MCPT1007:response.StatusCode != HttpStatusCode.BadRequest|}) { return body; } _sessionId = null;")]
    [InlineData("if ({|MCPT1007:response.StatusCode is not HttpStatusCode.BadRequest|}) { return body; } _sessionId = null;")]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\") && {|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} && body.Contains(\"session\")) { _sessionId = null; }")]
    [InlineData("var gone = {|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}; if (gone) { _sessionId = null; }")]
    [InlineData("var status = (int)response.StatusCode; if ({|MCPT1007:status == 400|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:response is { StatusCode: HttpStatusCode.Gone }|}) { _sessionId = null; }")]
    [InlineData("switch (response.StatusCode) { case {|MCPT1007:HttpStatusCode.BadRequest|}: _sessionId = null; break; }")]
    [InlineData("_sessionId = response.StatusCode switch { {|MCPT1007:HttpStatusCode.BadRequest or HttpStatusCode.Gone|} => null, _ => _sessionId };")]
    [InlineData("_sessionId = {|MCPT1007:response.StatusCode == HttpStatusCode.Gone|} ? null : _sessionId;")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when ({|MCPT1007:e.StatusCode == HttpStatusCode.BadRequest|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:new[] { HttpStatusCode.BadRequest, HttpStatusCode.Gone }.Contains(response.StatusCode)|}) { _sessionId = null; }")]
    [InlineData("var seen = new HashSet<HttpStatusCode> { HttpStatusCode.OK }; seen.Add(response.StatusCode); if ({|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}) { _sessionId = null; }")]
    public Task AnotherStatus_IsReported(string statements) => Verify.Analyzer(After(statements));

    [Theory]
    [InlineData("if ({|MCPT1007:IsLost(body)|}) { _sessionId = null; }", "private static bool IsLost(string text) => text.Contains(\"Session not found\");")]
    [InlineData("if (!{|MCPT1007:IsFine(body)|}) { _sessionId = null; }", "private static bool IsFine(string text) => !text.Contains(\"Session not found\");")]
    [InlineData("if ({|MCPT1007:IsLost(body)|}) { _sessionId = null; }", "private static bool IsLost(string text) => text.Length > 0 && text.Contains(\"Session not found\");")]
    [InlineData("if ({|MCPT1007:IsLost(body)|}) { _sessionId = null; }", "private static bool IsLost(string text) => Says(text); private static bool Says(string text) => text.Contains(\"Session not found\");")]
    [InlineData("if ({|MCPT1007:IsLost(body)|}) { _sessionId = null; }", "private static bool IsLost(string text) => text.Length > 0 && !IsFine(text); private static bool IsFine(string text) => !text.Contains(\"Session not found\");")]
    [InlineData("if ({|MCPT1007:IsLost(body)|}) { _sessionId = null; }", "private static bool IsLost(string text) => text.Contains(\"-32001\") || text.Contains(\"Session not found\");")]
    [InlineData("if ({|MCPT1007:IsFine(body)|}) { return body; } _sessionId = null;", "private static bool IsFine(string text) => text.IndexOf(\"Session not found\") < 0;")]
    [InlineData("if ({|MCPT1007:IsFine(body)|}) { return body; } _sessionId = null;", "private static bool IsFine(string text) => text.Length == 0 || !text.Contains(\"Session not found\");")]
    public Task TextThatAHelperLooksFor_IsReported(string statements, string helper) => Verify.Analyzer(After(statements, helper));

    [Theory]
    [InlineData("if (IsLost(body)) { _sessionId = null; }", "private static bool IsLost(string text) => text.Contains(\"goodbye\");")]
    [InlineData("if (IsLost(body) || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }", "private static bool IsLost(string text) => text.Contains(\"Session not found\");")]
    [InlineData("if (IsLost(body)) { Console.WriteLine(body); }", "private static bool IsLost(string text) => text.Contains(\"Session not found\");")]
    [InlineData("if (IsLost(body)) { _sessionId = null; }", "private static bool IsLost(string text) => Says(text); private static bool Says(string text) => text.Contains(\"goodbye\");")]
    [InlineData("if (IsLost(body)) { _sessionId = null; }", "private static bool IsLost(string text) => text.Length == 0 || text.Contains(\"Session not found\");")]
    [InlineData("if (IsFine(body)) { return body; } _sessionId = null;", "private static bool IsFine(string text) => text.Length > 0 && !text.Contains(\"Session not found\");")]
    [InlineData("if (IsLost(body)) { _sessionId = null; }", "private static bool IsLost(string text) => text.Contains(\"-32001\") || Says404(text); private static bool Says404(string text) => text.Contains(\"404\");")]
    public Task HelperThatLooksForAnotherText_IsSilent(string statements, string helper) => Verify.Analyzer(After(statements, helper));

    [Theory]
    [InlineData("if ({|MCPT1007:body.Contains(\"Session not found\")|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:body.Contains(\"no valid session\", StringComparison.OrdinalIgnoreCase)|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:body.IndexOf(\"Session has been terminated\") >= 0|}) { _sessionId = null; }")]
    [InlineData("if (!{|MCPT1007:body.Contains(\"-32001\")|}) { return body; } throw new SessionExpiredException();")]
    [InlineData("if ({|MCPT1007:body == \"Invalid session\"|}) { _sessionId = null; }")]
    [InlineData("if (!response.IsSuccessStatusCode && {|MCPT1007:body.Contains(\"Server not initialized\")|}) { _sessionId = null; }")]
    [InlineData("using var document = JsonDocument.Parse(body); var code = document.RootElement.GetProperty(\"error\").GetProperty(\"code\").GetInt32(); if ({|MCPT1007:code == -32001|}) { _sessionId = null; }")]
    [InlineData("using var document = JsonDocument.Parse(body); if ({|MCPT1007:document.RootElement.GetProperty(\"code\").GetInt32() is -32600 or -32001|}) { _sessionId = null; }")]
    [InlineData("using var document = JsonDocument.Parse(body); switch (document.RootElement.GetProperty(\"code\").GetInt32()) { case {|MCPT1007:-32000|}: _sessionId = null; break; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when ({|MCPT1007:e.Message.Contains(\"session expired\")|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1007:body.Contains(\"Session not found\")|}) { await OnLostAsync(); }", "private Task OnLostAsync() { _sessionId = null; return Task.CompletedTask; }")]
    [InlineData("if ({|MCPT1007:body.Contains(\"-32001\")|} || body.Contains(\"session expired\")) { _sessionId = null; }")]
    public Task ErrorCodeOrText_IsReported(string statements, string members = "") => Verify.Analyzer(After(statements, members));

    [Theory]
    [InlineData("public static bool IsSessionExpired(HttpResponseMessage response) => {|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|};")]
    [InlineData("private static bool IsSessionLost(HttpStatusCode status) => {|MCPT1007:status is HttpStatusCode.Unauthorized or HttpStatusCode.Gone|};")]
    [InlineData("internal static bool IsSessionInvalid(string body) => {|MCPT1007:body.Contains(\"Session not found\", StringComparison.OrdinalIgnoreCase)|};")]
    [InlineData("internal static bool IsSessionInvalid(int code) { return {|MCPT1007:code == -32001|}; }")]
    public Task Predicate_IsReported(string predicate) => Verify.Analyzer(After("", predicate));

    [Theory]
    [InlineData("if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.BadRequest) { _sessionId = null; } if ((int)response.StatusCode == 404) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound || body.Contains(\"Session not found\")) { _sessionId = null; }")]
    [InlineData("if ((int)response.StatusCode is >= 400 and < 500) { _sessionId = null; }")]
    [InlineData("if (!response.IsSuccessStatusCode) { _sessionId = null; } if (body.Contains(\"session expired\")) { throw new SessionExpiredException(); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.BadRequest && !response.IsSuccessStatusCode) { _sessionId = null; } if (body.Contains(\"404\")) { Console.WriteLine(body); }")]
    [InlineData("if ((int)response.StatusCode / 100 == 4 || response.StatusCode == HttpStatusCode.Gone) { _sessionId = null; }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); }", "private void Handle(HttpResponseMessage response) { if ((int)response.StatusCode < 500) { _sessionId = null; } }")]
    [InlineData("if ((int)response.StatusCode < 500) { Handle(response); }", "private void Handle(HttpResponseMessage response) { if (!response.IsSuccessStatusCode) { _sessionId = null; } }")]
    public Task NotFoundIsHandledAsWell_IsSilent(string statements, string members = "") => Verify.Analyzer(After(statements, members));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.BadRequest) { Console.WriteLine(body); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) { throw new InvalidOperationException(\"Your session has expired: sign in again\"); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) { await ReconnectAsync(); }", "private Task ReconnectAsync() => Task.CompletedTask;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.InternalServerError) { _sessionId = null; }")]
    [InlineData("if (json == \"reset session\") { _sessionId = null; }")]
    [InlineData("if (json.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }")]
    [InlineData("if (body.Contains(\"session not found\")) { Console.WriteLine(body); }")]
    [InlineData("if (Errors.IsLost(response)) { _sessionId = null; } if (body.Contains(\"session expired\")) { _sessionId = null; }", "private IErrors Errors { get; } = null!; public interface IErrors { bool IsLost(HttpResponseMessage response); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone || Lost.Contains(response.StatusCode)) { _sessionId = null; }", "public ICollection<HttpStatusCode> Lost { get; init; } = [];")]
    public Task NoSignOfALostSession_IsSilent(string statements, string members = "") => Verify.Analyzer(After(statements, members));

    [Fact]
    public Task FailureOfInitialize_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"method\":\"initialize\"}") };
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.BadRequest) throw new InvalidOperationException("the session could not be started: invalid version");
            _sessionId = response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;
        }

        public async Task EndAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.BadRequest) _sessionId = null;
        }
        """));

    [Fact]
    public Task ModernProbeThatFallsBackToInitialize_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task ConnectAsync(string probe)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(probe) };
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Method", "server/discover");
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.BadRequest) await InitializeAsync();
        }

        private async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"method\":\"initialize\"}") };
            using var response = await _http.SendAsync(request);
            _sessionId = response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;
        }
        """));

    [Fact]
    public Task HelperOfAnotherType_IsSilentWhereItLooksAt404() => Verify.Analyzer(ClientCode.File("""
        internal static class Statuses
        {
            public static bool IsGone(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound;
        }

        public sealed class Client(HttpClient http)
        {
            private string? _sessionId;

            public async Task PostAsync(HttpRequestMessage request)
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.Gone) _sessionId = null;
                if (Statuses.IsGone(response)) throw new InvalidOperationException();
            }
        }
        """));

    [Fact]
    public Task MutuallyRecursiveHelpers_EndQuickly()
    {
        var methods = string.Join("\n", Enumerable.Range(0, 12).Select(i => $"private async Task M{i}(string body, int n) {{ "
            + string.Concat(Enumerable.Range(0, 12).Select(j => $"if (n > {j}) await M{j}(body, n - 1); ")) + "_sessionId = null; }"));
        return Verify.Analyzer(After("if (body.Contains(\"x\")) await M0(body, 3);", methods));
    }

    [Theory]
    [InlineData("if ({|#0:response.StatusCode == HttpStatusCode.Gone|}) { _sessionId = null; }", "status 410")]
    [InlineData("if ({|#0:body.Contains(\"Session not found\")|}) { _sessionId = null; }", "'Session not found'")]
    [InlineData("using var document = JsonDocument.Parse(body); if ({|#0:document.RootElement.GetProperty(\"code\").GetInt32() == -32001|}) { _sessionId = null; }", "error code -32001")]
    public Task Sign_IsNamed(string statements, string sign) => Verify.Analyzer(After(statements), Verify.Diagnostic().WithLocation(0).WithArguments(sign));

    [Fact]
    public Task ClientOfTheSdk_IsSilent() => Verify.Analyzer(
        ["using ModelContextProtocol.Client;\n" + ClientCode.File("""
        public sealed class Client(HttpClientTransport transport)
        {
            private McpClient? _client;

            public async Task PingAsync()
            {
                try
                {
                    await _client!.PingAsync();
                }
                catch (Exception e) when (e.Message.Contains("Session not found"))
                {
                    await ReconnectAsync();
                }
            }

            private async Task ReconnectAsync() => _client = await McpClient.CreateAsync(transport);
        }
        """)],
        test => test.UseSdk());
}
