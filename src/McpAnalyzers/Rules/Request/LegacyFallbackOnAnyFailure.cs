using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3006: a client falls back to HTTP+SSE when the server is only failing, or refuses it.</summary>
internal sealed class LegacyFallbackOnAnyFailure : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3006_LegacyFallbackOnAnyFailure;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        foreach (var fallback in facts.LegacyFallbacks.All)
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(FallbackProperties.Response, fallback.Response);
            report(Diagnostic.Create(Descriptor, fallback.Condition.Syntax.GetLocation(), properties, fallback.Statuses));
        }
    }
}

/// <summary>What the fix for MCPT3006 needs to know, as the diagnostic carries it.</summary>
internal static class FallbackProperties
{
    /// <summary>The response, where the condition is that it is no success and nothing else.</summary>
    public const string Response = nameof(Response);
}
