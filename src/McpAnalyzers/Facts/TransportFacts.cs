using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What the code of one outermost type does, in the protocol's words. Every rule asks here; each fact is found once.</summary>
internal sealed class TransportFacts
{
    private readonly Lazy<SessionStores> _stores;
    private readonly Lazy<Lifetime> _lifetime;
    private readonly Lazy<Reactions> _reactions;
    private readonly Lazy<Revisions> _revisions;
    private readonly Lazy<ExpiryTests> _expiryTests;
    private readonly Lazy<ListeningStreams> _listeningStreams;
    private readonly Lazy<Terminations> _terminations;
    private readonly Lazy<NamedVersions> _namedVersions;
    private readonly Lazy<HeaderComparisons> _headerComparisons;
    private readonly Lazy<ModernRequests> _modernRequests;
    private readonly Lazy<LegacyFallbacks> _legacyFallbacks;
    private readonly Lazy<EndpointTokens> _endpointTokens;
    private readonly Lazy<SessionHeaders> _sessionHeaders;
    private readonly Lazy<SentRequests> _sentRequests;
    private readonly Lazy<MessageContents> _messageContents;
    private readonly Lazy<AcceptedMedia> _acceptedMedia;
    private readonly Lazy<AdditionalHeaders> _additionalHeaders;
    private readonly Lazy<KeptTransports> _keptTransports;
    private readonly Lazy<GuessableSessionIds> _guessableSessionIds;
    private readonly Lazy<Answers> _answers;
    private readonly Lazy<Endpoints> _endpoints;
    private readonly Lazy<SessionAnswers> _sessionAnswers;
    private readonly Lazy<GetAnswers> _getAnswers;
    private readonly Lazy<AdoptedSessions> _adoptedSessions;
    private readonly Lazy<OriginChecks> _originChecks;
    private readonly Lazy<NotificationAnswers> _notificationAnswers;

    public TransportFacts(TypeBodies code, Scope scope, TypeGate gate, KnownTypes types, CancellationToken cancellationToken)
    {
        Gate = gate;
        Scope = scope;
        Types = types;
        CancellationToken = cancellationToken;
        Code = code;
        Origins = new ValueOrigins(Code);
        Headers = new HeaderAccess(types, Origins, gate.HeaderNames);
        Exchanges = new Exchanges(Code, types, Origins, Headers);
        HeaderDictionaries = new HeaderDictionaries(Code, Headers);
        Session = new SessionValues(Code, types, Origins, Headers, HeaderDictionaries);
        Explorer = new Explorer(this);
        SessionEnds = new SessionEnds(this);
        NotFoundAnswers = new NotFoundAnswers(this);
        Guards = new Guards(this);
        SideSignals = new SideSignals(this);
        AnswerReaders = new AnswerReaders(this);
        Handshakes = new Handshakes(this);
        CapturedResponses = new CapturedResponses(this);
        _stores = new(() => new SessionStores(this));
        _lifetime = new(() => new Lifetime(Code));
        _reactions = new(() => new Reactions(this));
        _revisions = new(() => new Revisions(this));
        _expiryTests = new(() => new ExpiryTests(this));
        _listeningStreams = new(() => new ListeningStreams(this));
        _terminations = new(() => new Terminations(this));
        ExchangeFailures = new ExchangeFailures(this);
        Purposes = new Purposes(this);
        Accepted = new AcceptedTypes(this);
        EndlessLoops = new EndlessLoops(this);
        Recursions = new Recursions(this);
        _namedVersions = new(() => new NamedVersions(this));
        _headerComparisons = new(() => new HeaderComparisons(this));
        _modernRequests = new(() => new ModernRequests(this));
        _legacyFallbacks = new(() => new LegacyFallbacks(this));
        _endpointTokens = new(() => new EndpointTokens(this));
        _sessionHeaders = new(() => new SessionHeaders(this));
        _sentRequests = new(() => new SentRequests(this));
        _messageContents = new(() => new MessageContents(this));
        _acceptedMedia = new(() => new AcceptedMedia(this));
        _additionalHeaders = new(() => new AdditionalHeaders(this));
        _keptTransports = new(() => new KeptTransports(this));
        SessionIdsOfServers = new SessionIdsOfServers(this);
        SessionAuthentications = new SessionAuthentications(this, SessionIdsOfServers);
        _guessableSessionIds = new(() => new GuessableSessionIds(this, SessionIdsOfServers));
        ServedHeaders = new ServedHeaders(this);
        SessionLookups = new SessionLookups(this);
        _answers = new(() => new Answers(this));
        _endpoints = new(() => new Endpoints(this));
        _sessionAnswers = new(() => new SessionAnswers(this));
        _getAnswers = new(() => new GetAnswers(this));
        _adoptedSessions = new(() => new AdoptedSessions(this));
        _originChecks = new(() => new OriginChecks(this));
        _notificationAnswers = new(() => new NotificationAnswers(this));
    }

    /// <summary>Why the type is looked at.</summary>
    public Scope Scope { get; }

    /// <summary>What is known of the whole compilation.</summary>
    public TypeGate Gate { get; }

    public KnownTypes Types { get; }

    public CancellationToken CancellationToken { get; }

    public TypeBodies Code { get; }

    public ValueOrigins Origins { get; }

    public HeaderAccess Headers { get; }

    public Exchanges Exchanges { get; }

    public HeaderDictionaries HeaderDictionaries { get; }

    public SessionValues Session { get; }

    public Explorer Explorer { get; }

    public SessionEnds SessionEnds { get; }

