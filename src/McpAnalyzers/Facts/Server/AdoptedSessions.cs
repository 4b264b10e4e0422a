using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A session made because a request names one that does not exist.</summary>
/// <param name="Operation">What makes it, or stores it.</param>
/// <param name="UnderItsId">Does it get the id that the client sent?</param>
/// <param name="OnlyAtInitialize">Does only the request to initialize get there?</param>
internal sealed record AdoptedSession(IOperation Operation, bool UnderItsId, bool OnlyAtInitialize = false);

/// <summary>Where a server makes a session for an id that it does not know.</summary>
internal sealed class AdoptedSessions
{
    private static readonly Scenario Unknown = new ServedRequest(SessionFound.Unknown, IsInitialize: false).AsScenario();
    private static readonly Scenario UnknownAtInitialize = new ServedRequest(SessionFound.Unknown, IsInitialize: true).AsScenario();
    private static readonly Scenario Known = new ServedRequest(SessionFound.Known, IsInitialize: false).AsScenario();

    private readonly TransportFacts _facts;

    public AdoptedSessions(TransportFacts facts)
    {
        _facts = facts;
        All = [.. facts.Code.Own.Where(b => !IsMigration(b)).SelectMany(Of)];
    }

    public IReadOnlyList<AdoptedSession> All { get; }

    private IEnumerable<AdoptedSession> Of(CodeBody body)
    {
        var wasStored = false;
        foreach (var operation in body.Operations)
        {
            if ((ByLookup(operation, body) ?? ByStore(operation, body)) is { } adopted)
            {
                wasStored = true;
                yield return adopted;
            }
        }

        if (wasStored)
        {
            yield break;
        }

        foreach (var operation in body.Operations)
        {
            if (_facts.Headers.Write(operation) is { } write && _facts.Headers.HeaderOf(write.Name, body.AnyCall) == McpHeader.SessionId && IsOfAnswer(write.Owner)
                && !Reaches(body, Known, operation) && IsDecided(body, Unknown, operation))
            {
                yield return new(operation, UnderItsId: false);
                yield break;
            }
        }
    }

    /// <summary>sessions.GetOrAdd(id, ..)</summary>
    private AdoptedSession? ByLookup(IOperation operation, CodeBody body)
    {
        if (_facts.SessionLookups.Of(operation, body.AnyCall) != LookupKind.Adopts || operation is not IInvocationOperation adopting || !MakesSession(adopting) || IsOfThisType(operation))
        {
            return null;
        }

        return Gets(Unknown) ? new(operation, UnderItsId: true)
            // What a method out of sight does at initialize, it may do under an id of its own.
            : KnownTypes.IsDictionary(adopting.Instance?.Type) && Gets(UnknownAtInitialize) ? new(operation, UnderItsId: true, OnlyAtInitialize: true)
            : null;

        bool Gets(Scenario scenario) => IsDecided(body, scenario, operation) && _facts.SessionLookups.KeysOf(adopting, body.AnyCall).Any(k => IsSurelyItsId(k, body, scenario));
    }

    /// <summary>sessions[id] = session, sessions.TryAdd(id, session), sessions.TryAdd(session)</summary>
    private AdoptedSession? ByStore(IOperation operation, CodeBody body)
    {
        if (StoredKey(operation) is { } key)
        {
            var isIts = IsSurelyItsId(key, body, Unknown);
            return Reaches(body, Known, operation)
                ? isIts && IsStoredUnasked(operation, key, body) ? new(operation, UnderItsId: true) : null
                : IsDecided(body, Unknown, operation) ? new(operation, isIts)
                : _facts.ServedHeaders.IsOnlySessionId(key, body.AnyCall) && IsDecided(body, UnknownAtInitialize, operation) ? new(operation, UnderItsId: true, OnlyAtInitialize: true)
                : null;
        }

        return StoredSession(operation) is var (store, session) && !Reaches(body, Known, operation) && IsDecided(body, Unknown, operation) && IsAsked(store, body)
            && _facts.Origins.Of(session, body.AnyCall).Leaves is [{ Operation: IObjectCreationOperation made, Frame: var frame }] && frame == body.AnyCall
            && GivenTo(made).Any(v => IsRead(v, body) && IsSurelyItsId(v, body, Unknown))
                ? new(operation, UnderItsId: true)
                : null;
    }

    /// <summary>Is a session looked up in that same store?</summary>
    private bool IsAsked(IOperation store, CodeBody body) =>
        ReferencedSymbol.Of(ValueOrigins.Unwrap(store)) is { } symbol
        && body.Operations.Any(o => _facts.SessionLookups.Of(o, body.AnyCall) is LookupKind.Test or LookupKind.Value && o is IInvocationOperation lookup && ValueOrigins.ReceiverOf(lookup) is { } asked
            && SymbolEqualityComparer.Default.Equals(ReferencedSymbol.Of(ValueOrigins.Unwrap(asked)), symbol));

    private static IEnumerable<IOperation> GivenTo(IObjectCreationOperation made) =>
        made.Arguments.Select(a => a.Value).Concat(made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(i => i.Value) ?? []);

    /// <summary>Can it, of a request with an id that is not known, be nothing but that id?</summary>
    private bool IsSurelyItsId(IOperation value, CodeBody body, Scenario scenario) =>
        _facts.ServedHeaders.IsSessionId(value, body.AnyCall)
        && _facts.Origins.Of(value, body.AnyCall).Leaves.All(l =>
            ServedHeaders.IsNothing(l.Operation) || _facts.ServedHeaders.IsSessionId(l.Operation, l.Frame)
            || !_facts.Explorer.Explore(l.Frame.Body, l.Frame, scenario).Reaches(l.Operation));

