using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdSentOnInitialize, McpAnalyzers.CodeFixes.Session.SessionIdSentOnInitializeFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionIdSentOnInitializeFixTests
{
    private static string Initialize(string write) => ClientCode.WithSession($$"""
        public async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"method\":\"initialize\"}") };
        {{write}}    using var response = await _http.SendAsync(request);
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task Header_IsRemoved() => Verify.CodeFix(Initialize("    {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};\n"), Initialize(""));

    [Fact]
    public Task Header_IsRemovedWithItsCondition() => Verify.CodeFix(
        Initialize("""
                if (_sessionId is not null)
                {
                    {|MCPT1003:request.Headers.Add("Mcp-Session-Id", _sessionId)|};
                }


            """),
        Initialize("\n"));

    [Theory]
    [InlineData("\n    {0};\n\n", "\n")]
    [InlineData("\n    {0};\n", "\n")]
    [InlineData("    {0};\n\n", "\n")]
    [InlineData("\n    {0}; // that of the last session\n\n", "\n    // that of the last session\n\n")]
    public Task OneEmptyLine_IsLeftOfTwo(string written, string left) => Verify.CodeFix(
        Initialize(written.Replace("{0}", "{|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}")),
        Initialize(left));

    [Fact]
    public Task Store_IsResetBeforeInitializeIsSent() => Verify.CodeFix(
        Rules.Session.SessionIdSentOnInitializeTests.Recovering("await InitializeAsync();", "using var answer = await {|MCPT1003:SendAsync(\"initialize\")|};\n    Capture(answer);"),
        Rules.Session.SessionIdSentOnInitializeTests.Recovering("await InitializeAsync();", "_sessionId = null;\n    using var answer = await SendAsync(\"initialize\");\n    Capture(answer);"));
}
