using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.EventStreamBuffered, McpAnalyzers.CodeFixes.EventStream.EventStreamBufferedFix>;

namespace McpAnalyzers.Tests.Fixes.EventStream;

public class EventStreamBufferedFixTests
{
    private static string Send(string send) => ClientCode.WithSession($$"""
        public async Task RequestAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            using var response = await {{send}};
        }
        """);

    [Theory]
    [InlineData("{|MCPT2004:_http.SendAsync(request)|}", "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)")]
    [InlineData("{|MCPT2004:_http.SendAsync(request, ct)|}", "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)")]
    [InlineData("{|MCPT2004:_http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct)|}", "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)")]
    public Task Option_IsGiven(string send, string mended) => Verify.CodeFix(Send(send), Send(mended));

    [Fact]
    public Task NamedArguments_OfferNothing() => Verify.NoCodeFix(Send("{|MCPT2004:_http.SendAsync(request, cancellationToken: ct)|}"));
}
