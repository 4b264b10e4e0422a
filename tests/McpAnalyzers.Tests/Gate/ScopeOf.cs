using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Gate;

/// <summary>What the gate says of a type.</summary>
internal static class ScopeOf
{
    /// <summary>By its text and by what it is bound to; null where the gate is closed.</summary>
    public static (bool MayMatter, Scope Scope)? Type(string name, Compilation compilation)
    {
        var cancellation = TestContext.Current.CancellationToken;
        if (TypeGate.Open(compilation, cancellation) is not { } gate)
        {
            return null;
        }

        var type = compilation.GetTypeByMetadataName(name)!;
        return (gate.MayMatter(type, cancellation), new TypeScopes(gate, new SourceBodies(compilation)).Of(type, cancellation));
    }
}
