using McpAnalyzers.Facts;
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
}
