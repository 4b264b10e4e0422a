using System.Collections.Concurrent;
using System.Collections.Immutable;
using McpAnalyzers.ProofTests.Inputs;
using McpAnalyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>Compiles and analyzes inputs with all rules on. The references are read and bound once for all of them.</summary>
internal static class Workbench
{
    /// <summary>What one analysis may take. A thousand times what it does take, so that a busy machine fails nothing, and a hang does.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private static readonly McpTransportAnalyzer Analyzer = new();

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """,
        Parse,
        "/ImplicitUsings.cs");

    private static readonly Lazy<Task<(CSharpCompilation Library, CSharpCompilation Program)>> Empty = new(CreateAsync);

    /// <summary>The ids of the rules.</summary>
    public static ImmutableHashSet<string> RuleIds { get; } = [.. Analyzer.SupportedDiagnostics.Select(d => d.Id)];

    public static async Task<CSharpCompilation> CompileAsync(Input input)
    {
        var (library, program) = await Empty.Value;
        var trees = input.Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Parse, file.Path));
        return (input.IsProgram ? program : library).AddSyntaxTrees(input.HasImplicitUsings ? [.. trees, ImplicitUsings] : [.. trees]);
    }

    public static bool HasErrors(this Compilation compilation) => compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The trees of the input itself.</summary>
    public static IEnumerable<SyntaxTree> OwnTrees(this Compilation compilation) => compilation.SyntaxTrees.Where(tree => tree != ImplicitUsings);

    /// <summary>What the rules report. Fails when an analyzer throws or takes too long.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, string name, bool isConcurrent = false)
    {
        var exceptions = new ConcurrentQueue<Exception>();
        using var bound = new CancellationTokenSource(Bound);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, _) => exceptions.Enqueue(exception),
            isConcurrent,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        ImmutableArray<Diagnostic> found;
        try
        {
            found = await compilation.WithAnalyzers([Analyzer], options).GetAnalyzerDiagnosticsAsync(bound.Token).WaitAsync(Bound, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (bound.IsCancellationRequested || e is TimeoutException)
        {
            throw new AnalysisFailure($"{name}: not analyzed after {Bound}", compilation, e);
        }

        return exceptions.TryDequeue(out var first) || (first = ThrownIn(found)) is not null
            ? throw new AnalysisFailure($"{name}: an analyzer throws {first.GetType().Name}", compilation, first)
            : found;
    }

    private static InvalidOperationException? ThrownIn(ImmutableArray<Diagnostic> found)
        => found.FirstOrDefault(d => d.Id.StartsWith("AD", StringComparison.Ordinal)) is { } failure ? new(failure.ToString()) : null;

    private static async Task<(CSharpCompilation Library, CSharpCompilation Program)> CreateAsync()
    {
        ImmutableArray<MetadataReference> references = [.. await WebReferences.Net100.ResolveAsync(LanguageNames.CSharp, CancellationToken.None), .. SdkReferences.Sdk, SdkReferences.Transport];
        var library = Create(OutputKind.DynamicallyLinkedLibrary, references);
        var program = Create(OutputKind.ConsoleApplication, references);
        return (library, program);
    }

    // Asking for a type binds the references, and every compilation made from this one has them as they are.
    private static CSharpCompilation Create(OutputKind output, ImmutableArray<MetadataReference> references)
    {
        var severities = Analyzer.SupportedDiagnostics.Where(d => !d.IsEnabledByDefault).Select(d => KeyValuePair.Create(d.Id, ReportDiagnostic.Warn));
        var options = new CSharpCompilationOptions(output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: severities);
        var compilation = CSharpCompilation.Create("Input", references: references, options: options);
        Assert.NotNull(compilation.GetTypeByMetadataName("System.Net.Http.HttpClient"));
        return compilation;
    }
}
