using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>What walks through a body need to know of it, whoever asks: found once for a compilation.</summary>
internal sealed class BodyFlow
{
    public BodyFlow(CodeBody body, ControlFlowGraph? graph)
    {
        Graph = graph;
        Positions = new BodyPositions(graph);
        Routes = new ExceptionRoutes(body, graph);
        if (graph is not null)
        {
            Live = new LiveVariables(body, graph, Routes);
            Steps = new BodySteps(graph);
        }
    }

    /// <summary>Null where the compiler cannot draw one, as in code that does not compile.</summary>
    public ControlFlowGraph? Graph { get; }

    public BodyPositions Positions { get; }

    public ExceptionRoutes Routes { get; }

    public LiveVariables? Live { get; }

    public BodySteps? Steps { get; }

    /// <summary>May control come from one operation to another? What stands in one block counts as coming from each other.</summary>
    public bool Leads(IOperation from, IOperation to)
    {
        if (Graph is not { } graph)
        {
            return false;
        }

        HashSet<int> ends = [.. Positions.Of(to).Select(p => p.Block)];
        var gone = new HashSet<int>();
        var pending = new Stack<int>(Positions.Of(from).Select(p => p.Block));
        while (pending.Count > 0)
        {
            var block = pending.Pop();
            if (ends.Contains(block))
            {
                return true;
            }

            if (gone.Add(block))
            {
                foreach (var next in Successors(graph.Blocks[block]).Concat(Routes.From(graph.Blocks[block]).Select(h => h.FirstBlock)))
                {
                    pending.Push(next);
                }
            }
        }

        return false;
    }

    /// <summary>The blocks to which the end of one may lead; exceptions lead elsewhere.</summary>
    public static IEnumerable<int> Successors(BasicBlock block)
    {
        if (block.FallThroughSuccessor?.Destination is { Ordinal: var next })
        {
            yield return next;
        }

        if (block.ConditionalSuccessor?.Destination is { Ordinal: var other })
        {
            yield return other;
        }
    }
}
