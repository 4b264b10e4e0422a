using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.EventStream;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>MCPT2001: leaves the method when the server offers no listening stream.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListeningStreamRequiredFix)), Shared]
public sealed class ListeningStreamRequiredFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string TolerateMissingStream = "MCPT2001.TolerateMissingStream";

    private const string Title = "Carry on without the listening stream when the server offers none";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT2001"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (OpenedStream.At(place) is { } opened)
        {
            return [new(Title, TolerateMissingStream, [opened.AskFirst(place)])];
        }

        if (place.Property(ToleranceProperties.Response) is not { } response
            || place.Property(ToleranceProperties.Statuses) is not { } statuses
            || FailingStatement(place.Node, response) is not { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement
            || EarlyExit.From(statement, place.Model) is not { } exit)
        {
            return [];
        }

        var names = statuses.Split(',').Select(s => $"{place.Names.HttpStatusCode}.{(s == "404" ? "NotFound" : "MethodNotAllowed")}").ToList();
        var change = ToleratingTest(statement, response) is { } test
            ? new TextChange(test.Span, $"{response}.StatusCode is {string.Join(" or ", new[] { Constant(test) }.Concat(names))}")
            : Before(place, statement, $"{response}.StatusCode {(names.Count == 1 ? "==" : "is")} {string.Join(" or ", names)}", exit);
        return [new(Title, TolerateMissingStream, [change])];
    }

    private static TextChange Before(FixPlace place, StatementSyntax statement, string condition, string exit)
    {
        // Before the comments that belong to the statement, and with an empty line after.
        var line = place.Text.Lines.GetLineFromPosition(statement.SpanStart);
        return string.IsNullOrWhiteSpace(place.Text.ToString(TextSpan.FromBounds(line.Start, statement.SpanStart)))
            ? Insertion.At(line.Start, place.Style.If(condition, statement.SpanStart, exit) + place.Style.NewLine)
            : Insertion.At(statement.SpanStart, $"if ({condition}) {{ {exit} }} ");
    }

    /// <summary>The statement that fails: the outermost if that asks about the response, where the failure is a throw under one.</summary>
    private static StatementSyntax? FailingStatement(SyntaxNode failing, string response)
    {
        var statement = failing.FirstAncestorOrSelf<StatementSyntax>();
        for (var node = statement?.Parent; node is not null and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); node = node.Parent)
        {
            if (node is IfStatementSyntax asking && Mentions(asking.Condition, response))
            {
                statement = asking;
            }
            else if (node is SwitchStatementSyntax switching && Mentions(switching.Expression, response))
            {
                statement = switching;
            }
        }

        return statement;
    }

    private static bool Mentions(ExpressionSyntax expression, string name) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.Text == name);

    /// <summary>A test before the failing statement that already leaves for one of the two statuses: it is widened, not doubled.</summary>
    private static BinaryExpressionSyntax? ToleratingTest(StatementSyntax failing, string response)
    {
        if (failing.Parent is not BlockSyntax block)
        {
            return null;
        }

        var index = block.Statements.IndexOf(failing);
        return index > 0
            && block.Statements[index - 1] is IfStatementSyntax { Else: null, Condition: BinaryExpressionSyntax test }
            && test.IsKind(SyntaxKind.EqualsExpression)
            && test.Left.ToString() == $"{response}.StatusCode"
            && Constant(test).EndsWith(".MethodNotAllowed", StringComparison.Ordinal) | Constant(test).EndsWith(".NotFound", StringComparison.Ordinal)
                ? test
                : null;
    }

    private static string Constant(BinaryExpressionSyntax test) => test.Right.ToString();
}
