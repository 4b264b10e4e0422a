using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>Two tests in the place of one: a missing id is answered with 400, an unknown one with 404, each with the body that the author wrote for both.</summary>
internal static class SplitTest
{
    /// <summary>Null where the two cannot be taken apart without knowing more than the text says.</summary>
    public static TextChange? Change(FixPlace place, bool absentIsRight, bool unknownIsRight)
    {
        if (place.Diagnostic.AdditionalLocations.Count < 2
            || place.Node.FirstAncestorOrSelf<IfStatementSyntax>() is not { Else: null, Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement
            || !Leaves(statement.Statement))
        {
            return null;
        }

        var condition = statement.Condition.Span;
        var test = place.Diagnostic.AdditionalLocations[1].SourceSpan;
        if (!condition.Contains(test) || Absence(place, statement.Condition, test) is not { } absent)
        {
            return null;
        }

        // What the test for the session declares is not there where the id is missing.
        var unknown = place.Text.ToString(TextSpan.FromBounds(test.Start, condition.End));
        var declared = statement.Condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Where(d => d.SpanStart >= test.Start).Select(d => d.Identifier.Text).ToList();
        if (statement.Statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i => declared.Contains(i.Identifier.Text)))
        {
            return null;
        }

        var first = absentIsRight ? null : AnswerRewrite.To(place, 400);
        var second = unknownIsRight ? null : AnswerRewrite.To(place, 404);
        if ((!absentIsRight && first is null) || (!unknownIsRight && second is null))
        {
            return null;
        }

        var line = place.Style.NewLine;
        var between = statement.Statement is BlockSyntax && place.Text.Lines.GetLineFromPosition(statement.SpanStart).LineNumber != place.Text.Lines.GetLineFromPosition(statement.Span.End).LineNumber ? line + line : line;
        return new(statement.Span, Written(place, statement, absent, first) + between + place.Style.IndentAt(statement.SpanStart) + Written(place, statement, unknown, second));
    }

    private static string Written(FixPlace place, IfStatementSyntax statement, string condition, TextChange? answer)
    {
        var changes = new List<TextChange> { new(statement.Condition.Span, condition) };
        if (answer is { } change)
        {
            changes.Add(change);
        }

        return place.Text.WithChanges(changes).ToString(new TextSpan(statement.SpanStart, statement.Span.Length + changes.Sum(c => c.NewText!.Length - c.Span.Length)));
    }

    /// <summary>The test for a missing id: what stands before the test for the session, or, where that stands alone, one written for it.</summary>
    private static string? Absence(FixPlace place, ExpressionSyntax condition, TextSpan test)
    {
        if (test.Start == condition.SpanStart)
        {
            return place.Property(AnswerProperties.Id) is { } id ? $"string.IsNullOrEmpty({id})" : null;
        }

        // Within parentheses the two are parts of something else, and a comment between them has no place in what is written.
        for (var node = condition; node is BinaryExpressionSyntax joined && joined.IsKind(SyntaxKind.LogicalOrExpression); node = joined.Left)
        {
            if (joined.Right.SpanStart == test.Start)
            {
                return place.Text.ToString(TextSpan.FromBounds(joined.Left.Span.End, test.Start)).Trim() == "||" ? joined.Left.ToString() : null;
            }
        }

        return null;
    }

    private static bool Leaves(StatementSyntax statement) =>
        (statement is BlockSyntax { Statements: { Count: > 0 } statements } ? statements[statements.Count - 1] : statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax;
}
