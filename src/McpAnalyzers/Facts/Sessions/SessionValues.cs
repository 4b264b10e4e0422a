using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Which values are session ids: those that responses bring, and those that requests are given.</summary>
internal sealed class SessionValues
{
    private readonly TypeBodies _code;
    private readonly KnownTypes _types;
    private readonly HeaderAccess _headers;
    private readonly ValueOrigins _origins;
    private readonly HeaderDictionaries _dictionaries;
    private const int MaximalSteps = 2_000;

    /// <summary>Through how many helpers the name of a header is followed to where it is asked for.</summary>
    private const int MaximalHops = 4;

    /// <summary>How many calls are entered from one: helpers that call one another have more ways through each other than anybody can go.</summary>
    private const int MaximalEntered = 300;

    private readonly HashSet<ISymbol> _sent = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CodeBody, bool> _writers = [];
    private readonly Dictionary<ISymbol, bool> _handedIn = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _sentOnRequests = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

    public SessionValues(TypeBodies code, KnownTypes types, ValueOrigins origins, HeaderAccess headers, HeaderDictionaries dictionaries)
    {
        _code = code;
        _types = types;
        _origins = origins;
        _headers = headers;
        _dictionaries = dictionaries;

        foreach (var body in code.All)
        {
            foreach (var operation in body.Operations)
            {
                AddSent(operation, body.AnyCall);
                var left = MaximalEntered;
                AddSentElsewhere(operation, body.AnyCall, ref left);
            }
        }
    }

    /// <summary>Does the type give requests a session id anywhere?</summary>
    public bool AnySent => _sent.Count > 0 || SendsLiteral;

    private bool SendsLiteral { get; set; }

    /// <summary>Is the local, parameter, field or property one whose content goes out as the session id? Null there means that none goes out.</summary>
    public bool IsSent(ISymbol symbol) => _sent.Contains(symbol.OriginalDefinition);

