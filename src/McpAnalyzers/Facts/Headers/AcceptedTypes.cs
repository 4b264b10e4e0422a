using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Which media types requests accept, as far as code in sight says: on the request, or in the defaults of its client.</summary>
internal sealed class AcceptedTypes(TransportFacts facts)
{
    private const string EventStream = "text/event-stream";

    private IReadOnlyList<AcceptWrite>? _writes;

    private IReadOnlyList<AcceptWrite> Writes => _writes ??=
        [.. facts.Headers.AcceptWrites(facts.Code.All.Concat(facts.Code.Own.SelectMany(facts.Code.Reachable)).Distinct())];

    /// <summary>Does any code in sight set the header at all?</summary>
    public bool IsEverSet => Writes.Count > 0;

    /// <summary>Does the request certainly accept an event stream?</summary>
    public bool SurelyEvents(Send send, Origin exchange) => Writes.Any(w => IsEvents(w) && !w.IsConditional(exchange)
        && (w.IsOfClient ? IsSameClient(w.Owner, send) : w.Owner is not null && facts.Exchanges.IsSurelyRequestOf(w.Owner, w.Body.AnyCall, exchange)));

    /// <summary>Is it possible that the request accepts an event stream?</summary>
    public bool MayBeEvents(Send send, Origin exchange) =>
        Writes.Any(w => (IsEvents(w) || w.Text.Length == 0)
            && (w.Owner is null || w.IsOfClient || (send.Request is not null && facts.Exchanges.MayBeRequestOf(w.Owner, w.Body.AnyCall, exchange))))
        || IsHandedAway(send, exchange)
        || (!IsEverSet && !IsClientMadeHere(send, exchange.Frame));

    private static bool IsEvents(AcceptWrite write) => write.Text.IndexOf(EventStream, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsSameClient(IOperation? owner, Send send) =>
        owner is not null && send.Call is { } call
        && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } client
        && ValueOrigins.Unwrap(owner) is IMemberReferenceOperation left && ValueOrigins.Unwrap(client) is IMemberReferenceOperation right
        && SymbolEqualityComparer.Default.Equals(left.Member, right.Member);

    /// <summary>Is the request given to code out of sight, which may set the header?</summary>
    private bool IsHandedAway(Send send, Origin exchange) =>
        send.Request is { } request && facts.Origins.Of(request, exchange.Frame) is var behind
        && (behind.Leaves.Any(l => l.Operation is not IObjectCreationOperation)
            || behind.Carriers.Any(c => c.Frame.Body.Operations.OfType<IInvocationOperation>().Any(call =>
                call.Syntax != send.Call.Syntax && facts.Exchanges.SendOf(call) is null && facts.Code.Callee(call) is null
                && call.Arguments.Any(a => ReferencedSymbol.Of(ValueOrigins.Unwrap(a.Value)) is { } passed && SymbolEqualityComparer.Default.Equals(passed, c.Symbol)))));

    private bool IsClientMadeHere(Send send, Frame frame) =>
        (send.Call.Instance ?? send.Call.Arguments.FirstOrDefault()?.Value) is { } client
        && facts.Origins.Of(client, frame).Leaves is { Count: > 0 } leaves
        && leaves.All(l => l.Operation is IObjectCreationOperation { Arguments: [] });
}
