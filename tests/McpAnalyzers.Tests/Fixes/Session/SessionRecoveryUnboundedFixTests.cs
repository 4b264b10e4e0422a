using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionRecoveryUnbounded, McpAnalyzers.CodeFixes.Session.SessionRecoveryUnboundedFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionRecoveryUnboundedFixTests
{
    private static string Post(string access, string parameter, string test, string again) => ClientCode.WithSession($$"""
        private Task InitializeAsync() => Task.CompletedTask;

        public Task<string> CallAsync(CancellationToken ct) => PostAsync("{}", ct);

        {{access}} async Task<string> PostAsync(string json, CancellationToken ct{{parameter}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, ct);
            if ({{test}})
            {
                await InitializeAsync();
                return await {{again}};
            }

            return await response.Content.ReadAsStringAsync(ct);
        }
        """);

    [Theory]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound", "response.StatusCode == HttpStatusCode.NotFound && !isRetry")]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound || json == \"x\"", "(response.StatusCode == HttpStatusCode.NotFound || json == \"x\") && !isRetry")]
    public Task Recovery_HappensOnce(string test, string mended) => Verify.CodeFix(
        Post("private", "", test, "{|MCPT1005:PostAsync(json, ct)|}").Replace("json == \"x\"", "response.StatusCode == HttpStatusCode.Gone"),
        Post("private", ", bool isRetry = false", mended, "PostAsync(json, ct, isRetry: true)").Replace("json == \"x\"", "response.StatusCode == HttpStatusCode.Gone"));

    [Fact]
    public Task MethodThatOthersCall_OffersNothing() => Verify.NoCodeFix(Post("public", "", "response.StatusCode == HttpStatusCode.NotFound", "{|MCPT1005:PostAsync(json, ct)|}"));
}
