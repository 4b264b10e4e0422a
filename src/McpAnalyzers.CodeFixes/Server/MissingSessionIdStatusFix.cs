using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4008: answers a request without a session id with 400, apart from an unknown session.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingSessionIdStatusFix)), Shared]
public sealed class MissingSessionIdStatusFix() : AnswerStatusFix("MCPT4008", status: 400, "Answer with 400", AnswerBadRequest)
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerBadRequest = "MCPT4008.AnswerBadRequest";

    private protected override IEnumerable<TextEdit> Edits(FixPlace place) =>
        place.Property(AnswerProperties.AnswersBoth) != "true" ? base.Edits(place)
        : SplitTest.Change(place, absentIsRight: false, unknownIsRight: true) is { } split ? [new("Answer a missing id with 400, an unknown session with 404", AnswerBadRequest, [split])]
        : [];
}
