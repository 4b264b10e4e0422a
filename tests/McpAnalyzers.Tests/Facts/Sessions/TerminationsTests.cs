namespace McpAnalyzers.Tests.Facts;

public class TerminationsTests
{
    [Theory]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await _http.SendAsync(q);", "", 1)]
    [InlineData("q.Headers.Add(\"X-Other\", _sessionId); await _http.SendAsync(q);", "", 0)]
    [InlineData("await _http.SendAsync(q);", "", 0)]
    [InlineData("q.Method = HttpMethod.Post; q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await _http.SendAsync(q);", "", 0)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await SendAsync(q);", "private Task<HttpResponseMessage> SendAsync(HttpRequestMessage q) => _http.SendAsync(q);", 1)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await SendAsync(q);", "private async Task SendAsync(HttpRequestMessage q) => await _http.SendAsync(q);", 1)]
    [InlineData("await _http.DeleteAsync(_endpoint);", "", 0)]
    [InlineData("await _http.DeleteAsync(_endpoint);", Post, 1)]
    [InlineData("await _http.DeleteAsync(\"http://localhost/other\");", Post, 0)]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _sessionId); await _http.DeleteAsync(_endpoint); await _http.PostAsync(_endpoint, null);", "", 1)]
    [InlineData("Console.WriteLine(q);", Post, 0)]
    public async Task Deletes_EndTheSessionWhereTheyNameIt(string statements, string members, int count)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync()
            {
                var q = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
                {{statements}}
            }

            {{members}}
            """);

        Assert.Equal(count, facts.Terminations.All.Count(t => t.Body.Symbol.Name == "RunAsync" || members.Contains("async Task SendAsync", StringComparison.Ordinal)));
    }

    private const string Post = """
        public async Task PostAsync()
        {
            var q = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            q.Headers.Add("Mcp-Session-Id", _sessionId);
            await _http.SendAsync(q);
        }
        """;
}
