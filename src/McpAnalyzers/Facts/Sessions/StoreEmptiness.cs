using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What stands in a store for no session.</summary>
[Flags]
internal enum Emptiness
{
    None = 0,
    Null = 1,
    EmptyText = 2,
}

/// <summary>Finds out from the code that asks whether there is an id in a store what stands there when there is none.</summary>
internal sealed class StoreEmptiness(TransportFacts facts)
{
    /// <summary>Null where any code compares with that, else an empty text where code asks for that or the store starts with it; none where nothing tells.</summary>
    public Emptiness Of(ISymbol store)
    {
        var asked = Emptiness.None;
        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                if (AskedBy(operation) is var (value, emptiness) && IsContent(value, store, body))
                {
                    asked |= emptiness;
                }
            }
        }

        // IsNullOrEmpty asks for both, and leaves it to the type which of them is meant.
        return asked.HasFlag(Emptiness.Null) ? Emptiness.Null
            : asked.HasFlag(Emptiness.EmptyText) || StartsEmpty(store) ? Emptiness.EmptyText
            : store.Type().NullableAnnotation != NullableAnnotation.NotAnnotated ? Emptiness.Null
            : IsAskedForEither(store) ? Emptiness.EmptyText
            : Emptiness.None;
    }

    private bool IsAskedForEither(ISymbol store) =>
        facts.Code.All.Any(body => body.Operations.Any(o => o is IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Arguments: [var text] } && IsContent(text.Value, store, body)));

    /// <summary>What an operation asks for being there, and what it takes for nothing; null where it asks no such thing, or for either.</summary>
    private static (IOperation Value, Emptiness Emptiness)? AskedBy(IOperation operation) => operation switch
    {
        ICoalesceOperation coalesce => (coalesce.Value, Emptiness.Null),
        ICoalesceAssignmentOperation coalesce => (coalesce.Target, Emptiness.Null),
        IConditionalAccessOperation access => (access.Operation, Emptiness.Null),
        IIsTypeOperation isType => (isType.ValueOperand, Emptiness.Null),
        IIsPatternOperation isPattern => (isPattern.Value, OfPattern(isPattern.Pattern)),
        IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text } => (text, Emptiness.EmptyText),
        IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } nullable } => (nullable, Emptiness.Null),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary => OfComparison(binary),
        _ => null,
    };

    private static Emptiness OfPattern(IPatternOperation pattern)
    {
        var constants = pattern.DescendantsAndSelf().OfType<IConstantPatternOperation>().Where(c => c.Parent is not IPropertySubpatternOperation).ToList();
        return constants.Count > 0 && constants.All(c => EmptyValues.IsEmpty(c.Value) && !Constants.IsNull(c.Value)) ? Emptiness.EmptyText : Emptiness.Null;
    }

    private static (IOperation Value, Emptiness Emptiness)? OfComparison(IBinaryOperation binary)
    {
        var (value, with) = EmptyValues.IsEmpty(binary.LeftOperand) ? (binary.RightOperand, binary.LeftOperand) : (binary.LeftOperand, binary.RightOperand);
        return !EmptyValues.IsEmpty(with) ? null : (value, Constants.IsNull(ValueOrigins.Unwrap(with)) ? Emptiness.Null : Emptiness.EmptyText);
    }

    /// <summary>Is it the content of the store, or a local that was given it?</summary>
    private bool IsContent(IOperation value, ISymbol store, CodeBody body) =>
        IsStore(ReferencedSymbol.Of(ValueOrigins.Unwrap(value)), store)
        || (ValueOrigins.Unwrap(value) is ILocalReferenceOperation local && facts.Origins.Of(local, body.AnyCall) is var behind
            && behind.Carriers.Any(c => IsStore(c.Symbol, store)));

    private static bool IsStore(ISymbol? symbol, ISymbol store) => SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, store.OriginalDefinition);

    private bool StartsEmpty(ISymbol store) =>
        facts.Code.InitializerOf(store)?.Root is ISymbolInitializerOperation { Value: var value } && EmptyValues.IsEmpty(value) && !Constants.IsNull(ValueOrigins.Unwrap(value));
}
