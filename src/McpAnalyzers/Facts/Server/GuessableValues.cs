using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What makes a value one that others can guess.</summary>
internal enum Guess
{
    Constant,
    Counter,
    Clock,
    Process,
    HashCode,
    Random,
}

/// <summary>Says of an expression whether others can guess its value. Null for everything that is not certain: a call out of sight may hand out a secret.</summary>
internal sealed class GuessableValues(TransportFacts facts)
{
    private const int MaximalDepth = 16;

    /// <summary>Methods of the framework that make nothing of their own: what comes out is as good as what goes in.</summary>
    private static readonly HashSet<string> Transparent =
    [
        "ToString", "Format", "Concat", "Join", "ToHexString", "ToHexStringLower", "ToBase64String", "Create",
        "ToUnixTimeMilliseconds", "ToUnixTimeSeconds", "ToFileTime", "ToFileTimeUtc", "ToBinary", "ToUniversalTime", "ToLocalTime",
        "Replace", "Trim", "TrimStart", "TrimEnd", "Substring", "PadLeft", "PadRight", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant",
        "GetBytes", "HashData", "ComputeHash", "ToArray", "AsSpan", "Repeat", "Range", "Select", "Abs",
    ];

    public Guess? Of(IOperation value, Frame frame) => Of(value, frame, 0);

    private Guess? Of(IOperation value, Frame frame, int depth)
    {
        value = GivenSessionIds.WithoutWrapper(value);
        if (depth > MaximalDepth)
        {
            return null;
        }

        if (value is ILocalReferenceOperation { Local: var filled } && IsFilledLater(filled.Type))
        {
            return OfFilled(filled, frame, depth);
        }

        if (value is IFieldReferenceOperation { Field: { IsConst: false } field } && IsCounted(field))
        {
            return Guess.Counter;
        }

        var leaves = facts.Origins.Of(value, frame).Leaves.Where(l => !IsNothing(l.Operation)).ToList();
        return Combine(leaves.Select(l => OfMaker(l.Operation, l.Frame, depth + 1)));
    }

    /// <summary>The same of what a value comes from, which is not followed any further.</summary>
    public Guess? OfMaker(IOperation maker, Frame frame) => OfMaker(maker, frame, 0);

