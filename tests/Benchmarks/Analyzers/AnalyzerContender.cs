using System.Collections.Immutable;
using McpAnalyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpBenchmarks.Analyzers;

/// <summary>A set of analyzers that is measured: ours, what others made, and what the compiler's own work is seen by.</summary>
internal sealed record AnalyzerContender(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    private static readonly CompilationWithAnalyzersOptions Options = new(
        new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);

    /// <summary>The baseline for code that no analyzer of ours looks at.</summary>
    public static AnalyzerContender Idle => new("does nothing", [new IdleAnalyzer(binds: false)]);

    /// <summary>The baseline for code that ours looks at: the compiler binds every body for it.</summary>
    public static AnalyzerContender Binding => new("binds, does nothing", [new IdleAnalyzer(binds: true)]);

    /// <summary>The gate and the collecting, without a question.</summary>
    public static AnalyzerContender NoRule => new("no rule", [new McpTransportAnalyzer([])]);

    public static AnalyzerContender AllRules => new("McpAnalyzers", [new McpTransportAnalyzer()]);

    public static IEnumerable<AnalyzerContender> SingleRules =>
        McpTransportAnalyzer.Rules
            .OrderBy(rule => rule.Descriptor.Id, StringComparer.Ordinal)
            .Select(rule => new AnalyzerContender(rule.Descriptor.Id, [new McpTransportAnalyzer([rule])]));

    public static IEnumerable<AnalyzerContender> Peers => PeerPackage.All.Select(package => new AnalyzerContender(package.Name, package.Analyzers));

    public override string ToString() => Name;

    /// <summary>The analyzer pass by itself, on one thread; how many diagnostics it brought.</summary>
    public async Task<int> PassAsync(CSharpCompilation compilation) => (await With(compilation).GetAnalyzerDiagnosticsAsync()).Length;

    /// <summary>The whole compilation with its own diagnostics, as in a build; how many diagnostics there are.</summary>
    public async Task<int> CompileAsync(CSharpCompilation compilation) => (await With(compilation).GetAllDiagnosticsAsync()).Length;

    /// <summary>What an editor asks for a document after a change: the diagnostics of one tree.</summary>
    public async Task<int> EditAsync(CSharpCompilation compilation, SyntaxTree tree) =>
        (await With(compilation).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None)).Length;

    private CompilationWithAnalyzers With(CSharpCompilation compilation) => compilation.WithAnalyzers(Analyzers, Options);
}
