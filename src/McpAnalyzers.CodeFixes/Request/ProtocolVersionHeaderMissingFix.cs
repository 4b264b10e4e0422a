using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Request;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Request;

/// <summary>MCPT3003: writes the version beside the session id, in the way in which that is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProtocolVersionHeaderMissingFix)), Shared]
public sealed class ProtocolVersionHeaderMissingFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AddVersion = "MCPT3003.AddVersion";

    private const string Header = "\"MCP-Protocol-Version\"";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT3003"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place) =>
        place.Property(VersionHeaderProperties.Version) is { } version
        && place.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement
        && place.Node.Parent == statement
        && Operands(place.Node) is { } operands
        && StatementAfter.Change(place, statement, Beside(place, statement, operands, version)) is { } change
            ? [new("Send the protocol version beside the session id", AddVersion, [change])]
            : [];

    private static (ExpressionSyntax Name, ExpressionSyntax Value)? Operands(SyntaxNode write) => write switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [var name, var value] } => (name.Expression, value.Expression),
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { ArgumentList.Arguments: [var name] }, Right: var value } => (name.Expression, value),
        _ => null,
    };

    private static string Beside(FixPlace place, ExpressionStatementSyntax statement, (ExpressionSyntax Name, ExpressionSyntax Value) operands, string version)
    {
        string Between(int start, int end) => place.Text.ToString(TextSpan.FromBounds(start, end));
        return RemovalBefore(place, statement, operands.Name)
            + Between(statement.SpanStart, operands.Name.SpanStart) + Header
            + Between(operands.Name.Span.End, operands.Value.SpanStart) + version
            + Between(operands.Value.Span.End, statement.Span.End);
    }

    /// <summary>Where the old id is removed in order to add the next, the version must not add up either.</summary>
    private static string RemovalBefore(FixPlace place, ExpressionStatementSyntax statement, ExpressionSyntax name) =>
        statement is { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax write }, Parent: BlockSyntax { Statements: var statements } }
        && statements.IndexOf(statement) is > 0 and var index
        && statements[index - 1] is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Remove" } removal, ArgumentList.Arguments: [var removed] } } before
        && SyntaxFactory.AreEquivalent(removal.Expression, write.Expression)
        && SyntaxFactory.AreEquivalent(removed.Expression, name)
            ? place.Text.ToString(TextSpan.FromBounds(before.SpanStart, removed.SpanStart)) + Header
                + place.Text.ToString(TextSpan.FromBounds(removed.Span.End, before.Span.End)) + place.Style.NewLine + place.Style.IndentAt(statement.SpanStart)
            : "";
}
