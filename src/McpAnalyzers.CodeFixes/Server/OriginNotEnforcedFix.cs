using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4007: refuses an invalid Origin with 403.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OriginNotEnforcedFix)), Shared]
public sealed class OriginNotEnforcedFix() : AnswerStatusFix("MCPT4007", status: 403, "Answer with 403", AnswerForbidden)
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerForbidden = "MCPT4007.AnswerForbidden";
}
