using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>Where a switch asks for a status.</summary>
internal static class TestedCase
{
    /// <summary>The label or arm whose value or pattern is reported; null elsewhere, as for a test that an arm answers with.</summary>
    public static SyntaxNode? Of(SyntaxNode reported) =>
        reported.FirstAncestorOrSelf<PatternSyntax>() is { } pattern ? pattern.Parent : reported.Parent as CaseSwitchLabelSyntax;
}
