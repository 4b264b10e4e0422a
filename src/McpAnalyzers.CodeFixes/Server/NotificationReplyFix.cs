using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4003: answers a notification with 202 and nothing else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotificationReplyFix)), Shared]
public sealed class NotificationReplyFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerAccepted = "MCPT4003.AnswerAccepted";

    private const int Accepted = 202;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT4003"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place) =>
        AnswerRewrite.To(place, Accepted) is { } change ? [new("Answer with 202 and no body", AnswerAccepted, [change])] : [];
}
