using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Comparisons for equality, however they are written.</summary>
internal static class Equalities
{
    /// <summary>What an operation compares: a == b, a.Equals(b), string.Equals(a, b); null where it does something else.</summary>
    public static (IOperation One, IOperation Other)? OperandsOf(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => (equals.LeftOperand, equals.RightOperand),
        IInvocationOperation { TargetMethod.Name: "Equals", Instance: { } receiver, Arguments: [var only, ..] } => (receiver, only.Value),
        IInvocationOperation { TargetMethod.Name: "Equals", Instance: null, Arguments: [var first, var second, ..] } => (first.Value, second.Value),
        _ => null,
    };
}
