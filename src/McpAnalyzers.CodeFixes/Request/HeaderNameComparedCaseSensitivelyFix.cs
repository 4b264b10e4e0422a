using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Facts;
using McpAnalyzers.Rules.Request;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Request;

/// <summary>MCPT3005: compares the names without regard to case.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HeaderNameComparedCaseSensitivelyFix)), Shared]
public sealed class HeaderNameComparedCaseSensitivelyFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string IgnoreCase = "MCPT3005.IgnoreCase";

    private const string OrdinalIgnoreCase = nameof(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT3005"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        // A comment between the operands has no place in what is written.
        if (place.Node.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)))
        {
            return [];
        }

        var change = place.Property(ComparisonProperties.Form) switch
        {
            nameof(ComparisonForm.Operator) or nameof(ComparisonForm.Pattern) => Rewritten(place),
            nameof(ComparisonForm.Call) when place.Node is InvocationExpressionSyntax call => WithComparison(place, call),
            nameof(ComparisonForm.Dictionary) => WithComparer(place),
            _ => (TextChange?)null,
        };
        return change is { } written ? [new("Ignore the case of the header's name", IgnoreCase, [written])] : [];
    }

    private static TextChange? Rewritten(FixPlace place)
    {
        if (place.Property(ComparisonProperties.Left) is not { } left || place.Property(ComparisonProperties.Right) is not { } right)
        {
            return null;
        }

        var not = place.Property(ComparisonProperties.IsNegated) == "true" ? "!" : "";
        return new(place.Diagnostic.Location.SourceSpan, $"{not}string.Equals({left}, {right}, {place.Names.StringComparison}.{OrdinalIgnoreCase})");
    }

    private static TextChange? WithComparison(FixPlace place, InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        switch (place.Model.GetSymbolInfo(call).Symbol)
        {
            case IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String, Parameters: [.., { Type.Name: "StringComparison" }] }:
                return new(arguments[arguments.Count - 1].Expression.Span, $"{place.Names.StringComparison}.{OrdinalIgnoreCase}");
            case IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String, Parameters: [.., { Type.SpecialType: SpecialType.System_String }] }:
                return Insertion.At(call.ArgumentList.CloseParenToken.SpanStart, $", {place.Names.StringComparison}.{OrdinalIgnoreCase}");
            case IMethodSymbol { ContainingType.Name: "StringComparer" } when call.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var comparer } }:
                return new(comparer.Span, OrdinalIgnoreCase);
            default:
                return null;
        }
    }

    private static TextChange? WithComparer(FixPlace place)
    {
        var comparer = $"{place.Names.StringComparer}.{OrdinalIgnoreCase}";
        var list = place.Node switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        if (list is null)
        {
            return place.Node is ObjectCreationExpressionSyntax { Type: var type } ? Insertion.At(type.Span.End, $"({comparer})") : null;
        }

        return list.Arguments.FirstOrDefault(a => place.Model.GetTypeInfo(a.Expression).Type?.Name == "StringComparer") is { } given
            ? new(given.Expression.Span, comparer)
            : Insertion.At(list.CloseParenToken.SpanStart, list.Arguments.Count > 0 ? $", {comparer}" : comparer);
    }
}
