using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A request that code in sight makes and sends.</summary>
/// <param name="Made">The creation of the message; the sending call, where that makes its own.</param>
/// <param name="MadeIn">The frame of <paramref name="Made"/>.</param>
/// <param name="Exchange">The call that sends it.</param>
/// <param name="Send">What that call is.</param>
/// <param name="Verbs">The methods it may have.</param>
internal sealed record SentRequest(IOperation Made, Frame MadeIn, Origin Exchange, Send Send, Verbs Verbs)
{
    /// <summary>Does the sending call make the message itself, as PostAsync does?</summary>
    public bool IsMadeByCall => Send.Request is null;
}

/// <summary>Every request that the code of a type makes, with what it is given on its way.</summary>
internal sealed class SentRequests
{
    private readonly TransportFacts _facts;
    private readonly Dictionary<SentRequest, IReadOnlyList<(HeaderWrite, Frame)>> _headers = [];

    public SentRequests(TransportFacts facts)
    {
        _facts = facts;
        All = [.. facts.Code.Own.SelectMany(Find).GroupBy(r => (r.Made.Syntax, r.Verbs)).Select(g => g.First())];
    }

    /// <summary>Each once, though several calls may send it; one that a helper makes of several methods, once for each.</summary>
    public IReadOnlyList<SentRequest> All { get; }

    /// <summary>The headers that code in sight gives the request, on whatever path.</summary>
    public IReadOnlyList<(HeaderWrite Write, Frame Frame)> HeadersOf(SentRequest request)
    {
        if (!_headers.TryGetValue(request, out var found))
        {
            found = [.. _facts.Exchanges.HeadersOf(request.Send, request.Exchange.Frame).Where(h => h.Write.Owner is not { } owner || MayBe(owner, h.Frame, request))];
            _headers.Add(request, found);
        }

        return found;
    }

    /// <summary>The writes of one MCP header.</summary>
    public IEnumerable<(HeaderWrite Write, Frame Frame)> HeadersOf(SentRequest request, McpHeader header) =>
        HeadersOf(request).Where(h => _facts.Headers.HeaderOf(h.Write.Name, h.Frame) == header);

    public bool HasMcpHeader(SentRequest request) => HeadersOf(request).Any(h => _facts.Headers.HeaderOf(h.Write.Name, h.Frame) != McpHeader.None);

    /// <summary>May it get headers that nobody sees: by a name that is not constant, or from code out of sight?</summary>
    public bool MayGetOtherHeaders(SentRequest request) =>
        HeadersOf(request).Any(h => _facts.Headers.TextOf(h.Write.Name, h.Frame) is null)
        || (request.Send.Request is { } sent && _facts.Origins.Of(sent, request.Exchange.Frame).Carriers.Any(c => IsHandedOut(c.Symbol, c.Frame, [])));

    /// <summary>Is it the framework's client that sends it, wherever that comes from, and not something of the code's own that may do more with it?</summary>
    public bool IsSentByPlainClient(SentRequest request) => ClientOf(request)?.Type?.Name is "HttpClient" or "HttpMessageInvoker";

    /// <summary>Is the client made here, with nothing between it and the network that could add headers?</summary>
    public bool HasClientInSight(SentRequest request)
    {
        if (ClientOf(request) is not { } client)
        {
            return false;
        }

        var behind = _facts.Origins.Of(client, request.Exchange.Frame);
        return behind.Leaves.All(l => l.Operation is IObjectCreationOperation { Type.Name: "HttpClient" or "HttpMessageInvoker" } creation && HasPlainHandler(creation, l.Frame))
            && !behind.Carriers.Any(c => IsClientHandedOut(c.Symbol));
    }

    private IOperation? ClientOf(SentRequest request) => ValueOrigins.ReceiverOf(request.Send.Call) is { } client && _facts.Types.IsClient(client.Type) ? client : null;

    /// <summary>Is the operand possibly the request? Only certainty says no.</summary>
    public bool MayBe(IOperation operand, Frame frame, SentRequest request)
    {
        var leaves = _facts.Origins.Of(operand, frame).Leaves;
        return leaves.Any(l => l.Operation is not IObjectCreationOperation || l.Operation.Syntax == request.Made.Syntax);
    }

