using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Samples;

/// <summary>The clients and servers of docs/samples say what they are there to say.</summary>
public partial class SampleTests
{
    /// <summary>Each line that ends with a comment of a rule's id is reported by that rule, and no other line by any.</summary>
    [Theory]
    [InlineData("BrokenClient", false, "MCPT1009", "MCPT1001", "MCPT1002", "MCPT2001", "MCPT3003")]
    [InlineData("BrokenServer", true, "MCPT4004", "MCPT4005")]
    public async Task BrokenSample_HasExactlyTheMarkedDiagnostics(string sample, bool isWeb, params string[] ids)
    {
        var files = FilesOf(sample);
        var marked = files.SelectMany(f => Markers(f.Text).Select(m => $"{Path.GetFileName(f.Path)}({m.Line}): {m.Id}")).ToList();

        var found = (await SourceAnalysis.DiagnosticsOf(files, OutputKind.ConsoleApplication, isWeb: isWeb))
            .Select(d => $"{Path.GetFileName(d.Location.SourceTree?.FilePath)}({d.Location.GetLineSpan().StartLinePosition.Line + 1}): {d.Id}");

        Assert.Equal(marked, found);
        Assert.Equal(ids, files.SelectMany(f => Markers(f.Text)).Select(m => m.Id));
    }

    [Theory]
    [InlineData("CompliantClient", false)]
    [InlineData("CompliantServer", true)]
    public async Task CompliantSample_HasNone(string sample, bool isWeb)
        => Assert.Empty(await SourceAnalysis.DiagnosticsOf(FilesOf(sample), OutputKind.ConsoleApplication, isWeb: isWeb));

    [Theory]
    [InlineData("CompliantClient")]
    [InlineData("CompliantServer")]
    public void CompliantSample_HasEveryCategoryAsError(string sample)
    {
        var editorConfig = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", sample, ".editorconfig"));
        var categories = new McpTransportAnalyzer().SupportedDiagnostics.Where(d => !d.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(d => d.Category).Distinct();

        Assert.All(categories, c => Assert.Contains($"dotnet_analyzer_diagnostic.category-{c}.severity = error", editorConfig, StringComparison.Ordinal));
    }

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
