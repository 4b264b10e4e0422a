using System.Collections.Immutable;
using McpAnalyzers;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpBenchmarks.Analyzers;

/// <summary>An analyzer that does nothing, ours with no rule, with one, and with all of them.</summary>
internal static class AnalyzerContender
{
    public const string Idle = "does nothing";
    public const string NoRule = "no rule";
    public const string AllRules = "all rules";

    private static readonly CompilationWithAnalyzersOptions Options = new(
        new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);

    public static IReadOnlyList<string> Names { get; } =
        [Idle, NoRule, .. McpTransportAnalyzer.Rules.Select(rule => rule.Descriptor.Id).Order(StringComparer.Ordinal), AllRules];

    public static DiagnosticAnalyzer Create(string name) => name switch
    {
        Idle => new IdleAnalyzer(),
        NoRule => new McpTransportAnalyzer([]),
        AllRules => new McpTransportAnalyzer(),
        _ => new McpTransportAnalyzer([McpTransportAnalyzer.Rules.Single(rule => rule.Descriptor.Id == name)]),
    };

    /// <summary>One pass over the compilation, on one thread; how many diagnostics it brought.</summary>
    public static async Task<int> AnalyzeAsync(CSharpCompilation compilation, DiagnosticAnalyzer analyzer)
    {
        var diagnostics = await compilation.WithAnalyzers(ImmutableArray.Create(analyzer), Options).GetAnalyzerDiagnosticsAsync();
        return diagnostics.Length;
    }
}
