using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>MCPT2004: lets the call return when the headers are there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EventStreamBufferedFix)), Shared]
public sealed class EventStreamBufferedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string ReadHeaders = "MCPT2004.ReadHeaders";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT2004"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place) =>
        HeadersRead.Changes(place).Select(change => new TextEdit("Return when the headers are there", ReadHeaders, [change]));
}
