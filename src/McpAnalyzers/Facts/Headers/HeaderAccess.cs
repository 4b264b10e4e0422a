using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Where a header that is written ends up.</summary>
internal enum HeaderTarget
{
    /// <summary>On one request, or on its content.</summary>
    Request,

    /// <summary>In <c>HttpClient.DefaultRequestHeaders</c>: on every request of that client.</summary>
    Client,

    /// <summary>In a dictionary that is copied onto requests somewhere else.</summary>
    Dictionary,
}

/// <summary>A header given a value.</summary>
/// <param name="Operation">The call or assignment.</param>
/// <param name="Name">What names the header.</param>
/// <param name="Value">What becomes its value; null when it is not an operand of its own.</param>
/// <param name="Owner">The request, client or dictionary; null where it cannot be told.</param>
/// <param name="Target">What kind of thing <paramref name="Owner"/> is.</param>
internal sealed record HeaderWrite(IOperation Operation, IOperation Name, IOperation? Value, IOperation? Owner, HeaderTarget Target);

/// <summary>Media types given to the Accept header.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Body">The body it is in.</param>
/// <param name="Owner">The request or client; null where it cannot be told.</param>
/// <param name="IsOfClient">Are they the client's defaults?</param>
/// <param name="Text">The constant texts among the operands.</param>
internal sealed record AcceptWrite(IOperation Operation, CodeBody Body, IOperation? Owner, bool IsOfClient, string Text)
{
    /// <summary>Is the header set under a condition that does not hold for the send as well?</summary>
    public bool IsConditional(Origin exchange)
    {
        for (var parent = Operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation && !Contains(parent.Syntax, exchange.Operation.Syntax))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(SyntaxNode outer, SyntaxNode inner) => outer.SyntaxTree == inner.SyntaxTree && outer.Span.Contains(inner.Span);
}

/// <summary>Recognises how code writes, reads, tests and removes HTTP headers, whatever the API.</summary>
internal sealed class HeaderAccess(KnownTypes types, ValueOrigins origins, HeaderNames names)
{
    /// <summary>Which texts name a header.</summary>
    public HeaderNames Names => names;

    /// <summary>The MCP header that an operand names, through constants, readonly fields and parameters.</summary>
    public McpHeader HeaderOf(IOperation name, Frame frame)
    {
        if (name.ConstantValue is { HasValue: true, Value: var constant })
        {
            return names.Find(constant as string);
        }

        if (name.Type?.SpecialType != SpecialType.System_String)
        {
            return McpHeader.None;
        }

        var found = McpHeader.None;
        foreach (var leaf in origins.Of(name, frame).Leaves)
        {
            found |= names.Find(leaf.Operation.ConstantValue is { HasValue: true, Value: string text } ? text : null);
        }

        return found;
    }

    /// <summary>The text an operand certainly has; null where it may have several, or none that is known.</summary>
    public string? TextOf(IOperation value, Frame frame)
    {
        if (value is IConversionOperation { OperatorMethod: not null } spanned)
        {
            value = spanned.Operand;
        }

        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant as string;
        }

        var leaves = origins.Of(value, frame).Leaves;
        return leaves.Count == 1 && leaves[0].Operation.ConstantValue is { HasValue: true, Value: string text } ? text : null;
    }

