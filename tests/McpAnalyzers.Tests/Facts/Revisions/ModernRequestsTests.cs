namespace McpAnalyzers.Tests.Facts;

public class ModernRequestsTests
{
    private const string Post = "var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);";
    private const string Version = "request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\");";
    private const string Method = "request.Headers.Add(\"Mcp-Method\", name);";
    private const string Send = "await _http.SendAsync(request);";

    private static async Task<string> Found(string statements, string members = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public async Task RunAsync(bool flag, string name, HttpRequestMessage given)
            {
                {{statements}}
            }

            {{members}}
            """) + """

            internal static class Elsewhere { public static extern void Take(object taken); }

            internal static class Helper { public static void Mark(HttpRequestMessage message, string id) => message.Headers.Add("Mcp-Session-Id", id); }
            """);
        return string.Join("; ", facts.ModernRequests.Violations.Select(v => $"{v.Operation.Syntax} {v.Revision} {v.Reason.Split(' ')[0]} {v.Reason.Split(' ', ':')[^1]}"));
    }

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", name);", "request.Headers.Add(\"Mcp-Session-Id\", name) 2026-07-28 has it")]
    [InlineData("request.Headers.Add(\"last-event-id\", name);", "request.Headers.Add(\"last-event-id\", name) 2026-07-28 has it")]
    [InlineData("if (flag) request.Headers.Add(\"Mcp-Session-Id\", name);", "request.Headers.Add(\"Mcp-Session-Id\", name) 2026-07-28 has it")]
    [InlineData("Helper.Mark(request, name);", "Helper.Mark(request, name) 2026-07-28 has it")]
    [InlineData("request.Headers.Add(\"Mcp-Name\", name);", "")]
    [InlineData("", "")]
    public async Task Header_OfASession(string statements, string found) => Assert.Equal(found, await Found(Post + Version + Method + statements + Send));

    [Theory]
    [InlineData("new HttpRequestMessage(HttpMethod.Get, _endpoint)", "HttpMethod.Get 2026-07-28 has POST")]
    [InlineData("new HttpRequestMessage { Method = HttpMethod.Get }", "HttpMethod.Get 2026-07-28 has POST")]
    [InlineData("new HttpRequestMessage { RequestUri = _endpoint }", "new HttpRequestMessage { RequestUri = _endpoint } 2026-07-28 has POST")]
    [InlineData("new HttpRequestMessage(HttpMethod.Delete, _endpoint)", "HttpMethod.Delete 2026-07-28 has DELETE")]
    [InlineData("new HttpRequestMessage(HttpMethod.Put, _endpoint)", "")]
    [InlineData("new HttpRequestMessage(flag ? HttpMethod.Get : HttpMethod.Post, _endpoint)", "")]
    public async Task Verb(string creation, string found) => Assert.Equal(found, await Found($"var request = {creation}; {Version} {Send}"));

    [Theory]
    [InlineData("new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(\"initialize\") }", " 2026-07-28 has initialize")]
    [InlineData("new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(\"tools\") }", " 2026-07-28 requires header")]
    [InlineData("new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(\"notifications/x\") }", "")]
    public async Task Content(string creation, string found) => Assert.Equal(found.Length == 0 ? "" : creation + found, await Found($"var request = {creation}; {Version} {Send}"));

    [Theory]
    [InlineData(Version, true)]
    [InlineData(Version + Method, false)]
    [InlineData(Version + "request.Headers.Add(name, name);", false)]
    [InlineData(Version + "Elsewhere.Take(request);", false)]
    [InlineData(Version + "Elsewhere.Take(_http);", false)]
    [InlineData(Version + "Console.WriteLine(\"Mcp-Method\");", false)]
    [InlineData(Version + "given.Headers.Add(\"Mcp-Method\", name);", false)]
    [InlineData(Version + "var other = new HttpRequestMessage(); other.Headers.Add(\"Mcp-Method\", name);", true)]
    [InlineData(Version + "_http.DefaultRequestHeaders.Add(\"Mcp-Method\", name);", false)]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"2025-11-25\");", false)]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", name);", false)]
    [InlineData("if (flag) " + Version, false)]
    public async Task MethodHeader_IsMissing(string statements, bool expected) =>
        Assert.Equal(expected ? "new HttpRequestMessage(HttpMethod.Post, _endpoint) 2026-07-28 requires header" : "", await Found(Post + statements + Send));

    [Theory]
    [InlineData("if (flag) { request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); request.Headers.Add(\"Mcp-Session-Id\", name); }", true)]
    [InlineData("if (flag) { request.Headers.Add(\"Mcp-Session-Id\", name); request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); }", true)]
    [InlineData("if (flag) request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); else request.Headers.Add(\"Mcp-Session-Id\", name);", false)]
    [InlineData("if (flag) request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); Helper.Mark(request, name);", false)]
    public async Task ConditionalVersion_GoesWithWhatIsUnderTheSameCondition(string statements, bool expected) =>
        Assert.Equal(expected ? "request.Headers.Add(\"Mcp-Session-Id\", name) 2026-07-28 has it" : "", await Found(Post + statements + Send));

    [Theory]
    [InlineData(Version, true)]
    [InlineData("if (flag) " + Version, false)]
    public async Task RequestSentByAHelper_AlwaysDeclaresItsRevision(string declares, bool expected) => Assert.Equal(
        expected ? "message.Headers.Add(\"Mcp-Session-Id\", \"x\") 2026-07-28 has it" : "",
        await Found(Post + Method + declares + "await SendAsync(request);", "private Task SendAsync(HttpRequestMessage message) { message.Headers.Add(\"Mcp-Session-Id\", \"x\"); return _http.SendAsync(message); }"));

    [Theory]
    [InlineData("private HttpRequestMessage Make(bool flag, string id) { var request = new HttpRequestMessage(HttpMethod.Post, _endpoint); request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); request.Headers.Add(\"Mcp-Method\", id); return request; }", true)]
    [InlineData("private HttpRequestMessage Make(bool flag, string id) { var request = new HttpRequestMessage(HttpMethod.Post, _endpoint); if (flag) { request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); request.Headers.Add(\"Mcp-Method\", id); } return request; }", false)]
    public async Task RequestMadeInAHelper_AlwaysDeclaresItsRevision(string members, bool expected) => Assert.Equal(
        expected ? "request.Headers.Add(\"Mcp-Session-Id\", name) 2026-07-28 has it" : "",
        await Found("var request = Make(flag, name); request.Headers.Add(\"Mcp-Session-Id\", name); " + Send, members));
}
