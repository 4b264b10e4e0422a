using System.Diagnostics.CodeAnalysis;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>One rule over server code: <see cref="VerifyRule{TRule}"/> with ASP.NET Core.</summary>
internal static class VerifyServer<TRule>
    where TRule : IRule, new()
{
    /// <summary>Expects a diagnostic of the rule; its message arguments and locations are to be added.</summary>
    public static DiagnosticResult Diagnostic() => VerifyRule<TRule>.Diagnostic();

    /// <summary>The source gets exactly the diagnostics of its markup and these.</summary>
    public static Task Analyzer([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected) =>
        VerifyRule<TRule>.Analyzer([source], static test => test.ReferenceAssemblies = ServerCode.References, expected);

    /// <summary>The source is a program with top-level statements.</summary>
    public static Task Program([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected) =>
        VerifyRule<TRule>.Analyzer(
            [source],
            static test =>
            {
                test.ReferenceAssemblies = ServerCode.References;
                test.UseTopLevelStatements();
            },
            expected);
}

/// <summary>One rule and its fix over server code.</summary>
internal static class VerifyServer<TRule, TFix>
    where TRule : IRule, new()
    where TFix : DocumentFix, new()
{
    /// <summary>The source gets exactly the diagnostics of its markup, and the fix makes the fixed source of it.</summary>
    public static Task CodeFix([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource, Action<CSharpCodeFixTest<McpTransportAnalyzer, TFix, DefaultVerifier>>? configure = null) =>
        VerifyRule<TRule, TFix>.CodeFix(
            [source],
            [fixedSource],
            test =>
            {
                test.ReferenceAssemblies = ServerCode.References;
                configure?.Invoke(test);
            });

    /// <summary>The source gets exactly the diagnostics of its markup, and no fix is offered for them.</summary>
    public static Task NoCodeFix([StringSyntax("C#-test")] string source) => CodeFix(source, source);
}
