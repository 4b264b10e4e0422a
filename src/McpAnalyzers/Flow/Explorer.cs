using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>How exceptions are followed.</summary>
internal enum Exceptions
{
    /// <summary>Whatever may throw leads to every handler around it.</summary>
    All,

    /// <summary>Only what the scenario makes throw leads to the handler that catches it, or out of the body.</summary>
    OfScenario,
}

/// <summary>
/// Walks the control flow graph of a body along the edges that a scenario leaves open, path by path, with what each path knows of
/// its variables. A point that is not reached is one that the code around it protects.
/// </summary>
internal sealed class Explorer(TransportFacts facts)
{
    /// <summary>How many blocks are gone through for one type, all questions together. What is asked after that stays open, and nothing is said of it.</summary>
    private const int MaximalBlocks = 200_000;

    /// <summary>How deep calls are followed into bodies that the scenario does not concern.</summary>
    private const int MaximalCalls = 12;

    private int _blocks;
    private int _calls;

    private readonly Dictionary<(CodeBody, IOperation?, Frame?, Scenario, Exceptions, ParameterStates), Exploration> _explored = [];

    public Relevance Relevance { get; } = new(facts);

    /// <summary>What walks that are over have left for those to come. A walk may start others.</summary>
    public Stack<WalkMemory> Spare { get; } = new();

    /// <summary>A block is gone through; after too many, what is asked stays open.</summary>
    public void CountBlock() => _blocks++;

    public Exploration Explore(
        CodeBody body, Frame frame, Scenario scenario, Exceptions exceptions = Exceptions.All, ForcedConditions? forced = null, ParameterStates parameters = default)
    {
        var flow = body.Flow;
        var positions = flow.Positions;
        if (flow.Graph is not { } graph || _blocks > MaximalBlocks)
        {
            return Exploration.Open(positions);
        }

        var key = (body, frame.Call, frame.Caller, scenario, exceptions, parameters);
        if (forced is null && _explored.TryGetValue(key, out var known))
        {
            return known;
        }

        if (forced is null)
        {
            // A body that comes back to itself meanwhile is open.
            _explored[key] = Exploration.Open(positions);
        }

        var exploration = new Exploration(positions, graph.Blocks.Length, tellsDecided: scenario.Served is not null);
        new PathWalk(this, facts, graph, frame, scenario, exceptions, forced, exploration).Run(parameters);
        if (forced is null)
        {
            _explored[key] = exploration;
        }

        return exploration;
    }

    /// <summary>
    /// What a call does. A body that the scenario does not concern does the same for every call that hands it the same, so that it is
    /// walked through once for all of them.
    /// </summary>
    public Exploration ExploreCall(CodeBody callee, IOperation call, Frame caller, Scenario scenario, Exceptions exceptions = Exceptions.All, ParameterStates parameters = default)
    {
        if (callee.Outer is not null || Relevance.Concerns(callee, scenario))
        {
            // Whoever asks: a walk as the graph has the call, others as it was written.
            return Explore(callee, caller.Enter(callee, caller.Written(call)), scenario, exceptions, forced: null, parameters);
        }

        if (_calls >= MaximalCalls)
        {
            return Exploration.Open(callee.Flow.Positions);
        }

        _calls++;
        try
        {
            return Explore(callee, callee.AnyCall, scenario.NobodyCancels ? Scenario.Nothing with { NobodyCancels = true } : Scenario.Nothing, exceptions, forced: null, parameters);
        }
        finally
        {
            _calls--;
        }
    }
}
