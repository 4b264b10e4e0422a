using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdInDefaultRequestHeaders>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionIdInDefaultRequestHeadersTests
{
    private static string Capture(string statement, string more = "") => ClientCode.WithSession($$"""
        private const string Header = "mcp-session-id";

        public async Task InitializeAsync()
        {
            using var response = await _http.PostAsync(_endpoint, new StringContent("{\"method\":\"initialize\"}"));
            if (response.Headers.TryGetValues(Header, out var values))
            {
                var id = values.First();
                {{statement}}
            }
        }

        {{more}}
        """);

    [Theory]
    [InlineData("{|MCPT1004:_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", id)|};")]
    [InlineData("{|MCPT1004:_http.DefaultRequestHeaders.TryAddWithoutValidation(Header, id)|};")]
    [InlineData("{|MCPT1004:_http.DefaultRequestHeaders.Add(\"MCP-Session-Id\", values)|};")]
    [InlineData("var client = _http; {|MCPT1004:client.DefaultRequestHeaders.Add(Header, id)|};")]
    [InlineData("_http.DefaultRequestHeaders.Remove(Header); {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, id)|};")]
    [InlineData("if (_http.DefaultRequestHeaders.Contains(Header)) { _http.DefaultRequestHeaders.Remove(Header); } {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, id)|};")]
    public Task DefaultHeaderOfALongLivedClient_IsReported(string statement) => Verify.Analyzer(Capture(statement));

    [Theory]
    [InlineData("public HttpClient Http { get; set; } = new();")]
    [InlineData("public static HttpClient Http = new();")]
    public Task ClientThatOthersMayReplace_IsReported(string member) => Verify.Analyzer(Capture("{|MCPT1004:Http.DefaultRequestHeaders.Add(Header, id)|};", member));

    [Fact]
    public Task ClientOfAPrimaryConstructor_IsReported() => Verify.Analyzer(ClientCode.File("""
        public sealed class Client(HttpClient http)
        {
            public void Use(string id) => {|MCPT1004:http.DefaultRequestHeaders.Add("Mcp-Session-Id", id)|};
        }
        """));

    [Theory]
    [InlineData("public void Reset() => _http.DefaultRequestHeaders.Remove(Header);")]
    [InlineData("public void Reset() => _http.DefaultRequestHeaders.Clear();")]
    [InlineData("public async Task ResetAsync() { _http.DefaultRequestHeaders.Remove(Header); await InitializeAsync(); }")]
    [InlineData("public async Task RestartAsync(string next) { _http.DefaultRequestHeaders.Remove(Header); await InitializeAsync(); _http.DefaultRequestHeaders.Add(Header, next); }")]
    public Task RemovedAgain_IsSilent(string reset) => Verify.Analyzer(Capture("_http.DefaultRequestHeaders.Add(Header, id);", reset));

    [Theory]
    [InlineData("using var client = new HttpClient(); client.DefaultRequestHeaders.Add(Header, id);")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", \"test\");")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"MCP-Protocol-Version\", id);")]
    [InlineData("_sessionId = id;")]
    public Task OtherHeadersAndClients_AreSilent(string statement) => Verify.Analyzer(Capture(statement));

    [Fact]
    public Task RemovedOnlyWhenDisposed_IsReported() => Verify.Analyzer(Capture(
        "{|MCPT1004:_http.DefaultRequestHeaders.Add(Header, id)|};",
        "public void Dispose() => _http.DefaultRequestHeaders.Remove(Header);"));

    [Theory]
    [InlineData("await Task.Yield(); _http.DefaultRequestHeaders.Remove(Header); {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, id)|};")]
    [InlineData("_http.DefaultRequestHeaders.Remove(Header); {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, id)|}; await Task.Yield();")]
    public Task ReplacedWithoutARequestBetween_IsReported(string statements) => Verify.Analyzer(Capture(statements));

    [Fact]
    public Task Client_IsNamed() => Verify.Analyzer(
        Capture("{|#0:_http.DefaultRequestHeaders.Add(Header, id)|};"),
        Verify.Diagnostic().WithLocation(0).WithArguments("_http"));
}
