using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1008: an id that was dropped comes back with the late answer to a request of the old session.</summary>
internal sealed class SessionIdCapturedFromAnyResponse : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1008_SessionIdCapturedFromAnyResponse;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var writes in facts.Stores.Writes.GroupBy(w => w.Store, SymbolEqualityComparer.Default))
        {
            // Where nothing ever drops the id there is nothing to come back: that is MCPT1002.
            var captures = writes.Where(w => w is { IsCapture: true, IsLasting: true } && facts.Code.Own.Contains(w.Body)).ToList();
            if (captures.Count == 0 || !facts.CapturedResponses.AreDroppedOn404(writes.Key!))
            {
                continue;
            }

            foreach (var capture in captures.Where(facts.CapturedResponses.IncludeOthers))
            {
                report(Diagnostic.Create(Descriptor, capture.Operation.Syntax.GetLocation(), writes.Key!.Name));
            }
        }
    }
}
