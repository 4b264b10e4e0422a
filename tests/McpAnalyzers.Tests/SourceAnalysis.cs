using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests;

/// <summary>What our analyzers say of files as they are, without markup: samples and the examples of pages.</summary>
internal static class SourceAnalysis
{
    /// <summary>Everything that is reported, by place; fails when the files do not compile. Rules that are off by default are on.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(
        IEnumerable<(string Path, string Text)> files,
        OutputKind output = OutputKind.DynamicallyLinkedLibrary,
        string editorConfig = "",
        bool isWeb = false)
    {
        var cancellation = TestContext.Current.CancellationToken;
        IEnumerable<SyntaxTree> usings = isWeb ? [SourceCompilation.ImplicitUsings, SourceCompilation.WebUsings] : [SourceCompilation.ImplicitUsings];
        var compilation = (await SourceCompilation.EmptyAsync(output)).AddSyntaxTrees(files.Select(f => SourceCompilation.Tree(f.Path, f.Text)).Concat(usings));
        Assert.Empty(compilation.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error));

        var options = new AnalyzerOptions([], new EditorConfig(editorConfig));
        var found = await compilation.WithAnalyzers([new McpTransportAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        return [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>One .editorconfig for every file.</summary>
    private sealed class EditorConfig(string text) : AnalyzerConfigOptionsProvider
    {
        private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/.editorconfig")));

        public override AnalyzerConfigOptions GlobalOptions => new Options(_set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(_set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
