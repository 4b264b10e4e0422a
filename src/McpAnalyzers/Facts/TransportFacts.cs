using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What the code of one outermost type does, in the protocol's words. Every rule asks here; each fact is found once.</summary>
internal sealed class TransportFacts(TypeBodies code, Scope scope, TypeScopes scopes, TypeGate gate, KnownTypes types, CancellationToken cancellationToken)
{
    private readonly Dictionary<Origin, bool> _stateless = [];

    /// <summary>Why the type is looked at.</summary>
    public Scope Scope => scope;

    /// <summary>What is known of the whole compilation.</summary>
    public TypeGate Gate => gate;

    public KnownTypes Types => types;

    public CancellationToken CancellationToken => cancellationToken;

    public TypeBodies Code => code;

    /// <summary>Is the body one of this type, or of another that the rules look at?</summary>
    public bool IsLookedAt(CodeBody body) =>
        Code.All.Contains(body) || (body.Outermost.Symbol.ContainingType is { } type && scopes.Of(TypeBodies.OutermostOf(type), cancellationToken) != Scope.None);

    public Explorer Explorer => field ??= new(this);

    public ConditionsElsewhere ConditionsElsewhere => field ??= new(this);

    public Replacements Replacements => field ??= new();

    public ValueOrigins Origins => field ??= new(Code);

    public Lifetime Lifetime => field ??= new(Code);

    public Guards Guards => field ??= new(this);

    public EndlessLoops EndlessLoops => field ??= new(this);

    public Recursions Recursions => field ??= new(this);

    public HeaderAccess Headers => field ??= new(Types, Origins, Gate.HeaderNames);

    public HeaderDictionaries HeaderDictionaries => field ??= new(Code, Headers);

    public HeaderComparisons HeaderComparisons => field ??= new(this);

    public AcceptedMedia AcceptedMedia => field ??= new(this);

    public AcceptedTypes Accepted => field ??= new(this);

    public Exchanges Exchanges => field ??= new(Code, Types, Origins, Headers);

    public HeldAnswers HeldAnswers => field ??= new(this);

    public ExchangeFailures ExchangeFailures => field ??= new(this);

    public SentRequests SentRequests => field ??= new(this);

    public MessageContents MessageContents => field ??= new(this);

    public Purposes Purposes => field ??= new(this);

    public Handshakes Handshakes => field ??= new(this);

    public CapturedResponses CapturedResponses => field ??= new(this);

    public AnswerReaders AnswerReaders => field ??= new(this);

    public NotFoundAnswers NotFoundAnswers => field ??= new(this);

    public EndpointTokens EndpointTokens => field ??= new(this);

    public LegacyFallbacks LegacyFallbacks => field ??= new(this);

    public SessionValues Session => field ??= new(Code, Types, Origins, Headers, HeaderDictionaries);

    public SessionStores Stores => field ??= new(this);

    public StoreEmptiness StoreEmptiness => field ??= new(this);

    public SessionEnds SessionEnds => field ??= new(this);

    public SessionHeaders SessionHeaders => field ??= new(this);

    public ExpiryTests ExpiryTests => field ??= new(this);

    public SideSignals SideSignals => field ??= new(this);

    public Reactions Reactions => field ??= new(this);

    public Terminations Terminations => field ??= new(this);

    public ListeningStreams ListeningStreams => field ??= new(this);

    public Revisions Revisions => field ??= new(this);

    public NamedVersions NamedVersions => field ??= new(this);

    public ModernRequests ModernRequests => field ??= new(this);

    public Endpoints Endpoints => field ??= new(this);

    public Answers Answers => field ??= new(this);

    public ServedHeaders ServedHeaders => field ??= new(this);

    public GivenSessionIds GivenSessionIds => field ??= new(this);

    public SessionLookups SessionLookups => field ??= new(this);

    public SessionAnswers SessionAnswers => field ??= new(this);

    public GetAnswers GetAnswers => field ??= new(this);

    public NotificationAnswers NotificationAnswers => field ??= new(this);

    public AdoptedSessions AdoptedSessions => field ??= new(this);

    public OriginChecks OriginChecks => field ??= new(this);

    public SessionAuthentications SessionAuthentications => field ??= new(this);

    public GuessableSessionIds GuessableSessionIds => field ??= new(this);

    public AdditionalHeaders AdditionalHeaders => field ??= new(this);

    public KeptTransports KeptTransports => field ??= new(this);

    /// <summary>The operation; of one in the code of another type, the call here that leads to it, so that the types that share a helper do not all report in it.</summary>
    public IOperation InThisType(IOperation operation, Frame frame) =>
        !Code.Own.Contains(frame.Body) && frame is { Call: { } call, Caller: { } caller } ? InThisType(call, caller) : operation;

    /// <summary>Is it a call of a method of which users say that it drops the session id out of sight?</summary>
    public bool IsNamedReset(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: var name } && Gate.Names.ResetMethods.Contains(name);

    public NamesInScope NamesAt(CodeBody body, IOperation point) => new(this, body, point);

    /// <summary>Is the exchange known only from the SDK's account of how a connection ended?</summary>
    public static bool IsCompletion(Origin exchange) => (KnownTypes.TaskResult(exchange.Operation.Type) ?? exchange.Operation.Type)?.Name is "HttpClientCompletionDetails" or "ClientCompletionDetails";

