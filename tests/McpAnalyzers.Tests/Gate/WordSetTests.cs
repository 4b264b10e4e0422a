using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tests.Gate;

public class WordSetTests
{
    private const int Chunk = 16 * 1024;

    private static WordSet Of(string text) => WordSet.Of(SourceText.From(text), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("one two", "one", "two")]
    [InlineData("one", "one")]
    [InlineData("(one)", "one")]
    [InlineData("a1_b.Z9;@_x", "a1_b", "Z9", "_x")]
    [InlineData("\u00e4\u00f6+\u00fc", "\u00e4\u00f6", "\u00fc")]
    [InlineData("azAZ09_", "azAZ09_")]
    public void Words_AreRunsOfLettersDigitsAndUnderscores(string text, params string[] words) => Assert.All(words, word => Assert.True(Of(text).MayHave(word)));

    [Theory]
    [InlineData("HttpClientTransport", "HttpClient")]
    [InlineData("HttpClientTransport", "Transport")]
    [InlineData("ab", "ba")]
    [InlineData("abc", "ab")]
    [InlineData("a`b{c@d[e/f:g", "ab")]
    [InlineData("a`b{c@d[e/f:g", "`")]
    [InlineData("", "a")]
    public void PartsOfWords_AreNone(string text, string word) => Assert.False(Of(text).MayHave(word));

    [Theory]
    [InlineData(Chunk - 5)]
    [InlineData(Chunk - 4)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData((2 * Chunk) - 2)]
    public void WordOverTheEndOfAChunk_IsWhole(int position)
    {
        var words = Of(new string(' ', position) + "Word" + new string(' ', 2 * Chunk));

        Assert.True(words.MayHave("Word"));
        Assert.False(words.MayHave("Wo"));
        Assert.False(words.MayHave("rd"));
    }

    [Fact]
    public void WordLongerThanAChunk_IsRead() => Assert.True(Of(new string('a', 3 * Chunk) + " end").MayHave("end"));

    [Fact]
    public void ManyWords_AreAllFound()
    {
        var words = Enumerable.Range(0, 5_000).Select(i => $"word{i}").ToList();

        var set = Of(string.Join(' ', words.Concat(words)));

        Assert.All(words, word => Assert.True(set.MayHave(word)));
        Assert.DoesNotContain(Enumerable.Range(0, 5_000), i => set.MayHave($"other{i}"));
    }

    [Fact]
    public void Sets_OverlapWhereAWordIsInBoth()
    {
        var few = Of("one two");

        Assert.True(few.MayOverlap(Of("three four five two")));
        Assert.True(Of("three four five two").MayOverlap(few));
        Assert.False(few.MayOverlap(Of("three four five")));
        Assert.False(few.MayOverlap(new()));
        Assert.False(new WordSet().MayOverlap(few));
    }

    [Fact]
    public void WithoutAWord_ItIsEmpty()
    {
        var words = new WordSet();
        Assert.True(words.IsEmpty);

        words.Add("one");

        Assert.False(words.IsEmpty);
    }
}
