using McpAnalyzers.Facts;
using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Facts;

public class HeaderAccessTests
{
    private static async Task<(TransportFacts Facts, CodeBody Body)> Method(string statements, string members = "")
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            public void M(HttpRequestMessage request, HttpResponseMessage response, HttpContent content, Dictionary<string, string> map, string name)
            {
                {{statements}}
            }

            {{members}}
            """));
        return (facts, facts.Body("M"));
    }

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Request))]
    [InlineData("request.Headers.TryAddWithoutValidation(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Request))]
    [InlineData("content.Headers.Add(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Request))]
    [InlineData("request.Content!.Headers.Add(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Request))]
    [InlineData("_ = new HttpRequestMessage { Headers = { { \"Mcp-Session-Id\", \"x\" } } };", nameof(HeaderTarget.Request))]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Client))]
    [InlineData("map[\"Mcp-Session-Id\"] = \"x\";", nameof(HeaderTarget.Dictionary))]
    [InlineData("map.Add(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Dictionary))]
    [InlineData("map.TryAdd(\"Mcp-Session-Id\", \"x\");", nameof(HeaderTarget.Dictionary))]
    [InlineData("_ = new Dictionary<string, string> { [\"Mcp-Session-Id\"] = \"x\" };", nameof(HeaderTarget.Dictionary))]
    public async Task Write(string statement, string target)
    {
        var (facts, body) = await Method(statement);

        var write = Assert.Single(body.Operations.Select(facts.Headers.Write), w => w is not null)!;
        Assert.Equal(target, write.Target.ToString());
        Assert.Equal(McpHeader.SessionId, facts.Headers.HeaderOf(write.Name, body.AnyCall));
        Assert.Equal("x", write.Value!.ConstantValue.Value);
    }

    [Theory]
    [InlineData("request.Headers.Remove(\"Mcp-Session-Id\");")]
    [InlineData("new List<string>().Add(\"Mcp-Session-Id\");")]
    [InlineData("Console.WriteLine(\"Mcp-Session-Id\", \"x\");")]
    [InlineData("_ = request.Headers.Contains(\"Mcp-Session-Id\");")]
    public async Task NoWrite(string statement)
    {
        var (facts, body) = await Method(statement);

        Assert.DoesNotContain(body.Operations, o => facts.Headers.Write(o) is not null);
    }

    [Theory]
    [InlineData("\"MCP-SESSION-ID\"", "", McpHeaders.SessionId)]
    [InlineData("H", "const string H = \"mcp-session-id\";", McpHeaders.SessionId)]
    [InlineData("H", "static readonly string H = \"Mcp-Session-Id\";", McpHeaders.SessionId)]
    [InlineData("H", "static string H { get; } = \"Mcp-Session-Id\";", McpHeaders.SessionId)]
    [InlineData("H", "static string H => \"Mcp-Session-Id\";", McpHeaders.SessionId)]
    [InlineData("H()", "static string H() => \"Mcp-Session-Id\";", McpHeaders.SessionId)]
    [InlineData("\"Mcp-\" + \"Session-Id\"", "", McpHeaders.SessionId)]
    [InlineData("name", "", null)]
    [InlineData("H", "static string H = \"Mcp-Session-Id\"; public static void Set(string h) => H = h;", null)]
    public async Task Name(string name, string members, string? text)
    {
        var (facts, body) = await Method($"request.Headers.Contains({name});", members);

        var read = facts.Headers.Read(body.Operations.First(o => facts.Headers.Read(o) is not null))!.Value;
        Assert.Equal(text, facts.Headers.TextOf(read.Name, body.AnyCall), ignoreCase: true);
    }

    [Theory]
    [InlineData("_ = request.Headers.Contains(\"Mcp-Session-Id\");", true, false)]
    [InlineData("_ = response.Headers.Contains(\"Mcp-Session-Id\");", false, true)]
    [InlineData("_ = response.Headers.NonValidated.Contains(\"Mcp-Session-Id\");", false, true)]
    [InlineData("_ = request.Headers.TryGetValues(\"Mcp-Session-Id\", out _);", true, false)]
    [InlineData("_ = map[\"Mcp-Session-Id\"];", false, false)]
    [InlineData("_ = request.Headers.Any(h => h.Key == \"Mcp-Session-Id\");", true, false)]
    public async Task Read(string statement, bool ofRequest, bool ofResponse)
    {
        var (facts, body) = await Method(statement);

        var read = facts.Headers.Read(body.Operations.First(o => facts.Headers.Read(o) is not null))!.Value;
        Assert.Equal((ofRequest, ofResponse), (facts.Headers.IsOfRequest(read.Collection), facts.Headers.IsOfResponse(read.Collection)));
    }
}
