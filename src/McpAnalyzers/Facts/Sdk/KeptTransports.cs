using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>The SDK's HTTP transport, made for a client that is kept.</summary>
/// <param name="Creation">What makes the transport.</param>
/// <param name="Frame">Where.</param>
internal sealed record KeptTransport(IObjectCreationOperation Creation, Frame Frame);

/// <summary>Finds the SDK's clients that are kept (in fields, properties, singletons, lazy values) and the HTTP transports beneath them.</summary>
internal sealed class KeptTransports
{
    private static readonly string[] ReplacementWords = ["Reconnect", "Restart", "Reset", "Recreate", "Renew", "Recover"];

    private readonly TransportFacts _facts;
    private readonly List<KeptTransport> _all = [];

    public KeptTransports(TransportFacts facts)
    {
        _facts = facts;
        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                foreach (var client in KeptBy(operation, body))
                {
                    AddTransports(client);
                }
            }
        }
    }

    public IEnumerable<KeptTransport> All => _all;

    /// <summary>The values that the operation makes outlive the method: clients, or what hands them out later.</summary>
    private IEnumerable<Origin> KeptBy(IOperation operation, CodeBody body)
    {
        switch (operation)
        {
            case IAssignmentOperation { Target: IMemberReferenceOperation target } assignment
                when SdkSymbols.IsClient(target.Type) && KeptIn(target) is { } member && !IsReplacedAfterLoss(member):
                return Values(assignment.Value, body);
            case IFieldInitializerOperation { InitializedFields: [{ Type: var type }, ..] } initializer when SdkSymbols.IsClient(type):
                return Values(initializer.Value, body);
            case IPropertyInitializerOperation { InitializedProperties: [{ Type: var type }, ..] } initializer when SdkSymbols.IsClient(type):
                return Values(initializer.Value, body);
            case IInvocationOperation { TargetMethod.Name: "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton" or "TryAddKeyedSingleton", Arguments: var arguments }:
                return arguments.SelectMany(a => Values(a.Value, body));
            case IInvocationOperation { TargetMethod.Name: "GetOrAdd" or "TryAdd" or "Add" or "AddOrUpdate", Instance: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } store, Arguments: var arguments }
                when KnownTypes.IsDictionary(store.Type):
                return arguments.Skip(1).SelectMany(a => Values(a.Value, body));
            case IObjectCreationOperation { Type: { Name: "Lazy" or "AsyncLazy" } lazy, Arguments: [var factory, ..] } when SdkSymbols.IsClient(lazy):
                return Values(factory.Value, body);
            default:
                return [];
        }
    }

    /// <summary>The field or property of this object, or of its type, that an assignment writes; the store, for an entry of one.</summary>
    private static ISymbol? KeptIn(IMemberReferenceOperation target) => target switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } store } => store.Member,
        { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } => target.Member,
        _ => null,
    };

    /// <summary>The value itself; what a lambda or method returns, where it is one.</summary>
    private IEnumerable<Origin> Values(IOperation value, CodeBody body)
    {
        if (ValueOrigins.Unwrap(value) is not IDelegateCreationOperation { Target: var target })
        {
            return [new(value, body.AnyCall)];
        }

        var called = target switch
        {
            IAnonymousFunctionOperation lambda => _facts.Code.All.FirstOrDefault(b => b.IsLambda && b.Root == lambda),
            IMethodReferenceOperation { Method: var method } => _facts.Code.All.FirstOrDefault(b => SymbolEqualityComparer.Default.Equals(b.Symbol, method.OriginalDefinition)),
            _ => null,
        };
        return called is null ? [] : called.ReturnedValues().Select(r => new Origin(r, called.AnyCall));
    }

    private void AddTransports(Origin client)
    {
        foreach (var leaf in _facts.Origins.Of(client.Operation, client.Frame).Leaves)
        {
            if (leaf.Operation is not IInvocationOperation { TargetMethod: { Name: "CreateAsync" or "ResumeSessionAsync", ContainingType: var made }, Arguments: [var transport, ..] } creation
                || !SdkSymbols.IsSdk(made) || MayPinStateless(creation, leaf.Frame))
            {
                continue;
            }

            foreach (var beneath in _facts.Origins.Of(transport.Value, leaf.Frame).Leaves)
            {
                if (beneath.Operation is IObjectCreationOperation { Type: var type } transportCreation && SdkSymbols.IsHttpTransport(type)
                    && _facts.Code.Own.Contains(beneath.Frame.Body)
                    && !SpeaksOnlyHttpSse(transportCreation, beneath.Frame)
                    && _all.All(t => t.Creation != transportCreation))
                {
                    _all.Add(new(transportCreation, beneath.Frame));
                }
            }
        }
    }

    /// <summary>Options that are not in sight may name a revision without sessions; those that are, were read with the type's revisions.</summary>
    private bool MayPinStateless(IInvocationOperation creation, Frame frame)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Type?.Name == "McpClientOptions"
                && _facts.Origins.Of(argument.Value, frame).Leaves.Any(l => l.Operation is not IObjectCreationOperation and not { ConstantValue.HasValue: true } and not IDefaultValueOperation))
            {
                return true;
            }
        }

        return _facts.NamedVersions.All.Any(v => Revisions.IsStateless(v.Text));
    }

    private bool SpeaksOnlyHttpSse(IObjectCreationOperation transport, Frame frame) =>
        transport.Arguments.Any(a => a.Parameter?.Ordinal == 0 && _facts.Origins.Of(a.Value, frame).Leaves.Any(l =>
            l.Operation.Descendants().Any(o => o is IFieldReferenceOperation { Field: { Name: "Sse", ContainingType.Name: "HttpTransportMode" } })));

    /// <summary>Does code that lives on empty the member, or a handler of exceptions put a new client into it? Then its owner does notice.</summary>
    private bool IsReplacedAfterLoss(ISymbol member) => _facts.Code.All.Any(body =>
        (_facts.Lifetime.IsLive(body) && body.Operations.Any(o => Empties(o, member)))
        || (body.Operations.Any(o => Writes(o, member) && !Empties(o, member)) && (NamesReplacement(body) || body.Operations.Any(o => Disposes(o, member))))
        || (_facts.Lifetime.IsLive(body) && body.Operations.OfType<ICatchClauseOperation>().Any(c => c.Handler.Descendants().Any(o =>
            Writes(o, member) || (o is IInvocationOperation && _facts.Code.Callee(o) is { } callee && _facts.Code.Reachable(callee).Any(b => b.Operations.Any(w => Writes(w, member))))))));

    /// <summary>ReconnectAsync, RestartClient: whoever calls it has noticed.</summary>
    private static bool NamesReplacement(CodeBody body) =>
        ReplacementWords.Any(w => body.Outermost.Symbol.Name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Does it dispose of the old client, in the method that puts the new one in its place?</summary>
    private static bool Disposes(IOperation operation, ISymbol member) =>
        operation is IInvocationOperation { TargetMethod.Name: "DisposeAsync" or "Dispose", Instance: { } disposed }
        && ValueOrigins.Unwrap(disposed) is IMemberReferenceOperation old && SymbolEqualityComparer.Default.Equals(old.Member.OriginalDefinition, member.OriginalDefinition);

    private static bool Writes(IOperation operation, ISymbol member) =>
        operation is IAssignmentOperation { Target: IMemberReferenceOperation target } && SymbolEqualityComparer.Default.Equals(KeptIn(target)?.OriginalDefinition, member.OriginalDefinition);

    private static bool Empties(IOperation operation, ISymbol member) => operation switch
    {
        IAssignmentOperation { Value: var value } => Writes(operation, member) && ValueOrigins.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation,
        IInvocationOperation { TargetMethod.Name: "Remove" or "TryRemove" or "Clear", Instance: IMemberReferenceOperation store } => SymbolEqualityComparer.Default.Equals(store.Member.OriginalDefinition, member.OriginalDefinition),
        IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange", ContainingType.Name: "Interlocked" }, Arguments: [{ Value: IMemberReferenceOperation exchanged }, ..] } => SymbolEqualityComparer.Default.Equals(exchanged.Member.OriginalDefinition, member.OriginalDefinition),
        _ => false,
    };
}
