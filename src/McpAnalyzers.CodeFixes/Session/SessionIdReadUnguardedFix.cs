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

    private const string GetValues = "GetValues";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1006"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name, Expression: var headers }, ArgumentList.Arguments: [var header, ..] } read)
        {
            return [];
        }

        var content = (headers as MemberAccessExpressionSyntax)?.Expression as MemberAccessExpressionSyntax;
        if (name != GetValues)
        {
            return content?.Name.Identifier.Text == "Content"
                ? [new("Ask the headers of the response", UseTryGetValues, [new TextChange(TextSpan.FromBounds(content.OperatorToken.SpanStart, content.Span.End), "")])]
                : [];
        }

        var owner = content?.Name.Identifier.Text == "Content" ? $"{content.Expression}.Headers" : headers.ToString();
        var values = NameOfValues(place, read);
        var asked = $"{owner}.TryGetValues({header}, out var {values})";
        return Replacement(place, read, asked, values) is { } change ? [new("Ask with TryGetValues", UseTryGetValues, [change])] : [];
    }

    /// <summary>A name for the values that is free, also when every read of the member is mended at once: each read has its own, by their order.</summary>
    private static string NameOfValues(FixPlace place, InvocationExpressionSyntax read)
    {
        var header = HeaderOf(place, read);
        var member = read.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? place.Root;
        var given = new List<(SyntaxNode Scope, string Name)>();
        foreach (var other in member.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.SpanStart < read.SpanStart && IsRead(i) && HeaderOf(place, i) == header))
        {
            given.Add((ScopeOf(other), FreeName(place, other, given)));
        }

        return FreeName(place, read, given);
    }

    private static string FreeName(FixPlace place, InvocationExpressionSyntax read, List<(SyntaxNode Scope, string Name)> given)
    {
        // C# lets no name stand for two locals where one's scope is within the other's.
        var scope = ScopeOf(read);
        var others = given.Where(g => g.Scope.Span.Contains(scope.Span) || scope.Span.Contains(g.Scope.Span)).Select(g => g.Name);
        var within = scope.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText);
        return new VisibleNames(place.Model, read.SpanStart).Unused("values", new HashSet<string>(others.Concat(within)));
    }

    private static bool IsRead(InvocationExpressionSyntax call) =>
        call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: GetValues }, ArgumentList.Arguments.Count: > 0, Parent: MemberAccessExpressionSyntax };

    /// <summary>The name of the header that is read, where it is constant.</summary>
    private static string? HeaderOf(FixPlace place, InvocationExpressionSyntax read) =>
        (place.Model.GetConstantValue(read.ArgumentList.Arguments[0].Expression).Value as string)?.ToUpperInvariant();

    /// <summary>Where a local is known that is declared in the place of the read.</summary>
    private static SyntaxNode ScopeOf(InvocationExpressionSyntax read) =>
        read.Ancestors().FirstOrDefault(a => a is BlockSyntax or SwitchStatementSyntax) ?? read.SyntaxTree.GetRoot();

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
