using McpAnalyzers.Facts;
using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Facts;

public class HeaderAccessTests
{
    private static async Task<(TransportFacts Facts, CodeBody Body)> Method(string statements, string members = "")
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            public void M(HttpRequestMessage request, HttpResponseMessage response, HttpContent content, Dictionary<string, string> map, string name, bool flag,
                WebRequest web, WebResponse answer, HttpRequestHeaders headers, System.Collections.Specialized.NameValueCollection values, List<string> list)
            {
                {{statements}}
            }

            {{members}}
            """));
        return (facts, facts.Body("M"));
    }

    /// <summary>What the method is called with first.</summary>
    private static Microsoft.CodeAnalysis.IOperation Passed(CodeBody body, string method = "Write") =>
        body.Operations.OfType<Microsoft.CodeAnalysis.Operations.IInvocationOperation>().First(call => call.TargetMethod.Name == method).Arguments[0].Value;

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

    [Theory]
    [InlineData("request.Headers.Add(\"X\", \"x\");", "request", nameof(HeaderTarget.Request))]
    [InlineData("((request)).Headers.Add(\"X\", \"x\");", "request", nameof(HeaderTarget.Request))]
    [InlineData("request.Content!.Headers.Add(\"X\", \"x\");", "request", nameof(HeaderTarget.Request))]
    [InlineData("response.RequestMessage!.Headers.Add(\"X\", \"x\");", "response.RequestMessage", nameof(HeaderTarget.Request))]
    [InlineData("response.TrailingHeaders.Add(\"X\", \"x\");", "response", nameof(HeaderTarget.Request))]
    [InlineData("content.Headers.Add(\"X\", \"x\");", "content", nameof(HeaderTarget.Request))]
    [InlineData("headers.Add(\"X\", \"x\");", "headers", nameof(HeaderTarget.Request))]
    [InlineData("web.Headers.Add(\"X\", \"x\");", "web", nameof(HeaderTarget.Request))]
    [InlineData("web.Headers.Set(\"X\", \"x\");", "web", nameof(HeaderTarget.Request))]
    [InlineData("web.Headers[\"X\"] = \"x\";", "web", nameof(HeaderTarget.Request))]
    [InlineData("_http.DefaultRequestHeaders.Add(\"X\", \"x\");", "_http", nameof(HeaderTarget.Client))]
    [InlineData("_ = new HttpClient { DefaultRequestHeaders = { { \"X\", \"x\" } } };", "new HttpClient { DefaultRequestHeaders = { { \"X\", \"x\" } } }", nameof(HeaderTarget.Client))]
    [InlineData("_ = new HttpRequestMessage { Headers = { { \"X\", \"x\" } } };", "new HttpRequestMessage { Headers = { { \"X\", \"x\" } } }", nameof(HeaderTarget.Request))]
    [InlineData("map.Add(\"X\", \"x\");", "map", nameof(HeaderTarget.Dictionary))]
    [InlineData("_ = new Dictionary<string, string> { { \"X\", \"x\" } };", "new Dictionary<string, string> { { \"X\", \"x\" } }", nameof(HeaderTarget.Dictionary))]
    [InlineData("Holder.Headers[\"X\"] = \"x\";", "Holder.Headers", nameof(HeaderTarget.Dictionary))]
    [InlineData("map.Append(\"X\", \"x\");", "map", nameof(HeaderTarget.Dictionary))]
    [InlineData("Appending.Append(map, \"X\", \"x\");", "map", nameof(HeaderTarget.Dictionary))]
    public async Task Write_BelongsToItsOwner(string statement, string owner, string target)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public void M(HttpRequestMessage request, HttpResponseMessage response, HttpContent content, Dictionary<string, string> map, WebRequest web, HttpRequestHeaders headers)
            {
                {{statement}}
            }

            private static class Holder { public static Dictionary<string, string> Headers { get; } = new(); }
            """) + """

            internal static class Appending { public static extern void Append(this IDictionary<string, string> target, string name, string value); }
            """);

        var write = Assert.Single(facts.Body("M").Operations.Select(facts.Headers.Write), w => w is not null)!;
        Assert.Equal((owner, target), (write.Owner!.Syntax.ToString(), $"{write.Target}"));
        Assert.Equal(("X", "x"), (write.Name.ConstantValue.Value, write.Value!.ConstantValue.Value));
    }

    [Theory]
    [InlineData("list.Add(\"X\");")]
    [InlineData("values.Add(\"X\", \"x\");")]
    [InlineData("values[\"X\"] = \"x\";")]
    [InlineData("list[0] = \"x\";")]
    [InlineData("name = map[\"X\"];")]
    [InlineData("request.Headers.Accept.Add(new(\"a/b\"));")]
    [InlineData("web.Headers.Add(\"X: x\");")]
    [InlineData("request.Version = new(2, 0);")]
    [InlineData("new Pairs().Add(\"X\", \"x\"); Pairs.Set(\"X\", \"x\");")]
    public async Task OtherCollections_AreNotWritten(string statement)
    {
        var (facts, body) = await Method(statement, "private sealed class Pairs { public void Add(string key, string value) { } public static void Set(string key, string value) { } }");

        Assert.DoesNotContain(body.Operations, o => facts.Headers.Write(o) is not null);
    }

    [Theory]
    [InlineData("\"Mcp-Session-Id\"", "SessionId")]
    [InlineData("flag ? \"Mcp-Session-Id\" : \"Mcp-Method\"", "SessionId, Method")]
    [InlineData("flag ? \"Mcp-Name\" : name", "Name")]
    [InlineData("flag ? \"Mcp-Name\" : \"mcp-name\"", "Name")]
    [InlineData("Own(\"MCP-Protocol-Version\")", "ProtocolVersion")]
    [InlineData("name", "None")]
    [InlineData("\"Accept\"", "None")]
    [InlineData("404", "None")]
    [InlineData("flag", "None")]
    public async Task HeaderOf_IsEveryHeaderThatMayBeNamed(string name, string header)
    {
        var (facts, body) = await Method($"Console.Write({name});", "private static string Own(string own) => own;");
        var named = Passed(body);

        Assert.Equal(header, $"{facts.Headers.HeaderOf(named, body.AnyCall)}");
    }

    [Theory]
    [InlineData("\"x\"", "x")]
    [InlineData("name", null)]
    [InlineData("flag ? \"x\" : \"y\"", null)]
    [InlineData("7", null)]
    [InlineData("(ReadOnlyMemory<char>)\"x\".AsMemory()", null)]
    [InlineData("new string('x', 1)", null)]
    public async Task TextOf_IsCertain(string value, string? text)
    {
        var (facts, body) = await Method($"Console.Write({value});");
        var operand = Passed(body);

        Assert.Equal(text, facts.Headers.TextOf(operand, body.AnyCall));
    }

    [Fact]
    public async Task TextOf_LooksThroughConversionsToSpans()
    {
        var (facts, body) = await Method("_ = Length(\"x\");", "private static int Length(ReadOnlySpan<char> text) => text.Length;");
        var operand = Passed(body, "Length");

        Assert.Equal("x", facts.Headers.TextOf(operand, body.AnyCall));
    }

    [Theory]
    [InlineData("request.Headers.Accept.ParseAdd(\"a/b\");", "request", false, "a/b")]
    [InlineData("request.Headers.Accept.TryParseAdd(\"a/b, c/d\");", "request", false, "a/b, c/d")]
    [InlineData("request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(\"a/b\"));", "request", false, "a/b")]
    [InlineData("var type = new MediaTypeWithQualityHeaderValue(\"a/b\"); request.Headers.Accept.Add(type);", "request", false, "a/b")]
    [InlineData("request.Headers.Add(\"accept\", \"a/b\");", "request", false, "a/b")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"Accept\", new[] { \"a/b\", \"c/d\" });", "request", false, "a/b, c/d")]
    [InlineData("request.Headers.Accept.ParseAdd(name);", "request", false, "")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"a/b\");", "_http", true, "a/b")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Accept\", \"a/b\");", "_http", true, "a/b")]
    [InlineData("headers.Accept.ParseAdd(\"a/b\");", "headers", false, "a/b")]
    [InlineData("map[\"Accept\"] = \"a/b\";", "map", false, "a/b")]
    [InlineData("_ = new HttpRequestMessage { Headers = { Accept = { new(\"a/b\") } } };", "new HttpRequestMessage { Headers = { Accept = { new(\"a/b\") } } }", false, "a/b")]
    [InlineData("_ = new HttpClient { DefaultRequestHeaders = { Accept = { new(\"a/b\") } } };", "new HttpClient { DefaultRequestHeaders = { Accept = { new(\"a/b\") } } }", true, "a/b")]
    [InlineData("_ = new HttpRequestMessage { Headers = { { \"Accept\", \"a/b\" } } };", "new HttpRequestMessage { Headers = { { \"Accept\", \"a/b\" } } }", false, "a/b")]
    public async Task Accept_IsSetInManyWays(string statement, string owner, bool isOfClient, string text)
    {
        var (facts, body) = await Method(statement);

        var write = Assert.Single(facts.Headers.AcceptWrites([body]));
        Assert.Equal((owner, isOfClient, text), (write.Owner!.Syntax.ToString(), write.IsOfClient, write.Text));
    }

    [Theory]
    [InlineData("request.Headers.AcceptEncoding.ParseAdd(\"gzip\");")]
    [InlineData("request.Headers.AcceptLanguage.Add(new(\"de\"));")]
    [InlineData("_ = new HttpRequestMessage { Headers = { AcceptEncoding = { new(\"gzip\") } } };")]
    [InlineData("request.Headers.Accept.Clear();")]
    [InlineData("request.Headers.Accept.Remove(new(\"a/b\"));")]
    [InlineData("request.Headers.Add(\"Accept-Encoding\", \"gzip\");")]
    [InlineData("request.Headers.Add(name, \"a/b\");")]
    [InlineData("list.Add(\"a/b\");")]
    public async Task OtherHeaders_SayNothingOfWhatIsAccepted(string statement)
    {
        var (facts, body) = await Method(statement);

        Assert.Empty(facts.Headers.AcceptWrites([body]));
    }

    [Theory]
    [InlineData("_ = response.Headers.Contains(\"X\");", "response.Headers")]
    [InlineData("_ = response.Headers.TryGetValues(\"X\", out _);", "response.Headers")]
    [InlineData("_ = response.Headers.GetValues(\"X\");", "response.Headers")]
    [InlineData("_ = response.Headers.NonValidated[\"X\"];", "response.Headers.NonValidated")]
    [InlineData("_ = response.Headers.NonValidated.TryGetValues(\"X\", out _);", "response.Headers.NonValidated")]
    [InlineData("_ = answer.Headers[\"X\"];", "answer.Headers")]
    [InlineData("_ = answer.Headers.Get(\"X\");", "answer.Headers")]
    [InlineData("_ = values[\"X\"];", "values")]
    [InlineData("_ = values.Get(\"X\");", "values")]
    [InlineData("_ = map.ContainsKey(\"X\");", "map")]
    [InlineData("_ = map.TryGetValue(\"X\", out _);", "map")]
    [InlineData("_ = map.GetValueOrDefault(\"X\");", "map")]
    [InlineData("_ = map[\"X\"];", "map")]
    [InlineData("_ = response.Headers.FirstOrDefault(h => h.Key == \"X\");", "response.Headers")]
    [InlineData("_ = response.Headers.Any(h => h.Key.Equals(\"X\", StringComparison.OrdinalIgnoreCase));", "response.Headers")]
    [InlineData("_ = map.Where(p => p.Key == \"X\");", "map")]
    public async Task Read_FindsCollectionAndName(string statement, string collection)
    {
        var (facts, body) = await Method(statement);

        var read = body.Operations.Select(facts.Headers.Read).First(r => r is not null)!.Value;
        Assert.Equal((collection, "X"), (ValueOrigins.Unwrap(read.Collection).Syntax.ToString(), read.Name.ConstantValue.Value));
    }

    [Theory]
    [InlineData("_ = list.Contains(\"X\");")]
    [InlineData("_ = name.Contains(\"X\");")]
    [InlineData("_ = list.Any(s => s == \"X\");")]
    [InlineData("_ = list[0];")]
    [InlineData("_ = response.Headers.Any();")]
    [InlineData("_ = response.Headers.Select(h => h.Key);")]
    [InlineData("_ = response.Headers.Take(1);")]
    [InlineData("_ = response.Headers.ToString();")]
    [InlineData("request.Headers.Add(\"X\", \"x\");")]
    [InlineData("Own.Get(\"X\"); _ = Own.Contains(map);")]
    public async Task NoRead(string statement)
    {
        var (facts, body) = await Method(statement, "private static class Own { public static void Get(string key) { } public static bool Contains(object key) => false; }");

        Assert.DoesNotContain(body.Operations, o => facts.Headers.Read(o) is not null);
    }

    /// <summary>An own extension method that is called like a read may name no header, or be given none.</summary>
    [Theory]
    [InlineData("_ = response.Headers.GetValues();")]
    [InlineData("_ = response.Headers.Contains();")]
    public async Task NoRead_WhereNoNameIsGiven(string statement)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($"public void Run(HttpResponseMessage response) {{ {statement} }}")
            + " internal static class Reading { public static extern string[] GetValues(this HttpHeaders headers); public static extern bool Contains(this HttpHeaders headers); }");

        Assert.DoesNotContain(facts.Body("Run").Operations, o => facts.Headers.Read(o) is not null);
    }

    [Theory]
    [InlineData("response.Headers.Contains(\"X\")", true)]
    [InlineData("response.Headers.Any()", true)]
    [InlineData("response.Headers.TryGetValues(\"X\", out _)", true)]
    [InlineData("map.ContainsKey(\"X\")", true)]
    [InlineData("map.TryGetValue(\"X\", out _)", true)]
    [InlineData("response.Headers.GetValues(\"X\")", false)]
    [InlineData("map[\"X\"]", false)]
    public async Task PresenceTest(string call, bool expected)
    {
        var (_, body) = await Method($"_ = {call};");

        Assert.Equal(expected, HeaderAccess.IsPresenceTest(body.At(call)));
    }

    [Theory]
    [InlineData("request.Headers.Remove(\"X\");", "request")]
    [InlineData("_http.DefaultRequestHeaders.Remove(\"X\");", "_http")]
    [InlineData("web.Headers.Remove(\"X\");", "web")]
    [InlineData("map.Remove(\"X\");", "map")]
    [InlineData("map.Remove(\"X\", out _);", "map")]
    [InlineData("new System.Collections.Concurrent.ConcurrentDictionary<string, string>().TryRemove(\"X\", out _);", "new System.Collections.Concurrent.ConcurrentDictionary<string, string>()")]
    [InlineData("list.Remove(\"X\");", null)]
    [InlineData("map.Clear();", null)]
    [InlineData("request.Headers.Add(\"X\", \"x\");", null)]
    public async Task Removal(string statement, string? owner)
    {
        var (facts, body) = await Method(statement);

        var removals = body.Operations.Select(facts.Headers.Removal).OfType<(Microsoft.CodeAnalysis.IOperation Collection, Microsoft.CodeAnalysis.IOperation Name)>().ToList();
        Assert.Equal(owner is null ? [] : [(owner, "X")], removals.Select(r => (facts.Headers.OwnerOf(r.Collection)!.Syntax.ToString(), (string)r.Name.ConstantValue.Value!)));
    }

    [Theory]
    [InlineData("request.Headers", true, false)]
    [InlineData("headers", true, false)]
    [InlineData("web.Headers", true, false)]
    [InlineData("response.RequestMessage!.Headers", true, false)]
    [InlineData("response.Headers", false, true)]
    [InlineData("response.Content.Headers", false, true)]
    [InlineData("answer.Headers", false, true)]
    [InlineData("received", false, true)]
    [InlineData("content.Headers", false, false)]
    [InlineData("map", false, false)]
    [InlineData("values", false, false)]
    public async Task Headers_AreOfARequestOrAResponse(string collection, bool ofRequest, bool ofResponse)
    {
        var (facts, body) = await Method($"var received = response.Headers; Console.Write({collection});");
        var operand = Passed(body);

        Assert.Equal((ofRequest, ofResponse), (facts.Headers.IsOfRequest(operand), facts.Headers.IsOfResponse(operand)));
    }

    [Theory]
    [InlineData("var received = response.Headers;", "received", "response")]
    [InlineData("var received = flag ? response.Headers : null;", "received", "received")]
    [InlineData("", "response.Headers", "response")]
    [InlineData("var own = map;", "own", "own")]
    [InlineData("", "headers", "headers")]
    public async Task ResponseBehind_LooksThroughALocal(string statement, string collection, string owner)
    {
        var (facts, body) = await Method($"{statement} Console.Write({collection});");
        var operand = Passed(body);

        Assert.Equal(owner, facts.Headers.ResponseBehind(operand, body.AnyCall)!.Syntax.ToString());
    }
}
