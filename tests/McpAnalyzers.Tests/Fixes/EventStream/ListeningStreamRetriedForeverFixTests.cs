using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRetriedForever, McpAnalyzers.CodeFixes.EventStream.ListeningStreamRetriedForeverFix>;

namespace McpAnalyzers.Tests.Fixes.EventStream;

public class ListeningStreamRetriedForeverFixTests
{
    private static string Loop(string leave, string round) => ClientCode.WithSession($$"""
        public async Task ListenAsync(CancellationToken ct)
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        {{leave}}        if (!response.IsSuccessStatusCode)
                {
                    await Task.Delay(1000, ct);
                    {{round}}
                }

                Console.WriteLine(await response.Content.ReadAsStringAsync(ct));
            }
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task Loop_IsLeft() => Verify.CodeFix(
        Loop("", "{|MCPT2002:continue;|}"),
        Loop("""
                    if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                    {
                        break;
                    }


            """, "continue;"));

    [Fact]
    public Task OtherResponses_AreLeftAlone() => Verify.CodeFix(
        Loop("", "{|MCPT2002:continue;|}").Replace("while (true)", "using var first = await _http.GetAsync(\"http://localhost/health\");\n        while (true)"),
        Loop("""
                    if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                    {
                        break;
                    }


            """, "continue;").Replace("while (true)", "using var first = await _http.GetAsync(\"http://localhost/health\");\n        while (true)"));

    [Fact]
    public Task LoopThatHasAnotherResponse_IsOfferedNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        public async Task RunAsync(CancellationToken ct)
        {
            {|MCPT2002:while (!ct.IsCancellationRequested)|}
            {
                using var response = await _http.GetAsync("http://localhost/health", ct);
                await ListenOnceAsync(ct);
            }
        }

        private async Task ListenOnceAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode) return;
        }
        """));

    [Fact]
    public Task EmptyLineAfterTheAnswer_IsNotDoubled() => Verify.CodeFix(
        Loop("\n", "{|MCPT2002:continue;|}"),
        Loop("""
                    if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                    {
                        break;
                    }


            """, "continue;"));
}
