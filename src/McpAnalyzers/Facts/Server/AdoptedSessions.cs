using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A session made because a request names one that does not exist.</summary>
/// <param name="Operation">What makes it, or stores it.</param>
/// <param name="UnderItsId">Does it get the id that the client sent?</param>
internal sealed record AdoptedSession(IOperation Operation, bool UnderItsId);

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
            if (_facts.SessionLookups.Of(operation, body.AnyCall) == LookupKind.Adopts && operation is IInvocationOperation adopting && MakesSession(adopting) && !IsOfThisType(operation))
            {
                if (IsDecided(body, Unknown, operation) || IsDecided(body, UnknownAtInitialize, operation))
                {
                    wasStored = true;
                    yield return new(operation, UnderItsId: true);
                }
            }
            else if (StoredKey(operation) is { } key && !Reaches(body, Known, operation))
            {
                var isIts = _facts.ServedHeaders.IsOnlySessionId(key, body.AnyCall);
                if (IsDecided(body, Unknown, operation) || (isIts && IsDecided(body, UnknownAtInitialize, operation)))
                {
                    wasStored = true;
                    yield return new(operation, isIts);
                }
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