    public HeaderWrite? Write(IOperation operation)
    {
        if (operation.Kind is not (OperationKind.Invocation or OperationKind.SimpleAssignment))
        {
            return null;
        }

        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "Add" or "TryAddWithoutValidation" or "TryAdd" or "Set" or "Append" } invocation:
                var arguments = invocation.Arguments;
                var receiver = ValueOrigins.ReceiverOf(invocation);
                var first = invocation.Instance is null ? 1 : 0;
                return receiver is not null && arguments.Length >= first + 2 && IsHeaderCollection(receiver.Type)
                    ? Create(operation, arguments[first].Value, arguments[first + 1].Value, receiver)
                    : null;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var name], Instance: { } instance } } assignment
                when IsHeaderCollection(instance.Type):
                return Create(operation, name.Value, assignment.Value, instance);
            default:
                return null;
        }
    }

    /// <summary>Is the header that is written the one with this name?</summary>
    public bool IsNamed(HeaderWrite write, string header, Frame frame) => string.Equals(TextOf(write.Name, frame), header, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every place where the Accept header is given something: <c>Headers.Accept.ParseAdd</c>, <c>Accept.Add</c>, <c>Add("Accept", ..)</c>.</summary>
    public IEnumerable<AcceptWrite> AcceptWrites(IEnumerable<CodeBody> bodies)
    {
        foreach (var body in bodies)
        {
            foreach (var operation in body.Operations)
            {
                if (operation is IInvocationOperation { TargetMethod.Name: "Add" or "ParseAdd" or "TryParseAdd", Instance: { } instance, Arguments: [var added, ..] }
                    && AcceptOwner(instance) is { } accepting)
                {
                    yield return new(operation, body, Owner(accepting, out var ofClient), ofClient, TextWithin(added.Value, body.AnyCall));
                }
                else if (Write(operation) is { Value: { } value } write && IsNamed(write, "Accept", body.AnyCall))
                {
                    yield return new(operation, body, write.Owner, write.Target == HeaderTarget.Client, TextWithin(value, body.AnyCall));
                }
            }
        }
    }

    private static IOperation? AcceptOwner(IOperation collection) => ValueOrigins.Unwrap(collection) switch
    {
        IPropertyReferenceOperation { Property.Name: "Accept", Instance: { } headers } => headers,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver
            when ReceiverOf(receiver) is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "Accept", Instance: { } headers } } => headers,
        _ => null,
    };

    private string TextWithin(IOperation value, Frame frame)
    {
        var texts = origins.Of(value, frame).Leaves
            .SelectMany(l => l.Operation.DescendantsAndSelf())
            .Select(o => o.ConstantValue is { HasValue: true, Value: string text } ? text : null)
            .Where(t => t is not null);
        return string.Join(", ", texts);
    }

    /// <summary>The header collection and name that a call asks for: Contains, TryGetValues, GetValues, ContainsKey, TryGetValue, an indexer.</summary>
    public (IOperation Collection, IOperation Name)? Read(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation
            {
                TargetMethod.Name: "Contains" or "TryGetValues" or "GetValues" or "ContainsKey" or "TryGetValue" or "Get" or "GetValueOrDefault",
            } invocation:
                var arguments = invocation.Arguments;
                var receiver = ValueOrigins.ReceiverOf(invocation);
                var first = invocation.Instance is null ? 1 : 0;
                return receiver is not null && arguments.Length > first && IsReadableCollection(receiver.Type) ? (receiver, arguments[first].Value) : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var name], Instance: { } instance } when IsReadableCollection(instance.Type):
                return (instance, name.Value);
            case IInvocationOperation { Arguments: var linq } when linq.Length == 2 && linq[1].Value is IDelegateCreationOperation predicate
                && IsReadableCollection(ValueOrigins.Unwrap(linq[0].Value).Type):
                // headers.FirstOrDefault(h => h.Key == "Mcp-Session-Id"), also with Equals and a comparer
                var named = predicate.Descendants().FirstOrDefault(o => o.ConstantValue is { HasValue: true, Value: string });
                return named is null ? null : (linq[0].Value, named);
            default:
                return null;
        }
    }

    /// <summary>Does the operation only ask whether the header is there?</summary>
    public static bool IsPresenceTest(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Contains" or "Any" or "TryGetValues" or "ContainsKey" or "TryGetValue" };

    /// <summary>The header collection and name of a Remove call.</summary>
    public (IOperation Collection, IOperation Name)? Removal(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Remove" or "TryRemove", Instance: { } instance, Arguments: [var name, ..] } && IsHeaderCollection(instance.Type)
            ? (instance, name.Value)
            : null;

    /// <summary>The request, response, client or dictionary that a header collection belongs to.</summary>
    public IOperation? OwnerOf(IOperation collection) => Owner(collection, out _);

    /// <summary>The owner of a header collection, also through a local that holds the collection.</summary>
    public IOperation? ResponseBehind(IOperation collection, Frame frame)
    {
        var owner = OwnerOf(collection);
        return owner is ILocalReferenceOperation && types.IsHttpHeaders(owner.Type) && origins.Of(owner, frame).Leaves is [var only] ? OwnerOf(only.Operation) : owner;
    }

    public bool IsOfResponse(IOperation collection) => OwnerOf(collection) is { } owner && (types.IsResponse(owner.Type) || IsHeadersOf(owner.Type, "HttpResponseHeaders"));

    public bool IsOfRequest(IOperation collection) =>
        OwnerOf(collection) is { } owner && (types.IsRequest(owner.Type) || IsHeadersOf(owner.Type, "HttpRequestHeaders"));

    private static bool IsHeadersOf(ITypeSymbol? type, string name) => type?.Name == name;

    private HeaderWrite Create(IOperation operation, IOperation name, IOperation? value, IOperation collection)
    {
        var owner = Owner(collection, out var isClient);
        var target = isClient ? HeaderTarget.Client
            : owner is not null && KnownTypes.IsDictionary(owner.Type) ? HeaderTarget.Dictionary
            : HeaderTarget.Request;
        return new(operation, name, value, owner, target);
    }

    private IOperation? Owner(IOperation collection, out bool isClient)
    {
        isClient = false;
        var current = ValueOrigins.Unwrap(collection);
        while (true)
        {
            switch (current)
            {
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } implicitReceiver:
                    if (ReceiverOf(implicitReceiver) is not { } receiver)
                    {
                        return null;
                    }

                    current = receiver;
                    break;
                case IPropertyReferenceOperation { Property.Name: "DefaultRequestHeaders", Instance: { } client }:
                    isClient = true;
                    current = ValueOrigins.Unwrap(client);
                    break;
                case IPropertyReferenceOperation { Property.Name: "Headers" or "Content" or "NonValidated" or "TrailingHeaders", Instance: { } instance }
                    when types.IsHeaders(instance.Type) || types.IsContent(instance.Type) || types.IsRequest(instance.Type) || types.IsResponse(instance.Type):
                    current = ValueOrigins.Unwrap(instance);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation property }:
                    current = property;
                    break;
                default:
                    return current;
            }
        }
    }

    /// <summary>The creation or member that an object or collection initializer fills.</summary>
    private static IOperation? ReceiverOf(IInstanceReferenceOperation receiver)
    {
        for (var parent = receiver.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IObjectOrCollectionInitializerOperation { Parent: { } filled })
            {
                return filled;
            }
        }

        return null;
    }

    private bool IsHeaderCollection(ITypeSymbol? type) => types.IsHeaders(type) || KnownTypes.IsDictionary(type);

    private bool IsReadableCollection(ITypeSymbol? type) => IsHeaderCollection(type) || type?.Name == "NameValueCollection";
}
