using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>Which texts name a header of MCP in a compilation: those of the protocol, and those that its users say count as Mcp-Session-Id.</summary>
internal sealed class HeaderNames(ImmutableArray<string> sessionHeaders)
{
    private readonly ConcurrentDictionary<SyntaxTree, bool> _namesOwn = new();

    public McpHeader Find(string? text)
    {
        var header = McpHeaders.Find(text);
        return header == McpHeader.None && text is not null && IsOwn(text) ? McpHeader.SessionId : header;
    }

    /// <summary>By the tree's text alone: may its code have to do with MCP?</summary>
    public bool MayBeIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        TreeMentions.Of(tree, cancellationToken).NamesMcp || OwnMayBeIn(tree, cancellationToken);

    /// <summary>By the tree's text alone: may a literal of it begin the name of a header, to be put together with others?</summary>
    public bool MayBeginIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        TreeMentions.Of(tree, cancellationToken).MayBeginHeader(cancellationToken) || OwnMayBeIn(tree, cancellationToken);

    /// <summary>The literals of a tree that may name a header, or a part of one.</summary>
    public IEnumerable<Literal> LiteralsIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        IEnumerable<Literal> literals = TreeMentions.Of(tree, cancellationToken).MayBeginHeader(cancellationToken) ? HeaderLiterals.In(tree, cancellationToken) : [];
        return OwnMayBeIn(tree, cancellationToken) ? literals.Concat(sessionHeaders.SelectMany(name => HeaderLiterals.With(name, tree, cancellationToken))) : literals;
    }

    private bool OwnMayBeIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        // The own names are not remembered with the tree: another configuration may ask for others.
        return !sessionHeaders.IsEmpty && _namesOwn.GetOrAdd(tree, t => sessionHeaders.Any(name => TreeMentions.Contains(t.GetText(cancellationToken), name, cancellationToken)));
    }

    private bool IsOwn(string text)
    {
        foreach (var name in sessionHeaders)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
