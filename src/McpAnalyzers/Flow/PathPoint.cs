using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>Where a question is asked: in which frame, and with what the path to there knows of its variables.</summary>
/// <param name="Frame">The body, and the call that runs it.</param>
/// <param name="Variables">The variables that the walk through the body tracks; null where nothing is known of any.</param>
/// <param name="State">What is known of them.</param>
internal readonly record struct PathPoint(Frame Frame, PathVariables? Variables = null, PathState State = default)
{
    public Tri this[CaptureId temporary] => Variables is null ? Tri.Unknown : State[Variables.Find(temporary)];

    public Tri this[object variable] => Variables is null ? Tri.Unknown : State[Variables.Find(variable)];
}
