using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Conditions that may stand twice in a body, and have the outcome then that they had before.</summary>
internal static class RepeatedConditions
{
    /// <summary>A condition that stood earlier on this path has the outcome it had there.</summary>
    public static Tri OutcomeOf(IOperation condition, PathPoint at)
    {
        if ((at.Frame.Body.Flow.Live is { } body ? body.RepeatableKey(condition) : KeyOf(condition)) is not { } key)
        {
            return Tri.Unknown;
        }

        var known = at[key.Key];
        // OfBinary turns the outcome of != round itself; the key is that of ==.
        return known == Tri.Unknown || condition is IBinaryOperation || !key.Negated ? known : TriLogic.Not(known);
    }

    /// <summary>Asked of every operation of a body: of most, their kind alone says no.</summary>
    public static bool MayHaveKey(IOperation condition) =>
        condition.Kind is OperationKind.Binary or OperationKind.IsPattern or OperationKind.IsType or OperationKind.PropertyReference or OperationKind.FieldReference or OperationKind.Invocation;

    /// <summary>The key of a condition that may stand twice in a body; null where a second look may see something else.</summary>
    public static (string Key, bool Negated)? KeyOf(IOperation condition)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when IsStable(binary.LeftOperand) && IsStable(binary.RightOperand):
                return ($"{binary.LeftOperand.Syntax}=={binary.RightOperand.Syntax}", binary.OperatorKind == BinaryOperatorKind.NotEquals);
            case IIsPatternOperation { Pattern: INegatedPatternOperation negated } isPattern when IsStable(isPattern.Value):
                return ($"{isPattern.Value.Syntax} is {negated.Pattern.Syntax}", true);
            case IIsPatternOperation isPattern when IsStable(isPattern.Value):
                return ($"{isPattern.Value.Syntax} is {isPattern.Pattern.Syntax}", false);
            case IIsTypeOperation { Syntax: BinaryExpressionSyntax { Right: var type } } isType when IsStable(isType.ValueOperand):
                return ($"{isType.ValueOperand.Syntax} is {type}", false);
            case IPropertyReferenceOperation or IFieldReferenceOperation when IsStable(condition):
                return (condition.Syntax.ToString(), false);
            case IInvocationOperation { TargetMethod: { Name: "Equals" or "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ReferenceEquals" } } invocation
                when invocation.Arguments.All(a => IsStable(a.Value)) && (invocation.Instance is null || IsStable(invocation.Instance)):
                return (invocation.Syntax.ToString(), false);
            default:
                return null;
        }
    }

    private static bool IsStable(IOperation operation) => ValueOrigins.Unwrap(operation) switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ILiteralOperation => true,
        IFieldReferenceOperation field => field.Instance is null || IsStable(field.Instance),
        IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Instance is null || IsStable(property.Instance),
        { ConstantValue.HasValue: true } => true,
        _ => false,
    };
}
