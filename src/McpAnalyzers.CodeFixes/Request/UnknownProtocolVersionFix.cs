using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Request;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Request;

/// <summary>MCPT3004: writes a revision that there is, one action for each neighbour of the date.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnknownProtocolVersionFix)), Shared]
public sealed class UnknownProtocolVersionFix : DocumentFix
{
    /// <summary>The equivalence key of each action, before the revision that it writes.</summary>
    public const string UseRevision = "MCPT3004.Use.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT3004"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        // The text itself has to stand there: the name of a constant is not rewritten.
        var span = place.Diagnostic.Location.SourceSpan;
        if (place.Property(VersionProperties.Version) is not { } version
            || place.Property(VersionProperties.Neighbours) is not { Length: > 0 } neighbours
            || place.Text.ToString(span) is var written && written.IndexOf(version, StringComparison.Ordinal) is var index && index < 0)
        {
            yield break;
        }

        foreach (var revision in neighbours.Split(','))
        {
            yield return new($"Use revision {revision}", UseRevision + revision, [new TextChange(new TextSpan(span.Start + index, version.Length), revision)]);
        }
    }
}
