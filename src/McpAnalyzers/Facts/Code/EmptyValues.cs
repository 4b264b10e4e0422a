using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Recognises values that stand for nothing being there, and choices that only turn one of them into another.</summary>
internal static class EmptyValues
{
    /// <summary>Is it null, an empty text, or what a type has for nothing?</summary>
    public static bool IsEmpty(IOperation value) => ValueOrigins.Unwrap(value) switch
    {
        { ConstantValue: { HasValue: true, Value: null or "" } } => true,
        IDefaultValueOperation => true,
        IFieldReferenceOperation { Field: { IsStatic: true, Name: "Empty" or "None" or "Null" or "Default" } } => true,
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Empty" or "None" or "Null" or "Default" } } => true,
        _ => false,
    };

    /// <summary>What a choice yields, or nothing where that is empty anyway: value of <c>string.IsNullOrEmpty(value) ? null : value</c>.</summary>
    public static IOperation? TidiedBy(IOperation choice)
    {
        if (ValueOrigins.Unwrap(choice) is not IConditionalOperation { Condition: var condition, WhenTrue: var whenTrue, WhenFalse: { } whenFalse })
        {
            return null;
        }

        if (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var denied })
        {
            (condition, whenTrue, whenFalse) = (denied, whenFalse, whenTrue);
        }

        if (NullTests.Of(condition, outcome: true) is not var (asked, isThere))
        {
            return null;
        }

        var (itself, instead) = isThere ? (whenTrue, whenFalse) : (whenFalse, whenTrue);
        return IsEmpty(instead) && ReferencedSymbol.Of(ValueOrigins.Unwrap(itself)) is { } named
            && SymbolEqualityComparer.Default.Equals(named, ReferencedSymbol.Of(ValueOrigins.Unwrap(asked))) ? itself : null;
    }
}
