using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Where the exception of a failed exchange goes: through which callers, and whether anybody stops it.</summary>
internal sealed class FailurePaths(TransportFacts facts)
{
    /// <summary>Through how many methods and tasks a failure is followed; where one goes further, nobody knows.</summary>
    private const int MaximalStops = 64;

    /// <summary>Does an exception that the body lets out stop more than this one exchange: does any caller let it through, or nobody in sight catch it?</summary>
    public bool Leaves(CodeBody body, Origin exchange, int status) => Leaves(body, exchange, status, new(SymbolEqualityComparer.Default));

    private bool Leaves(CodeBody body, Origin exchange, int status, HashSet<ISymbol> seen)
    {
        if (seen.Count == MaximalStops || !seen.Add(body.Symbol))
        {
            return false;
        }

        if (body.IsLambda)
        {
            return IsRunUnobserved(body.Root, body, exchange, status, seen);
        }

        var callers = facts.Code.CallersOf(body);
        var references = ReferencesTo(body).ToList();
        if (callers.Sites.IsEmpty && references.Count == 0)
        {
            return true;
        }

        return callers.Sites.Any(site => LetsThrough(site.Call, site.Caller, exchange, status, seen))
            || references.Any(r => IsRunUnobserved(r.Reference, r.Body, exchange, status, seen))
            || (!callers.Complete && callers.Sites.All(s => s.Caller == body) && references.Count == 0);
    }

    private IEnumerable<(IOperation Reference, CodeBody Body)> ReferencesTo(CodeBody body)
    {
        foreach (var user in facts.Code.All)
        {
            foreach (var operation in user.Operations)
            {
                if (operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, body.Symbol.OriginalDefinition))
                {
                    yield return (reference, user);
                }
            }
        }
    }

    /// <summary>Does a call whose task or result fails let the exception out of the caller, or leave it to nobody?</summary>
    private bool LetsThrough(IOperation call, CodeBody caller, Origin exchange, int status, HashSet<ISymbol> seen)
    {
        var (fate, at) = TaskFates.Of(call);
        switch (fate)
        {
            case TaskFate.Awaited:
                return FailsThrough(caller, at, exchange, status, seen);
            case TaskFate.Stored:
                return StoredTaskFails(TaskFates.StoreOf(at), call, exchange, status, seen);
            default:
                return fate == TaskFate.Dropped;
        }
    }

    /// <summary>A task in a local or member fails for those who wait for it; for nobody, when nobody looks at it.</summary>
    private bool StoredTaskFails(ISymbol? store, IOperation call, Origin exchange, int status, HashSet<ISymbol> seen)
    {
        if (store is null || seen.Count == MaximalStops || !seen.Add(store))
        {
            return false;
        }

        var isSeen = false;
        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                if (!SymbolEqualityComparer.Default.Equals(TaskFates.SymbolOf(operation), store) || operation.Syntax.Contains(call.Syntax))
                {
                    continue;
                }

                var (fate, at) = TaskFates.Of(operation);
                if (fate == TaskFate.Awaited && FailsThrough(body, TaskFates.EndOf(call, operation, at), exchange, status, seen))
                {
                    return true;
                }

                if (fate == TaskFate.Stored && StoredTaskFails(TaskFates.StoreOf(at), call, exchange, status, seen))
                {
                    return true;
                }

                isSeen |= fate is TaskFate.Awaited or TaskFate.Handed or TaskFate.Stored;
            }
        }

        return !isSeen;
    }

    private bool FailsThrough(CodeBody caller, IOperation call, Origin exchange, int status, HashSet<ISymbol> seen)
    {
        var failed = Explore(caller, exchange, status, call.Syntax);
        if (failed.IsOpen)
        {
            return false;
        }

        var fine = Explore(caller, exchange, 200);

        // What the call lets out may be let out of it when all is fine, too: for the failure of another exchange in it.
        return (failed.Escaping.Any(e => e == call.Syntax || !fine.Escaping.Contains(e)) && Leaves(caller, exchange, status, seen))
            || facts.Reactions.All.Any(r => r.Kind == ReactionKind.Teardown && r.Body == caller && failed.Reaches(r.Operation) && !fine.Reaches(r.Operation));
    }

    private Exploration Explore(CodeBody body, Origin exchange, int status, SyntaxNode? failingCall = null) =>
        facts.Explorer.Explore(body, body.AnyCall, new Scenario(exchange, status, facts.Exchanges.VerbsOf(exchange) is var verb and (Verbs.Get or Verbs.Delete) ? verb : Verbs.None) { FailingCall = failingCall }, Exceptions.OfScenario);

    /// <summary>A delegate that is run as a task or thread of its own lets its exception go; what any other method does with it is out of sight.</summary>
    private bool IsRunUnobserved(IOperation target, CodeBody body, Origin exchange, int status, HashSet<ISymbol> seen)
    {
        var parent = target.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
        {
            parent = parent.Parent;
        }

        var holder = body.IsLambda && body.Root == target ? body.Outer : body;
        return parent switch
        {
            IInvocationOperation { TargetMethod: { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" } } started =>
                holder is not null && LetsThrough(started, holder, exchange, status, seen),
            IObjectCreationOperation { Type.Name: "Thread" } => true,
            _ => false,
        };
    }
}
