using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A call that sends an HTTP request.</summary>
/// <param name="Call">The call.</param>
/// <param name="Request">The request message; null where the call makes its own.</param>
/// <param name="Verb">The method, where the call's name says it.</param>
/// <param name="ThrowsOnFailure">Is a status of 400 and above an exception, as with GetStringAsync?</param>
internal sealed record Send(IInvocationOperation Call, IOperation? Request, Verbs Verb, bool ThrowsOnFailure);

/// <summary>Which requests are sent, with which methods and headers, and which of them a response answers.</summary>
internal sealed class Exchanges(TypeBodies code, KnownTypes types, ValueOrigins origins, HeaderAccess headers)
{
    private static readonly (string Prefix, Verbs Verb)[] VerbPrefixes =
    [
        ("Get", Verbs.Get), ("Post", Verbs.Post), ("Delete", Verbs.Delete), ("Put", Verbs.Other), ("Patch", Verbs.Other), ("Head", Verbs.Other),
    ];

    /// <summary>A body that looks at more exchanges than this is not understood as far as the others go.</summary>
    private const int MaximalJudged = 32;

    /// <summary>Through how many requests, each the method of the one before, a method is followed.</summary>
    private const int MaximalRequests = 4;

    /// <summary>In how many locals and parameters a request is looked for: methods that call one another have more ways to hand it on than anybody can go.</summary>
    private const int MaximalHolders = 300;

    // Asked for every call of a type by most rules, and at every step of a path.
    private readonly Dictionary<IInvocationOperation, Send?> _sends = [];
    private readonly Dictionary<Origin, Verbs> _verbs = [];
    private readonly Dictionary<CodeBody, bool> _senders = [];
    private readonly Dictionary<CodeBody, bool> _sendsItself = [];
    private readonly Dictionary<CodeBody, IReadOnlyList<Origin>> _judged = [];

    public Send? SendOf(IOperation operation)
    {
        // Anything has a GetHashCode and a GetType.
        if (operation.Kind != OperationKind.Invocation || operation is not IInvocationOperation { TargetMethod: var method } call || method.ContainingType.SpecialType == SpecialType.System_Object)
        {
            return null;
        }

        if (!_sends.TryGetValue(call, out var send))
        {
            _sends.Add(call, send = FindSend(call, method));
        }

        return send;
    }

    private Send? FindSend(IInvocationOperation call, IMethodSymbol method)
    {
        var receiver = ValueOrigins.ReceiverOf(call);
        if (method.Name is "GetResponse" or "GetResponseAsync" && types.IsRequest(receiver?.Type))
        {
            return new(call, receiver, Verbs.None, ThrowsOnFailure: true);
        }

        var returnsResponse = types.IsResponseOrTaskOfIt(method.ReturnType);
        var onClient = types.IsClient(receiver?.Type);
        if (!returnsResponse && !onClient)
        {
            return null;
        }

        if (code.Callee(call) is not null)
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (types.IsRequest(argument.Value.Type) && returnsResponse)
            {
                return new(call, argument.Value, Verbs.None, ThrowsOnFailure: false);
            }
        }

        foreach (var (prefix, verb) in VerbPrefixes)
        {
            if (method.Name.StartsWith(prefix, StringComparison.Ordinal) && (onClient || returnsResponse))
            {
                return new(call, Request: null, verb, ThrowsOnFailure: !returnsResponse);
            }
        }

