using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>
/// A fix that edits the text of one document. Text, not syntax: what is not touched stays as it is to the letter, line ends, comments,
/// directives and byte order mark included.
/// </summary>
public abstract class DocumentFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var place = new FixPlace(diagnostic, root, model, text);
            foreach (var edit in Edits(place))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(edit.Title, _ => Task.FromResult(context.Document.WithText(text.WithChanges(edit.Changes))), edit.EquivalenceKey),
                    diagnostic);
            }
        }
    }

    /// <summary>The edits that mend a diagnostic, the safest first; none where a precondition is not met.</summary>
    private protected abstract IEnumerable<TextEdit> Edits(FixPlace place);
}

/// <summary>What a fix sees of the place that it is to mend.</summary>
internal sealed record FixPlace(Diagnostic Diagnostic, SyntaxNode Root, SemanticModel Model, SourceText Text)
{
    private UserStyle? _style;

    public UserStyle Style => _style ??= new UserStyle(Text, Root);

    public VisibleNames Names => new(Model, Diagnostic.Location.SourceSpan.Start);

    /// <summary>Is the location in this document? Its tree may be another than the one that was analyzed, with the same text.</summary>
    public bool IsHere(Location location) => location.GetLineSpan().Path == Root.SyntaxTree.FilePath && Root.FullSpan.Contains(location.SourceSpan);

    /// <summary>The reported node.</summary>
    public SyntaxNode Node => Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>What the rule knew, under the name it gave it; null when it did not know.</summary>
    public string? Property(string name) => Diagnostic.Properties.TryGetValue(name, out var value) ? value : null;
}

/// <summary>One action a user can choose.</summary>
internal sealed record TextEdit(string Title, string EquivalenceKey, ImmutableArray<TextChange> Changes);
