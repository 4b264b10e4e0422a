using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Recognises how server code reads headers of the request that it serves, and follows their values.</summary>
internal sealed class ServedHeaders(TransportFacts facts)
{
    private const string Origin = "Origin";
    private const int MaximalDepth = 6;
    private const int MaximalNesting = 12;
    private const int MaximalSteps = 50;

    // By the depth too: where one search ends, another that starts nearer finds more.
    private readonly Dictionary<(IOperation, Frame, string Header, int Depth), bool> _known = [];
    private readonly Dictionary<(IOperation, Frame, string Header, int Depth), bool> _made = [];

    /// <summary>Does the value come from the Mcp-Session-Id of the request?</summary>
    public bool IsSessionId(IOperation value, Frame frame) => ComesFrom(value, frame, McpHeaders.SessionId);

    /// <summary>Can the value be nothing else than the Mcp-Session-Id of the request, or null?</summary>
    public bool IsOnlySessionId(IOperation value, Frame frame) =>
        facts.Origins.Of(value, frame).Leaves is { Count: > 0 } leaves
        && leaves.All(l => IsNothing(l.Operation) || IsSessionId(l.Operation, l.Frame))
        && IsSessionId(value, frame);

    /// <summary>Does the Mcp-Session-Id of the request go into the making of the value: into a claim, a user that is looked up?</summary>
    public bool IsMadeOfSessionId(IOperation value, Frame frame) => IsMadeOf(value, frame, McpHeaders.SessionId, MaximalNesting);

    public bool IsOrigin(IOperation value, Frame frame) => ComesFrom(value, frame, Origin);

    /// <summary>Does the operation itself read, or ask for, the Mcp-Session-Id of the request?</summary>
    public bool ReadsSessionId(IOperation operation, Frame frame) => Reads(operation, frame, McpHeaders.SessionId);

    public bool ReadsOrigin(IOperation operation, Frame frame) => Reads(operation, frame, Origin);

    /// <summary>Does the framework fill the parameter with the Mcp-Session-Id of the request?</summary>
    public bool IsFilledWithSessionId(IParameterSymbol parameter) => IsFilledWith(parameter, McpHeaders.SessionId) == true;

    private bool IsMadeOf(IOperation value, Frame frame, string header, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        if (!_made.TryGetValue((value, frame, header, depth), out var isMade))
        {
            _made[(value, frame, header, depth)] = isMade = facts.Origins.Of(value, frame).Leaves.Any(leaf =>
                LeafComesFrom(leaf, header, MaximalDepth) || PartsOf(leaf).Any(p => IsMadeOf(p, leaf.Frame, header, depth - 1)));
        }

        return isMade;
    }

    private static IEnumerable<IOperation> PartsOf(Origin leaf) => leaf.Operation switch
    {
        ILocalReferenceOperation { Local: var local } => leaf.Frame.Body.Locals.Of(local).Where(d => d.Kind != DefinitionKind.Value).Select(d => d.Value),
        IParameterReferenceOperation or IAnonymousFunctionOperation => [],
        _ => leaf.Operation.ChildOperations,
    };

    private bool ComesFrom(IOperation value, Frame frame, string header) => ComesFrom(value, frame, header, MaximalDepth);

    private bool ComesFrom(IOperation value, Frame frame, string header, int depth)
    {
        if (depth == 0 || !MayHoldHeader(ValueOrigins.Unwrap(value).Type))
        {
            return false;
        }

        if (!_known.TryGetValue((value, frame, header, depth), out var comes))
        {
            _known[(value, frame, header, depth)] = comes = facts.Origins.Of(value, frame).Leaves.Any(leaf => LeafComesFrom(leaf, header, depth - 1));
        }

        return comes;
    }

