using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Finds the conditions that decide whether a point of a body is reached: of ifs around it, of early returns before it.</summary>
internal sealed class Guards(TransportFacts facts)
{
    private const int MaximalHops = 8;

    /// <summary>
    /// The conditions, as they were written, that the scenario leaves open and that must have one certain outcome for the point to be reached.
    /// Of one that is kept in a local, denied, or answered by a helper, what is asked there.
    /// </summary>
    public IEnumerable<Origin> Of(IOperation point, CodeBody body, Frame frame, Scenario scenario)
    {
        var evaluator = new ConditionEvaluator(facts, scenario, facts.Explorer);
        foreach (var condition in ConditionsOf(body))
        {
            // What is asked within the point, or after it, decides nothing about it.
            if (point.Syntax.Span.Contains(condition.Syntax.Span) || !body.Flow.Leads(condition, point) || !IsOpen(new(condition, frame)))
            {
                continue;
            }

            var written = Asked(body.Original(condition) ?? condition);
            var asked = BehindNames(written, frame, MaximalHops);
            if ((asked.Operation == written || IsOpen(asked))
                && Reaches(point, body, frame, scenario, (condition.Syntax, Tri.True)) != Reaches(point, body, frame, scenario, (condition.Syntax, Tri.False)))
            {
                yield return asked;
            }
        }

        bool IsOpen(Origin condition) => evaluator.Evaluate(condition.Operation, new PathPoint(condition.Frame)) == Tri.Unknown;
    }

    private Origin BehindNames(IOperation condition, Frame frame, int hops)
    {
        if (hops == 0)
        {
            return new(condition, frame);
        }

        return ValueOrigins.Unwrap(condition) switch
        {
            // Whichever outcome it must have, it is one.
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var denied } => BehindNames(denied, frame, hops - 1),
            // What a switch over a parameter asks for is that.
            IParameterReferenceOperation { Type.SpecialType: not SpecialType.System_Boolean } => new(condition, frame),
            _ when facts.Code.BehindName(new(condition, frame)) is var (behind, asked) => BehindNames(behind, asked, hops - 1),
            _ => new(condition, frame),
        };
    }

    /// <summary>Of a case label or a switch arm, which name only what is compared with, what the switch asks for.</summary>
    private static IOperation Asked(IOperation condition)
    {
        for (var around = condition; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case ISwitchOperation statement:
                    return statement.Value;
                case ISwitchExpressionOperation expression:
                    return expression.Value;
                case not (ICaseClauseOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation or IPatternOperation or IConversionOperation or { ConstantValue.HasValue: true }):
                    return condition;
            }
        }

        return condition;
    }

    /// <summary>Everything in a body that is true or false and that the control flow graph kept in one piece.</summary>
    public static IEnumerable<IOperation> ConditionsOf(CodeBody body) => (body.Graph?.Blocks ?? [])
        .SelectMany(b => b.BranchValue is { } value ? b.Operations.Add(value) : b.Operations)
        .SelectMany(o => o.DescendantsAndSelf())
        .Where(o => o is IBinaryOperation or IIsPatternOperation or IIsTypeOperation or IIsNullOperation or IInvocationOperation or ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation
            && o.Type?.SpecialType == SpecialType.System_Boolean);

    private bool Reaches(IOperation point, CodeBody body, Frame frame, Scenario scenario, ForcedConditions forced) =>
        facts.Explorer.Explore(body, frame, scenario, Exceptions.All, forced) is { IsOpen: false } exploration && exploration.Reaches(point);
}