    /// <summary>Is it what an exception of the code's own says of the session id that was sent: null where none was?</summary>
    public bool IsToldByFailure(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol && NamesSession(member.Name) && member.Type().SpecialType == SpecialType.System_String
        && !member.DeclaringSyntaxReferences.IsEmpty && _types.IsException(member.ContainingType);

    /// <summary>Does the content of the store go out on single requests as the session id, whether code in sight writes the header or hands the id to code that does?</summary>
    public bool IsSentFrom(ISymbol store) => KnownTypes.IsDictionary(store.Type())
        ? _dictionaries.IsCopiedToRequests(store)
        : _sentOnRequests.Contains(store) || _holders.Contains(store);

    /// <summary>Does the operand read a session id that <see cref="IsSent"/> knows, or the SDK's SessionId?</summary>
    public bool IsSessionId(IOperation value) => ValueOrigins.Unwrap(value) switch
    {
        ILocalReferenceOperation local => IsSent(local.Local),
        IParameterReferenceOperation parameter => IsSent(parameter.Parameter),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => IsSent(member.Member) || IsSdkSessionId(member.Member),
        IConditionalAccessOperation { WhenNotNull: { } part } => IsSessionId(part),
        IInvocationOperation { TargetMethod.Name: "ToString" or "Trim", Instance: { } instance } => IsSessionId(instance),
        _ => false,
    };

    /// <summary>Does the value come from the session id of a response?</summary>
    public bool IsFromResponse(IOperation value, Frame frame) => IsFromResponse(value, frame, []);

    /// <summary>Does the operation read the session id of a response: TryGetValues, GetValues, NonValidated, a filter over the headers?</summary>
    public bool ReadsResponse(IOperation operation, Frame frame) =>
        _headers.Read(operation) is { } read
        && _headers.HeaderOf(read.Name, frame).HasFlag(McpHeader.SessionId)
        && !_headers.IsOfRequest(read.Collection)
        && (_headers.IsOfResponse(read.Collection) || _types.IsHeaders(read.Collection.Type));

    /// <summary>Is it a parameter for which every caller hands over the session id? Of a method that others may call, one that is named after it.</summary>
    public bool IsHandedIn(IParameterSymbol parameter, CodeBody body)
    {
        if (!_handedIn.TryGetValue(parameter, out var handed))
        {
            // Methods that hand on to each other what nobody else hands in have no session id.
            _handedIn.Add(parameter, false);
            var callers = _code.CallersOf(body);
            handed = parameter.Type.SpecialType == SpecialType.System_String && (callers.Complete
                ? callers.Sites.All(site => site.Caller.AnyCall.Enter(body, site.Call).Argument(parameter) is { } argument && (IsSessionId(argument) || IsHandedOn(argument, site.Caller)))
                : NamesSession(parameter.Name));
            _handedIn[parameter] = handed;
        }

        return handed;
    }

    private bool IsHandedOn(IOperation argument, CodeBody caller) =>
        ValueOrigins.Unwrap(argument) is IParameterReferenceOperation { Parameter: var parameter } && caller.Locals.Of(parameter).Count == 0 && IsHandedIn(parameter, caller);

    private static bool IsSdkSessionId(ISymbol member) =>
        member.Name == "SessionId" && member.ContainingNamespace?.ToDisplayString().StartsWith("ModelContextProtocol", StringComparison.Ordinal) == true;

    private void AddSent(IOperation operation, Frame frame)
    {
        if (_headers.Write(operation) is not { Value: { } value } write || !_headers.HeaderOf(write.Name, frame).HasFlag(McpHeader.SessionId))
        {
            return;
        }

        SendsLiteral = true;
        var behind = _origins.Of(value, frame);
        foreach (var (symbol, _) in behind.Carriers)
        {
            Add(symbol, write.Target);
        }

        foreach (var property in behind.Computed)
        {
            Add(property, write.Target);
        }

        foreach (var leaf in behind.Leaves)
        {
            AddMembersOf(MatchedMember(leaf) ?? leaf.Operation, write.Target);
        }

        foreach (var part in value.DescendantsAndSelf())
        {
            AddMembersOf(part, write.Target);
        }
    }

    /// <summary>Only code from which a header write can be reached is entered: who calls whom elsewhere would be endless.</summary>
    private bool MayWriteHeaders(CodeBody body)
    {
        if (!_writers.TryGetValue(body, out var writes))
        {
            _writers.Add(body, writes = _code.Reachable(body).Any(b => b.Operations.Any(o => _headers.Write(o) is not null)));
        }

        return writes;
    }

    private void Add(ISymbol symbol, HeaderTarget target)
    {
        _sent.Add(symbol.OriginalDefinition);
        if (target != HeaderTarget.Client)
        {
            _sentOnRequests.Add(symbol.OriginalDefinition);
        }
    }

    /// <summary>The header may be written by code of another type, to which this one hands the id: an extension method, a static helper.</summary>
    private void AddSentElsewhere(IOperation operation, Frame frame, ref int left)
    {
        if (operation is not IInvocationOperation { TargetMethod.ContainingType: { } type } || frame.IsTooDeep
            || SymbolEqualityComparer.Default.Equals(TypeBodies.OutermostOf(type), _code.Type)
            || _code.Callee(operation) is not { } callee || frame.IsRunning(callee) || !MayWriteHeaders(callee) || left-- <= 0)
        {
            return;
        }

        var inner = frame.Enter(callee, operation);
        foreach (var written in callee.Operations)
        {
            AddSent(written, inner);
            AddSentElsewhere(written, inner, ref left);
        }
    }

    private void AddMembersOf(IOperation operation, HeaderTarget target)
    {
        if (operation is not IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference)
        {
            return;
        }

        var holder = HolderOf(reference);
        if (holder is not null)
        {
            _holders.Add(holder.OriginalDefinition);
        }

        if (reference.Member.ContainingType is { SpecialType: SpecialType.None, IsTupleType: false } && reference.Member.Name is not ("Value" or "Key"))
        {
            if (reference.Type?.SpecialType == SpecialType.System_String || NamesSession(reference.Member.Name))
            {
                Add(reference.Member, target);
            }
        }

        // _session.Id: without a session object there is no id either.
        if (holder is not null && NamesSession(holder.Type().Name))
        {
            Add(holder, target);
        }
    }

    /// <summary>The member that a pattern takes a local from: <c>_session is { Id: { } id }</c>.</summary>
    private static IOperation? MatchedMember(Origin local) =>
        local.Operation is ILocalReferenceOperation reference && local.Frame.Body.Locals.Of(reference.Local) is [{ Kind: DefinitionKind.Part, Value: IMemberReferenceOperation member }] ? member : null;

    /// <summary>The field or property that holds what a member is read of.</summary>
    private static ISymbol? HolderOf(IMemberReferenceOperation reference)
    {
        var holder = reference.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } && Subject.Matched(reference) is { Path.IsEmpty: false } matched
            ? matched.Owner.Last ?? ReferencedSymbol.Of(matched.Root)
            : reference.Instance is { } instance ? ReferencedSymbol.Of(ValueOrigins.Unwrap(instance)) : null;
        return holder is IFieldSymbol or IPropertySymbol ? holder : null;
    }

