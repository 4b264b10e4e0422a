using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1004: writes the session id on each request instead.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionIdInDefaultRequestHeadersFix)), Shared]
public sealed class SessionIdInDefaultRequestHeadersFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string WriteOnRequests = "MCPT1004.WriteOnRequests";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1004"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(RequestPlaces.Store) is not { } store
            || place.Property(RequestPlaces.Header) is not { } header
            || place.Node.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax } parked
            || WholeLine.Of(place.Text, parked) is not { } line)
        {
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<TextChange>();
        changes.Add(WholeLine.Without(place, parked, line));
        foreach (var location in place.Diagnostic.AdditionalLocations)
        {
            if (!place.IsHere(location)
                || place.Root.FindNode(location.SourceSpan).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax, Declaration.Variables: [{ Identifier.Text: var request }] } declaration
                || WholeLine.Of(place.Text, declaration) is not { } declared)
            {
                return [];
            }

            changes.Add(Insertion.Paragraph(place, declared.End, place.Style.If($"{store} is not null", declaration.SpanStart, $"{request}.Headers.Add({header}, {store});")));
        }

        return [new("Write the session id on each request", WriteOnRequests, changes.ToImmutable())];
    }
}
