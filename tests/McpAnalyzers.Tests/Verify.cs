using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>What every analyzer test of ours has in common: .NET 8 with its HTTP client, nullable code, the test's own cancellation.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Expects a diagnostic of this id; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic(string id)
        => CSharpAnalyzerVerifier<TAnalyzer, DefaultVerifier>.Diagnostic(id);

    /// <summary>The source gets exactly the diagnostics of its markup and these.</summary>
    public static Task Analyzer([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected)
        => Analyzer([source], expected);

    /// <summary>The sources of one project (Test0.cs, Test1.cs, …) get exactly the diagnostics of their markup and these.</summary>
    public static Task Analyzer(string[] sources, params DiagnosticResult[] expected)
        => Analyzer(sources, static _ => { }, expected);

    /// <summary>The same, after the test was configured: editorconfig, output kind, further projects and references.</summary>
    public static Task Analyzer(
        string[] sources,
        Action<CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>> configure,
        params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>();
        Common.Prepare(test, sources, expected);
        configure(test);
        return InputRecording.Takes(test) ? Task.CompletedTask : test.RunAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>What every code fix test of ours has in common.</summary>
internal static class Verify<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>Expects a diagnostic of this id; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic(string id) => Verify<TAnalyzer>.Diagnostic(id);

    /// <summary>The source gets exactly the diagnostics of its markup and these, and the fix makes the fixed source of it.</summary>
    public static Task CodeFix(
        [StringSyntax("C#-test")] string source,
        [StringSyntax("C#-test")] string fixedSource,
        params DiagnosticResult[] expected)
        => CodeFix([source], [fixedSource], expected);

    /// <summary>The same for several sources of one project.</summary>
    public static Task CodeFix(string[] sources, string[] fixedSources, params DiagnosticResult[] expected)
        => CodeFix(sources, fixedSources, static _ => { }, expected);

    /// <summary>The same, after the test was configured: which action, how many iterations, editorconfig, further projects.</summary>
    public static Task CodeFix(
        string[] sources,
        string[] fixedSources,
        Action<CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>> configure,
        params DiagnosticResult[] expected)
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>();
        Common.Prepare(test, sources, expected);
        foreach (var source in fixedSources)
        {
            test.FixedState.Sources.Add(source);
        }

        configure(test);
        return InputRecording.Takes(test) ? Task.CompletedTask : test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The source gets exactly the diagnostics of its markup and these, and no fix is offered for them.</summary>
    public static Task NoCodeFix([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected)
        => CodeFix(source, source, expected);
}

file static class Common
{
    public static void Prepare(AnalyzerTest<DefaultVerifier> test, string[] sources, DiagnosticResult[] expected)
    {
        test.ReferenceAssemblies = ReferenceAssemblies.Net.Net80;
        foreach (var source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        test.ExpectedDiagnostics.AddRange(expected);
        test.SolutionTransforms.Add(WithNullable);
    }

    private static Solution WithNullable(Solution solution, ProjectId id)
        => solution.WithProjectCompilationOptions(
            id,
            ((CSharpCompilationOptions)solution.GetProject(id)!.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable));
}

/// <summary>Said of any test while it is configured.</summary>
internal static class TestConfiguration
{
    /// <summary>With this text as the project's <c>.editorconfig</c>.</summary>
    public static void UseEditorConfig(this AnalyzerTest<DefaultVerifier> test, string text)
        => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", text));

    /// <summary>As a program, so that top-level statements compile.</summary>
    public static void UseTopLevelStatements(this AnalyzerTest<DefaultVerifier> test)
        => test.TestState.OutputKind = OutputKind.ConsoleApplication;
}
