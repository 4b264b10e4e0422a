using System.Collections.Concurrent;
using System.Collections.Immutable;
using McpAnalyzers.ProofTests.Inputs;
using McpAnalyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>Compiles and analyzes inputs with all rules on.</summary>
internal static class Workbench
{
    // Against a hang alone, so that a run ends: how much work an input may cause is counted, see Work.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly McpTransportAnalyzer Analyzer = new();

    /// <summary>The input as a compilation. Without nullable analysis, which is a good part of what binding costs and which no rule asks for.</summary>
    public static Task<CSharpCompilation> CompileAsync(Input input) => CompileAsync(input.IsProgram, input.HasImplicitUsings, input.Files);

    public static async Task<CSharpCompilation> CompileAsync(bool isProgram, bool hasImplicitUsings, IEnumerable<SourceFile> files, bool isNullable = false)
    {
        var empty = await SourceCompilation.EmptyAsync(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        var trees = files.Select(file => SourceCompilation.Tree(file.Path, isNullable ? file.Text : file.Text.Replace("#nullable enable", "", StringComparison.Ordinal)));
        var compilation = empty.AddSyntaxTrees(hasImplicitUsings ? [.. trees, SourceCompilation.ImplicitUsings, SourceCompilation.WebUsings] : [.. trees]);
        return isNullable ? compilation : compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
    }

    public static bool HasErrors(this Compilation compilation) => compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The trees of the input itself.</summary>
    public static IEnumerable<SyntaxTree> OwnTrees(this Compilation compilation)
        => compilation.SyntaxTrees.Where(tree => tree != SourceCompilation.ImplicitUsings && tree != SourceCompilation.WebUsings);

    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, string name, bool isConcurrent = false) => AnalyzeAsync(compilation, name, Analyzer, isConcurrent);

    /// <summary>What the analyzer reports. Fails when it throws.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, string name, DiagnosticAnalyzer analyzer, bool isConcurrent = false)
    {
        var exceptions = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, _) => exceptions.Enqueue(exception),
            isConcurrent,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        ImmutableArray<Diagnostic> found;
        try
        {
            found = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new AnalysisFailure($"{name}: not analyzed after {Patience}", compilation, e);
        }

        return exceptions.TryDequeue(out var first) || (first = ThrownIn(found)) is not null
            ? throw new AnalysisFailure($"{name}: an analyzer throws {first.GetType().Name}", compilation, first)
            : found;
    }

    private static InvalidOperationException? ThrownIn(ImmutableArray<Diagnostic> found)
        => found.FirstOrDefault(d => d.Id.StartsWith("AD", StringComparison.Ordinal)) is { } failure ? new(failure.ToString()) : null;
}
