using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Which code of one body runs when a scenario is real.</summary>
internal sealed class Exploration
{
    private readonly int[] _reached;

    /// <summary>Null where nobody asks.</summary>
    private readonly int[]? _decided;
    private readonly BodyPositions _positions;

    /// <summary>What each assignment was seen to assign: a bit for each <see cref="Tri"/>.</summary>
    private Dictionary<SyntaxNode, int>? _assigned;

    public Exploration(BodyPositions positions, int blocks, bool tellsDecided = false)
    {
        _positions = positions;
        _reached = Unreached(blocks);
        _decided = tellsDecided ? Unreached(blocks) : null;
    }

    /// <summary>Nothing could be said: every point counts as reached and every outcome as open.</summary>
    public static Exploration Open(BodyPositions positions) => positions.Open;

    internal static Exploration CreateOpen(BodyPositions positions) => new(positions, 0) { IsOpen = true, ReachesExit = true, Returned = [Tri.Unknown], ReturnedPresence = [Tri.Unknown] };

    public bool IsOpen { get; private init; }

    /// <summary>Does control come to the end, or to a return?</summary>
    public bool ReachesExit { get; set; }

    /// <summary>The blocks from which control comes to the end.</summary>
    public HashSet<int> LeftFrom => field ??= [];

    /// <summary>What the reached return statements return, for bodies that return a condition.</summary>
    public List<Tri> Returned { get => field ??= []; private init; }

    /// <summary>Whether what the reached return statements return is there or null.</summary>
    public List<Tri> ReturnedPresence { get => field ??= []; private init; }

    /// <summary>The operations whose exceptions, in this scenario, no handler of this body catches.</summary>
    public HashSet<SyntaxNode> Escaping => field ??= [];

    public bool Reaches(IOperation point) => IsOpen || IsWithin(_reached, point);

    /// <summary>Is the point reached on a path whose last branch the scenario decided, so that nothing else had a say?</summary>
    public bool ReachesDecided(IOperation point) => _decided is not null && IsWithin(_decided, point);

    private bool IsWithin(int[] reached, IOperation point)
    {
        foreach (var (block, index) in _positions.Of(point))
        {
            if (reached[block] >= index)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Does the assignment, on some path, certainly assign null or empty?</summary>
    public bool MayAssignNothing(IOperation assignment) => (Seen(assignment) & Bit(Tri.False)) != 0;

    /// <summary>Is what the assignment assigns there on every path?</summary>
    public bool AssignsSomething(IOperation assignment) => Seen(assignment) == Bit(Tri.True);

    public void Reached(BasicBlock block, int index, bool isDecided)
    {
        _reached[block.Ordinal] = Math.Max(_reached[block.Ordinal], index);
        if (isDecided && _decided is not null)
        {
            _decided[block.Ordinal] = Math.Max(_decided[block.Ordinal], index);
        }
    }

    public void Assigned(SyntaxNode assignment, Tri presence)
    {
        _assigned ??= [];
        _assigned.TryGetValue(assignment, out var seen);
        _assigned[assignment] = seen | Bit(presence);
    }

    private static int[] Unreached(int blocks)
    {
        var reached = new int[blocks];
        for (var i = 0; i < blocks; i++)
        {
            reached[i] = -1;
        }

        return reached;
    }

    private int Seen(IOperation assignment) => _assigned is not null && _assigned.TryGetValue(assignment.Syntax, out var seen) ? seen : 0;

    private static int Bit(Tri value) => 1 << (int)value;
}

/// <summary>Where in the blocks of a body's control flow graph each operation ended up.</summary>
internal sealed class BodyPositions
{
    private readonly Dictionary<SyntaxNode, List<(int Block, int Index)>> _positions = [];

    public BodyPositions(ControlFlowGraph? graph)
    {
        if (graph is null)
        {
            return;
        }

        foreach (var block in graph.Blocks)
        {
            for (var i = 0; i < block.Operations.Length; i++)
            {
                Add(block.Operations[i], block.Ordinal, i);
            }

            if (block.BranchValue is { } value)
            {
                Add(value, block.Ordinal, block.Operations.Length);
            }
        }
    }

    /// <summary>The exploration of which nothing is known, one for all who ask.</summary>
    public Exploration Open => field ??= Exploration.CreateOpen(this);

    /// <summary>The positions of an operation, or of the nearest operation around it that the graph kept.</summary>
    public IReadOnlyList<(int Block, int Index)> Of(IOperation point)
    {
        for (var node = point.Syntax; node is not null; node = node.Parent)
        {
            if (_positions.TryGetValue(node, out var positions))
            {
                return positions;
            }
        }

        return [];
    }

    private void Add(IOperation operation, int block, int index)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (!_positions.TryGetValue(inner.Syntax, out var list))
            {
                _positions.Add(inner.Syntax, list = []);
            }

            if (list.Count == 0 || list[list.Count - 1] != (block, index))
            {
                list.Add((block, index));
            }
        }
    }
}
