using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class RevisionsTests
{
    [Theory]
    [InlineData("2024-11-05", true)]
    [InlineData("2026-07-28", true)]
    [InlineData("2026-7-28", false)]
    [InlineData("2026/07/28", false)]
    [InlineData("DRAFT-2026", false)]
    [InlineData("2026-07-28 ", false)]
    [InlineData("20260-7-28", false)]
    [InlineData("", false)]
    public void Revision(string text, bool expected) => Assert.Equal(expected, Revisions.IsRevision(text));

    [Theory]
    [InlineData("2025-11-25", false)]
    [InlineData("2026-07-27", false)]
    [InlineData("2026-07-28", true)]
    [InlineData("2031-01-01", true)]
    [InlineData("draft", false)]
    [InlineData(null, false)]
    public void Stateless(string? text, bool expected) => Assert.Equal(expected, Revisions.IsStateless(text));

    [Theory]
    [InlineData("const string A = \"2026-07-28\";", "_ = A;", true)]
    [InlineData("const string A = \"2026-07-28\"; const string B = \"2025-06-18\";", "_ = A + B; _ = B;", false)]
    [InlineData("const string A = \"2025-06-18\";", "_ = A;", false)]
    [InlineData("", "", false)]
    public async Task TypeOfOnlyStatelessRevisions(string members, string statements, bool expected)
    {
        var facts = await FactsOf.Client($$"""class Client { {{members}} void M() { {{statements}} } }""");

        Assert.Equal(expected, facts.Revisions.IsStatelessOnly);
    }
}
