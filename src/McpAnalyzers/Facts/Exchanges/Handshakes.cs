using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Code that sends initialize.</summary>
/// <param name="Operation">The call that does, in the body where it is certain that this is what it sends.</param>
/// <param name="Body">That body.</param>
/// <param name="Exchange">The exchange, in the frame of the call.</param>
internal sealed record Handshake(IOperation Operation, CodeBody Body, Origin Exchange);

/// <summary>Finds where initialize is sent, and whether it may go out with the id of the session that a 404 has ended.</summary>
internal sealed class Handshakes(TransportFacts facts)
{
    public IEnumerable<Handshake> All => !facts.Code.All.Any(b => b.Operations.Any(MessageContents.NamesInitialize)) ? []
        : facts.Code.Own.SelectMany(body => body.Operations.OfType<IInvocationOperation>().SelectMany(call => Of(call, body)));

    /// <summary>Is initialize all that the exchange sends, whoever in sight calls the method that it is in?</summary>
    public bool IsHandshakeForEveryCaller(Origin exchange)
    {
        if (!facts.Purposes.IsOnlyInitialize(exchange))
        {
            return false;
        }

        var outermost = exchange.Frame;
        while (outermost.Caller is { } caller)
        {
            outermost = caller;
        }

        return facts.Code.CallersOf(outermost.Body).Sites.All(site => site.Caller == outermost.Body || facts.Purposes.IsOnlyInitialize(new(exchange.Operation, CalledFrom(exchange.Frame, site))));
    }

    /// <summary>The frame, when its outermost body is called there.</summary>
    private static Frame CalledFrom(Frame frame, CallSite site) => frame is { Call: { } call, Caller: { } caller }
        ? CalledFrom(caller, site).Enter(frame.Body, call)
        : site.Caller.AnyCall.Enter(frame.Body, site.Call);

    /// <summary>The store that still has the dead id when a 404 leads to the handshake, and whose content it is sent with; null where it is emptied before, or may be.</summary>
    public ISymbol? StoreSentAfter404(Handshake handshake)
    {
        if (facts.Exchanges.SendOf(handshake.Exchange.Operation) is not { Request: not null } send)
        {
            return null;
        }

        foreach (var (write, frame) in facts.Exchanges.HeadersOf(send, handshake.Exchange.Frame))
        {
            if (facts.Headers.HeaderOf(write.Name, frame) == McpHeader.SessionId
                && StoreBehind(write, frame) is { } store
                && facts.Stores.IsWrittenOnlyHere(store)
                && RunsWheneverThereIsAnId(write.Operation, frame)
                && facts.NotFoundAnswers.LeadTo(handshake.Operation, handshake.Body, new Scenario(CarriesSession: true) { EndsAt = ResetsOf(store) }))
            {
                return store;
            }
        }

        return null;
    }

    /// <summary>Is the point reached in this frame, and is nothing asked before but whether there is an id?</summary>
    private bool RunsWheneverThereIsAnId(IOperation point, Frame frame) =>
        facts.Explorer.Explore(frame.Body, frame, Scenario.Nothing) is { IsOpen: false } explored && explored.Reaches(point)
        && !facts.Guards.Of(point, frame.Body, frame, Scenario.Nothing).Any(AsksMore);

    /// <summary>Is the header written where the handshake is made, or in a method that serves nothing else: one that others use as well may know more than is in sight here.</summary>
    public bool IsWrittenFor(Handshake handshake, HeaderWrite write, Frame frame)
    {
        var point = write.Operation;
        for (; frame.Body != handshake.Body; (point, frame) = (frame.Call!, frame.Caller!))
        {
            if (frame.Caller is null || facts.Code.CallersOf(frame.Body) is not { Complete: true, Sites: [_] } || !RunsWheneverThereIsAnId(point, frame))
            {
                return false;
            }
        }

        return RunsWheneverThereIsAnId(point, frame);
    }

    /// <summary>Does the condition ask for anything but the id?</summary>
    private bool AsksMore(Origin condition) => condition.Operation.DescendantsAndSelf().Any(o =>
        o is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol }
        && o is not IMemberReferenceOperation { Member.Name: "Length" or "Empty" or "HasValue" }
        && !facts.Session.IsSessionId(o) && !facts.Types.IsHeaders(o.Type) && !facts.Types.IsRequest(o.Type));

    private IEnumerable<Handshake> Of(IInvocationOperation call, CodeBody body)
    {
        if (facts.Exchanges.SendOf(call) is not null)
        {
            var exchange = new Origin(call, body.AnyCall);
            return facts.Purposes.IsOnlyInitialize(exchange) ? [new(call, body, exchange)] : [];
        }

        if (facts.Code.Callee(call) is not { } callee || callee == body || !facts.Exchanges.MaySend(callee) || !call.Descendants().Any(MessageContents.NamesInitialize))
        {
            return [];
        }

        var sent = new List<Origin>();
        facts.Exchanges.AddSendsWithin(callee.Root, body.AnyCall.Enter(callee, call), sent);
        return sent.Where(facts.Purposes.IsOnlyInitialize).Take(1).Select(e => new Handshake(call, body, e));
    }

    private ISymbol? StoreBehind(HeaderWrite write, Frame frame)
    {
        if (write.Value is not { } value)
        {
            return null;
        }

        var behind = facts.Origins.Of(value, frame);
        var members = behind.Carriers.Select(c => c.Symbol)
            .Concat(behind.Leaves.Select(l => l.Operation).Append(ValueOrigins.Unwrap(value)).OfType<IMemberReferenceOperation>().Select(m => m.Member.OriginalDefinition));
        return members.FirstOrDefault(m => facts.Stores.Writes.Any(w => SymbolEqualityComparer.Default.Equals(w.Store, m)));
    }

    /// <summary>Everything after which the store no longer has the id: what empties it or puts something unknown there, and the calls that do.</summary>
    private HashSet<SyntaxNode> ResetsOf(ISymbol store)
    {
        var writes = facts.Stores.Writes.Where(w => SymbolEqualityComparer.Default.Equals(w.Store, store) && (w.IsReset || (!w.IsCapture && !w.KeepsContent))).ToList();
        var bodies = new HashSet<CodeBody>(writes.Select(w => w.Body));
        var resets = new HashSet<SyntaxNode>(writes.Select(w => w.Operation.Syntax));
        foreach (var call in facts.Code.All.SelectMany(b => b.Operations).OfType<IInvocationOperation>())
        {
            if (facts.Code.Callee(call) is { } callee && facts.Code.Reachable(callee).Any(bodies.Contains))
            {
                resets.Add(call.Syntax);
            }
        }

        return resets;
    }
}
