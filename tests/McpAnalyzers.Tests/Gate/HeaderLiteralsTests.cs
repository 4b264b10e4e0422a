using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tests.Gate;

public class HeaderLiteralsTests
{
    private static IEnumerable<string> In(string code) =>
        HeaderLiterals.In(CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken).Select(l => (l.IsPiece ? "piece " : "") + l.Text);

    [Theory]
    [InlineData("var a = \"Mcp-Session-Id\";", "Mcp-Session-Id")]
    [InlineData("var a = \"mcp-a\"; var b = 1; var c = \"MCP-b\";", "mcp-a", "MCP-b")]
    [InlineData("var a = \"mcp-a mcp-b\" + \"mcp-c\";", "mcp-a mcp-b", "mcp-c")]
    [InlineData("var a = @\"Mcp-a\"; var b = \"\"\"Mcp-b\"\"\"; var c = \"\"\"\n    Mcp-c\n    \"\"\";", "Mcp-a", "Mcp-b", "Mcp-c")]
    [InlineData("var a = $\"Mcp-{b}\";", "piece Mcp-")]
    [InlineData("var a = $\"{b}mcp-a{\"mcp-c\"}\";", "piece mcp-a", "mcp-c")]
    [InlineData("var a = \"Mcp\" + \"-a\";", "Mcp")]
    [InlineData("var a = \"Mcp-a\" + \"mcp\";", "Mcp-a", "mcp")]
    [InlineData("var a = \"an mcp\";")]
    [InlineData("// mcp-a\nvar a = \"b\"; /* mcp-c */ F(\"d\" /* mcp- */);")]
    [InlineData("var a = mcp-b;")]
    [InlineData("")]
    public void Literals_AreFoundByTheirText(string code, params string[] expected) => Assert.Equal(expected, In(code));

    [Theory]
    [InlineData("class C { const string H = \"mcp-\"; }", true)]
    [InlineData("class C { public const string A = \"a\", H = \"mcp-\"; }", true)]
    [InlineData("class C { readonly string H = \"mcp-\"; }", false)]
    [InlineData("class C { const string H = \"mcp-\" + A; }", false)]
    [InlineData("class C { void M() { const string H = \"mcp-\"; } }", false)]
    public void ConstantOfAType_IsOne(string code, bool expected) =>
        Assert.Equal(expected, Assert.Single(HeaderLiterals.In(CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)).IsConstant);

    [Fact]
    public void Position_IsWhereTheLiteralBegins()
    {
        const string code = "var a = \"an mcp-a\";";

        var literal = Assert.Single(HeaderLiterals.With("MCP-A", CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));

        Assert.Equal(code.IndexOf('"', StringComparison.Ordinal), literal.Position);
    }
}
