using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3005: an MCP header's name is compared by case, and a server may spell it in another.</summary>
internal sealed class HeaderNameComparedCaseSensitively : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3005_HeaderNameComparedCaseSensitively;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var comparison in facts.HeaderComparisons.All)
        {
            report(Diagnostic.Create(Descriptor, comparison.Syntax.GetLocation(), ComparisonProperties.Of(comparison), comparison.Header));
        }
    }
}

/// <summary>What the fix for MCPT3005 needs to know, as the diagnostic carries it.</summary>
internal static class ComparisonProperties
{
    public const string Form = nameof(Form);
    public const string Left = nameof(Left);
    public const string Right = nameof(Right);
    public const string IsNegated = nameof(IsNegated);

    public static ImmutableDictionary<string, string?> Of(HeaderComparison comparison) => ImmutableDictionary<string, string?>.Empty
        .Add(Form, comparison.Form.ToString())
        .Add(Left, comparison.Left?.ToString())
        .Add(Right, comparison.Right?.ToString())
        .Add(IsNegated, comparison.IsNegated ? "true" : null);
}
