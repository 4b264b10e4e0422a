using McpAnalyzers.Documentation;

namespace McpAnalyzers.Tests.Documentation;

/// <summary>Whoever updates the package learns of every rule from CHANGELOG.md.</summary>
public class ChangelogTests
{
    [Fact]
    public void EveryRule_HasALine_ThatSaysWhetherItHasAFix()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "CHANGELOG.md"));

        Assert.All(Catalogue.Read(RepositoryFiles.Root), rule =>
        {
            var entries = lines.Where(l => l.StartsWith($"- {rule.Id} {rule.Name}: ", StringComparison.Ordinal)).ToList();
            Assert.True(entries.Count == 1, $"CHANGELOG.md has {entries.Count} lines that begin with '- {rule.Id} {rule.Name}: ', and should have one.");
            Assert.True(entries[0].EndsWith("With a fix.", StringComparison.Ordinal) == rule.HasFix, $"The line of {rule.Id} in CHANGELOG.md {(rule.HasFix ? "does not end" : "ends")} with 'With a fix.'");
        });
    }
}
