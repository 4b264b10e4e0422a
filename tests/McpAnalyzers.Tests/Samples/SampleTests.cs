using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Samples;

/// <summary>The clients and servers of docs/samples say what they are there to say.</summary>
public partial class SampleTests
{
    /// <summary>Each line that ends with a comment of a rule's id is reported by that rule, and no other line by any.</summary>
    [Theory]
    [InlineData("BrokenClient", false)]
    [InlineData("BrokenStatelessClient", false)]
    [InlineData("BrokenServer", true)]
    public async Task BrokenSample_HasExactlyTheMarkedDiagnostics(string sample, bool isWeb)
    {
        var files = FilesOf(sample);
        var marked = files.SelectMany(f => Markers(f.Text).Select(m => $"{Path.GetFileName(f.Path)}({m.Line}): {m.Id}"));

        var found = (await SourceAnalysis.DiagnosticsOf(files, OutputKind.ConsoleApplication, isWeb: isWeb))
            .Select(d => $"{Path.GetFileName(d.Location.SourceTree?.FilePath)}({d.Location.GetLineSpan().StartLinePosition.Line + 1}): {d.Id}");

        Assert.Equal(marked, found);
    }

    [Fact]
    public void BrokenClients_ShowEveryClientRuleOnce()
        => CheckShownOnce(RulesOf('1', '2', '3'), "BrokenClient", "BrokenStatelessClient");

    [Fact]
    public void BrokenServer_ShowsEveryServerRuleOnce()
        => CheckShownOnce(RulesOf('4'), "BrokenServer");

    /// <summary>They are to build where warnings are errors, and to show their own mistakes alone.</summary>
    [Theory]
    [InlineData("BrokenClient")]
    [InlineData("BrokenStatelessClient")]
    [InlineData("BrokenServer")]
    public void BrokenSample_ItsWarningsAreNoErrors(string sample)
    {
        var warnings = ShownIn(sample).Intersect(IdsOf(RulesOf('1', '2', '3', '4').Where(d => d.DefaultSeverity == DiagnosticSeverity.Warning)));
        var project = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", sample, sample + ".csproj"));

        Assert.Contains($"<WarningsNotAsErrors>{string.Join(';', warnings)}</WarningsNotAsErrors>", project, StringComparison.Ordinal);
    }

    /// <summary>What the README quotes of a build: the folder before a file's name and the link after the message are left out.</summary>
    [Fact]
    public async Task Readme_QuotesWarningsOfTheFirstBrokenClient()
    {
        var warnings = (await SourceAnalysis.DiagnosticsOf(FilesOf("BrokenClient"), OutputKind.ConsoleApplication))
            .Where(d => d.Severity == DiagnosticSeverity.Warning && Path.GetFileName(d.Location.GetLineSpan().Path) == "ToolClient.cs")
            .Select(d => (Start: d.Location.GetLineSpan().StartLinePosition, d.Id, Message: d.GetMessage(CultureInfo.InvariantCulture)))
            .Select(d => $"ToolClient.cs({d.Start.Line + 1},{d.Start.Character + 1}): warning {d.Id}: {d.Message}")
            .ToList();
        var quoted = (await File.ReadAllLinesAsync(Path.Combine(RepositoryFiles.Root, "README.md"), TestContext.Current.CancellationToken))
            .Where(line => line.StartsWith("ToolClient.cs(", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(quoted);
        Assert.All(quoted, line => Assert.Contains(line, warnings));
    }

    [Theory]
    [InlineData("CompliantClient", false)]
    [InlineData("SessionHandler", false)]
    [InlineData("CompliantServer", true)]
    public async Task RightSample_HasNone(string sample, bool isWeb)
        => Assert.Empty(await SourceAnalysis.DiagnosticsOf(FilesOf(sample), OutputKind.ConsoleApplication, isWeb: isWeb));

    [Theory]
    [InlineData("CompliantClient")]
    [InlineData("SessionHandler")]
    [InlineData("CompliantServer")]
    public void RightSample_HasEveryCategoryAsError(string sample)
    {
        var editorConfig = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", sample, ".editorconfig"));
        var categories = new McpTransportAnalyzer().SupportedDiagnostics.Where(d => !d.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(d => d.Category).Distinct();

        Assert.All(categories, c => Assert.Contains($"dotnet_analyzer_diagnostic.category-{c}.severity = error", editorConfig, StringComparison.Ordinal));
    }

    private static void CheckShownOnce(IEnumerable<DiagnosticDescriptor> rules, params string[] samples)
    {
        var shown = ShownIn(samples).CountBy(id => id).ToDictionary();
        Assert.All(rules, rule => Assert.True(
            shown.GetValueOrDefault(rule.Id) == 1,
            $"{rule.Id} is shown {shown.GetValueOrDefault(rule.Id)} times in docs/samples/{string.Join(" and docs/samples/", samples)}. Make its mistake once, on a line that ends with '// {rule.Id}'."));
        Assert.Empty(shown.Keys.Except(IdsOf(rules)));
    }

    /// <summary>The rules of some groups, by the thousands digit of their ids.</summary>
    private static IEnumerable<DiagnosticDescriptor> RulesOf(params char[] groups) => new McpTransportAnalyzer().SupportedDiagnostics.Where(d => groups.Contains(d.Id[4]));

    private static List<string> IdsOf(IEnumerable<DiagnosticDescriptor> rules) => [.. rules.Select(d => d.Id).Order(StringComparer.Ordinal)];

    private static List<string> ShownIn(params string[] samples) => [.. samples.SelectMany(FilesOf).SelectMany(f => Markers(f.Text)).Select(m => m.Id).Order(StringComparer.Ordinal)];

    private static List<(string Path, string Text)> FilesOf(string sample)
        =>
        [
            .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs", "samples", sample), "*.cs")
                .Order(StringComparer.Ordinal)
                .Select(path => (path, File.ReadAllText(path))),
        ];

    private static IEnumerable<(int Line, string Id)> Markers(string text)
        => text.Split('\n')
            .Select((line, index) => (Line: index + 1, Match: Marker().Match(line)))
            .Where(l => l.Match.Success)
            .Select(l => (l.Line, l.Match.Groups["id"].Value));

    [GeneratedRegex(@"// (?<id>MCPT\d{4})\s*$")]
    private static partial Regex Marker();
}
