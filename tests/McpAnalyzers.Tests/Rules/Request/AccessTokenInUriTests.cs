using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.AccessTokenInUri>;

namespace McpAnalyzers.Tests.Rules.Request;

public class AccessTokenInUriTests
{
    private static string Post(string address, string before = "", string members = "") => ClientCode.WithSession($$"""
        {{members}}
        public async Task SendAsync(string token, string accessToken, string cursor)
        {
            {{before}}
            var request = new HttpRequestMessage(HttpMethod.Post, {{address}});
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            await _http.SendAsync(request);
        }
        """);

    [Theory]
    [InlineData("{|MCPT3007:$\"http://localhost/mcp?access_token={token}\"|}")]
    [InlineData("{|MCPT3007:$\"{_endpoint}&accessToken={token}\"|}")]
    [InlineData("{|MCPT3007:$\"http://localhost/mcp?token={accessToken}\"|}")]
    [InlineData("{|MCPT3007:\"http://localhost/mcp?auth_token=\" + token|}")]
    [InlineData("{|MCPT3007:_endpoint + \"?v=1\" + \"&bearer=\" + token|}")]
    [InlineData("{|MCPT3007:\"http://localhost/mcp?access_token=abc\"|}")]
    [InlineData("new Uri({|MCPT3007:$\"http://localhost/mcp?access_token={token}\"|})")]
    [InlineData("new UriBuilder(_endpoint) { Query = {|MCPT3007:\"access_token=\" + token|} }.Uri")]
    public Task TokenInTheQuery_IsReported(string address) => Verify.Analyzer(Post(address));

    [Theory]
    [InlineData("_endpoint")]
    [InlineData("$\"http://localhost/mcp?token={cursor}\"")]
    [InlineData("$\"http://localhost/mcp?pageToken={cursor}\"")]
    [InlineData("$\"http://localhost/mcp?tenant={token}\"")]
    [InlineData("\"http://localhost/access_token=1/mcp\"")]
    public Task OtherAddresses_AreSilent(string address) => Verify.Analyzer(Post(address));

    [Theory]
    [InlineData("var builder = new UriBuilder(_endpoint); builder.Query = {|MCPT3007:\"access_token=\" + token|};", "builder.Uri", "")]
    [InlineData("var address = {|MCPT3007:$\"{_endpoint}?access_token={token}\"|};", "address", "")]
    [InlineData("", "Address(token)", "private Uri Address(string token) => new({|MCPT3007:$\"{_endpoint}?access_token={token}\"|});")]
    [InlineData("", "_address", "private readonly string _address = {|MCPT3007:\"http://localhost/mcp?access_token=x\"|};")]
    public Task AddressMadeElsewhere_IsFollowed(string before, string address, string members) => Verify.Analyzer(Post(address, before, members));

    [Fact]
    public Task MessagesWithoutMcpHeaders_AreReportedToo() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public Task InitializeAsync(string token) =>
            _http.PostAsync({|MCPT3007:$"http://localhost/mcp?access_token={token}"|}, new StringContent("{\"jsonrpc\":\"2.0\",\"method\":\"initialize\"}"));
        """));

    [Fact]
    public Task OtherServicesOfTheSameType_AreSilent() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public Task IntrospectAsync(string token) => _http.GetAsync($"http://localhost/introspect?access_token={token}");
        """));
}
