using McpAnalyzers.CodeFixes.Session;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionTerminationMustSucceed, McpAnalyzers.CodeFixes.Session.SessionTerminationMustSucceedFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionTerminationMustSucceedFixTests
{
    private static string Delete(string afterSend, string newLine = "\n") => ClientCode.WithSession($$"""
        public async Task TerminateAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        {{afterSend}}
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task EnsureSuccess_IsKeptForOtherFailures(string newLine) => Verify.CodeFix(
        Delete("    {|MCPT1010:response.EnsureSuccessStatusCode()|};", newLine),
        Delete("""
                if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
                {
                    response.EnsureSuccessStatusCode();
                }
            """, newLine));

    [Fact]
    public Task CommentBehindTheCheck_StaysWithIt() => Verify.CodeFix(
        Delete("    {|MCPT1010:response.EnsureSuccessStatusCode()|}; // or the session stays"),
        Delete("""
                if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
                {
                    response.EnsureSuccessStatusCode(); // or the session stays
                }
            """));

    [Fact]
    public Task CommentBehindTheDroppedCheck_Stays() => Verify.CodeFix(
        [Delete("    {|MCPT1010:response.EnsureSuccessStatusCode()|}; // or the session stays\n    _sessionId = null;")],
        [Delete("    // or the session stays\n    _sessionId = null;")],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = SessionTerminationMustSucceedFix.Drop;
        });

    [Fact]
    public Task OtherCodeInTheLine_OffersNothing() => Verify.NoCodeFix(
        Delete("    {|MCPT1010:response.EnsureSuccessStatusCode()|}; /* then */ _sessionId = null;"));

    [Fact]
    public Task EnsureSuccess_IsDropped() => Verify.CodeFix(
        [Delete("    {|MCPT1010:response.EnsureSuccessStatusCode()|};\n    _sessionId = null;")],
        [Delete("    _sessionId = null;")],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = SessionTerminationMustSucceedFix.Drop;
        });

    [Fact]
    public Task Throw_IsKeptForOtherFailures() => Verify.CodeFix(
        Delete("    if (!response.IsSuccessStatusCode) throw {|MCPT1010:new InvalidOperationException()|};"),
        Delete("    if (!response.IsSuccessStatusCode && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)) throw new InvalidOperationException();"));

    [Fact]
    public Task AnswerWithoutAName_OffersNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        public async Task TerminateAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {|MCPT1010:(await _http.SendAsync(request)).EnsureSuccessStatusCode()|};
        }
        """));
}
