using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Recognises code that tells the lines of an event stream apart by the name of the field, which stands before the colon.</summary>
internal static class EventFields
{
    /// <summary>How often a text may be trimmed: in a loop, what is trimmed may be what was trimmed before.</summary>
    private const int MaximalTrims = 4;

    /// <summary>Is it a constant that names a field, and that what stands before a colon is compared with?</summary>
    public static bool IsNameAskedFor(TransportFacts facts, IOperation constant, Frame frame) =>
        constant.ConstantValue is { HasValue: true, Value: "id" or "data" or "event" }
        && ComparedWith(constant) is { Path.IsEmpty: true, Root: var text }
        && IsBeforeColon(facts, text, frame);

    /// <summary>What code compares with the constant: by an operator, a call of Equals, a pattern or a switch.</summary>
    private static Subject? ComparedWith(IOperation constant) => constant.Parent switch
    {
        IConstantPatternOperation or ISingleValueCaseClauseOperation => Subject.Matched(constant.Parent),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            Subject.From(comparison.LeftOperand == constant ? comparison.RightOperand : comparison.LeftOperand),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Equals" } call } argument when (call.Instance ?? call.Arguments.FirstOrDefault(a => a != argument)?.Value) is { } other =>
            Subject.From(other),
        _ => null,
    };

    private static bool IsBeforeColon(TransportFacts facts, IOperation text, Frame frame, int trims = MaximalTrims) =>
        trims > 0 && facts.Origins.Of(text, frame).Leaves.Any(leaf => EventData.Untrimmed(leaf.Operation) switch
        {
            IArrayElementReferenceOperation { Indices: [{ ConstantValue: { HasValue: true, Value: 0 } }], ArrayReference: var parts } =>
                facts.Origins.Of(parts, leaf.Frame).Leaves.Any(split => split.Operation is IInvocationOperation { TargetMethod.Name: "Split" } call && IsGivenColon(call)),
            IInvocationOperation { TargetMethod.Name: "Substring", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 0 } }, var length] } => IsPlaceOfColon(facts, length.Value, leaf.Frame),
            IImplicitIndexerReferenceOperation { Argument: IRangeOperation { LeftOperand: null, RightOperand: { } end } } => IsPlaceOfColon(facts, end, leaf.Frame),
            var cut when cut != leaf.Operation => IsBeforeColon(facts, cut, leaf.Frame, trims - 1),
            _ => false,
        });

    /// <summary>Is it the place where a colon was found?</summary>
    private static bool IsPlaceOfColon(TransportFacts facts, IOperation index, Frame frame) =>
        facts.Origins.Of(index, frame).Leaves.Any(leaf => leaf.Operation is IInvocationOperation { TargetMethod.Name: "IndexOf" } call && IsGivenColon(call));

    private static bool IsGivenColon(IInvocationOperation call) => call.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(o => o.ConstantValue is { HasValue: true, Value: ':' or ":" or ": " }));
}
