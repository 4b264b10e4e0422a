using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4008: answers a request without a session id with 400, apart from an unknown session.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingSessionIdStatusFix)), Shared]
public sealed class MissingSessionIdStatusFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerBadRequest = "MCPT4008.AnswerBadRequest";

    private const int BadRequest = 400;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT4008"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(AnswerProperties.AnswersBoth) is null)
        {
            return AnswerRewrite.To(place, BadRequest) is { } change ? [new("Answer with 400", AnswerBadRequest, [change])] : [];
        }

        return SplitTest.Change(place, absentIsRight: false, unknownIsRight: true) is { } split
            ? [new("Answer a missing id with 400, an unknown session with 404", AnswerBadRequest, [split])]
            : [];
    }
}