    private Guess? OfMaker(IOperation maker, Frame frame, int depth)
    {
        if (depth > MaximalDepth)
        {
            return null;
        }

        maker = GivenSessionIds.WithoutWrapper(maker);
        switch (maker)
        {
            case { ConstantValue: { HasValue: true, Value: not null } }:
            case IDefaultValueOperation { Type.Name: "Guid" }:
            case IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.Name: "Guid" } }:
                return Guess.Constant;
            case IIncrementOrDecrementOperation { Target: IMemberReferenceOperation }:
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var captured } } when frame.Declaring(captured).Body != frame.Body:
                return Guess.Counter;
            case IFieldReferenceOperation { Field: var field } when IsCounted(field):
                return Guess.Counter;
            case IInterpolatedStringOperation text:
                return Combine(text.Parts.Select(p => p is IInterpolationOperation hole ? Of(hole.Expression, frame, depth + 1) : Guess.Constant));
            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation appended }:
                return Combine(appended.Parts.Select(p => p is IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var part, ..] } } ? Of(part.Value, frame, depth + 1) : null));
            case IBinaryOperation { OperatorMethod: null or { ContainingType.SpecialType: not SpecialType.None } } binary:
                return Combine([Of(binary.LeftOperand, frame, depth + 1), Of(binary.RightOperand, frame, depth + 1)]);
            case IArrayElementReferenceOperation { Indices: [var index] }:
                return Of(index, frame, depth + 1) is { } guess and not Guess.Constant ? guess : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type.SpecialType: SpecialType.System_String, Arguments: [var at] }:
                return Of(at.Value, frame, depth + 1) is { } byIndex and not Guess.Constant ? byIndex : null;
            case IPropertyReferenceOperation property:
                return OfProperty(property, frame, depth);
            case IInvocationOperation call:
                return OfCall(call, frame, depth);
            case IObjectCreationOperation { Type: { Name: "Guid" }, Arguments.IsEmpty: true, Initializer: null }:
                return Guess.Constant;
            case IObjectCreationOperation { Type: { Name: "Guid" } or { SpecialType: SpecialType.System_String }, Arguments: var arguments }:
                return Combine(arguments.Select(a => Of(a.Value, frame, depth + 1)));
            default:
                return null;
        }
    }

    private Guess? OfProperty(IPropertyReferenceOperation reference, Frame frame, int depth) => (reference.Property.ContainingType.Name, reference.Property.Name) switch
    {
        ("DateTime" or "DateTimeOffset", "Now" or "UtcNow" or "Today") => Guess.Clock,
        ("DateTime" or "DateTimeOffset" or "TimeSpan", _) when reference.Instance is { } time => Of(time, frame, depth + 1),
        ("Stopwatch", "ElapsedTicks" or "ElapsedMilliseconds" or "Elapsed") => Guess.Clock,
        ("Environment", "TickCount" or "TickCount64") => Guess.Clock,
        ("Environment", "ProcessId" or "MachineName" or "CurrentManagedThreadId") => Guess.Process,
        ("Thread", "ManagedThreadId") or ("Process", "Id") => Guess.Process,
        (_, "Count") when reference is { Type.SpecialType: SpecialType.System_Int32, Instance: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } } => Guess.Counter,
        _ => null,
    };

    private Guess? OfCall(IInvocationOperation call, Frame frame, int depth)
    {
        var type = call.TargetMethod.ContainingType;
        switch (call.TargetMethod.Name)
        {
            case "Increment" or "Decrement" or "Add" when type.Name == "Interlocked":
                return Guess.Counter;
            case "GetHashCode" or "ToHashCode":
            case "Combine" when type.Name == "HashCode":
                return Guess.HashCode;
            case "Next" or "NextInt64" or "NextDouble" or "NextSingle" or "GetItems" or "GetString" or "GetHexString" when IsRandom(type):
                return Guess.Random;
            case "GetTimestamp" when type.Name is "Stopwatch" or "TimeProvider":
            case "GetUtcNow" or "GetLocalNow" when type.Name == "TimeProvider":
                return Guess.Clock;
            case "ToString" when call.Instance is { Type.Name: "StringBuilder" } builder && ValueOrigins.Unwrap(builder) is ILocalReferenceOperation { Local: var local }:
                return OfFilled(local, frame, depth);
            case "Create" when call.Arguments.IsEmpty && IsHash(type):
                return Guess.Constant;
            case "Parse" when type.Name == "Guid":
            case var name when Transparent.Contains(name) && IsTransparent(type):
                var operands = call.Arguments.Where(a => a.Parameter?.Type.Name is not ("IFormatProvider" or "CultureInfo")).Select(a => a.Value);
                return Combine((call.Instance is { Type: { } made } instance && !IsEncoding(made) ? [instance, .. operands] : operands).Select(o => OfOperand(o, frame, depth + 1)));
            default:
                return null;
        }
    }

    /// <summary>An argument: what a lambda returns, the elements of a list of arguments, else the value.</summary>
    private Guess? OfOperand(IOperation operand, Frame frame, int depth)
    {
        switch (ValueOrigins.Unwrap(operand))
        {
            case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                return facts.Code.All.FirstOrDefault(b => b.IsLambda && b.Root == lambda) is { } body
                    ? Combine(body.ReturnedValues().Select(r => Of(r, body.AnyCall, depth + 1)))
                    : null;
            case IArrayCreationOperation { Initializer.ElementValues: { IsEmpty: false } elements }:
                return Combine(elements.Select(e => Of(e, frame, depth + 1)));
            case ICollectionExpressionOperation { Elements: { IsEmpty: false } elements }:
                return Combine(elements.Select(e => Of(e, frame, depth + 1)));
            default:
                return Of(operand, frame, depth);
        }
    }

    /// <summary>Calls on the values of the framework, whose names say what they do; hashes without a key hide nothing.</summary>
    private static bool IsTransparent(ITypeSymbol type) =>
        type.SpecialType is not SpecialType.None
        || type.Name is "DateTimeOffset" or "TimeSpan" or "Convert" or "BitConverter" or "Math" or "Enumerable" or "MemoryExtensions" or "Guid"
        || IsEncoding(type) || IsHash(type) || type.Name == "HashAlgorithm";

    private static bool IsEncoding(ITypeSymbol type) => type.Name.EndsWith("Encoding", StringComparison.Ordinal);

    private static bool IsHash(ITypeSymbol type) => type.Name.StartsWith("SHA", StringComparison.Ordinal) || type.Name == "MD5";

    private static bool IsRandom(INamedTypeSymbol type) => type is { Name: "Random", ContainingNamespace.Name: "System" };

    private static bool IsFilledLater(ITypeSymbol type) => type is IArrayTypeSymbol || type.Name is "Span" or "StringBuilder";

    /// <summary>What code puts into a local buffer: all of it has to be in sight.</summary>
    private Guess? OfFilled(ILocalSymbol buffer, Frame frame, int depth)
    {
        var contents = new List<Guess?>();
        foreach (var operation in frame.Body.Outermost.SelfAndNested().SelectMany(b => b.Operations))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "NextBytes", ContainingType: var type } } fill when IsRandom(type) && fill.Arguments.Any(a => IsReference(a.Value, buffer)):
                    contents.Add(Guess.Random);
                    break;
                case ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var array }, Value: var element } when IsReference(array, buffer):
                    contents.Add(Of(element, frame, depth + 1));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Append", Instance: { } builder, Arguments: [var appended, ..] } when IsReference(builder, buffer):
                    contents.Add(Of(appended.Value, frame, depth + 1));
                    break;
                case IInvocationOperation call when call.Arguments.Any(a => IsReference(a.Value, buffer)) && !OnlyReads(call):
                case IVariableInitializerOperation { Value: var kept } when IsAlias(kept):
                case ISimpleAssignmentOperation { Value: var given } when IsAlias(given):
                case { Type.Name: "Span" or "Memory" } view when IsWritable(view) && view.Descendants().Any(o => IsReference(o, buffer)):
                    return null;
            }
        }

        if (contents.Count == 0)
        {
            return frame.Body.Locals.Of(buffer) is [{ Kind: DefinitionKind.Value, Value: var only }] && buffer.Type.Name != "StringBuilder"
                ? OfMaker(ValueOrigins.Unwrap(only), frame, depth + 1)
                : null;
        }

        return Combine(contents);

        // var same = bytes: anything may be put into it by another name.
        bool IsAlias(IOperation value) => value.Type?.Name is not ("ReadOnlySpan" or "ReadOnlyMemory") && IsReference(value, buffer);
    }

    /// <summary>A call that makes nothing of its own, and whose result is no count of what it has written: HashData(source, destination).</summary>
    private static bool OnlyReads(IInvocationOperation call) =>
        Transparent.Contains(call.TargetMethod.Name) && IsTransparent(call.TargetMethod.ContainingType) && call.Type?.SpecialType is SpecialType.None or SpecialType.System_String;

    /// <summary>Bytes that anything may be put into: bytes.AsSpan(8), bytes[8..]. A call that is given all of the buffer is looked at itself.</summary>
    private static bool IsWritable(IOperation view) => view switch
    {
        { Parent: IConversionOperation { Type.Name: "ReadOnlySpan" } } or ILocalReferenceOperation => false,
        IConversionOperation { Parent: IArgumentOperation } => false,
        _ => true,
    };

    private static bool IsReference(IOperation operation, ILocalSymbol local) =>
        GivenSessionIds.WithoutWrapper(operation) is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

    /// <summary>Is the number in the field only ever counted up?</summary>
    private bool IsCounted(IFieldSymbol field) =>
        field.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
        && facts.Code.All.Any(b => b.Operations.Any(o => o switch
        {
            IIncrementOrDecrementOperation { Target: IFieldReferenceOperation counted } => IsTo(counted, field),
            ICompoundAssignmentOperation { Target: IFieldReferenceOperation counted, Value.ConstantValue.HasValue: true } => IsTo(counted, field),
            IInvocationOperation { TargetMethod: { Name: "Increment" or "Add", ContainingType.Name: "Interlocked" }, Arguments: [{ Value: IFieldReferenceOperation counted }, ..] } => IsTo(counted, field),
            _ => false,
        }));

    private static bool IsTo(IFieldReferenceOperation reference, IFieldSymbol field) => SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, field.OriginalDefinition);

    private static bool IsNothing(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null or "" } || operation is IDefaultValueOperation { Type.IsReferenceType: true };

    /// <summary>One part that nobody can guess makes the whole one; of the rest, the first that is no constant says why.</summary>
    private static Guess? Combine(IEnumerable<Guess?> parts)
    {
        Guess? combined = null;
        foreach (var part in parts)
        {
            if (part is null)
            {
                return null;
            }

            combined = combined is null or Guess.Constant ? part : combined;
        }

        return combined;
    }
}
