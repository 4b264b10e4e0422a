using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1002: a store takes the session id of responses, and nothing ever empties it.</summary>
internal sealed class CachedSessionIdNeverReset : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1002_CachedSessionIdNeverReset;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var writes in facts.Stores.Writes.GroupBy(w => w.Store, SymbolEqualityComparer.Default))
        {
            var store = writes.Key!;
            var captures = writes.Where(w => w is { IsCapture: true, IsLasting: true } && !Lifetime.IsOfMaking(w.Body)).ToList();
            if (captures.Count == 0
                || facts.Types.IsClient(store.Type())
                || !facts.Session.IsSentFrom(store)
                || !facts.Stores.IsWrittenOnlyHere(store)
                || facts.Stores.IsReplaced(store)
                || writes.Any(w => EndsContent(facts, w))
                || facts.SessionEnds.EndsOn404(captures))
            {
                continue;
            }

            foreach (var capture in captures.Where(c => facts.Code.Own.Contains(c.Body)))
            {
                var places = ResetPlaces.For(facts, capture);
                report(Diagnostic.Create(
                    Descriptor,
                    capture.Operation.Syntax.GetLocation(),
                    places?.Locations,
                    places?.Properties,
                    store.Name));
            }
        }
    }

    /// <summary>A write that empties the store while the object lives, or that puts something unknown there. A handshake that gets no id is none: it is not made again.</summary>
    private static bool EndsContent(TransportFacts facts, StoreWrite write) =>
        (write.IsReset || (!write.IsCapture && !write.KeepsContent)) && facts.Lifetime.IsLive(write.Body)
        && !(write.IsCapture && facts.CapturedResponses.IsOnlyOfInitialize(write));
}
