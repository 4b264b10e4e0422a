using System.Collections.Immutable;
using McpAnalyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Gate;

/// <summary>For hosts that choose what to bind: in which files can anything be found? The others cost no binding at all.</summary>
internal static class TreesThatMatter
{
    /// <summary>The files of every type that may be in scope; empty when nothing mentions MCP.</summary>
    public static ImmutableHashSet<SyntaxTree> In(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (TypeGate.Open(compilation, OwnNames.In(compilation, options), cancellationToken) is not { } gate)
        {
            return [];
        }

        var trees = ImmutableHashSet.CreateBuilder<SyntaxTree>();
        var open = new Stack<INamespaceSymbol>();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamespaceSymbol inner)
                {
                    open.Push(inner);
                }
                else if (member is INamedTypeSymbol type && gate.MayMatter(type, cancellationToken))
                {
                    trees.UnionWith(type.DeclaringSyntaxReferences.Select(r => r.SyntaxTree));
                }
            }
        }

        return trees.ToImmutable();
    }
}
