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
}
