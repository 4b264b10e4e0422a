using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Says whether a local still holds at one point what it held at another: one local may hold a request first, and another later.</summary>
internal sealed class Replacements
{
    private readonly Dictionary<(IOperation From, IOperation To), bool> _known = [];

    /// <summary>Is the local given something else on every way from the one operation to the other?</summary>
    public bool Lie(ILocalSymbol local, IOperation from, IOperation to, CodeBody body)
    {
        if (body.Flow is not { Graph: not null, Steps: { } steps } flow || body.Locals.Of(local).Count < 2)
        {
            return false;
        }

        if (!_known.TryGetValue((from, to), out var replaced))
        {
            _known.Add((from, to), replaced = !Keeps(local, from, to, flow, steps));
        }

        return replaced;
    }

    /// <summary>Is there a way on which nothing is assigned to the local?</summary>
    private static bool Keeps(ILocalSymbol local, IOperation from, IOperation to, BodyFlow flow, BodySteps steps)
    {
        var ends = new HashSet<(int, int)>(flow.Positions.Of(to));
        var seen = new HashSet<int>();
        var pending = new Stack<(int Block, int Index)>(flow.Positions.Of(from).Select(p => (p.Block, p.Index + 1)));
        while (pending.Count > 0)
        {
            var (ordinal, first) = pending.Pop();
            var block = flow.Graph!.Blocks[ordinal];
            var ran = steps.Of(block);
            var i = first;
            while (i < ran.Length && !ends.Contains((ordinal, i)) && !ran[i].Parts.Any(Assigns))
            {
                i++;
            }

            if (ends.Contains((ordinal, i)))
            {
                return true;
            }

            // What may throw comes to a handler before anything is assigned.
            var next = flow.Routes.From(block).Select(h => h.FirstBlock);
            if (i >= ran.Length)
            {
                next = next.Concat(BodyFlow.Successors(block));
            }

            foreach (var successor in next)
            {
                if (seen.Add(successor))
                {
                    pending.Push((successor, 0));
                }
            }
        }

        return false;

        bool Assigns(IOperation part) => part is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var target } } && SymbolEqualityComparer.Default.Equals(target, local);
    }
}
