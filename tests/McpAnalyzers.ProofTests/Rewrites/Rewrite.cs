using System.Globalization;
using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>A way to write the same program otherwise.</summary>
internal abstract class Rewrite
{
    private int _names;

    public string Name => GetType().Name;

    public override string ToString() => Name;

    /// <summary>The input written otherwise; null where there is nothing to write so.</summary>
    public Input? Applied(Input input, CSharpCompilation compilation)
    {
        _names = 0;
        var files = new List<SourceFile>();
        var added = new List<SourceFile>();
        var isChanged = false;
        foreach (var tree in compilation.OwnTrees())
        {
            var context = new RewriteContext(compilation.GetSemanticModel(tree), tree.GetRoot(), added);
            var changes = WithoutOverlaps(Edits(context));
            isChanged |= changes.Count > 0;
            files.Add(new(tree.FilePath, tree.GetText().WithChanges(changes).ToString()));
        }

        return isChanged ? input with { Files = [.. files, .. added] } : null;
    }

    /// <summary>The edits; each is made as a whole or not at all.</summary>
    protected abstract IEnumerable<Edit> Edits(RewriteContext context);

    /// <summary>A name that the input does not have.</summary>
    protected string NewName(string beginning) => beginning + "Z" + (_names++).ToString(CultureInfo.InvariantCulture);

    protected static Edit Around(TextSpan span, string before, string after) => new([new(new(span.Start, 0), before), new(new(span.End, 0), after)]);

    protected static Edit Inside(BlockSyntax block, string before, string after)
        => new([new(new(block.OpenBraceToken.Span.End, 0), before), new(new(block.CloseBraceToken.SpanStart, 0), after)]);

    protected static Edit Replace(SyntaxNode node, string text) => new([new(node.Span, text)]);

    private static List<TextChange> WithoutOverlaps(IEnumerable<Edit> edits)
    {
        var accepted = new List<TextChange>();
        foreach (var edit in edits.OrderBy(e => e.Changes[0].Span.Start))
        {
            if (!edit.Changes.Any(change => accepted.Any(other => Overlap(change.Span, other.Span))))
            {
                accepted.AddRange(edit.Changes);
            }
        }

        return [.. accepted.OrderBy(change => change.Span.Start)];
    }

    // What is put in at the edge of something that is replaced stands well beside it, and so do two things put in at one place.
    private static bool Overlap(TextSpan one, TextSpan other)
        => one.IsEmpty && other.IsEmpty ? false : one.OverlapsWith(other) || (one.IsEmpty && other.Start < one.Start && one.Start < other.End) || (other.IsEmpty && one.Start < other.Start && other.Start < one.End);
}

/// <summary>One file that is written otherwise, and the files that come with it.</summary>
internal sealed record RewriteContext(SemanticModel Model, SyntaxNode Root, List<SourceFile> Added)
{
    public IEnumerable<T> All<T>()
        where T : SyntaxNode
        => Root.DescendantNodes().OfType<T>();
}

/// <summary>Changes that belong together.</summary>
internal sealed record Edit(IReadOnlyList<TextChange> Changes);
