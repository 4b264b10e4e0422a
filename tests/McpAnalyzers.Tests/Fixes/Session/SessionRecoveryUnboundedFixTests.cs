using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionRecoveryUnbounded, McpAnalyzers.CodeFixes.Session.SessionRecoveryUnboundedFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionRecoveryUnboundedFixTests
{
    private static string Post(string access, string parameter, string test, string again, string members = "") => ClientCode.WithSession($$"""
        private Task InitializeAsync() => Task.CompletedTask;
        {{members}}
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
    [InlineData("json == \"x\" ? response.StatusCode == HttpStatusCode.NotFound : response.StatusCode == HttpStatusCode.NotFound", "(json == \"x\" ? response.StatusCode == HttpStatusCode.NotFound : response.StatusCode == HttpStatusCode.NotFound) && !isRetry")]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound || json == \"x\"", "(response.StatusCode == HttpStatusCode.NotFound || json == \"x\") && !isRetry")]
    [InlineData("(int)response.StatusCode == 404", "(int)response.StatusCode == 404 && !isRetry")]
    public Task Recovery_HappensOnce(string test, string mended) => Verify.CodeFix(
        Post("private", "", test, "{|MCPT1005:PostAsync(json, ct)|}").Replace("json == \"x\"", "response.StatusCode == HttpStatusCode.Gone"),
        Post("private", ", bool isRetry = false", mended, "PostAsync(json, ct, isRetry: true)").Replace("json == \"x\"", "response.StatusCode == HttpStatusCode.Gone"));

    [Fact]
    public Task MethodThatOthersCall_OffersNothing() => Verify.NoCodeFix(Post("public", "", "response.StatusCode == HttpStatusCode.NotFound", "{|MCPT1005:PostAsync(json, ct)|}"));

    [Theory]
    [InlineData(", params string[] more", "")]
    [InlineData(", bool isRetry = false", "")]
    [InlineData("", "private Task<string> PostAsync(string json) => PostAsync(json, default);")]
    public Task MethodThatAParameterCannotBeAddedTo_OffersNothing(string parameter, string members) => Verify.NoCodeFix(
        Post("private", parameter, "response.StatusCode == HttpStatusCode.NotFound", "{|MCPT1005:PostAsync(json, ct)|}", members));

    [Fact]
    public Task TestThatDoesNotName404_OffersNothing() => Verify.NoCodeFix(Post("private", "", "!response.IsSuccessStatusCode", "{|MCPT1005:PostAsync(json, ct)|}"));

    private static string List(string parameter, string filter, string again) => ClientCode.WithSession($$"""
        private Task InitializeAsync() => Task.CompletedTask;

        public Task<string> CallAsync() => ListAsync();

        private async Task<string> ListAsync({{parameter}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            try
            {
                using var response = await _http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException e) when ({{filter}})
            {
                await InitializeAsync();
                return await {{again}};
            }
        }
        """);

    [Fact]
    public Task MethodWithoutParameters_GetsOne_AndItsFilterAsksIt() => Verify.CodeFix(
        List("", "e.StatusCode == HttpStatusCode.NotFound", "{|MCPT1005:ListAsync()|}"),
        List("bool isRetry = false", "e.StatusCode == HttpStatusCode.NotFound && !isRetry", "ListAsync(isRetry: true)"));
}
