using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Facts;

/// <summary>Which code runs because an exchange was answered 404, in the body that asks and in what it calls.</summary>
internal sealed class NotFoundAnswers(TransportFacts facts)
{
    private const int NotFound = 404;
    private const int Success = 200;
    private const int MaximalCallDepth = 4;

    /// <summary>How many calls are followed upwards for one question.</summary>
    private const int MaximalSites = 200;

    /// <summary>Does the operation run when an exchange is answered 404, and not when it is answered 200?</summary>
    public bool LeadTo(IOperation operation, CodeBody body) => LeadTo(operation, body, Scenario.Nothing);

    /// <summary>The same, where more is supposed than the status.</summary>
    public bool LeadTo(IOperation operation, CodeBody body, Scenario supposed)
    {
        var seen = new HashSet<IOperation> { operation };
        var pending = new Queue<(IOperation Point, CodeBody Body, int Depth)>();
        pending.Enqueue((operation, body, 0));
        while (pending.Count > 0)
        {
            var (point, current, depth) = pending.Dequeue();
            if (supposed.EndsAt is not null && !Reaches(current, supposed, point))
            {
                continue;
            }

            foreach (var exchange in current.Graph is null ? [] : facts.Exchanges.JudgedIn(current))
            {
                if ((supposed.CarriesSession != true || MayCarrySession(exchange)) && Reaches(current, supposed with { Exchange = exchange, Status = NotFound }, point)
                    && !Reaches(current, supposed with { Exchange = exchange, Status = Success }, point))
                {
                    return true;
                }
            }

            foreach (var caller in depth < MaximalCallDepth ? CallersOf(current) : [])
            {
                if (seen.Count < MaximalSites && seen.Add(caller.Call))
                {
                    pending.Enqueue((caller.Call, caller.Caller, depth + 1));
                }
            }
        }

        return false;
    }

    private bool MayCarrySession(Origin exchange) => facts.Exchanges.SendOf(exchange.Operation) is not { Request: not null } send
        || (!facts.Purposes.IsOnlyInitialize(exchange) && facts.Exchanges.HeadersOf(send, exchange.Frame).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId)));

    private IEnumerable<CallSite> CallersOf(CodeBody body)
    {
        var sites = facts.Code.CallersOf(body).Sites.Where(s => s.Caller != body);
        return body is { IsLambda: true, Outer: { } outer } ? sites.Append(new(body.Root, outer)) : sites;
    }

    private bool Reaches(CodeBody body, Scenario scenario, IOperation point) =>
        facts.Explorer.Explore(body, body.AnyCall, scenario) is { IsOpen: false } exploration && exploration.Reaches(point);
}
