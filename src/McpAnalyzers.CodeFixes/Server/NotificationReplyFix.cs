using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4003: answers a notification with 202 and nothing else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotificationReplyFix)), Shared]
public sealed class NotificationReplyFix() : AnswerStatusFix("MCPT4003", status: 202, "Answer with 202 and no body", AnswerAccepted)
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerAccepted = "MCPT4003.AnswerAccepted";
}
