namespace McpAnalyzers.Tests.Facts;

public class ValueOriginsTests
{
    [Theory]
    [InlineData("return \"a\";", "\"a\"")]
    [InlineData("var x = \"a\"; return x;", "\"a\"")]
    [InlineData("string x; if (flag) x = \"a\"; else x = \"b\"; return x;", "\"a\" \"b\"")]
    [InlineData("return flag ? \"a\" : \"b\";", "\"a\" \"b\"")]
    [InlineData("return given ?? \"b\";", "given \"b\"")]
    [InlineData("return flag switch { true => \"a\", _ => throw new Exception() };", "\"a\"")]
    [InlineData("return Helper(\"a\"); static string Helper(string p) => p;", "\"a\"")]
    [InlineData("var (x, y) = (\"a\", \"b\"); return y;", "\"b\"")]
    [InlineData("var pair = (X: \"a\", Y: \"b\"); return pair.X;", "\"a\"")]
    [InlineData("var (x, _) = Pair(); return x; static (string, int) Pair() => (\"a\", 1);", "\"a\"")]
    [InlineData("Fill(out var x); return x; static void Fill(out string o) { o = \"a\"; }", "\"a\"")]
    [InlineData("return _once;", "\"once\"")]
    [InlineData("return _endpoint.Host;", "_endpoint.Host")]
    [InlineData("return Loop(given); static string Loop(string? p) => Loop(p);", "Loop(p)")]
    public async Task Leaves_AreWhatTheValueComesFrom(string body, string leaves)
    {
        var facts = await FactsOf.Members($"private readonly string _once = \"once\"; public string Run(bool flag, string? given) {{ {body} }}");
        var run = facts.Body("Run");
        var behind = facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall);

        Assert.Equal(leaves, string.Join(" ", behind.Leaves.Select(l => l.Operation.Syntax)));
    }

    [Fact]
    public async Task Carriers_AreTheLocalsAndFieldsOnTheWay()
    {
        var facts = await FactsOf.Members("private (string Id, int N) _pair = (\"\", 0); public string Run() { var id = _pair.Id; return id; }");
        var run = facts.Body("Run");

        Assert.Equal(["id", "_pair"], facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall).Carriers.Select(c => c.Symbol.Name));
    }

    [Fact]
    public async Task Computed_AreThePropertiesWithCodeOnTheWay()
    {
        var facts = await FactsOf.Members("private string _id = \"\"; private string Id => _id; public string Plain { get; set; } = \"\"; public string Run(bool flag) { var id = flag ? Id : Plain; return id; }");
        var run = facts.Body("Run");

        Assert.Equal(["Id"], facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall).Computed.Select(c => c.Name));
    }
}
