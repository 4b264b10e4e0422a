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
        new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);

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

    /// <summary>The analyzer pass by itself, on one thread; what is found are its diagnostics.</summary>
    public Task<Result> PassAsync(CSharpCompilation compilation) => RunAsync(compilation, driver => driver.GetAnalyzerDiagnosticsAsync());

    /// <summary>The whole compilation with its own diagnostics, as in a build; what is found are all diagnostics.</summary>
    public Task<Result> CompileAsync(CSharpCompilation compilation) => RunAsync(compilation, driver => driver.GetAllDiagnosticsAsync());

    /// <summary>What an editor asks for a document after a change: the diagnostics of one tree.</summary>
    public Task<Result> EditAsync(CSharpCompilation compilation, SyntaxTree tree) =>
        RunAsync(compilation, driver => driver.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None));

    private async Task<Result> RunAsync(CSharpCompilation compilation, Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> ask)
    {
        var driver = compilation.WithAnalyzers(Analyzers, Options);
        var found = (await ask(driver)).Length;
        var inActions = TimeSpan.Zero;
        foreach (var analyzer in Analyzers)
        {
            inActions += (await driver.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;
        }

        return new(found, inActions);
    }
}
