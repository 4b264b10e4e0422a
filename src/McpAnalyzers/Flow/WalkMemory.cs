using Microsoft.CodeAnalysis.FlowAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>What a walk has seen, what it has still to see, and the variables that it tracks.</summary>
internal sealed class WalkMemory
{
    /// <summary>More than this is not kept: clearing it would cost every small walk what the large one needed.</summary>
    private const int MaximalKept = 64;

    public HashSet<(int Block, PathState State)> Seen { get; private set; } = [];

    public Stack<(BasicBlock Block, PathState State)> Pending { get; } = new();

    public PathVariables Variables { get; } = new();

    public void Clear()
    {
        Variables.Clear();
        if (Seen.Count > MaximalKept)
        {
            Seen = [];
        }
        else
        {
            Seen.Clear();
        }
    }
}
