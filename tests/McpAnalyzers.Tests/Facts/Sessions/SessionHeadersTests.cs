namespace McpAnalyzers.Tests.Facts;

public class SessionHeadersTests
{
    [Theory]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId);", 1)]
    [InlineData("q.Headers.Add(\"X-Other\", _sessionId);", 0)]
    [InlineData("q.Headers.Add(\"MCP-Protocol-Version\", _sessionId);", 0)]
    [InlineData("headers.Add(\"Mcp-Session-Id\", _sessionId);", 1)]
    [InlineData("content.Headers.Add(\"Mcp-Session-Id\", _sessionId);", 0)]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _sessionId);", 0)]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _sessionId);", 1)]
    [InlineData("_headers[\"Mcp-Session-Id\"] = _sessionId!;", 0)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); q.Headers.Add(name, \"x\");", 0)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); headers.Add(name, \"x\");", 0)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); r.Headers.Add(name, \"x\");", 1)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); content.Headers.Add(name, \"x\");", 1)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); _headers[name] = \"x\";", 1)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); q.Headers.Add(\"X-Other\", \"x\");", 1)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); own.Headers.Add(\"Mcp-Session-Id\", _sessionId); own.Headers.Add(\"X-Other\", \"x\"); _http.SendAsync(own);", 1)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); own.Headers.Add(\"Mcp-Session-Id\", _sessionId); own.Headers.Add(\"X-Other\", \"x\"); _decorate(own); _http.SendAsync(own);", 0)]
    public async Task All_AreThoseOfRequestsThatNobodyElseGivesHeaders(string statements, int count)
    {
        var facts = await FactsOf.Members($$"""
            private readonly Dictionary<string, string> _headers = new();
            private Action<HttpRequestMessage> _decorate = Console.WriteLine;
            public void Run(HttpRequestMessage q, HttpRequestHeaders headers, HttpContent content, HttpResponseMessage r, string name) { {{statements}} }
            """);

        Assert.Equal(count, facts.SessionHeaders.All.Count());
    }

    [Theory]
    [InlineData("Client : DelegatingHandler", "request", 0)]
    [InlineData("Client : DelegatingHandler", "id == \"\" ? request : new HttpRequestMessage()", 0)]
    [InlineData("Client : DelegatingHandler", "new HttpRequestMessage()", 1)]
    [InlineData("Client", "request", 1)]
    public async Task Handlers_AreGivenRequestsWithHeadersOfTheirOwn(string type, string given, int count)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public class {{type}}
            {
                public void Run(HttpRequestMessage request, string id)
                {
                    var q = {{given}};
                    q.Headers.Add("Mcp-Session-Id", id);
                }
            }
            """));

        Assert.Equal(count, facts.SessionHeaders.All.Count());
    }

    [Theory]
    [InlineData("Console.WriteLine(\"MCP-Protocol-Version\");", true)]
    [InlineData("Console.WriteLine(\"mcp-protocol-version\");", true)]
    [InlineData("Console.WriteLine(\"Mcp-Session-Id\");", false)]
    [InlineData("Console.WriteLine(1);", false)]
    public async Task AreBesideVersion_AsksForTheOtherHeader(string statement, bool expected)
    {
        var facts = await FactsOf.Members($"public void Run() {{ {statement} }}");

        Assert.Equal(expected, facts.SessionHeaders.AreBesideVersion);
    }
}