    public NotFoundAnswers NotFoundAnswers { get; }

    public Guards Guards { get; }

    public SideSignals SideSignals { get; }

    public AnswerReaders AnswerReaders { get; }

    public Handshakes Handshakes { get; }

    public CapturedResponses CapturedResponses { get; }

    public SessionStores Stores => _stores.Value;

    public Lifetime Lifetime => _lifetime.Value;

    public Reactions Reactions => _reactions.Value;

    public Revisions Revisions => _revisions.Value;

    public ExpiryTests ExpiryTests => _expiryTests.Value;

    public ListeningStreams ListeningStreams => _listeningStreams.Value;

    public Terminations Terminations => _terminations.Value;

    public ExchangeFailures ExchangeFailures { get; }

    public Purposes Purposes { get; }

    public AcceptedTypes Accepted { get; }

    public EndlessLoops EndlessLoops { get; }

    public Recursions Recursions { get; }

    public NamedVersions NamedVersions => _namedVersions.Value;

    public HeaderComparisons HeaderComparisons => _headerComparisons.Value;

    public ModernRequests ModernRequests => _modernRequests.Value;

    public LegacyFallbacks LegacyFallbacks => _legacyFallbacks.Value;

    public EndpointTokens EndpointTokens => _endpointTokens.Value;

    public SessionHeaders SessionHeaders => _sessionHeaders.Value;

    public SentRequests SentRequests => _sentRequests.Value;

    public MessageContents MessageContents => _messageContents.Value;

    public AcceptedMedia AcceptedMedia => _acceptedMedia.Value;

    public AdditionalHeaders AdditionalHeaders => _additionalHeaders.Value;

    public KeptTransports KeptTransports => _keptTransports.Value;

    public SessionIdsOfServers SessionIdsOfServers { get; }

    public SessionAuthentications SessionAuthentications { get; }

    public GuessableSessionIds GuessableSessionIds => _guessableSessionIds.Value;
    public ServedHeaders ServedHeaders { get; }

    public SessionLookups SessionLookups { get; }

    public Answers Answers => _answers.Value;

    public Endpoints Endpoints => _endpoints.Value;

    public SessionAnswers SessionAnswers => _sessionAnswers.Value;

    public GetAnswers GetAnswers => _getAnswers.Value;

    public AdoptedSessions AdoptedSessions => _adoptedSessions.Value;

    public OriginChecks OriginChecks => _originChecks.Value;

    public NotificationAnswers NotificationAnswers => _notificationAnswers.Value;

    /// <summary>Is it a call of a method of which users say that it drops the session id out of sight?</summary>
    public bool IsNamedReset(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: var name } && Gate.Names.ResetMethods.Contains(name);

    public NamesInScope NamesAt(CodeBody body, IOperation point) => new(this, body, point);

    /// <summary>Is the exchange known only from the SDK's account of how a connection ended?</summary>
    public static bool IsCompletion(Origin exchange) => (KnownTypes.TaskResult(exchange.Operation.Type) ?? exchange.Operation.Type)?.Name is "HttpClientCompletionDetails" or "ClientCompletionDetails";

    /// <summary>Does the exchange speak MCP: one of code that names a header, or one that the SDK tells of?</summary>
    public bool IsMcpExchange(Origin exchange) => Scope == Scope.Header || IsCompletion(exchange);

    /// <summary>Is the request one of a revision without sessions, 2026-07-28 or later?</summary>
    public bool IsStateless(Origin exchange) =>
        Exchanges.SendOf(exchange.Operation) is { } send
        && Exchanges.HeadersOf(send, exchange.Frame).Any(h =>
            Headers.HeaderOf(h.Write.Name, h.Frame) is var header
            && (header.HasFlag(McpHeader.Method) || (header.HasFlag(McpHeader.ProtocolVersion) && h.Write.Value is { } value && Revisions.IsStateless(Headers.TextOf(value, h.Frame)))));

    /// <summary>The exchanges whose status a subject is; empty when it is no status.</summary>
    public IReadOnlyList<Origin> StatusOwners(Subject subject, Frame frame)
    {
        if (subject.IsStatus(Types) || (subject.Last is { Name: "IsSuccessStatusCode" } success && Types.IsResponse(success.ContainingType)))
        {
            return OwnersOf(subject.Owner, frame);
        }

        if (!subject.Path.IsEmpty || subject.Root is not (ILocalReferenceOperation or IParameterReferenceOperation) || !MayHoldStatus(subject.Root.Type))
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

        if (!subject.Path.IsEmpty || subject.Root is not (ILocalReferenceOperation or IParameterReferenceOperation))
        {
            return false;
        }

        return (exchange is { } of && Exchanges.IsMethodCarrier(ConditionEvaluator.SymbolOf(subject.Root)!, of))
            || Origins.Of(subject.Root, frame).Leaves.Any(l => Subject.From(l.Operation) is { Path.IsEmpty: false } inner && inner.IsMethod(Types));
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

    /// <summary>The exchanges that a response, an exception, or a part of one tells of.</summary>
    public IReadOnlyList<Origin> OwnersOf(Subject owner, Frame frame) =>
        owner.Path.IsEmpty ? Exchanges.Behind(owner.Root, frame)
        : owner.Last is { Name: "InnerException" or "Response" } ? OwnersOf(owner.Owner, frame)
        : [new Origin(owner.Root, frame)];

    private bool MayHoldStatus(ITypeSymbol? type) =>
        Types.IsStatusCode(type) || KnownTypes.WithoutNullable(type)?.SpecialType == SpecialType.System_Int32;
}
