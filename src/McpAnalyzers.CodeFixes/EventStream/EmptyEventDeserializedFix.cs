using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.EventStream;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>MCPT2006: goes on with the next event when this one has no data.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EmptyEventDeserializedFix)), Shared]
public sealed class EmptyEventDeserializedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string SkipEmpty = "MCPT2006.SkipEmpty";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT2006"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(EmptyEventDeserialized.Data) is not { } data
            || place.Node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement
            || WholeLine.Of(place.Text, statement) is not { } line
            || !IsInLoop(statement))
        {
            return [];
        }

        var written = place.Style.If($"string.IsNullOrEmpty({data})", statement.SpanStart, "continue;") + place.Style.NewLine;
        return [new("Skip events without data", SkipEmpty, [Insertion.At(line.Start, written)])];
    }

    private static bool IsInLoop(SyntaxNode statement) => statement.Ancestors().FirstOrDefault(n =>
        n is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax
            or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or FinallyClauseSyntax)
        is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;
}
