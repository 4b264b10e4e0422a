using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.EventStream;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>MCPT2003: says that the request accepts an event stream, which is then not waited for to its end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListeningStreamWithoutAcceptFix)), Shared]
public sealed class ListeningStreamWithoutAcceptFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AddAccept = "MCPT2003.AddAccept";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT2003"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(ListeningStreamWithoutAccept.Request) is not { } request
            || place.Node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax } declaration
            || WholeLine.Of(place.Text, declaration) is not { } line)
        {
            return [];
        }

        var written = $"{place.Style.IndentAt(declaration.SpanStart)}{request}.Headers.Accept.ParseAdd(\"text/event-stream\");{place.Style.NewLine}";
        return [new("Accept text/event-stream", AddAccept, [Insertion.At(line.End, written), .. HeadersRead.Changes(place)])];
    }
}
