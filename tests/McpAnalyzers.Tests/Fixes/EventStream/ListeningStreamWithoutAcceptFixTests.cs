using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamWithoutAccept, McpAnalyzers.CodeFixes.EventStream.ListeningStreamWithoutAcceptFix>;

namespace McpAnalyzers.Tests.Fixes.EventStream;

public class ListeningStreamWithoutAcceptFixTests
{
    private static string Listen(string made, string accept, string newLine) => ClientCode.WithSession($$"""
        public async Task ListenAsync(CancellationToken ct)
        {
            using var request = {{made}};
        {{accept}}    request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            await response.Content.CopyToAsync(Stream.Null, ct);
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Accept_IsAddedAfterTheRequest(string newLine) => Verify.CodeFix(
        Listen("{|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|}", "", newLine),
        Listen("new HttpRequestMessage(HttpMethod.Get, _endpoint)", "    request.Headers.Accept.ParseAdd(\"text/event-stream\");\n", newLine));

    [Theory]
    [InlineData("request, ct")]
    [InlineData("request, HttpCompletionOption.ResponseContentRead, ct")]
    public Task StreamThatIsAcceptedNow_IsNotWaitedFor(string sent) => Verify.CodeFix(
        Listen("{|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|}", "", "\n").Replace("request, HttpCompletionOption.ResponseHeadersRead, ct", sent),
        Listen("new HttpRequestMessage(HttpMethod.Get, _endpoint)", "    request.Headers.Accept.ParseAdd(\"text/event-stream\");\n", "\n"));

    [Fact]
    public Task AnswerThatIsReadAsAWhole_KeepsItsTimeout()
    {
        static string Whole(string made, string accept) => Listen(made, accept, "\n")
            .Replace("request, HttpCompletionOption.ResponseHeadersRead, ct", "request, ct").Replace("CopyToAsync(Stream.Null, ct)", "ReadAsStringAsync(ct)");
        return Verify.CodeFix(
            Whole("{|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|}", ""),
            Whole("new HttpRequestMessage(HttpMethod.Get, _endpoint)", "    request.Headers.Accept.ParseAdd(\"text/event-stream\");\n"));
    }

    [Fact]
    public Task SendThatIsHandedOn_IsNotWaitedForEither()
    {
        static string Handed(string made, string accept, string sent) => Listen(made, accept, "\n").Replace(
            "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);",
            $"Logged(_http.SendAsync({sent})); static Task<HttpResponseMessage> Logged(Task<HttpResponseMessage> sent) => sent;");
        return Verify.CodeFix(
            Handed("{|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|}", "", "request, ct"),
            Handed("new HttpRequestMessage(HttpMethod.Get, _endpoint)", "    request.Headers.Accept.ParseAdd(\"text/event-stream\");\n", "request, HttpCompletionOption.ResponseHeadersRead, ct"));
    }
}
