using System.Collections.Immutable;
using McpAnalyzers.Facts;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>What the fix for MCPT2001 needs to know, as the diagnostic carries it.</summary>
internal static class ToleranceProperties
{
    public const string Response = nameof(Response);
    public const string Statuses = nameof(Statuses);

    public static ImmutableDictionary<string, string?> Of(TransportFacts facts, ListeningStreamFailure failure) =>
        ImmutableDictionary<string, string?>.Empty
            .Add(Response, facts.NamesAt(failure.Stream.Body, failure.Operation).Response(failure.Stream.Exchange))
            .Add(Statuses, string.Join(",", failure.Statuses));
}
