using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tests.Gate;

public class TreeMentionsTests
{
    private const int Chunk = 16 * 1024;

    private static TreeMentions Of(string text) =>
        TreeMentions.Of(CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("// mcp", true)]
    [InlineData("class McpClient { }", true)]
    [InlineData("const string H = \"MCP-Session-Id\";", true)]
    [InlineData("class Client { }", false)]
    [InlineData("// m cp", false)]
    [InlineData("", false)]
    [InlineData("mc", false)]
    [InlineData("class C { } // \u00e4\u00f6 mCP", true)]
    public void NamesMcp(string text, bool expected) => Assert.Equal(expected, Of(text).NamesMcp);

    [Theory]
    [InlineData(Chunk - 4)]
    [InlineData(Chunk - 3)]
    [InlineData(Chunk - 2)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData((2 * Chunk) - 5)]
    [InlineData((2 * Chunk) - 4)]
    [InlineData((2 * Chunk) - 1)]
    public void WhateverAChunkEndsIn_IsSeen(int position)
    {
        var text = new string(' ', position) + "Mcp " + new string(' ', 3 * Chunk);

        Assert.True(Of(text).NamesMcp);
        Assert.True(Of(text).MayUse("Mcp", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("var a = \"mcp\" + b;", true)]
    [InlineData("var a = @\"MCP\";", true)]
    [InlineData("var a = $\"Mcp{b}\";", true)]
    [InlineData("var a = $\"{b}mcp-\";", true)]
    [InlineData("var a = \"\"\"\n mcp-\n \"\"\";", true)]
    [InlineData("var a = \"an mcp\";", false)]
    [InlineData("namespace Mcp; class C;", false)]
    [InlineData("class C;", false)]
    public void MayBeginHeader(string text, bool expected) => Assert.Equal(expected, Of(text).MayBeginHeader(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("mcp-", 0)]
    [InlineData("mmcp-", 1)]
    [InlineData("m mc mcp MCP-x mcp-", 9)]
    [InlineData("mcp", -1)]
    [InlineData("m", -1)]
    [InlineData("", -1)]
    public void Letters_AreFoundInWhateverCase(string text, int expected) => Assert.Equal(expected, TreeMentions.Find(text.AsSpan(), "mcp-"));

    [Fact]
    public void LongTextWithoutTheLetters_DoesNot() => Assert.False(Of(new string('m', 3 * Chunk) + " cp").NamesMcp);

    [Fact]
    public void TheSameTree_IsReadOnce()
    {
        var tree = CSharpSyntaxTree.ParseText("// mcp", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Same(TreeMentions.Of(tree, TestContext.Current.CancellationToken), TreeMentions.Of(tree, TestContext.Current.CancellationToken));
    }
}
