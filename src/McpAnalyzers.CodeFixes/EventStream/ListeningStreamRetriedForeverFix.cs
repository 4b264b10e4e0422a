using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.EventStream;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>MCPT2002: leaves the loop when the server offers no listening stream.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListeningStreamRetriedForeverFix)), Shared]
public sealed class ListeningStreamRetriedForeverFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string LeaveLoop = "MCPT2002.LeaveLoop";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT2002"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(ListeningStreamRetriedForever.Response) is not { } response
            || place.Node.AncestorsAndSelf().FirstOrDefault(IsLoop) is not { } loop
            || loop.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().FirstOrDefault(d => d.Declaration.Variables is [{ Identifier.Text: var name }] && name == response)
                is not { Parent: BlockSyntax } declaration
            || declaration.Ancestors().First(n => IsLoop(n) || n is SwitchStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) != loop
            || WholeLine.Of(place.Text, declaration) is not { } line)
        {
            return [];
        }

        var status = place.Names.HttpStatusCode;
        var written = place.Style.If($"{response}.StatusCode is {status}.MethodNotAllowed or {status}.NotFound", declaration.SpanStart, "break;");
        return [new(
            "Leave the loop when the server offers no listening stream",
            LeaveLoop,
            [Insertion.Paragraph(place, line.End, written)])];
    }

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;
}