        return null;
    }

    /// <summary>The methods that a send may have, for the frame it runs in.</summary>
    public Verbs VerbsOf(Send send, Frame frame) =>
        send.Request is { } request ? VerbsOfRequest(request, frame, depth: 0) : send.Verb;

    public Verbs VerbsOf(Origin exchange)
    {
        if (!_verbs.TryGetValue(exchange, out var verbs))
        {
            _verbs.Add(exchange, verbs = SendOf(exchange.Operation) is { } send ? VerbsOf(send, exchange.Frame) : Verbs.Unknown);
        }

        return verbs;
    }

    /// <summary>The method of a GET or POST that may have no other; none of all others, of which nothing is supposed.</summary>
    public Verbs CertainVerbOf(Origin exchange) => VerbsOf(exchange) is var verb and (Verbs.Get or Verbs.Post) ? verb : Verbs.None;

    /// <summary>The exchanges whose response or failure an operand is: a response, or an exception caught around sends.</summary>
    public IReadOnlyList<Origin> Behind(IOperation responseOrException, Frame frame)
    {
        var found = new List<Origin>();
        AddBehind(responseOrException, frame, found, []);
        return found;
    }

    private void AddBehind(IOperation responseOrException, Frame frame, List<Origin> found, HashSet<Origin> seen)
    {
        foreach (var leaf in origins.Of(responseOrException, frame).Leaves)
        {
            if (leaf.Operation is ILocalReferenceOperation local
                && leaf.Frame.Body.Locals.Of(local.Local).FirstOrDefault(d => d.Kind == DefinitionKind.Caught) is { Value: ICatchClauseOperation { Parent: ITryOperation attempted } })
            {
                // In a loop, what is attempted may check the response that an earlier failure brought.
                if (seen.Add(leaf))
                {
                    var failing = FailuresWithin(attempted.Body, leaf.Frame, seen);
                    found.AddRange(failing.Count > 0 ? failing : [leaf]);
                }
            }
            else if (leaf.Operation is IPropertyReferenceOperation { Property: var property, Instance: { } whole } && IsPartOfFailure(property) && types.IsException(whole.Type))
            {
                // catch (WebException e) when (e.Response is HttpWebResponse response); and in a loop through all that a failure has in it, the same again.
                if (seen.Add(leaf))
                {
                    AddBehind(whole, leaf.Frame, found, seen);
                }
            }
            else
            {
                found.Add(leaf);
            }
        }
    }

    /// <summary>Is it what an exception has in it of the answer that failed, or of the exception before: of the same exchanges as the whole?</summary>
    private static bool IsPartOfFailure(ISymbol member) => member.Name is "InnerException" or "Response";

    /// <summary>Can the two be the same exchange? Frames that stand for any call match every call.</summary>
    public static bool IsSame(Origin left, Origin right) => IsSameOperation(left.Operation, right.Operation) && IsCompatible(left.Frame, right.Frame);

    /// <summary>Every header that code in sight gives a request before it is sent, in whatever method.</summary>
    public IReadOnlyList<(HeaderWrite Write, Frame Frame)> HeadersOf(Send send, Frame frame)
    {
        var found = new List<(HeaderWrite, Frame)>();
        if (send.Request is null)
        {
            return found;
        }

        var seen = new HashSet<(ISymbol, Frame)>();
        var behind = origins.Of(send.Request, frame);
        foreach (var (symbol, carrierFrame) in behind.Carriers)
        {
            AddHeadersOf(symbol, carrierFrame, found, seen);
        }

        foreach (var leaf in behind.Leaves)
        {
            if (leaf.Operation is IObjectCreationOperation { Initializer: { } initializer })
            {
                foreach (var operation in initializer.Descendants())
                {
                    if (headers.Write(operation) is { } write)
                    {
                        found.Add((write, leaf.Frame));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Is the request that is written to, or asked about, possibly the one of this exchange? Only certainty says no.</summary>
    public bool MayBeRequestOf(IOperation request, Frame frame, Origin exchange)
    {
        if (SendOf(exchange.Operation) is not { Request: { } sent })
        {
            return true;
        }

        var left = origins.Of(request, frame).Leaves;
        var right = origins.Of(sent, exchange.Frame).Leaves;
        return left.Any(l => l.Operation is not IObjectCreationOperation)
            || right.Any(r => r.Operation is not IObjectCreationOperation)
            || left.Any(l => right.Any(r => r.Operation == l.Operation && IsCompatible(l.Frame, r.Frame)));
    }

    /// <summary>Is the request certainly the one of this exchange, at least on some path?</summary>
    public bool IsSurelyRequestOf(IOperation request, Frame frame, Origin exchange)
    {
        if (SendOf(exchange.Operation) is not { Request: { } sent })
        {
            return false;
        }

        var left = origins.Of(request, frame);
        var right = origins.Of(sent, exchange.Frame);
        return left.Leaves.Any(l => right.Leaves.Any(r => IsSameOperation(l.Operation, r.Operation) && IsCompatible(l.Frame, r.Frame)));
    }

    /// <summary>The exchanges whose failure can come out of an operation as an exception: those it sends, and those whose response it checks.</summary>
    public IReadOnlyList<Origin> FailuresWithin(IOperation operation, Frame frame) => FailuresWithin(operation, frame, []);

    private List<Origin> FailuresWithin(IOperation operation, Frame frame, HashSet<Origin> seen)
    {
        var found = new List<Origin>();
        AddSendsWithin(operation, frame, found);
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (inner is IInvocationOperation { TargetMethod.Name: "EnsureSuccessStatusCode", Instance: { } response })
            {
                var asked = new List<Origin>();
                AddBehind(response, frame, asked, seen);
                found.AddRange(asked.Where(o => !found.Any(f => IsSame(f, o))));
            }
        }

        return found;
    }

    /// <summary>The exchanges whose response a local or parameter of the body holds.</summary>
    public IEnumerable<Origin> AnsweredIn(CodeBody body) => body.Operations
        .Where(o => o is ILocalReferenceOperation or IParameterReferenceOperation && types.IsResponse(o.Type))
        .SelectMany(o => Behind(o, body.AnyCall))
        .Distinct();

    /// <summary>The exchanges whose response the body looks at, to see whether they succeeded.</summary>
    public IReadOnlyList<Origin> JudgedIn(CodeBody body)
    {
        if (!_judged.TryGetValue(body, out var judged))
        {
            _judged.Add(body, judged = FindJudged(body));
        }

        return judged;
    }

    private List<Origin> FindJudged(CodeBody body)
    {
        var found = new List<Origin>();
        foreach (var operation in body.Operations)
        {
            if (found.Count >= MaximalJudged)
            {
                break;
            }

            var response = operation switch
            {
                IPropertyReferenceOperation { Property.Name: "StatusCode" or "IsSuccessStatusCode", Instance: { } instance } => instance,
                IInvocationOperation { TargetMethod.Name: "EnsureSuccessStatusCode", Instance: { } instance } => instance,
                IIsPatternOperation { Value: { } value } when types.IsResponse(value.Type) || types.IsException(value.Type) => value,
                ISwitchOperation { Value: { } value } when types.IsResponse(value.Type) || types.IsException(value.Type) => value,
                ISwitchExpressionOperation { Value: { } value } when types.IsResponse(value.Type) || types.IsException(value.Type) => value,
                IArgumentOperation { Value: { } value, Parent: IInvocationOperation call } when types.IsResponse(value.Type) && code.Callee(call) is not null => value,
                _ => null,
            };
            if (response is not null)
            {
                found.AddRange(Behind(response, body.AnyCall).Where(o => !found.Any(f => IsSame(f, o))));
            }
            else if (SendOf(operation) is { ThrowsOnFailure: true })
            {
                found.Add(new(operation, body.AnyCall));
            }
        }

        return found;
    }

    /// <summary>Every send that runs when the operation runs, in the methods in sight too.</summary>
    public void AddSendsWithin(IOperation operation, Frame frame, List<Origin> found) => AddSendsWithin(operation, frame, found, new EnteredCalls());

    /// <summary>Does the body, or one that it calls, send anything?</summary>
    public bool MaySend(CodeBody body)
    {
        if (!_senders.TryGetValue(body, out var sends))
        {
            _senders.Add(body, sends = code.Reachable(body).Any(SendsItself));
        }

        return sends;
    }

    private bool SendsItself(CodeBody body)
    {
        if (!_sendsItself.TryGetValue(body, out var sends))
        {
            _sendsItself.Add(body, sends = body.Operations.Any(o => SendOf(o) is not null));
        }

        return sends;
    }

    private void AddSendsWithin(IOperation operation, Frame frame, List<Origin> found, EnteredCalls entered)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (SendOf(inner) is not null)
            {
                found.Add(new(inner, frame));
            }
            else if (!frame.IsTooDeep && code.Callee(inner) is { } callee && !frame.IsRunning(callee) && MaySend(callee) && entered.Next())
            {
                AddSendsWithin(callee.Root, frame.Enter(callee, inner), found, entered);
            }
        }
    }

    /// <summary>How many calls may still be entered: methods that call one another have more ways through each other than anybody can go.</summary>
    private sealed class EnteredCalls
    {
        private int _left = 300;

        public bool Next() => _left-- > 0;
    }

    private static bool IsSameOperation(IOperation left, IOperation right) => (left, right) switch
    {
        (IParameterReferenceOperation l, IParameterReferenceOperation r) => SymbolEqualityComparer.Default.Equals(l.Parameter, r.Parameter),
        (ILocalReferenceOperation l, ILocalReferenceOperation r) => SymbolEqualityComparer.Default.Equals(l.Local, r.Local),
        (IMemberReferenceOperation l, IMemberReferenceOperation r) => SymbolEqualityComparer.Default.Equals(l.Member, r.Member),
        _ => left.Syntax == right.Syntax && left.Kind == right.Kind,
    };

    private static bool IsCompatible(Frame? left, Frame? right)
    {
        while (left?.Call is { } leftCall && right?.Call is { } rightCall)
        {
            if (leftCall.Syntax != rightCall.Syntax)
            {
                return false;
            }

            left = left.Caller;
            right = right.Caller;
        }

        return true;
    }

    private Verbs VerbsOfRequest(IOperation request, Frame frame, int depth)
    {
        if (depth > MaximalRequests)
        {
            return Verbs.Unknown;
        }

        var behind = origins.Of(request, frame);
        var assigned = Verbs.None;
        foreach (var (method, methodFrame) in MethodsAssigned(behind))
        {
            assigned |= VerbsOfMethod(method, methodFrame, depth);
        }

        var verbs = assigned;
        foreach (var leaf in behind.Leaves)
        {
            verbs |= leaf.Operation switch
            {
                IObjectCreationOperation creation when types.IsRequest(creation.Type) => VerbsOfCreation(creation, leaf.Frame, assigned, depth),
                IInvocationOperation { TargetMethod.Name: "Create" or "CreateHttp" } created when types.IsRequest(created.Type) => assigned == Verbs.None ? Verbs.Get : Verbs.None,
                _ => Verbs.Unknown,
            };
        }

        return verbs == Verbs.None ? Verbs.Unknown : verbs;
    }

    /// <summary>What the creation of a request gives it as its method; null where it gives none.</summary>
    public static IOperation? MethodGiven(IObjectCreationOperation creation, KnownTypes types)
    {
        foreach (var operation in creation.Initializer?.Initializers ?? [])
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Method" } } assignment)
            {
                return assignment.Value;
            }
        }

        return creation.Arguments.FirstOrDefault(a => types.IsHttpMethod(a.Value.Type))?.Value;
    }

    /// <summary>Does code in sight give the request of the exchange another method after it was made?</summary>
    public bool IsMethodReplaced(Origin exchange) =>
        SendOf(exchange.Operation) is { Request: { } request } && MethodsAssigned(origins.Of(request, exchange.Frame)).Any();

    /// <summary>The locals and parameters through which the method of the exchange's request came, as HttpMethod or as text.</summary>
    public bool IsMethodCarrier(ISymbol symbol, Origin exchange)
    {
        if (SendOf(exchange.Operation) is not { Request: { } request })
        {
            return false;
        }

        var behind = origins.Of(request, exchange.Frame);
        var seen = new HashSet<Origin>();
        return MethodsAssigned(behind).Any(g => IsCarrier(g.Method, g.Frame))
            || behind.Leaves.Any(l => l.Operation is IObjectCreationOperation creation && MethodGiven(creation, types) is { } given && IsCarrier(given, l.Frame));

        bool IsCarrier(IOperation method, Frame frame)
        {
            var from = origins.Of(method, frame);
            return from.Carriers.Any(c => SymbolEqualityComparer.Default.Equals(c.Symbol, symbol))
                || from.Leaves.Any(l => l.Operation is IObjectCreationOperation { Arguments: [var text] } && types.IsHttpMethod(l.Operation.Type) && seen.Add(l) && IsCarrier(text.Value, l.Frame));
        }
    }

    private static IEnumerable<(IOperation Method, Frame Frame)> MethodsAssigned(Origins behind)
    {
        foreach (var (symbol, frame) in behind.Carriers)
        {
            foreach (var body in frame.Body.Outermost.SelfAndNested())
            {
                foreach (var operation in body.Operations)
                {
                    if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Method", Instance: { } instance } } assignment
                        && IsReferenceTo(instance, symbol))
                    {
                        yield return (assignment.Value, frame);
                    }
                }
            }
        }
    }

    private Verbs VerbsOfCreation(IObjectCreationOperation creation, Frame frame, Verbs assigned, int depth)
    {
        if (MethodGiven(creation, types) is { } given)
        {
            return VerbsOfMethod(given, frame, depth);
        }

        // new HttpRequestMessage() is a GET until somebody says otherwise. A type that derives from it says so itself, perhaps.
        return creation is not { Arguments.IsEmpty: true, Type.Name: "HttpRequestMessage" } ? Verbs.Unknown : assigned == Verbs.None ? Verbs.Get : Verbs.None;
    }

    /// <summary>The methods that an HttpMethod, or the text of one, may be.</summary>
    public Verbs VerbsOfMethod(IOperation method, Frame frame, int depth = 0)
    {
        if (depth > MaximalRequests)
        {
            return Verbs.Unknown;
        }

        var verbs = Verbs.None;
        foreach (var leaf in origins.Of(method, frame).Leaves)
        {
            verbs |= leaf.Operation switch
            {
                { ConstantValue: { HasValue: true, Value: string text } } => VerbNames.Parse(text),
                IPropertyReferenceOperation { Property: { IsStatic: true, Name: var name } } when types.IsHttpMethod(leaf.Operation.Type) => VerbNames.Parse(name),
                IObjectCreationOperation { Arguments: [var name] } when types.IsHttpMethod(leaf.Operation.Type) => VerbNames.Parse(headers.TextOf(name.Value, leaf.Frame)),
                IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Parse" }, Arguments: [var name] } when types.IsHttpMethod(leaf.Operation.Type) => VerbNames.Parse(headers.TextOf(name.Value, leaf.Frame)),
                IPropertyReferenceOperation { Property.Name: "Method", Instance: { } request } when types.IsRequest(request.Type) => VerbsOfRequest(request, leaf.Frame, depth + 1),
                IPropertyReferenceOperation { Property.Name: "Method", Instance: { } inner } when types.IsHttpMethod(inner.Type) => VerbsOfMethod(inner, leaf.Frame, depth + 1),
                _ => Verbs.Unknown,
            };
        }

        return verbs == Verbs.None ? Verbs.Unknown : verbs;
    }

    private void AddHeadersOf(ISymbol symbol, Frame frame, List<(HeaderWrite, Frame)> found, HashSet<(ISymbol, Frame)> seen)
    {
        if (seen.Count == MaximalHolders || !seen.Add((symbol, frame)))
        {
            return;
        }

        foreach (var body in frame.Body.Outermost.SelfAndNested())
        {
            foreach (var operation in body.Operations)
            {
                if (headers.Write(operation) is { } write)
                {
                    if (write.Owner is not null && IsReferenceTo(write.Owner, symbol))
                    {
                        found.Add((write, frame));
                    }
                }
                else if (operation is IInvocationOperation call && !frame.IsTooDeep && ParameterGiven(call, symbol, frame) is var (callee, parameter))
                {
                    AddHeadersOf(parameter, frame.Enter(callee, call), found, seen);
                }
            }
        }
    }

    /// <summary>The body that a call runs, and its parameter that gets the symbol; null where none does.</summary>
    private (CodeBody Callee, IParameterSymbol Parameter)? ParameterGiven(IInvocationOperation call, ISymbol symbol, Frame frame) =>
        call.Arguments.FirstOrDefault(a => IsReferenceTo(a.Value, symbol)) is { Parameter: { } passed }
        && code.Callee(call) is { Method: { } method } callee && !frame.IsRunning(callee)
        && method.Parameters.FirstOrDefault(p => p.Ordinal == passed.Ordinal) is { } parameter
            ? (callee, parameter)
            : null;

    private static bool IsReferenceTo(IOperation operation, ISymbol symbol) => ValueOrigins.Unwrap(operation) switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        _ => false,
    };
}