    /// <summary>Does the exchange speak MCP: one of code that names a header, or one that the SDK tells of?</summary>
    public bool IsMcpExchange(Origin exchange) => Scope == Scope.Header || IsCompletion(exchange);

    /// <summary>Is the request one of a revision without sessions, 2026-07-28 or later?</summary>
    public bool IsStateless(Origin exchange)
    {
        if (!_stateless.TryGetValue(exchange, out var isStateless))
        {
            _stateless.Add(exchange, isStateless = Exchanges.SendOf(exchange.Operation) is { } send && Exchanges.HeadersOf(send, exchange.Frame).Any(IsOfStatelessRevision));
        }

        return isStateless;
    }

    private bool IsOfStatelessRevision((HeaderWrite Write, Frame Frame) written) =>
        Headers.HeaderOf(written.Write.Name, written.Frame) is var header
        && (header.HasFlag(McpHeader.Method) || (header.HasFlag(McpHeader.ProtocolVersion) && written.Write.Value is { } value && Revisions.IsStateless(Headers.TextOf(value, written.Frame))));

    /// <summary>The exchanges whose status a subject is; empty when it is no status.</summary>
    public IReadOnlyList<Origin> StatusOwners(Subject subject, Frame frame)
    {
        if (subject.IsStatus(Types) || (subject.Last is { Name: "IsSuccessStatusCode" } success && Types.IsResponse(success.ContainingType)))
        {
            return OwnersOf(subject.Owner, frame);
        }

        if (!subject.Path.IsEmpty || !MayHoldStatus(subject.Root.Type))
        {
            return [];
        }

        // var status = response.StatusCode;
        var owners = new List<Origin>();
        foreach (var leaf in Origins.Of(subject.Root, frame).Leaves)
        {
            if (leaf.Operation is ILocalReferenceOperation { Local: { } local } && leaf.Frame.Body.Locals.Of(local) is [{ Kind: DefinitionKind.Part } part]
                && Subject.Matched(part.Value) is { } matched && matched.IsStatus(Types))
            {
                owners.AddRange(OwnersOf(matched.Owner, leaf.Frame));
            }
            else if (leaf.Operation is IParameterReferenceOperation && Types.IsStatusCode(leaf.Operation.Type))
            {
                owners.Add(leaf);
            }
            else if (Subject.From(leaf.Operation) is { Path.IsEmpty: false } inner && inner.IsStatus(Types))
            {
                owners.AddRange(OwnersOf(inner.Owner, leaf.Frame));
            }
        }

        return owners;
    }

    /// <summary>Is the subject a request's method, and possibly that of the exchange's request?</summary>
    public bool MayBeMethodOfExchange(Subject subject, Frame frame, Origin? exchange)
    {
        if (subject.IsMethod(Types))
        {
            return exchange is null || MayBelong(subject, frame, exchange.Value);
        }

        if (!subject.Path.IsEmpty)
        {
            return false;
        }

        var behind = Origins.Of(subject.Root, frame);
        return (exchange is { } of && behind.Carriers.Any(c => Exchanges.IsMethodCarrier(c.Symbol, of)))
            || behind.Leaves.Any(l => Subject.From(l.Operation) is { Path.IsEmpty: false } inner && inner.IsMethod(Types));
    }

    private bool MayBelong(Subject method, Frame frame, Origin exchange)
    {
        var owner = method;
        while (owner.Last is { } last && (last.Name == "Method" || Types.IsHttpMethod(last.Type)))
        {
            owner = owner.Owner;
        }

        if (owner.Last is { Name: "RequestMessage" })
        {
            return OwnersOf(owner.Owner, frame).Any(o => Exchanges.IsSame(o, exchange));
        }

        return !owner.Path.IsEmpty || !Types.IsRequest(owner.Root.Type) || Exchanges.MayBeRequestOf(owner.Root, frame, exchange);
    }

    /// <summary>The exchanges that a response, an exception, or what has one in it tells of.</summary>
    public IReadOnlyList<Origin> OwnersOf(Subject owner, Frame frame)
    {
        var behind = Exchanges.Behind(owner.Root, frame);
        return owner.Path.IsEmpty ? behind : [.. behind.SelectMany(Unwrapped)];

        IReadOnlyList<Origin> Unwrapped(Origin whole) =>
            whole.Operation is not IObjectCreationOperation ? [whole]
            : PutInto(whole) is { Count: > 0 } held ? held
            : [new Origin(owner.Root, frame)];
    }

    /// <summary>The exchanges of the responses that an object is made of: <c>new Outcome(response)</c>. Empty for everything else.</summary>
    public IReadOnlyList<Origin> PutInto(IOperation value, Frame frame) => [.. Origins.Of(value, frame).Leaves.SelectMany(PutInto)];

    private IReadOnlyList<Origin> PutInto(Origin whole)
    {
        if (whole.Operation is not IObjectCreationOperation creation)
        {
            return [];
        }

        var put = creation.Arguments.Select(a => a.Value).Concat((creation.Initializer?.Initializers ?? []).OfType<ISimpleAssignmentOperation>().Select(a => a.Value));
        return [.. put.Where(value => Types.IsResponse(value.Type) && !value.ConstantValue.HasValue).SelectMany(response => Exchanges.Behind(response, whole.Frame))];
    }

    private bool MayHoldStatus(ITypeSymbol? type) =>
        Types.IsStatusCode(type) || KnownTypes.WithoutNullable(type)?.SpecialType == SpecialType.System_Int32;
}
