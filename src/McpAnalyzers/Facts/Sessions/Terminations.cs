using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A DELETE that ends the session, at the point where a body gets its response.</summary>
internal sealed record Termination(Origin Exchange, CodeBody Body);

/// <summary>Finds the DELETEs that end sessions.</summary>
internal sealed class Terminations
{
    public Terminations(TransportFacts facts)
    {
        var found = new List<Termination>();
        foreach (var body in facts.Code.Own)
        {
            foreach (var call in body.Operations.OfType<IInvocationOperation>())
            {
                IEnumerable<Origin> exchanges = facts.Exchanges.SendOf(call) is not null ? [new Origin(call, body.AnyCall)]
                    : facts.Types.IsResponseOrTaskOfIt(call.Type) && facts.Code.Callee(call) is not null
                        ? facts.Origins.Of(call, body.AnyCall).Leaves.Where(l => facts.Exchanges.SendOf(l.Operation) is not null)
                        : [];
                found.AddRange(exchanges.Where(e => facts.Exchanges.VerbsOf(e) == Verbs.Delete && EndsSession(facts, e)).Select(e => new Termination(e, body)));
            }
        }

        All = found;
    }

    public IReadOnlyList<Termination> All { get; }

    private static bool EndsSession(TransportFacts facts, Origin exchange) =>
        facts.Exchanges.SendOf(exchange.Operation) is { } send
        && (facts.Exchanges.HeadersOf(send, exchange.Frame).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId))
            || (facts.Session.AnySent && facts.ListeningStreams.IsMcpEndpoint(send, exchange.Frame)));
}
