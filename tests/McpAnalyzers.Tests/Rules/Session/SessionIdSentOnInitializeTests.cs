using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdSentOnInitialize>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionIdSentOnInitializeTests
{
    private static string Initialize(string write, string content = "\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"initialize\\\"}\"") => ClientCode.WithSession($$"""
        private sealed record Rpc(string Method, object? Params);

        public async Task InitializeAsync(string version)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Content = new StringContent({{content}});
            {{write}}
            using var response = await _http.SendAsync(request);
        }
        """);

    [Theory]
    [InlineData("{|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    [InlineData("{|MCPT1003:request.Headers.TryAddWithoutValidation(\"mcp-session-id\", _sessionId)|};")]
    [InlineData("if (_sessionId is not null) { {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; }")]
    [InlineData("if (!string.IsNullOrEmpty(_sessionId)) {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    public Task HeaderWrittenForInitialize_IsReported(string write) => Verify.Analyzer(Initialize(write));

    [Theory]
    [InlineData("JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = 1, method = \"initialize\", @params = new { protocolVersion = version } })")]
    [InlineData("JsonSerializer.Serialize(new Rpc(\"initialize\", new { protocolVersion = version }))")]
    [InlineData("JsonSerializer.Serialize(new Dictionary<string, object> { [\"method\"] = \"initialize\", [\"params\"] = version })")]
    [InlineData("$\"{{\\\"method\\\":\\\"initialize\\\",\\\"params\\\":\\\"{version}\\\"}}\"")]
    public Task InitializeInAnyForm_IsReported(string content) =>
        Verify.Analyzer(Initialize("{|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};", content));

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"tools/list\\\"}\"")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"notifications/initialized\\\"}\"")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "version")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", version);", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    [InlineData("if (version != \"initialize\") request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    public Task OtherRequestsAndHeaders_AreSilent(string write, string content) => Verify.Analyzer(Initialize(write, content));

    [Fact]
    public Task GeneralHelper_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task InitializeAsync() => SendAsync("initialize", new { });

        public Task ListAsync() => SendAsync("tools/list", new { });

        private async Task SendAsync(string method, object parameters)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Content = new StringContent(JsonSerializer.Serialize(new { method, @params = parameters }));
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }
        """));

    [Fact]
    public Task HelperWithAFlag_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task InitializeAsync() => SendAsync("{\"method\":\"initialize\"}", includeSession: false);

        private async Task SendAsync(string json, bool includeSession)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (includeSession) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }
        """));
}
