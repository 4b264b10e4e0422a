using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Samples;

/// <summary>The clients of docs/samples say what they are there to say.</summary>
public partial class SampleTests
{
    /// <summary>Each line that ends with a comment of a rule's id is reported by that rule, and no other line by any.</summary>
    [Theory]
    [InlineData("BrokenClient")]
    [InlineData("BrokenStatelessClient")]
    public async Task BrokenSample_HasExactlyTheMarkedDiagnostics(string sample)
    {
        var files = FilesOf(sample);
        var marked = files.SelectMany(f => Markers(f.Text).Select(m => $"{Path.GetFileName(f.Path)}({m.Line}): {m.Id}"));

        var found = (await SourceAnalysis.DiagnosticsOf(files, OutputKind.ConsoleApplication))
            .Select(d => $"{Path.GetFileName(d.Location.SourceTree?.FilePath)}({d.Location.GetLineSpan().StartLinePosition.Line + 1}): {d.Id}");

        Assert.Equal(marked, found);
    }

    [Fact]
    public void BrokenSamples_ShowEveryClientRuleOnce()
    {
        var shown = BrokenSamples.SelectMany(FilesOf).SelectMany(f => Markers(f.Text)).Select(m => m.Id);

        Assert.Equal(ClientRules.Select(d => d.Id).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    /// <summary>They are to build where warnings are errors, and to show their own mistakes alone.</summary>
    [Theory]
    [InlineData("BrokenClient")]
    [InlineData("BrokenStatelessClient")]
    public void BrokenSample_ItsWarningsAreNoErrors(string sample)
    {
        var warnings = FilesOf(sample).SelectMany(f => Markers(f.Text)).Select(m => m.Id).Intersect(ClientRules.Where(d => d.DefaultSeverity == DiagnosticSeverity.Warning).Select(d => d.Id));
        var project = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", sample, sample + ".csproj"));

        Assert.Contains($"<WarningsNotAsErrors>{string.Join(';', warnings.Order(StringComparer.Ordinal))}</WarningsNotAsErrors>", project, StringComparison.Ordinal);
    }

    /// <summary>What the README shows of a build: the folder before a file's name and the link after the message are left out.</summary>
    [Fact]
    public async Task Readme_ShowsTheWarningsOfTheFirstBrokenClient()
    {
        var warnings = (await SourceAnalysis.DiagnosticsOf(FilesOf("BrokenClient"), OutputKind.ConsoleApplication))
            .Where(d => d.Severity == DiagnosticSeverity.Warning && Path.GetFileName(d.Location.GetLineSpan().Path) == "ToolClient.cs")
            .Select(d => (Start: d.Location.GetLineSpan().StartLinePosition, d.Id, Message: d.GetMessage(CultureInfo.InvariantCulture)))
            .Select(d => $"ToolClient.cs({d.Start.Line + 1},{d.Start.Character + 1}): warning {d.Id}: {d.Message}");
        var readme = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "README.md"), TestContext.Current.CancellationToken);

        Assert.Contains("```\n" + string.Join('\n', warnings) + "\n```", readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CompliantClient")]
    [InlineData("SessionHandler")]
    public async Task RightSample_HasNone(string sample)
        => Assert.Empty(await SourceAnalysis.DiagnosticsOf(FilesOf(sample), OutputKind.ConsoleApplication));

    [Theory]
    [InlineData("CompliantClient")]
    [InlineData("SessionHandler")]
    public void RightSample_HasEveryCategoryAsError(string sample)
    {
        var editorConfig = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", sample, ".editorconfig"));
        var categories = new McpTransportAnalyzer().SupportedDiagnostics.Where(d => !d.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(d => d.Category).Distinct();

        Assert.All(categories, c => Assert.Contains($"dotnet_analyzer_diagnostic.category-{c}.severity = error", editorConfig, StringComparison.Ordinal));
    }

    private static string[] BrokenSamples => ["BrokenClient", "BrokenStatelessClient"];

    /// <summary>The rules of the groups about clients: session, event stream, request.</summary>
    private static IEnumerable<DiagnosticDescriptor> ClientRules => new McpTransportAnalyzer().SupportedDiagnostics.Where(d => d.Id[4] is '1' or '2' or '3');

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
