using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4007: refuses an invalid Origin with 403.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OriginNotEnforcedFix)), Shared]
public sealed class OriginNotEnforcedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerForbidden = "MCPT4007.AnswerForbidden";

    private const int Forbidden = 403;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT4007"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place) =>
        AnswerRewrite.To(place, Forbidden) is { } change ? [new("Answer with 403", AnswerForbidden, [change])] : [];
}
