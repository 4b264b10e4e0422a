using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>
/// Which bodies a scenario can change: those that build, send or judge requests, and those that they may run. What any other body does
/// is the same in every scenario, so that it need not be walked through once for each.
/// </summary>
internal sealed class Relevance(TransportFacts facts)
{
    private readonly Dictionary<CodeBody, bool> _exchanges = [];
    private readonly Dictionary<CodeBody, bool> _acts = [];
    private readonly Dictionary<CodeBody, bool> _throws = [];
    private readonly Dictionary<CodeBody, bool> _throwsItself = [];
    private readonly Dictionary<CodeBody, bool> _receives = [];
    private readonly Dictionary<CodeBody, bool> _reads = [];
    private readonly Dictionary<CodeBody, bool> _judges = [];
    private readonly Dictionary<CodeBody, bool> _sessions = [];
    private readonly Dictionary<ISet<SyntaxNode>, Dictionary<CodeBody, bool>> _ends = [];
    private readonly Dictionary<CodeBody, HashSet<CodeBody>> _reachable = [];

    /// <summary>Does the body, or one that it may run, have to do with requests, answers or the session id?</summary>
    public bool HasExchanges(CodeBody body) => _exchanges.TryGetValue(body, out var known) ? known : IsReachable(body, _exchanges, IsAboutExchanges);

    /// <summary>May the body end a path, by an exception, by what the scenario does to the requests that it makes, or at what the scenario names?</summary>
    public bool MayEndPath(CodeBody body, Scenario scenario) =>
        (_acts.TryGetValue(body, out var acts) ? acts : IsReachable(body, _acts, Acts))
        || (scenario.FailingCall is null ? ThrowsNearby(body) : ThrowsAnywhere(body))
        || (scenario.EndsAt is { } ends && HasAny(body, ends));

    /// <summary>Can the scenario change what the body does?</summary>
    public bool Concerns(CodeBody body, Scenario scenario) =>
        scenario is { FailingCall: not null } or { EndsAt: not null } or { Served: not null } || (HasExchanges(body) && MayTakePart(body, scenario));

    /// <summary>Can the body send or judge the exchange that the scenario is about, or has it to do with whether that carries a session id?</summary>
    private bool MayTakePart(CodeBody body, Scenario scenario) =>
        body.Method is null
        || (scenario.Exchange is { } exchange ? Reaches(body, exchange.Frame.Body) || Receives(body) : scenario is not { Status: null, Verb: Verbs.None })
        || ((scenario.CarriesSession is not null || scenario.AnswersWithSession is not null) && (Receives(body) || HasSession(body)));

    private bool Reaches(CodeBody from, CodeBody to)
    {
        if (!_reachable.TryGetValue(from, out var reachable))
        {
            _reachable.Add(from, reachable = [.. facts.Code.Reachable(from)]);
        }

        return reachable.Contains(to);
    }

    /// <summary>Can a caller hand the body an exchange, or what it knows of one? What the body returns is made of that, or of an exchange of its own.</summary>
    private bool Receives(CodeBody body)
    {
        if (!_receives.TryGetValue(body, out var receives))
        {
            receives = ParametersOf(body).Any(p => IsExchangeItself(p.Type) ? facts.Code.Reachable(body).Any(Judges) : MayHoldExchange(p.Type))
                || facts.Code.Reachable(body).Any(ReadsExchange);
            _receives.Add(body, receives);
        }

        return receives;
    }

    /// <summary>With that of the extension block around it, where the body names it.</summary>
    private static IEnumerable<IParameterSymbol> ParametersOf(CodeBody body) =>
        body.Method!.Parameters.Concat(body.Operations.OfType<IParameterReferenceOperation>().Select(r => r.Parameter).Where(p => p.ContainingSymbol is ITypeSymbol));

    /// <summary>Has the body, or one that it may run, to do with headers that it names, or with a session id?</summary>
    private bool HasSession(CodeBody body) => _sessions.TryGetValue(body, out var known) ? known : IsReachable(body, _sessions, NamesHeaders);

    private bool NamesHeaders(CodeBody body) => body.Operations.Any(o =>
        facts.Session.IsSessionId(o) || MayNameHeader(facts.Headers.Read(o)?.Name) || MayNameHeader(facts.Headers.Write(o)?.Name) || MayNameHeader(facts.Headers.Removal(o)?.Name));

    /// <summary>A dictionary is asked for other names, too.</summary>
    private bool MayNameHeader(IOperation? name) =>
        name is not null && (name.ConstantValue is not { HasValue: true, Value: string text } || facts.Gate.HeaderNames.Find(text) != McpHeader.None);

    private bool IsExchangeItself(ITypeSymbol type) => (facts.Types.IsRequest(type) || facts.Types.IsResponse(type)) && !HasExchangeMember(type);

    /// <summary>
    /// Does the body ask a request or an answer for what a scenario supposes of them, or make requests? Of one that only gives a request its
    /// headers, or reads what came with an answer, the scenario changes nothing.
    /// </summary>
    private bool Judges(CodeBody body)
    {
        if (!_judges.TryGetValue(body, out var judges))
        {
            _judges.Add(body, judges = body.Operations.Any(o => o switch
            {
                IPropertyReferenceOperation { Property.Name: "Method" or "StatusCode" or "IsSuccessStatusCode" or "RequestMessage" } => true,
                IInvocationOperation { TargetMethod.Name: "EnsureSuccessStatusCode" } => true,
                IObjectCreationOperation => facts.Types.IsRequest(o.Type),
                _ => false,
            }));
        }

        return judges;
    }

