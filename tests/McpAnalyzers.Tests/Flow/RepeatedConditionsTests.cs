using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

/// <summary>Which conditions have the same outcome when they are asked again: those that ask no more than variables and properties.</summary>
public class RepeatedConditionsTests
{
    [Theory]
    [InlineData("count == 1", "count==1", false)]
    [InlineData("count != 1", "count==1", true)]
    [InlineData("1 == count", "1==count", false)]
    [InlineData("count == Limit", "count==Limit", false)]
    [InlineData("count == 2 + 3", "count==2 + 3", false)]
    [InlineData("this == other", "this==other", false)]
    [InlineData("count == _count", "count==_count", false)]
    [InlineData("other._count == 1", "other._count==1", false)]
    [InlineData("uri.Port == 1", "uri.Port==1", false)]
    [InlineData("Shared == other", "Shared==other", false)]
    [InlineData("text is null", "text is null", false)]
    [InlineData("text is not null", "text is null", true)]
    [InlineData("text is \"a\"", "text is \"a\"", false)]
    [InlineData("asked is string", "asked is string", false)]
    [InlineData("asked is not string", "asked is string", true)]
    [InlineData("asked is Uri", "asked is Uri", false)]
    [InlineData("_flag", "_flag", false)]
    [InlineData("this._flag", "this._flag", false)]
    [InlineData("other.Link._flag", "other.Link._flag", false)]
    [InlineData("uri.IsAbsoluteUri", "uri.IsAbsoluteUri", false)]
    [InlineData("text.Equals(\"a\")", "text.Equals(\"a\")", false)]
    [InlineData("Equals(text, asked)", "Equals(text, asked)", false)]
    [InlineData("ReferenceEquals(text, asked)", "ReferenceEquals(text, asked)", false)]
    [InlineData("string.IsNullOrEmpty(text)", "string.IsNullOrEmpty(text)", false)]
    [InlineData("string.IsNullOrWhiteSpace(text)", "string.IsNullOrWhiteSpace(text)", false)]
    public async Task Repeatable(string condition, string key, bool isNegated) => Assert.Equal((key, isNegated), await KeyOf(condition));

    [Theory]
    [InlineData("count < 1")]
    [InlineData("count == Next()")]
    [InlineData("Next() != count")]
    [InlineData("Text() is null")]
    [InlineData("Text() is not null")]
    [InlineData("Text() is \"a\"")]
    [InlineData("Asked() is string")]
    [InlineData("Asked() is not string")]
    [InlineData("numbers[0] == 1")]
    [InlineData("list[0] == 1")]
    [InlineData("Made()._flag")]
    [InlineData("Made().Link._flag")]
    [InlineData("Made().Uri.IsAbsoluteUri")]
    [InlineData("Made()._count == 1")]
    [InlineData("Text().Equals(\"a\")")]
    [InlineData("text.Equals(Text())")]
    [InlineData("string.IsNullOrEmpty(Text())")]
    [InlineData("text.StartsWith(\"a\")")]
    [InlineData("Path.IsPathRooted(text)")]
    [InlineData("count == 1 || _flag")]
    public async Task NotRepeatable(string condition) => Assert.Null(await KeyOf(condition));

    private static async Task<(string Key, bool Negated)?> KeyOf(string condition)
    {
        var facts = await FactsOf.Members($$"""
            private const int Limit = 3;
            private static readonly Client Shared = new();
            private bool _flag;
            private int _count;
            private Client Link => Console.ReadLine() is null ? this : new();
            private Uri Uri => new(Console.ReadLine()!);

            public bool Run(int count, string text, object asked, Uri uri, Client other, int[] numbers, List<int> list) => {{condition}};

            private int Next() => _count++;
            private string Text() => Console.ReadLine()!;
            private object Asked() => Console.ReadLine()!;
            private Client Made() => new() { _flag = true };
            """);
        return RepeatedConditions.KeyOf(facts.Body("Run").ReturnedValues().Single());
    }
}
