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
    [InlineData("const string A = \"2026-07-28\";", "_ = A; _ = A;", true)]
    [InlineData("const string A = \"2025-06-18\";", "_ = A;", false)]
    [InlineData("", "", false)]
    public async Task TypeOfOnlyStatelessRevisions(string members, string statements, bool expected)
    {
        var facts = await FactsOf.Client($$"""class Client { {{members}} void M() { {{statements}} } }""");

        Assert.Equal(expected, facts.Revisions.IsStatelessOnly);
    }

    [Theory]
    [InlineData("2024-11-05", false)]
    [InlineData("2025-03-26", false)]
    [InlineData("2025-06-18", false)]
    [InlineData("2025-11-25", false)]
    [InlineData("2026-07-28", false)]
    [InlineData("2024-10-07", false)]
    [InlineData("draft", false)]
    [InlineData("DRAFT-2026-v1", false)]
    [InlineData("2026-07-29", false)]
    [InlineData("2030-01-01", false)]
    [InlineData("2026-06-30", true)]
    [InlineData("2024-10-08", true)]
    [InlineData("latest", true)]
    [InlineData("a draft", true)]
    [InlineData("3000", true)]
    [InlineData("", true)]
    public void Unknown(string text, bool expected) => Assert.Equal(expected, Revisions.IsUnknown(text));

    [Theory]
    [InlineData("2025-06-08", "2025-06-18 2025-03-26")]
    [InlineData("2025-04-01", "2025-03-26 2025-06-18")]
    [InlineData("2026-06-30", "2026-07-28 2025-11-25")]
    [InlineData("2025-06-18", "2025-03-26 2025-11-25")]
    [InlineData("2025-01-01", "2024-11-05 2025-03-26")]
    [InlineData("2025-12-26", "2025-11-25 2026-07-28")]
    [InlineData("2024-11-04", "2024-11-05")]
    [InlineData("2027-01-01", "2026-07-28")]
    [InlineData("latest", "")]
    public void Neighbours_TheNearerOneFirst(string text, string revisions) => Assert.Equal(revisions, string.Join(" ", Revisions.NeighboursOf(text)));

    [Theory]
    [InlineData("2024-11-0/", false)]
    [InlineData("2024-11-0:", false)]
    [InlineData("2024-11-09", true)]
    [InlineData("2024-11-00", true)]
    [InlineData("2024-1-005", false)]
    [InlineData("2024111-05", false)]
    [InlineData("x024-11-05", false)]
    public void Revision_IsADate(string text, bool expected) => Assert.Equal(expected, Revisions.IsRevision(text));
}
