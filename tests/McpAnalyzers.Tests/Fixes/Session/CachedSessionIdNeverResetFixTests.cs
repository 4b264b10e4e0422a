using McpAnalyzers.CodeFixes.Session;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset, McpAnalyzers.CodeFixes.Session.CachedSessionIdNeverResetFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class CachedSessionIdNeverResetFixTests
{
    private static string Client(string afterSend, string capture = "_sessionId = values.First()", string parameter = "", string newLine = "\n") => ClientCode.WithSession($$"""
        private const string SessionHeader = "Mcp-Session-Id";

        public Task CallAsync(CancellationToken ct) => SendAsync("{}", ct);

        private async Task InitializeAsync(CancellationToken ct) => await SendAsync("initialize", ct);

        private async Task<string> SendAsync(string json, CancellationToken ct{{parameter}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null)
            {
                request.Headers.Add(SessionHeader, _sessionId);
            }

            // One answer, or a stream of events.
            using var response = await _http.SendAsync(request, ct);
        {{afterSend}}    response.EnsureSuccessStatusCode();
            if (response.Headers.TryGetValues(SessionHeader, out var values))
            {
                {{capture}};
            }

            return await response.Content.ReadAsStringAsync(ct);
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Reset_ComesRightAfterTheAnswer(string newLine) => Verify.CodeFix(
        Client("", "{|MCPT1002:_sessionId = values.First()|}", newLine: newLine),
        Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
                {
                    _sessionId = null;
                }


            """, newLine: newLine));

    [Fact]
    public Task ResetAndSendAgain_CallsInitializeAndItselfOnce() => Verify.CodeFix(
        [Client("", "{|MCPT1002:_sessionId = values.First()|}")],
        [Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader) && !isRetry)
                {
                    _sessionId = null;
                    await InitializeAsync(ct);
                    return await SendAsync(json, ct, isRetry: true);
                }


            """, parameter: ", bool isRetry = false")],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain;
        });

    [Fact]
    public Task StoreThatIsNeverNull_BecomesEmpty() => Verify.CodeFix(
        Client("", "{|MCPT1002:_sessionId = values.First()|}").Replace("string? _sessionId;", "string _sessionId = \"\";"),
        Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
                {
                    _sessionId = string.Empty;
                }


            """).Replace("string? _sessionId;", "string _sessionId = \"\";"));

    [Fact]
    public Task NoAnswerInALocal_OffersNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            Capture(await _http.SendAsync(request));
        }

        private void Capture(HttpResponseMessage response)
        {
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {|MCPT1002:_sessionId = values.First()|};
        }
        """));
}
