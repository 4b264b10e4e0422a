using System.Composition;
using System.Globalization;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4001: answers an unknown session with 404, apart from a missing id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnknownSessionStatusFix)), Shared]
public sealed class UnknownSessionStatusFix() : AnswerStatusFix("MCPT4001", status: 404, "Answer with 404", AnswerNotFound)
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerNotFound = "MCPT4001.AnswerNotFound";

    private const int BadRequest = 400;

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(AnswerProperties.AnswersBoth) != "true")
        {
            return base.Edits(place);
        }

        var absentIsRight = place.Property(AnswerProperties.Status) == BadRequest.ToString(CultureInfo.InvariantCulture);
        return SplitTest.Change(place, absentIsRight, unknownIsRight: false) is { } split
            ? [new("Answer an unknown session with 404, a missing id with 400", AnswerNotFound, [split])]
            : [];
    }
}
