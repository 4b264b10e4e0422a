using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests;

/// <summary>What our analyzers say of files as they are, without markup: samples and the examples of pages.</summary>
internal static class SourceAnalysis
{
    // What a project with implicit usings gets from the SDK.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Everything that is reported, by place; fails when the files do not compile. Rules that are off by default are on.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(
        IEnumerable<(string Path, string Text)> files,
        OutputKind output = OutputKind.DynamicallyLinkedLibrary,
        string editorConfig = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var analyzer = new McpTransportAnalyzer();
        var references = await ServerCode.References.ResolveAsync(LanguageNames.CSharp, cancellation);
        var compilation = CSharpCompilation.Create(
            "Analyzed",
            files.Append((Path: "/ImplicitUsings.cs", Text: ImplicitUsings)).Select(f => CSharpSyntaxTree.ParseText(f.Text, path: f.Path, cancellationToken: cancellation)),
            references,
            new CSharpCompilationOptions(
                output,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: analyzer.SupportedDiagnostics.Where(d => !d.IsEnabledByDefault).Select(d => KeyValuePair.Create(d.Id, ReportDiagnostic.Warn))));
        Assert.Empty(compilation.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error));

        var options = new AnalyzerOptions([], new EditorConfig(editorConfig));
        var found = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(cancellation);
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
