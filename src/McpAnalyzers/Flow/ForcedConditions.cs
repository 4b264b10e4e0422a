using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>Conditions that are taken to have an outcome, whatever the scenario says of them: what is then reached, or not, depends on them.</summary>
internal sealed class ForcedConditions : Dictionary<SyntaxNode, Tri>
{
    public static implicit operator ForcedConditions((SyntaxNode Condition, Tri Outcome) one) => new() { [one.Condition] = one.Outcome };
}
