using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>What a condition says of variables where it does not ask for them itself: it was kept in a local, or a helper that does no more answers for it.</summary>
internal sealed class ConditionsElsewhere(TransportFacts facts)
{
    private const int MaximalHops = 8;

    /// <summary>Whether what a branch is about is there, once the branch has the outcome.</summary>
    public IEnumerable<(IOperation Asked, bool IsThere)> Behind(IOperation condition, bool outcome, Frame frame) =>
        Next(new(condition, outcome, frame, MayDiffer: false, MaximalHops)) is { } next ? Read(next) : [];

    /// <param name="Condition">A condition.</param>
    /// <param name="Outcome">Its outcome.</param>
    /// <param name="Frame">The frame in which it is asked.</param>
    /// <param name="MayDiffer">Was it asked earlier, or of another object, so that a field may have another content here?</param>
    /// <param name="Hops">Through how many more names it is followed.</param>
    private readonly record struct Part(IOperation Condition, bool Outcome, Frame Frame, bool MayDiffer, int Hops);

    /// <summary>The condition that a local of the body, a parameter or a helper's call stands for.</summary>
    private Part? Next(Part part)
    {
        if (part.Hops == 0 || facts.Code.BehindName(new(part.Condition, part.Frame)) is not var (behind, frame))
        {
            return null;
        }

        var next = part with { Condition = behind, Frame = frame, Hops = part.Hops - 1 };
        return ValueOrigins.Unwrap(part.Condition) switch
        {
            ILocalReferenceOperation => frame == part.Frame ? next with { MayDiffer = true } : null,
            IInvocationOperation call => next with { MayDiffer = part.MayDiffer || call.Instance is not (null or IInstanceReferenceOperation) },
            _ => next,
        };
    }

    private IEnumerable<(IOperation Asked, bool IsThere)> Read(Part part) => ValueOrigins.Unwrap(part.Condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var denied } when part.Hops > 0 => Read(part with { Condition = denied, Outcome = !part.Outcome, Hops = part.Hops - 1 }),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
            part.Hops > 0 && part.Outcome == (both.OperatorKind == BinaryOperatorKind.ConditionalAnd)
                ? Read(part with { Condition = both.LeftOperand, Hops = part.Hops - 1 }).Concat(Read(part with { Condition = both.RightOperand, Hops = part.Hops - 1 }))
                : [],
        var condition when NullTests.Of(condition, part.Outcome) is var (asked, isThere) => InWalk(asked, part) is { } here ? [(here, isThere)] : [],
        _ => Next(part) is { } next ? Read(next) : [],
    };

    /// <summary>What is asked for, as the body that is walked through names it. Where a field may differ, only what nobody assigns a second time is as it was.</summary>
    private static IOperation? InWalk(IOperation asked, Part part)
    {
        var (given, frame) = part.Frame.Given(asked);
        var value = ValueOrigins.Unwrap(given);
        return !part.MayDiffer || (value is ILocalReferenceOperation or IParameterReferenceOperation && frame.Body.Locals.IsNeverReplaced(ReferencedSymbol.Of(value)!)) ? value : null;
    }
}
