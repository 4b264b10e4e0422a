using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Conditions that ask whether something is there.</summary>
internal static class NullTests
{
    /// <summary>What the condition asks for, and whether that is there when the condition has the outcome; null where it asks for something else.</summary>
    public static (IOperation Asked, bool IsThere)? Of(IOperation condition, bool outcome)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when ComparedWithConstant(binary) is { Constant: null, Asked: var asked }:
                return (asked, outcome == (binary.OperatorKind == BinaryOperatorKind.NotEquals));
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } isNull:
                return (isNull.Value, !outcome);
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } isNotNull:
                return (isNotNull.Value, outcome);
            case IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Arguments: [var text] }:
                return (text.Value, !outcome);
            default:
                return null;
        }
    }

    /// <summary>What is compared with a constant, on whichever side that stands.</summary>
    public static (IOperation Asked, object? Constant)? ComparedWithConstant(IBinaryOperation comparison) =>
        ConstantOf(comparison.RightOperand) is { HasValue: true } right ? (comparison.LeftOperand, right.Value)
        : ConstantOf(comparison.LeftOperand) is { HasValue: true } left ? (comparison.RightOperand, left.Value)
        : null;

    private static Optional<object?> ConstantOf(IOperation operand) =>
        operand is IConversionOperation { ConstantValue.HasValue: false } conversion ? conversion.Operand.ConstantValue : operand.ConstantValue;
}
