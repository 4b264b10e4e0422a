using System.Diagnostics.CodeAnalysis;
using McpAnalyzers.Rules;
using McpAnalyzers.Tests.Fixes;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>One rule with the others switched off: what else is wrong with a snippet is not what its test is about.</summary>
internal static class VerifyRule<TRule>
    where TRule : IRule, new()
{
    /// <summary>Expects a diagnostic of the rule; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic() => Diagnostic(new TRule().Descriptor.Id);

    /// <summary>Expects a diagnostic of this id; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic(string id) => Verify<McpTransportAnalyzer>.Diagnostic(id);

    /// <summary>The source gets exactly the diagnostics of its markup and these.</summary>
    public static Task Analyzer([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected) => Analyzer([source], expected);

    /// <summary>The sources of one project (Test0.cs, Test1.cs, …) get exactly the diagnostics of their markup and these.</summary>
    public static Task Analyzer(string[] sources, params DiagnosticResult[] expected) => Analyzer(sources, static _ => { }, expected);

    /// <summary>The same, after the test was configured.</summary>
    public static Task Analyzer(string[] sources, Action<CSharpAnalyzerTest<McpTransportAnalyzer, DefaultVerifier>> configure, params DiagnosticResult[] expected) =>
        Verify<McpTransportAnalyzer>.Analyzer(
            sources,
            test =>
            {
                Rule.SwitchOffOthers<TRule>(test, sources);
                configure(test);
            },
            expected);
}

/// <summary>One rule and its fix, with the other rules switched off.</summary>
internal static class VerifyRule<TRule, TFix>
    where TRule : IRule, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>Expects a diagnostic of the rule; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic() => VerifyRule<TRule>.Diagnostic();

    /// <summary>Expects a diagnostic of this id; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic(string id) => VerifyRule<TRule>.Diagnostic(id);

    /// <summary>The source gets exactly the diagnostics of its markup and these, and the fix makes the fixed source of it.</summary>
    public static Task CodeFix([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource, params DiagnosticResult[] expected) =>
        CodeFix([source], [fixedSource], expected);

    /// <summary>The same for several sources of one project.</summary>
    public static Task CodeFix(string[] sources, string[] fixedSources, params DiagnosticResult[] expected) =>
        CodeFix(sources, fixedSources, static _ => { }, expected);

    /// <summary>The same, after the test was configured: which action, how many iterations.</summary>
    public static Task CodeFix(
        string[] sources,
        string[] fixedSources,
        Action<CSharpCodeFixTest<McpTransportAnalyzer, TFix, DefaultVerifier>> configure,
        params DiagnosticResult[] expected) =>
        Verify<McpTransportAnalyzer, TFix>.CodeFix(
            sources,
            fixedSources,
            test =>
            {
                Rule.SwitchOffOthers<TRule>(test, sources);
                test.CodeActionVerifier = FixTitles.Verify;
                configure(test);
            },
            expected);

    /// <summary>The source gets exactly the diagnostics of its markup and these, and no fix is offered for them.</summary>
    public static Task NoCodeFix([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected) => CodeFix(source, source, expected);
}

file static class Rule
{
    /// <summary>All but the rule, and those that the markup names.</summary>
    public static void SwitchOffOthers<TRule>(AnalyzerTest<DefaultVerifier> test, string[] sources)
        where TRule : IRule, new() =>
        test.DisabledDiagnostics.AddRange(new McpTransportAnalyzer().SupportedDiagnostics.Select(d => d.Id).Where(id => id != new TRule().Descriptor.Id && !sources.Any(s => s.Contains("{|" + id + ":", StringComparison.Ordinal))));
}
