using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.SessionInStatelessRevision>;

namespace McpAnalyzers.Tests.Rules.Request;

public class SessionInStatelessRevisionTests
{
    private static string Send(string statements, string creation = "new HttpRequestMessage(HttpMethod.Post, _endpoint)", string members = "") => ClientCode.WithSession($$"""
        private const string Revision = "2026-07-28";
        private const string VersionHeader = "MCP-Protocol-Version";
        {{members}}
        public async Task SendAsync(HttpContent content, bool modern, string method)
        {
            using var request = {{creation}};
            {{statements}}
            using var response = await _http.SendAsync(request);
        }
        """);

    private const string Modern = "request.Headers.Add(VersionHeader, Revision); request.Headers.Add(\"Mcp-Method\", method);";

    [Theory]
    [InlineData("{|MCPT3008:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    [InlineData("if (_sessionId is not null) { {|MCPT3008:request.Headers.TryAddWithoutValidation(\"mcp-session-id\", _sessionId)|}; }")]
    [InlineData("{|MCPT3008:request.Headers.Add(\"Last-Event-ID\", \"1\")|};")]
    public Task HeaderOfASession_IsReported(string statements) => Verify.Analyzer(Send(Modern + statements));

    [Theory]
    [InlineData("new HttpRequestMessage({|MCPT3008:HttpMethod.Get|}, _endpoint)")]
    [InlineData("new HttpRequestMessage({|MCPT3008:HttpMethod.Delete|}, _endpoint)")]
    [InlineData("new HttpRequestMessage { Method = {|MCPT3008:HttpMethod.Get|}, RequestUri = _endpoint }")]
    public Task OtherVerbs_AreReported(string creation) => Verify.Analyzer(Send("request.Headers.Add(VersionHeader, Revision);", creation));

    [Fact]
    public Task Initialize_IsReported() => Verify.Analyzer(Send(
        Modern, "{|MCPT3008:new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = JsonContent.Create(new { jsonrpc = \"2.0\", id = 1, method = \"initialize\" }) }|}"));

    [Theory]
    [InlineData("request.Headers.Add(VersionHeader, Revision);")]
    [InlineData("request.Headers.Add(\"mcp-protocol-version\", \"2027-01-01\"); request.Content = content;")]
    [InlineData("Apply(request);")]
    public Task PostWithoutMethodHeader_IsReported(string statements) => Verify.Analyzer(Send(
        statements,
        "{|MCPT3008:new HttpRequestMessage(HttpMethod.Post, _endpoint)|}",
        "private void Apply(HttpRequestMessage r) => r.Headers.Add(VersionHeader, Revision);"));

    [Theory]
    [InlineData(Modern)]
    [InlineData("request.Headers.Add(VersionHeader, modern ? Revision : \"2025-11-25\"); request.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("if (modern) { request.Headers.Add(VersionHeader, Revision); request.Headers.Add(\"Mcp-Method\", method); } else { request.Headers.Add(\"Mcp-Session-Id\", _sessionId); }")]
    [InlineData("if (modern) { request.Headers.Add(VersionHeader, Revision); request.Headers.Add(\"Mcp-Method\", method); } if (!modern) { request.Headers.Add(\"Mcp-Session-Id\", _sessionId); }")]
    [InlineData("request.Headers.Add(VersionHeader, \"2025-11-25\"); request.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("request.Headers.Add(VersionHeader, Revision); foreach (var h in new Dictionary<string, string>()) request.Headers.Add(h.Key, h.Value);")]
    [InlineData("request.Headers.Add(VersionHeader, Revision); request.Content = new StringContent(\"{\\\"method\\\":\\\"notifications/cancelled\\\"}\");")]
    [InlineData("request.Headers.Add(VersionHeader, Revision); Name(request);")]
    public Task RightOrUncertainRequests_AreSilent(string statements) => Verify.Analyzer(Send(
        statements, members: "private static void Name(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Method\", \"tools/call\");"));

    [Fact]
    public Task HandedInClient_MayAddTheMethod() => Verify.Analyzer(ClientCode.File("""
        class Client(HttpClient http)
        {
            public Task SendAsync()
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
                return http.SendAsync(request);
            }
        }
        """));

    [Fact]
    public Task SharedSender_LooksAtEachRequest() => Verify.Analyzer(ClientCode.WithSession("""
        private Task SendAsync(HttpRequestMessage request)
        {
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            return _http.SendAsync(request);
        }

        public Task ListenAsync() => SendAsync(new HttpRequestMessage({|MCPT3008:HttpMethod.Get|}, _endpoint));

        public Task CallAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Method", "tools/list");
            return SendAsync(request);
        }
        """));

    [Fact]
    public Task HeadersThatAHelperOfAHelperWrites_AreOutOfScope() => Verify.Analyzer(
        [ClientCode.File("""
            using ModelContextProtocol.Client;

            public sealed class Bridge
            {
                private readonly HttpClient _http = new();

                public Task SendAsync()
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                    Outer.Apply(request);
                    return _http.SendAsync(request);
                }

                public static HttpClientTransport TransportTo(Uri endpoint) => new(new HttpClientTransportOptions { Endpoint = endpoint });
            }

            internal static class Outer
            {
                public static void Apply(HttpRequestMessage request) => Inner.Apply(request);
            }

            internal static class Inner
            {
                public static void Apply(HttpRequestMessage request)
                {
                    request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
                    request.Headers.Add("Mcp-Method", "tools/list");
                    request.Headers.Add("Mcp-Session-Id", "x");
                }
            }
            """)],
        test => test.UseSdk());

    [Fact]
    public Task HeadersOfAHelperThatSeveralTypesUse_AreReportedWhereEachCallsIt() => Verify.Analyzer(
    [
        ClientCode.File("""
            public sealed class Tools(HttpClient http)
            {
                public Task ListAsync()
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                    {|MCPT3008:Modern.Apply(request)|};
                    return http.SendAsync(request);
                }
            }

            public sealed class Prompts(HttpClient http)
            {
                public Task ListAsync()
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                    {|MCPT3008:Modern.Apply(request)|};
                    return http.SendAsync(request);
                }
            }
            """),
        ClientCode.File("""
            internal static class Modern
            {
                public static void Apply(HttpRequestMessage request)
                {
                    request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
                    request.Headers.Add("Mcp-Method", "tools/list");
                    Resume(request);
                }

                private static void Resume(HttpRequestMessage request) => request.Headers.Add("Last-Event-ID", "7");
            }
            """),
    ]);
}
