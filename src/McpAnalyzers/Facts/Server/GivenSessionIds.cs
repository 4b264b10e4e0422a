using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Finds the session ids that a server gives to its clients.</summary>
internal sealed class GivenSessionIds(TransportFacts facts)
{
    /// <summary>
    /// The values that become the id of a session: what responses carry as Mcp-Session-Id, and the keys under which sessions are stored
    /// that requests find by that header.
    /// </summary>
    public IEnumerable<Origin> All
    {
        get
        {
            HashSet<ISymbol>? stores = null;
            foreach (var body in facts.Code.Own)
            {
                foreach (var operation in body.Operations)
                {
                    if (ResponseHeader(operation, body) is { } value)
                    {
                        yield return new(value, body.AnyCall);
                    }
                    else if (StoredKey(operation) is { } stored && (stores ??= SearchedStores()).Contains(stored.Store))
                    {
                        yield return new(stored.Key, body.AnyCall);
                    }
                }
            }
        }
    }

    /// <summary>The text itself, where code makes StringValues or the like of it.</summary>
    public static IOperation WithoutWrapper(IOperation value)
    {
        while (true)
        {
            value = ValueOrigins.Unwrap(value);
            switch (value)
            {
                case IConversionOperation { Operand: var operand }:
                    value = operand;
                    break;
                case IObjectCreationOperation { Type.Name: "StringValues", Arguments: [var only] }:
                    value = only.Value;
                    break;
                case IArrayCreationOperation { Initializer.ElementValues: [var element] }:
                    value = element;
                    break;
                case ICollectionExpressionOperation { Elements: [var element] }:
                    value = element;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>What a response is given as its session id.</summary>
    private IOperation? ResponseHeader(IOperation operation, CodeBody body)
    {
        if (facts.Headers.Write(operation) is { Value: { } value, Owner: { } owner } write)
        {
            return facts.Headers.HeaderOf(write.Name, body.AnyCall).HasFlag(McpHeader.SessionId) && IsOfServerResponse(owner, body.AnyCall) ? value : null;
        }

        // HttpListenerResponse.AddHeader(name, value)
        return operation is IInvocationOperation { TargetMethod.Name: "AddHeader" or "AppendHeader", Instance.Type.Name: "HttpListenerResponse", Arguments: [var name, var added] }
            && facts.Headers.HeaderOf(name.Value, body.AnyCall).HasFlag(McpHeader.SessionId)
                ? added.Value
                : null;
    }

    private bool IsOfServerResponse(IOperation headers, Frame frame) => headers switch
    {
        IPropertyReferenceOperation { Property.Name: "Headers", Instance.Type: var type } => IsServerResponse(type),
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation when !IsServerResponse(headers.Type) && !facts.Types.IsResponse(headers.Type) =>
            facts.Origins.Of(headers, frame).Leaves.Any(l => l.Operation is IPropertyReferenceOperation && IsOfServerResponse(l.Operation, l.Frame)),
        _ => IsServerResponse(headers.Type) || facts.Types.IsResponse(headers.Type),
    };

    private static bool IsServerResponse(ITypeSymbol? type) => type?.Name is "HttpResponse" or "HttpListenerResponse" or "HttpResponseData";

    /// <summary>The dictionaries in fields and properties in which a request's session id is looked up.</summary>
    private HashSet<ISymbol> SearchedStores()
    {
        var stores = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                var (store, key) = operation switch
                {
                    IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "TryRemove" or "Remove" or "GetValueOrDefault", Instance: IMemberReferenceOperation found, Arguments: [var sought, ..] } => (found, sought.Value),
                    IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IMemberReferenceOperation found, Arguments: [var sought] } => (found, sought.Value),
                    _ => default,
                };
                if (store?.Member is IFieldSymbol or IPropertySymbol && KnownTypes.IsDictionary(store.Type) && store.Type?.Name != "IHeaderDictionary" && facts.ServedHeaders.IsSessionId(key, body.AnyCall))
                {
                    stores.Add(store.Member.OriginalDefinition);
                }
            }
        }

        return stores;
    }

    private static (ISymbol Store, IOperation Key)? StoredKey(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "TryAdd" or "Add" or "AddOrUpdate" or "GetOrAdd", Instance: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } store, Arguments: [var key, _, ..] } => (store.Member.OriginalDefinition, key.Value),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } store, Arguments: [var key] } } => (store.Member.OriginalDefinition, key.Value),
        _ => null,
    };
}
