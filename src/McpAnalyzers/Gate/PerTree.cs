using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>What is read from a syntax tree once in its life: an edit makes a new tree, and that file alone is read again.</summary>
internal sealed class PerTree<T>(Func<SyntaxTree, CancellationToken, T> read)
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxTree, T> _remembered = new();

    public T Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (_remembered.TryGetValue(tree, out var known))
        {
            return known;
        }

        var found = read(tree, cancellationToken);
        return _remembered.GetValue(tree, _ => found);
    }
}