    private bool ReadsExchange(CodeBody body)
    {
        if (!_reads.TryGetValue(body, out var reads))
        {
            _reads.Add(body, reads = body.Operations.Any(o => o is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: var member } && MayKeepExchange(member)));
        }

        return reads;
    }

    /// <summary>A constant keeps none, nor does what a framework has for all: HttpMethod.Get, Encoding.UTF8. What is true of a flag, a walk learns on its own way.</summary>
    private bool MayKeepExchange(ISymbol member) =>
        member is IFieldSymbol { IsConst: false } or IPropertySymbol
        && (!member.IsStatic || member.DeclaringSyntaxReferences.Length > 0)
        && member.Type() is { SpecialType: not SpecialType.System_Boolean } type && MayHoldExchange(type);

    private bool MayHoldExchange(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_String or SpecialType.System_Object } => true,
        ITypeParameterSymbol or IDynamicTypeSymbol or IErrorTypeSymbol => true,
        IArrayTypeSymbol array => MayHoldExchange(array.ElementType),
        // What was sent or came with an exchange says nothing of its method or status, unless the sources have made such a kind of it.
        _ when facts.Types.IsContent(type) || facts.Types.IsHttpHeaders(type) => HasExchangeMember(type),
        _ when facts.Types.IsAboutExchanges(type) || facts.Types.IsException(type) => true,
        INamedTypeSymbol named when named.TypeArguments.Any(MayHoldExchange) => true,
        _ => HasExchangeMember(type),
    };

    /// <summary>An object of the sources that has an answer, or its status, in it.</summary>
    private bool HasExchangeMember(ITypeSymbol type)
    {
        for (var current = type.OriginalDefinition; current is { DeclaringSyntaxReferences.Length: > 0 }; current = current.BaseType?.OriginalDefinition)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol or IPropertySymbol && member.Type() is { } held && (facts.Types.IsAboutExchanges(held) || facts.Types.IsException(held)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Is there such a body among this one and those that it may run?</summary>
    private bool IsReachable(CodeBody body, Dictionary<CodeBody, bool> known, Func<CodeBody, bool> isSuch)
    {
        var seen = new List<CodeBody>();
        foreach (var reachable in facts.Code.Reachable(body))
        {
            if (known.TryGetValue(reachable, out var has) ? has : isSuch(reachable))
            {
                known[reachable] = true;
                return known[body] = true;
            }

            seen.Add(reachable);
        }

        // None of those that can be reached from here: so neither from any of them.
        foreach (var reachable in seen)
        {
            known[reachable] = false;
        }

        return false;
    }

    /// <summary>Does it build or send requests, or insist on success?</summary>
    private bool Acts(CodeBody body) => body.Operations.Any(o =>
        o is IInvocationOperation { TargetMethod.Name: "EnsureSuccessStatusCode" } || facts.Headers.Write(o) is not null || facts.Exchanges.SendOf(o) is not null
        || (o is IObjectCreationOperation && facts.Types.IsRequest(o.Type)));

    /// <summary>Does it, or a helper that it calls, throw? What a helper's helper throws says no more of the call than that anything may fail.</summary>
    private bool ThrowsNearby(CodeBody body) =>
        ThrowsItself(body) || body.Operations.Any(o => o is IInvocationOperation && facts.Code.Callee(o) is { } callee && ThrowsItself(callee));

    private bool ThrowsItself(CodeBody body)
    {
        if (!_throwsItself.TryGetValue(body, out var throws))
        {
            _throwsItself.Add(body, throws = body.Operations.Any(o => o.Kind == OperationKind.Throw));
        }

        return throws;
    }

    private bool ThrowsAnywhere(CodeBody body)
    {
        if (!_throws.TryGetValue(body, out var throws))
        {
            _throws.Add(body, throws = facts.Code.Reachable(body).Any(ThrowsItself));
        }

        return throws;
    }

    /// <summary>Does any of what is named stand in the body, or in one that it may run?</summary>
    private bool HasAny(CodeBody body, ISet<SyntaxNode> named)
    {
        if (!_ends.TryGetValue(named, out var known))
        {
            _ends.Add(named, known = []);
        }

        return known.TryGetValue(body, out var has) ? has : IsReachable(body, known, b => b.Operations.Any(o => named.Contains(o.Syntax)));
    }

    private bool IsAboutExchanges(CodeBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (IsAboutExchanges(operation))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAboutExchanges(IOperation operation) =>
        operation switch
        {
            { ConstantValue: { HasValue: true, Value: int and >= 200 and < 600 } } => true,
            { ConstantValue: { HasValue: true, Value: string text } } => VerbNames.Parse(text) is not (Verbs.None or Verbs.Other) || facts.Gate.HeaderNames.Find(text) != McpHeader.None,
            ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation => IsAboutExchanges(operation.Type) || facts.Session.IsSessionId(operation),
            IInvocationOperation invocation => IsAboutExchanges(operation.Type) || IsAboutExchanges(invocation.TargetMethod.ContainingType),
            IObjectCreationOperation or ICatchClauseOperation => IsAboutExchanges(operation is ICatchClauseOperation caught ? caught.ExceptionType : operation.Type),
            _ => false,
        };

    private bool IsAboutExchanges(ITypeSymbol? type)
    {
        type = KnownTypes.TaskResult(type) ?? type;
        return type is { SpecialType: SpecialType.None } && facts.Types.IsAboutExchanges(type);
    }
}
