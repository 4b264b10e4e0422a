using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1006: asks with TryGetValues, and asks the response's own headers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionIdReadUnguardedFix)), Shared]
public sealed class SessionIdReadUnguardedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string UseTryGetValues = "MCPT1006.UseTryGetValues";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1006"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name, Expression: var headers }, ArgumentList.Arguments: [var header, ..] } read)
        {
            return [];
        }

        var content = (headers as MemberAccessExpressionSyntax)?.Expression as MemberAccessExpressionSyntax;
        if (name != "GetValues")
        {
            return content?.Name.Identifier.Text == "Content"
                ? [new("Ask the headers of the response", UseTryGetValues, [new TextChange(TextSpan.FromBounds(content.OperatorToken.SpanStart, content.Span.End), "")])]
                : [];
        }

        var owner = content?.Name.Identifier.Text == "Content" ? $"{content.Expression}.Headers" : headers.ToString();
        var values = place.Names.Unused("values");
        var asked = $"{owner}.TryGetValues({header}, out var {values})";
        return Replacement(place, read, asked, values) is { } change ? [new("Ask with TryGetValues", UseTryGetValues, [change])] : [];
    }

    private static TextChange? Replacement(FixPlace place, InvocationExpressionSyntax read, string asked, string values)
    {
        // What is done with the values: First() and the like.
        if (read.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax taken } || taken.Expression != read.Parent)
        {
            return null;
        }

        var taking = values + place.Text.ToString(TextSpan.FromBounds(read.Span.End, taken.Span.End));
        switch (taken.Parent)
        {
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } assignment
                when assignment.Right == taken && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && WholeLine.Of(place.Text, statement) is { } line:
                return new(line, place.Style.If(asked, statement.SpanStart, $"{assignment.Left} = {taking};{WholeLine.CommentBehind(place.Text, statement)}"));
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true, Parent: LocalDeclarationStatementSyntax } } }:
                return new(taken.Span, $"{asked} ? {taking} : null");
            default:
                return null;
        }
    }
}
