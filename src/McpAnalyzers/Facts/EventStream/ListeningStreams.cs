using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A GET that opens the optional stream of server messages, at the point where a body gets its response.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Body">The body that sends it, or calls what sends it, and has the response.</param>
internal sealed record ListeningStream(Origin Exchange, CodeBody Body);

/// <summary>What a failed listening stream comes to.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Operation">The operation that fails, or that ends the transport.</param>
/// <param name="Statuses">The statuses of the answer for which it does: 404, 405 or both.</param>
internal sealed record ListeningStreamFailure(ListeningStream Stream, IOperation Operation, IReadOnlyList<int> Statuses);

/// <summary>Finds the GETs that open listening streams, and what becomes of a client whose server offers none.</summary>
internal sealed class ListeningStreams
{
    /// <summary>How a server says that it has no listening stream: the specification's 405, and the 404 of endpoints that only have a POST route.</summary>
    private static readonly int[] NoStream = [405, 404];

    private readonly TransportFacts _facts;

    public ListeningStreams(TransportFacts facts)
    {
        _facts = facts;
        All = [.. facts.Code.Own.SelectMany(Find)];
    }

    public IReadOnlyList<ListeningStream> All { get; }

    /// <summary>The first operation that makes a failure of "no stream here"; null when the code carries on.</summary>
    public ListeningStreamFailure? FailureOf(ListeningStream stream)
    {
        var failing = new List<(IOperation Operation, int Status)>();
        foreach (var status in NoStream)
        {
            // A 404 that is taken for the loss of the session is that mistake, not this one.
            if (status != 404 || !IsTakenForExpiry(stream))
            {
                failing.AddRange(_facts.ExchangeFailures.Of(stream.Exchange, stream.Body, status).Select(o => (o, status)));
            }
        }

        if (failing.Count == 0)
        {
            return null;
        }

        var first = failing.OrderBy(f => f.Operation.Syntax.SpanStart).First().Operation;
        return new(stream, first, [.. failing.Select(f => f.Status).Distinct()]);
    }

    /// <summary>Does the code take a 404 to the GET for the loss of the session?</summary>
    public bool IsTakenForExpiry(ListeningStream stream) =>
        _facts.Reactions.All.Where(r => r.Kind != ReactionKind.Flag).SelectMany(_facts.ExpiryTests.TestsOf).Any(t => Exchanges.IsSame(t.Exchange, stream.Exchange));

    private IEnumerable<ListeningStream> Find(CodeBody body)
    {
        foreach (var operation in body.Operations)
        {
            IEnumerable<Origin> exchanges = [];
            if (_facts.Exchanges.SendOf(operation) is not null)
            {
                exchanges = [new Origin(operation, body.AnyCall)];
            }
            else if (_facts.Types.IsResponseOrTaskOfIt(operation.Type) && _facts.Code.Callee(operation) is not null)
            {
                exchanges = _facts.Origins.Of(operation, body.AnyCall).Leaves.Where(l => _facts.Exchanges.SendOf(l.Operation) is not null);
            }

            foreach (var exchange in exchanges)
            {
                if (_facts.Exchanges.VerbsOf(exchange) == Verbs.Get && IsListening(exchange) && !IsLegacy(body))
                {
                    yield return new(exchange, body);
                }
            }
        }
    }

    /// <summary>A GET with MCP headers, one that accepts only events, or one to the endpoint that session requests are posted to.</summary>
    private bool IsListening(Origin exchange)
    {
        var send = _facts.Exchanges.SendOf(exchange.Operation)!;
        var headers = _facts.Exchanges.HeadersOf(send, exchange.Frame);

        return !IsResuming(headers, exchange) && (headers.Any(h => (_facts.Headers.HeaderOf(h.Write.Name, h.Frame) & (McpHeader.SessionId | McpHeader.ProtocolVersion)) != McpHeader.None)
            || AcceptsEvents(send, exchange) || IsMcpEndpoint(send, exchange.Frame));
    }

    /// <summary>Does the request always name the last event of a stream? The server that named it has such streams, and who resumes that of a broken POST needs it.</summary>
    public bool IsResuming(Origin exchange) =>
        _facts.Exchanges.SendOf(exchange.Operation) is { } send && IsResuming(_facts.Exchanges.HeadersOf(send, exchange.Frame), exchange);

    /// <summary>Does it name one on some path?</summary>
    public bool MayResume(Origin exchange) =>
        _facts.Exchanges.SendOf(exchange.Operation) is { } send && ResumingWrites(_facts.Exchanges.HeadersOf(send, exchange.Frame)).Count > 0;

    private bool IsResuming(IEnumerable<(HeaderWrite Write, Frame Frame)> headers, Origin exchange) =>
        ResumingWrites(headers) is { Count: > 0 } resuming && IsAlwaysWritten(resuming, exchange, []);

    private List<(HeaderWrite Write, Frame Frame)> ResumingWrites(IEnumerable<(HeaderWrite Write, Frame Frame)> headers) =>
        [.. headers.Where(h => _facts.Headers.IsNamed(h.Write, "Last-Event-ID", h.Frame))];