    private static bool NamesSession(string name) => name.IndexOf("session", StringComparison.OrdinalIgnoreCase) >= 0;

    private bool IsFromResponse(IOperation value, Frame frame, HashSet<(object, Frame)> seen)
    {
        value = ValueOrigins.Unwrap(value);
        if (seen.Count > MaximalSteps || !seen.Add((value, frame)))
        {
            return false;
        }

        switch (value)
        {
            case ILocalReferenceOperation local:
                return IsLocalFromResponse(local.Local, frame.Declaring(local.Local), seen);
            case IParameterReferenceOperation parameter:
                return IsParameterFromResponse(parameter.Parameter, frame.Declaring(parameter.Parameter), seen);
            case IAnonymousFunctionOperation or IDelegateCreationOperation:
                return false;
        }

        if (ReadsResponse(value, frame))
        {
            return true;
        }

        if (value is IInvocationOperation or IPropertyReferenceOperation && !frame.IsTooDeep && _code.Callee(value) is { } callee && !frame.IsRunning(callee))
        {
            var inner = frame.Enter(callee, value);
            return callee.ReturnedValues().Any(r => IsFromResponse(r, inner, seen));
        }

        // Whatever is made from a session id holds it: First(), ToString(), an interpolation, a record, a tuple.
        return value.ChildOperations.Any(c => IsFromResponse(c, frame, seen));
    }

    private bool IsLocalFromResponse(ISymbol local, Frame frame, HashSet<(object, Frame)> seen)
    {
        if (!seen.Add((local, frame)))
        {
            return false;
        }

        foreach (var definition in frame.Body.Locals.Of(local))
        {
            var found = definition.Kind switch
            {
                DefinitionKind.Caught => false,
                DefinitionKind.Element when _types.IsHeaders(definition.Value.Type) => IsComparedToHeader(local, frame.Body),
                DefinitionKind.Argument => IsArgumentFromResponse(definition, frame, seen),
                _ => IsFromResponse(definition.Value, frame, seen),
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>foreach (var header in response.Headers) if (header.Key == "Mcp-Session-Id"), or if (IsSessionHeader(header.Key))</summary>
    private bool IsComparedToHeader(ISymbol header, CodeBody body, int hops = MaximalHops)
    {
        foreach (var operation in body.Outermost.SelfAndNested().SelectMany(b => b.Operations))
        {
            if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } or IInvocationOperation { TargetMethod.Name: "Equals" }
                && operation.Descendants().Any(d => d.ConstantValue is { HasValue: true, Value: string text } && _headers.Names.Find(text) == McpHeader.SessionId)
                && Names(operation))
            {
                return true;
            }

            if (hops > 0 && operation is IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } call && call.Arguments.FirstOrDefault(Names) is { Parameter: { } given }
                && _code.Callee(call) is { OnlyAnswer: not null, Method: { } method } helper && method.Parameters.FirstOrDefault(p => p.Ordinal == given.Ordinal) is { } parameter
                && IsComparedToHeader(parameter, helper, hops - 1))
            {
                return true;
            }
        }

        return false;

        bool Names(IOperation operation) => operation.Descendants().Any(d => SymbolEqualityComparer.Default.Equals(ReferencedSymbol.Of(d), header));
    }

    private bool IsArgumentFromResponse(Definition definition, Frame frame, HashSet<(object, Frame)> seen)
    {
        if (ReadsResponse(definition.Value, frame))
        {
            return true;
        }

        return !frame.IsTooDeep && _code.Callee(definition.Value) is { Method: { } method } callee && !frame.IsRunning(callee)
            && method.Parameters.FirstOrDefault(p => p.Ordinal == definition.Index) is { } parameter
            && IsLocalFromResponse(parameter, frame.Enter(callee, definition.Value), seen);
    }

    private bool IsParameterFromResponse(IParameterSymbol parameter, Frame frame, HashSet<(object, Frame)> seen)
    {
        if (frame.Caller is { } caller && frame.Argument(parameter) is { } argument)
        {
            return IsFromResponse(argument, caller, seen);
        }

        return frame.Call is null && _code.CallersOf(frame.Body).Sites.Any(site =>
            site.Caller.AnyCall.Enter(frame.Body, site.Call).Argument(parameter) is { } passed && IsFromResponse(passed, site.Caller.AnyCall, seen));
    }
}

internal static class MemberTypes
{
    public static ITypeSymbol Type(this ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => throw new ArgumentException($"{member.Kind} has no type", nameof(member)),
    };
}
