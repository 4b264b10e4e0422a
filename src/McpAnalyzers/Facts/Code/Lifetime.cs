using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Which bodies run while an object lives: not only when it is made, when it is disposed of, or never.</summary>
internal sealed class Lifetime
{
    private readonly HashSet<CodeBody> _live = [];
    private readonly Dictionary<ISymbol, CodeBody> _bySymbol = new(SymbolEqualityComparer.Default);

    public Lifetime(TypeBodies code)
    {
        foreach (var body in code.All)
        {
            _bySymbol[body.Symbol.OriginalDefinition] = body;
        }

        var pending = new Stack<CodeBody>();
        foreach (var body in code.All)
        {
            if (IsRoot(body))
            {
                Visit(body, pending);
            }
            else if (IsOfMaking(body))
            {
                // this.Lost += OnLost: made now, run later.
                foreach (var reference in body.Operations.OfType<IMethodReferenceOperation>())
                {
                    Visit(reference.Method, pending);
                }
            }
        }

        while (pending.Count > 0)
        {
            foreach (var operation in pending.Pop().Operations)
            {
                foreach (var accessed in AccessedBy(operation))
                {
                    Visit(accessed, pending);
                }
            }
        }
    }

    public bool IsLive(CodeBody body) => _live.Contains(body);

    /// <summary>Does the body run only while the object is made? What a constructor hands to others as a lambda runs later.</summary>
    public static bool IsOfMaking(CodeBody body) =>
        body.Outer is null && body is { Method: null } or { Method.MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    private void Visit(ISymbol? symbol, Stack<CodeBody> pending)
    {
        if (symbol is not null && _bySymbol.TryGetValue(symbol.OriginalDefinition, out var body))
        {
            Visit(body, pending);
        }
    }

    private void Visit(CodeBody body, Stack<CodeBody> pending)
    {
        foreach (var part in body.SelfAndNested())
        {
            if (_live.Add(part))
            {
                pending.Push(part);
            }
        }
    }

    private static IEnumerable<ISymbol?> AccessedBy(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => [invocation.TargetMethod],
        IMethodReferenceOperation reference => [reference.Method],
        IPropertyReferenceOperation { Property: { } property } => [property.GetMethod, property.SetMethod],
        IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: { } raised } } => [raised.AddMethod, raised.RemoveMethod],
        _ => [],
    };

    private static bool IsRoot(CodeBody body)
    {
        if (body.Outer is { } outer)
        {
            return IsOfMaking(outer);
        }

        return body.Method is { } method
            && !IsOfMaking(body)
            && method.MethodKind != MethodKind.Destructor
            && method.Name is not ("Dispose" or "DisposeAsync" or "DisposeCore" or "DisposeAsyncCore" or "System.IDisposable.Dispose" or "System.IAsyncDisposable.DisposeAsync")
            && (method.Name is "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName || !TypeBodies.IsCallableOnlyHere(method));
    }
}
