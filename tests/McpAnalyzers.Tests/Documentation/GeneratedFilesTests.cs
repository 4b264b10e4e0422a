using McpAnalyzers.Documentation;
using Microsoft.CodeAnalysis;
using Page = McpAnalyzers.Documentation.RulePage;

namespace McpAnalyzers.Tests.Documentation;

/// <summary>What is written from the rules is as the rules want it. Mended by: dotnet run --project src/McpAnalyzers.Documentation</summary>
public class GeneratedFilesTests
{
    private static readonly Rule Some = Catalogue.Read(RepositoryFiles.Root).Single(r => r.Id == "MCPT1001");

    [Fact]
    public void NothingWouldChange()
    {
        Assert.Empty(GeneratedFiles.Outdated(RepositoryFiles.Root).Select(f => f.Path));
        Assert.Empty(GeneratedFiles.Leftover(RepositoryFiles.Root));
    }

    [Fact]
    public void HeadOfPage_IsWrittenAnew_AndTheWordsOfTheFixStay()
    {
        var page = Page.WithHead("# Old title\n\n| | |\n|---|---|\n| Severity | Error |\n| Fix | adds what is missing |\n\n## Why\n\nBecause.\n", Some);

        Assert.StartsWith($"# MCPT1001: {Some.Descriptor.Title}\n\n| | |\n|---|---|\n| Id | MCPT1001 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| Severity | Warning |\n", page, StringComparison.Ordinal);
        Assert.Contains("| Fix | adds what is missing |\n", page, StringComparison.Ordinal);
        Assert.EndsWith(" |\n\n## Why\n\nBecause.\n", page, StringComparison.Ordinal);
        Assert.Equal(page, Page.WithHead(page, Some));
    }

    [Fact]
    public void RuleWithoutFix_SaysNone()
        => Assert.Contains("| Fix | none |\n", Page.WithHead("# T\n\n| Fix | something |\n\n## Why\n", Some with { HasFix = false }), StringComparison.Ordinal);

    [Fact]
    public void TextAboveTheSections_IsNotDropped()
        => Assert.Throws<InvalidOperationException>(() => Page.WithHead("# T\n\nWritten by hand.\n\n## Why\n", Some));

    [Fact]
    public void NewRule_GetsAPageWithEverySection()
    {
        var page = Page.WithHead(page: null, Some);
        Assert.All(Page.SectionsOf(Some), section => Assert.Contains($"\n## {section}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_ReplacesWhatIsBetweenItsComments()
    {
        const string Begin = "<!-- rules: written by src/McpAnalyzers.Documentation -->\n";
        var text = RuleTable.Into($"before\n{Begin}| stale |\n<!-- /rules -->\nafter\n", [Some, Some with { HasFix = false }], "pages/");

        Assert.Equal(
            $"before\n{Begin}\n| rule | category | severity | finds | fix |\n|---|---|---|---|---|\n"
            + $"| [MCPT1001](pages/MCPT1001.md) | McpSession | Warning | {Some.Descriptor.Title} | yes |\n"
            + $"| [MCPT1001](pages/MCPT1001.md) | McpSession | Warning | {Some.Descriptor.Title} | |\n\n<!-- /rules -->\nafter\n",
            text);
        Assert.Throws<InvalidOperationException>(() => RuleTable.Into("no comments", [Some], ""));
    }

    [Fact]
    public void Presets_SetEveryRule_BelowTheConfigurationOfUsers()
    {
        var rules = Catalogue.Read(RepositoryFiles.Root);
        var presets = Presets.Of(rules).ToDictionary(p => p.Mode, p => p.Text.Split('\n'));

        Assert.Equal(["All", "None", "Recommended"], presets.Keys.Order(StringComparer.Ordinal));
        Assert.All(presets.Values, lines => Assert.Equal(["is_global = true", "global_level = -100"], lines.Where(l => l.StartsWith("is_", StringComparison.Ordinal) || l.StartsWith("global_", StringComparison.Ordinal))));
        Assert.All(rules, rule =>
        {
            Assert.Equal("none", SeverityOf(presets["None"], rule.Descriptor));
            Assert.Equal("warning", SeverityOf(presets["All"], rule.Descriptor));
            Assert.Equal(rule.Id is "MCPT1009" or "MCPT4008" ? "suggestion" : "warning", SeverityOf(presets["Recommended"], rule.Descriptor));
        });
    }

    /// <summary>As the compiler reads it: a line for the rule before one for its category, which says nothing of what is reported at no place.</summary>
    private static string? SeverityOf(string[] lines, DiagnosticDescriptor rule) =>
        ValueOf(lines, $"dotnet_diagnostic.{rule.Id}.severity")
        ?? (rule.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd) ? null : ValueOf(lines, $"dotnet_analyzer_diagnostic.category-{rule.Category}.severity"));

    private static string? ValueOf(string[] lines, string key) => lines.SingleOrDefault(l => l.StartsWith(key + " = ", StringComparison.Ordinal))?[(key.Length + 3)..];
}
