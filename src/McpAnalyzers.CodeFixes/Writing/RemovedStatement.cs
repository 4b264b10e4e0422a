using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>A statement taken away with its lines, and the if around it where it is all that the if does.</summary>
internal static class RemovedStatement
{
    /// <summary>Null where something else stands in the statement's lines, or a statement has to stay.</summary>
    public static TextChange? Change(FixPlace place, StatementSyntax statement)
    {
        var removed = Outermost(statement);
        if (removed.Parent is not (BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax) || WholeLine.Of(place.Text, removed) is not { } span)
        {
            return null;
        }

        // No two blank lines where the statement stood between them, and none after an opening brace.
        var lines = place.Text.Lines;
        var before = lines.GetLineFromPosition(span.Start).LineNumber - 1;
        var after = lines.GetLineFromPosition(span.End);
        return WholeLine.CommentBehind(place.Text, removed).Length == 0 && before >= 0 && lines[before].ToString().Trim() is "" or "{" && after.ToString().Trim().Length == 0 && span.End < place.Text.Length
            ? new(TextSpan.FromBounds(span.Start, after.EndIncludingLineBreak), "")
            : WholeLine.Without(place, removed, span);
    }

    private static StatementSyntax Outermost(StatementSyntax statement)
    {
        var inner = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block : statement;
        return inner.Parent is IfStatementSyntax { Else: null } conditional && HasNoEffect(conditional.Condition) ? conditional : statement;
    }

    private static bool HasNoEffect(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().All(n => n switch
    {
        InvocationExpressionSyntax call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "IsNullOrEmpty" or "IsNullOrWhiteSpace" },
        SingleVariableDesignationSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or DeclarationExpressionSyntax => n is SingleVariableDesignationSyntax designation && IsUsedOnlyWithin(designation, condition),
        PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.LogicalNotExpression),
        _ => true,
    });

    private static bool IsUsedOnlyWithin(SingleVariableDesignationSyntax designation, ExpressionSyntax condition) =>
        condition.Ancestors().FirstOrDefault(a => a is CompilationUnitSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax) is { } member
        && member.DescendantTokens().All(t => t.ValueText != designation.Identifier.ValueText || !t.IsKind(SyntaxKind.IdentifierToken) || condition.Parent!.Span.Contains(t.Span));
}
