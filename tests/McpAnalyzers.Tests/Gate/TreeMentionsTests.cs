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

    [Fact]
    public void LongTextWithoutTheLetters_DoesNot() => Assert.False(Of(new string('m', 3 * Chunk) + " cp").NamesMcp);

    [Fact]
    public void Words_AreWholeIdentifiers()
    {
        var mentions = Of("class HttpClientTransport { int _field1; }");

        Assert.True(mentions.MayUse("HttpClientTransport", TestContext.Current.CancellationToken));
        Assert.True(mentions.MayUse("_field1", TestContext.Current.CancellationToken));
        Assert.False(mentions.MayUse("HttpClient", TestContext.Current.CancellationToken));
        Assert.False(mentions.MayUse("Transport", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void TheSameTree_IsReadOnce()
    {
        var tree = CSharpSyntaxTree.ParseText("// mcp", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Same(TreeMentions.Of(tree, TestContext.Current.CancellationToken), TreeMentions.Of(tree, TestContext.Current.CancellationToken));
    }
}
