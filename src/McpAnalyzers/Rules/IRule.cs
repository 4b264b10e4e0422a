using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules;

/// <summary>A short question to the facts about one type.</summary>
internal interface IRule
{
    DiagnosticDescriptor Descriptor { get; }

    /// <summary>Is it about sessions or the listening stream? Such rules are silent in types that speak only revisions without them, 2026-07-28 and later.</summary>
    bool IsAboutSessions { get; }

    void Check(TransportFacts facts, Action<Diagnostic> report);
}
