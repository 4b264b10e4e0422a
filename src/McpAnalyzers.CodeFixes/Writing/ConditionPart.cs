using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>A further part of a condition that stands there.</summary>
internal static class ConditionPart
{
    /// <summary>A whole condition with a further part that has to hold too.</summary>
    public static ImmutableArray<TextChange> AndAfter(ExpressionSyntax condition, string part) =>
        condition is ConditionalExpressionSyntax or AssignmentExpressionSyntax || condition.IsKind(SyntaxKind.LogicalOrExpression) || condition.IsKind(SyntaxKind.CoalesceExpression)
            ? [Insertion.At(condition.SpanStart, "("), Insertion.At(condition.Span.End, $") && {part}")]
            : [Insertion.At(condition.Span.End, $" && {part}")];

    /// <summary>Does what the joint makes of an expression need parentheses under its parent?</summary>
    /// <param name="parent">What the expression stands in.</param>
    /// <param name="joint">LogicalAndExpression or LogicalOrExpression.</param>
    public static bool NeedsParentheses(SyntaxNode? parent, SyntaxKind joint) => parent switch
    {
        BinaryExpressionSyntax binary => !binary.IsKind(joint),
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or IsPatternExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax => true,
        _ => false,
    };
}