    /// <summary>Is one of the writes done before every send, in the body that sends or in each that calls it?</summary>
    private bool IsAlwaysWritten(List<(HeaderWrite Write, Frame Frame)> writes, Origin sent, HashSet<CodeBody> seen)
    {
        var (operation, frame) = sent;
        if (writes.Any(w => IsWrittenBefore(w.Write.Operation, w.Frame, operation, frame.Body)))
        {
            return true;
        }

        if (frame is { Call: { } call, Caller: { } caller })
        {
            return IsAlwaysWritten(writes, new(call, caller), seen);
        }

        return !seen.Add(frame.Body)
            || (_facts.Code.CallersOf(frame.Body) is { Complete: true } callers && callers.Sites.All(s => IsAlwaysWritten(writes, new(s.Call, s.Caller.AnyCall), seen)));
    }

    /// <summary>Is it written whenever the body comes to the point, also where a helper does it?</summary>
    private bool IsWrittenBefore(IOperation written, Frame frame, IOperation point, CodeBody body)
    {
        while (frame.Body != body && frame is { Call: { } call, Caller: { } caller })
        {
            if (Without(frame.Body, written).ReachesExit)
            {
                return false;
            }

            (written, frame) = (call, caller);
        }

        return frame.Body == body && !Without(body, written).Reaches(point);

        Exploration Without(CodeBody explored, IOperation failing) =>
            _facts.Explorer.Explore(explored, explored.AnyCall, Scenario.Nothing with { FailingCall = failing.Syntax }, Exceptions.OfScenario);
    }

    private bool AcceptsEvents(Send send, Origin exchange) =>
        send.Request is { } request
        && _facts.Headers.AcceptWrites(_facts.Code.All).Any(a => a.Text.IndexOf("text/event-stream", StringComparison.OrdinalIgnoreCase) >= 0
            && a.Owner is not null && _facts.Types.IsRequest(a.Owner.Type) && _facts.Exchanges.IsSurelyRequestOf(a.Owner, a.Body.AnyCall, exchange));

    /// <summary>Does the send go to the address that requests with a session are posted to?</summary>
    public bool IsMcpEndpoint(Send send, Frame frame)
    {
        if (EndpointOf(send, frame) is not { } endpoint)
        {
            return false;
        }

        foreach (var body in _facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                if (operation != send.Call && _facts.Exchanges.SendOf(operation) is { } other && _facts.Exchanges.VerbsOf(other, body.AnyCall).HasFlag(Verbs.Post)
                    && EndpointOf(other, body.AnyCall) is { } posted && IsSameEndpoint(endpoint, posted)
                    && (_facts.Session.AnySent || _facts.Exchanges.HeadersOf(other, body.AnyCall).Count > 0))
                {
                    return true;
                }
            }
        }

        return false;

        // The address operand of the send, or of the request's creation.
        IOperation? EndpointOf(Send sent, Frame sender)
        {
            var arguments = sent.Request is null
                ? Frame.ArgumentsOf(sent.Call)
                : _facts.Origins.Of(sent.Request, sender).Leaves.Select(l => l.Operation).OfType<IObjectCreationOperation>().FirstOrDefault() is { } creation
                    ? creation.Arguments
                    : [];
            return arguments.Select(a => ValueOrigins.Unwrap(a.Value)).FirstOrDefault(v => v.Type?.Name is "Uri" or "String");
        }
    }

    private static bool IsSameEndpoint(IOperation left, IOperation right) => (left, right) switch
    {
        ({ ConstantValue: { HasValue: true, Value: string l } }, { ConstantValue: { HasValue: true, Value: string r } }) => l == r,
        (IMemberReferenceOperation l, IMemberReferenceOperation r) => SymbolEqualityComparer.Default.Equals(l.Member, r.Member),
        (IParameterReferenceOperation l, IParameterReferenceOperation r) => SymbolEqualityComparer.Default.Equals(l.Parameter, r.Parameter),
        _ => false,
    };

    /// <summary>HTTP+SSE of 2024-11-05 needs its GET: the stream brings the endpoint to post to.</summary>
    private bool IsLegacy(CodeBody body)
    {
        if (SpeaksLegacy(body))
        {
            return true;
        }

        return !_facts.Session.AnySent && _facts.Code.Own.Any(SpeaksLegacy);
    }

    private bool SpeaksLegacy(CodeBody body) => body.Outermost.SelfAndNested().Any(b => b.Operations.Any(o =>
        o.ConstantValue is { HasValue: true, Value: string text }
        && (text == "endpoint" || text.EndsWith("/sse", StringComparison.OrdinalIgnoreCase) || text.EndsWith("/messages", StringComparison.OrdinalIgnoreCase))))
        || body.Operations.Any(o => o is IInvocationOperation && _facts.Code.Callee(o) is { } callee && callee != body && MentionsEndpointEvent(callee));

    private static bool MentionsEndpointEvent(CodeBody body) => body.Operations.Any(o => o.ConstantValue is { HasValue: true, Value: "endpoint" });
}
