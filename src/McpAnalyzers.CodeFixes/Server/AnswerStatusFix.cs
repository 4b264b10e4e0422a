using System.Collections.Immutable;
using McpAnalyzers.CodeFixes.Writing;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>A fix that gives a server's answer the status that the protocol asks for.</summary>
public abstract class AnswerStatusFix : DocumentFix
{
    private readonly int _status;
    private readonly string _title;
    private readonly string _equivalenceKey;

    private protected AnswerStatusFix(string id, int status, string title, string equivalenceKey)
    {
        FixableDiagnosticIds = [id];
        _status = status;
        _title = title;
        _equivalenceKey = equivalenceKey;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    private protected override IEnumerable<TextEdit> Edits(FixPlace place) =>
        AnswerRewrite.To(place, _status) is { } change ? [new(_title, _equivalenceKey, [change])] : [];
}