    /// <summary>Is it read from a request in sight, and not only called so by a parameter?</summary>
    private bool IsRead(IOperation id, CodeBody body) =>
        _facts.Origins.Of(id, body.AnyCall).Leaves.All(l => l.Operation is not IParameterReferenceOperation { Parameter: var parameter } || _facts.ServedHeaders.IsFilledWithSessionId(parameter));

    /// <summary>
    /// Does the handler of an endpoint store the session without anybody having asked whether there is one? Nobody else can ask the store,
    /// and nothing in the type stands before the handler.
    /// </summary>
    private bool IsStoredUnasked(IOperation operation, IOperation key, CodeBody body) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } store } }
        && ValueOrigins.Unwrap(store) is IFieldReferenceOperation { Field: var field } && TypeBodies.IsCallableOnlyHere(field)
        && _facts.Endpoints.All.Any(e => e.Handler == body && e.Mapping is not null)
        && IsDecided(body, Unknown, operation) && IsRead(key, body)
        && !_facts.Code.All.Any(b => b.Operations.Any(o => o is IInvocationOperation { TargetMethod.Name: var name } && (name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("AddEndpointFilter", StringComparison.Ordinal))))
        && !_facts.Code.Reachable(body).Any(b => b.Operations.Any(o => _facts.SessionLookups.Of(o, b.AnyCall) != LookupKind.None));

    private bool Reaches(CodeBody body, Scenario scenario, IOperation operation) => _facts.Explorer.Explore(body, body.AnyCall, scenario).Reaches(operation);

    private bool IsDecided(CodeBody body, Scenario scenario, IOperation operation) => _facts.Explorer.Explore(body, body.AnyCall, scenario).ReachesDecided(operation);

    /// <summary>The helper of this type that makes the session is looked at itself.</summary>
    private bool IsOfThisType(IOperation operation) => _facts.Code.Callee(operation) is { } callee && _facts.Code.Own.Contains(callee);

    /// <summary>The key under which a session is stored: sessions[id] = session, sessions.TryAdd(id, session).</summary>
    private static IOperation? StoredKey(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } store, Arguments: [var key] } } assignment
            when KnownTypes.IsDictionary(store.Type) && IsSession(ValueOrigins.Unwrap(assignment.Value).Type, NameOf(store)) => key.Value,
        IInvocationOperation { TargetMethod.Name: "TryAdd" or "Add" or "Set", Instance: { } store, Arguments: [var key, var value, ..] }
            when KnownTypes.IsDictionary(store.Type) && IsSession(ValueOrigins.Unwrap(value.Value).Type, NameOf(store)) => key.Value,
        _ => null,
    };

    /// <summary>A session that a store takes under the id that it has itself.</summary>
    private static (IOperation Store, IOperation Session)? StoredSession(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "TryAdd" or "TryAddAsync" or "Add" or "AddAsync" or "Store" or "StoreAsync" or "Register" or "RegisterAsync", IsExtensionMethod: false }, Instance: { } store, Arguments: [var session, ..] }
        && !KnownTypes.IsDictionary(store.Type) && IsSession(ValueOrigins.Unwrap(session.Value).Type, store: null)
            ? (store, session.Value)
            : null;

    /// <summary>Does GetOrAdd make a session, and not a lock or a limiter for one?</summary>
    private static bool MakesSession(IInvocationOperation call)
    {
        var type = KnownTypes.TaskResult(call.TargetMethod.ReturnType) ?? call.TargetMethod.ReturnType;
        return NamesSession(call.TargetMethod.Name) || IsSession(type, call.Instance is { } store ? NameOf(store) : null);
    }

    /// <summary>A type called so, or what a store called sessions holds.</summary>
    private static bool IsSession(ITypeSymbol? type, string? store)
    {
        if (type is INamedTypeSymbol { Name: "Lazy" or "Task", TypeArguments: [var made] })
        {
            type = made;
        }

        return NamesSession(type?.Name)
            || (store?.TrimEnd('_') is { } name && (name.EndsWith("sessions", StringComparison.OrdinalIgnoreCase) || name.EndsWith("session", StringComparison.OrdinalIgnoreCase) || name.EndsWith("sessionStore", StringComparison.OrdinalIgnoreCase))
                && type?.ContainingNamespace?.ToDisplayString() != "System.Threading");
    }

    private static string? NameOf(IOperation store) => ReferencedSymbol.Of(ValueOrigins.Unwrap(store))?.Name;

    private static bool NamesSession(string? name) => name?.IndexOf("session", StringComparison.OrdinalIgnoreCase) >= 0 && name.IndexOf("lock", StringComparison.OrdinalIgnoreCase) < 0;

    private static bool IsOfAnswer(IOperation? owner)
    {
        for (var current = owner; current is not null;)
        {
            if (ServerTypes.IsResponse(current.Type))
            {
                return true;
            }

            current = ValueOrigins.Unwrap(current) is IPropertyReferenceOperation { Instance: { } instance } ? instance : null;
        }

        return false;
    }

    /// <summary>The SDK asks such a handler whether a session of another instance may come here: that is its job.</summary>
    private static bool IsMigration(CodeBody body) => body.Outermost.Symbol.ContainingType?.AllInterfaces.Any(i => i.Name == "ISessionMigrationHandler") == true;
}