    private bool LeafComesFrom(Origin leaf, string header, int depth)
    {
        var (operation, frame) = leaf;
        if (Reads(operation, frame, header))
        {
            return true;
        }

        switch (operation)
        {
            case IParameterReferenceOperation { Parameter: { } parameter }:
                return IsBoundTo(parameter, frame, header);
            case ILocalReferenceOperation { Local: { } local }:
                return frame.Declaring(local).Body.Locals.Of(local).Any(d => d.Kind switch
                {
                    DefinitionKind.Argument => Reads(d.Value, frame, header) || (IsParse(d.Value) && d.Value is IInvocationOperation parse && parse.Arguments.Any(a => a.Parameter?.RefKind == RefKind.None && ComesFrom(a.Value, frame, header, depth))),
                    DefinitionKind.Part => !IsMember(d.Value) && ComesFrom(d.Value, frame, header, depth),
                    _ => false,
                });
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments: [{ Value.Type.SpecialType: SpecialType.System_Int32 }] }:
                return ComesFrom(instance, frame, header, depth);
            case IConditionalAccessOperation access:
                return ComesFrom(access.WhenNotNull, frame, header, depth);
            case IInvocationOperation { TargetMethod.Name: "ToString" or "Trim" or "ToArray" or "ToLowerInvariant" or "ToUpperInvariant", Instance: { } instance }:
                return ComesFrom(instance, frame, header, depth);
            case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ElementAt" }, Arguments: [var source, ..] }:
                return ComesFrom(source.Value, frame, header, depth);
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Parse" or "Create" or "From" or "Concat" or "Join" or "Format" } } made:
                return made.Arguments.Any(a => ComesFrom(a.Value, frame, header, depth));
            case IObjectCreationOperation creation:
                return creation.Arguments.Any(a => ComesFrom(a.Value, frame, header, depth));
            case IInterpolatedStringOperation interpolated:
                return interpolated.Parts.OfType<IInterpolationOperation>().Any(p => ComesFrom(p.Expression, frame, header, depth));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return ComesFrom(sum.LeftOperand, frame, header, depth) || ComesFrom(sum.RightOperand, frame, header, depth);
            case IPropertyReferenceOperation { Property.Name: "Host" or "Authority" or "Value" or "OriginalString" or "AbsoluteUri", Instance: { } instance }:
                return ComesFrom(instance, frame, header, depth);
            default:
                return false;
        }
    }

    /// <summary>Does a pattern ask for the member of something, and not take that itself apart?</summary>
    private static bool IsMember(IOperation part) => part is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } };

    /// <summary>Turns a text into what it stands for, if it is one: Guid.TryParse, Uri.TryCreate, TryUnprotect.</summary>
    public static bool IsParse(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: { } name } && (name.StartsWith("TryParse", StringComparison.Ordinal) || name is "TryCreate" or "TryDecode" or "TryUnprotect" or "TryFormat");

    /// <summary>Null or empty, whatever the request brings?</summary>
    public static bool IsNothing(IOperation value) =>
        value is { ConstantValue: { HasValue: true, Value: null or "" } } or IDefaultValueOperation or IFieldReferenceOperation { Field: { Name: "Empty", IsStatic: true } };

    private static bool MayHoldHeader(ITypeSymbol? type) =>
        type is not null && type.SpecialType is not (SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Void) && type.TypeKind != TypeKind.Enum;

    private bool Reads(IOperation operation, Frame frame, string header)
    {
        operation = operation is IConditionalAccessOperation access ? access.WhenNotNull : operation;
        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { IsIndexer: true }, Instance: { } instance, Arguments: [var name] } indexed:
                return IsNamed(name.Value, frame, header) && IsServed(instance) && !IsWritten(indexed);
            case IPropertyReferenceOperation { Property: { IsIndexer: false, Name: var typed, ContainingType.Name: "IHeaderDictionary" }, Instance: { } headers } reference:
                return typed == header && IsServed(headers) && !IsWritten(reference);
            case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" }, Arguments: [var all, { Value: var predicate }] } when IsCollection(ValueOrigins.Unwrap(all.Value).Type):
                return IsServed(all.Value)
                    && ValueOrigins.Unwrap(predicate) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation asked }
                    && ReturnedComparison(asked) is var (one, other)
                    && ((IsKey(one) && IsNamed(other, frame, header)) || (IsKey(other) && IsNamed(one, frame, header)));
            case IInvocationOperation { TargetMethod: { Name: var method } } invocation when !IsWriting(method):
                var receiver = ValueOrigins.ReceiverOf(invocation);
                return (receiver is null || IsServed(receiver))
                    && invocation.Arguments.Any(a => a.Value != receiver && a.Parameter?.RefKind is null or RefKind.None && IsNamed(a.Value, frame, header))
                    && invocation.Arguments.Count(a => a.Value.Type?.SpecialType == SpecialType.System_String) <= 2;
            default:
                return false;
        }
    }

    /// <summary>The two that a predicate compares, where it does nothing else.</summary>
    private static (IOperation One, IOperation Other)? ReturnedComparison(IAnonymousFunctionOperation predicate) =>
        predicate.Body.Operations is [IReturnOperation { ReturnedValue: { } returned }] ? Equalities.OperandsOf(ValueOrigins.Unwrap(returned)) : null;

    private bool IsCollection(ITypeSymbol? type) => facts.Types.IsHeaders(type) || type?.Name is "IHeaderDictionary" or "HeaderDictionary";

    /// <summary>The name of a header: h.Key</summary>
    private static bool IsKey(IOperation value) => ValueOrigins.Unwrap(value) is IPropertyReferenceOperation { Property: { Name: "Key", ContainingType.Name: "KeyValuePair" } };

    private static bool IsWriting(string method) =>
        method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("Set", StringComparison.Ordinal) || method.StartsWith("Remove", StringComparison.Ordinal)
        || method.StartsWith("Append", StringComparison.Ordinal) || method.StartsWith("TryAdd", StringComparison.Ordinal) || method.StartsWith("Log", StringComparison.Ordinal)
        || method.StartsWith("Write", StringComparison.Ordinal) || method.StartsWith("With", StringComparison.Ordinal) || method is "Equals" or "Compare";

    private static bool IsWritten(IPropertyReferenceOperation reference) => reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;

    private bool IsNamed(IOperation name, Frame frame, string header) =>
        name.Type?.SpecialType == SpecialType.System_String && IsName(facts.Headers.TextOf(name, frame), header);

    private bool IsName(string? text, string header) =>
        header == McpHeaders.SessionId ? facts.Headers.Names.Find(text) == McpHeader.SessionId : string.Equals(text, header, StringComparison.OrdinalIgnoreCase);

    /// <summary>Not the headers of a client's message, nor those of the answer.</summary>
    private bool IsServed(IOperation collection)
    {
        var current = ValueOrigins.Unwrap(collection);

        // A local may be assigned a part of itself: node = node.Parent.
        for (var step = 0; step < MaximalSteps; step++)
        {
            if (facts.Types.IsRequest(current.Type) || facts.Types.IsResponse(current.Type) || facts.Types.IsClient(current.Type) || ServerTypes.IsResponse(current.Type)
                || current.Type?.Name is "HttpRequestHeaders" or "HttpResponseHeaders" or "HttpContentHeaders")
            {
                return false;
            }

            switch (current)
            {
                case IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } instance }:
                    current = ValueOrigins.Unwrap(instance);
                    break;
                case ILocalReferenceOperation { Local: { } local } when facts.Code.All.Select(b => b.Locals.Of(local)).FirstOrDefault(d => d.Count > 0) is [{ Kind: DefinitionKind.Value, Value: var value }]:
                    var next = ValueOrigins.Unwrap(value);
                    if (next is ILocalReferenceOperation)
                    {
                        return true;
                    }

                    current = next;
                    break;
                default:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A parameter that the framework fills from the header, or, of a method that nobody in sight calls, one that is named so.</summary>
    private bool IsBoundTo(IParameterSymbol parameter, Frame frame, string header) =>
        IsFilledWith(parameter, header)
        ?? (header == McpHeaders.SessionId
            && parameter.Type.SpecialType == SpecialType.System_String
            && parameter.Name.Replace("_", "").EndsWith("sessionId", StringComparison.OrdinalIgnoreCase)
            && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
            // Parameters of actions and of mapped handlers come from the route, the query or the body.
            && !facts.Endpoints.IsHandler(frame.Declaring(parameter).Body)
            && !ServerTypes.IsResult(KnownTypes.TaskResult(method.ReturnType) ?? method.ReturnType));

    /// <summary>Does the framework fill the parameter with the header? Null where no attribute says what with.</summary>
    private bool? IsFilledWith(IParameterSymbol parameter, string header)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "FromHeaderAttribute":
                    return IsName(attribute.Named("Name") ?? parameter.Name, header);
                case "FromRouteAttribute" or "FromQueryAttribute" or "FromBodyAttribute" or "FromFormAttribute" or "FromServicesAttribute":
                    return false;
            }
        }

        return null;
    }
}