    private IEnumerable<SentRequest> Find(CodeBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (operation is not IInvocationOperation call)
            {
                continue;
            }

            var exchanges = new List<Origin>();
            if (_facts.Exchanges.SendOf(operation) is not null)
            {
                exchanges.Add(new(operation, body.AnyCall));
            }
            else if (call.Arguments.Any(a => _facts.Types.IsRequestMessage(a.Value.Type)) && _facts.Code.Callee(operation) is { } callee && callee != body)
            {
                _facts.Exchanges.AddSendsWithin(callee.Root, body.AnyCall.Enter(callee, operation), exchanges);
            }

            foreach (var exchange in exchanges)
            {
                foreach (var request in RequestsOf(exchange))
                {
                    yield return request;
                }
            }
        }
    }

    private IEnumerable<SentRequest> RequestsOf(Origin exchange)
    {
        var send = _facts.Exchanges.SendOf(exchange.Operation)!;
        if (send.Request is null)
        {
            yield return new(send.Call, exchange.Frame, exchange, send, send.Verb);
            yield break;
        }

        foreach (var leaf in _facts.Origins.Of(send.Request, exchange.Frame).Leaves)
        {
            if (leaf.Operation is IObjectCreationOperation creation && _facts.Types.IsRequestMessage(creation.Type) && _facts.Code.Own.Contains(leaf.Frame.Body))
            {
                // The message alone, for the sender's other messages may have other methods.
                var made = new Send(send.Call, creation, Verbs.None, send.ThrowsOnFailure);
                var verbs = _facts.Exchanges.VerbsOf(made, leaf.Frame);
                yield return new(creation, leaf.Frame, exchange, send, MayGetMethod(creation) ? _facts.Exchanges.VerbsOf(exchange) : verbs);
            }
        }
    }

    /// <summary>Is the method set after the creation?</summary>
    private bool MayGetMethod(IObjectCreationOperation creation) =>
        creation.Arguments.IsEmpty && _facts.Code.All.Any(b => b.Operations.Any(o =>
            o is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Method", Instance: { } request } } && request is not IInstanceReferenceOperation && _facts.Types.IsRequestMessage(request.Type)));

    private bool IsHandedOut(ISymbol symbol, Frame frame, HashSet<ISymbol> seen)
    {
        if (!seen.Add(symbol))
        {
            return false;
        }

        foreach (var operation in frame.Body.Outermost.SelfAndNested().SelectMany(b => b.Operations))
        {
            if (operation is not (IInvocationOperation or IObjectCreationOperation) || _facts.Exchanges.SendOf(operation) is not null)
            {
                continue;
            }

            foreach (var argument in Frame.ArgumentsOf(operation))
            {
                if (!IsPartOf(argument.Value, symbol))
                {
                    continue;
                }

                if (_facts.Code.Callee(operation) is { Method: { } method } callee)
                {
                    if (method.Parameters.FirstOrDefault(p => p.Ordinal == argument.Parameter?.Ordinal) is { } parameter && IsHandedOut(parameter, frame.Enter(callee, operation), seen))
                    {
                        return true;
                    }
                }
                else if (!IsOfFramework(operation))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsClientHandedOut(ISymbol client) => _facts.Code.All.Any(b => b.Operations.Any(o =>
        o is IInvocationOperation or IObjectCreationOperation
        && _facts.Code.Callee(o) is null && !IsOfFramework(o)
        && Frame.ArgumentsOf(o).Any(a => IsPartOf(a.Value, client))));

    private bool HasPlainHandler(IObjectCreationOperation client, Frame frame) =>
        client.Arguments.Where(a => _facts.Types.IsHandler(a.Value.Type))
            .All(a => _facts.Origins.Of(a.Value, frame).Leaves.All(l => l.Operation is IObjectCreationOperation { Type.Name: "HttpClientHandler" or "SocketsHttpHandler" }));

    /// <summary>Code of the framework writes no MCP headers; delegates are whoever's they are.</summary>
    private static bool IsOfFramework(IOperation operation)
    {
        var type = operation is IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method } ? method.ContainingType
            : operation is IObjectCreationOperation creation ? creation.Type
            : null;
        var space = type?.ContainingNamespace?.ToDisplayString();
        return space is not null && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal));
    }

    /// <summary>Is the operand the symbol's value, or a property of it such as its headers?</summary>
    private static bool IsPartOf(IOperation operand, ISymbol symbol)
    {
        var value = ValueOrigins.Unwrap(operand);
        while (value is IPropertyReferenceOperation { Instance: { } instance } property && !SymbolEqualityComparer.Default.Equals(property.Property, symbol))
        {
            value = ValueOrigins.Unwrap(instance);
        }

        return value switch
        {
            ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
            IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
            IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member, symbol),
            _ => false,
        };
    }
}
