using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>What a path through a body learns on its way: from the branches that it takes, and from what is assigned.</summary>
internal sealed class PathKnowledge(TransportFacts facts, Scenario scenario, Frame frame, PathVariables variables, ConditionEvaluator conditions)
{
    /// <summary>What a path knows of its variables once it has gone one way at a condition that was open.</summary>
    public PathState Assume(IOperation condition, bool outcome, PathState state)
    {
        while (true)
        {
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    (condition, outcome) = (not.Operand, !outcome);
                    continue;
                case IParenthesizedOperation parenthesized:
                    condition = parenthesized.Operand;
                    continue;
                case IConversionOperation conversion:
                    condition = conversion.Operand;
                    continue;
                case IAwaitOperation awaited:
                    condition = ValueOrigins.Unwrap(awaited);
                    continue;
                case IFlowCaptureReferenceOperation capture:
                    return variables.Set(capture.Id, TriLogic.From(outcome), state);
                case IIsNullOperation { Operand: IFlowCaptureReferenceOperation capture }:
                    // `x?.Length`, `x ??= y`: the graph asks what it has put aside of x.
                    return AssumePresence(frame.Written(capture), !outcome, SetPresence(capture.Id, capture.Type, !outcome, state));
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                    return AssumeElsewhere(condition, outcome, variables.Set(ReferencedSymbol.Of(condition)!, TriLogic.From(outcome), state));
                case var _ when NullTests.Of(condition, outcome) is var (operand, isThere):
                    return AssumePresence(operand, isThere, state);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when NullTests.ComparedWithConstant(binary) is { Constant: bool wanted, Asked: var asked }:
                    outcome = outcome == (wanted == (binary.OperatorKind == BinaryOperatorKind.Equals));
                    condition = asked;
                    continue;
                case IInvocationOperation invocation:
                    return AssumeElsewhere(condition, outcome, Remember(condition, outcome, outcome ? AssumeGiven(invocation, state) : state));
                default:
                    return Remember(condition, outcome, state);
            }
        }
    }

    /// <summary><c>bool TryGet(out var x)</c>: where it says true, x is there.</summary>
    private PathState AssumeGiven(IInvocationOperation call, PathState state)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out && ReferencedSymbol.Of(ValueOrigins.Unwrap(argument.Value)) is { } local)
            {
                state = SetPresence(local, argument.Value.Type, present: true, state);
            }
        }

        return state;
    }

    private PathState AssumeElsewhere(IOperation condition, bool outcome, PathState state)
    {
        foreach (var (asked, isThere) in facts.ConditionsElsewhere.Behind(condition, outcome, frame))
        {
            state = AssumePresence(asked, isThere, state);
        }

        return state;
    }

    public PathState AssumePresence(IOperation operand, bool present, PathState state)
    {
        var value = ValueOrigins.Unwrap(operand);
        return ReferencedSymbol.Of(value) is { } symbol && value is not IPropertyReferenceOperation { Instance: not (null or IInstanceReferenceOperation) }
            ? SetPresence(symbol, value.Type, present, state)
            : state;
    }

    /// <summary>A variable is there, or null. Of a condition that is there nothing more is known: it may be true or false.</summary>
    private PathState SetPresence(object variable, ITypeSymbol? type, bool present, PathState state) =>
        !ConditionEvaluator.IsCondition(type) ? variables.Set(variable, TriLogic.From(present), state)
        : present ? state
        : variables.Set(variable, Tri.Null, state);

    /// <summary><c>x is var local</c> and <c>x is { } local</c> make the local what x is.</summary>
    public PathState Bind(IOperation condition, PathState state)
    {
        if (condition is not IIsPatternOperation isPattern
            || isPattern.Pattern switch { IDeclarationPatternOperation declaration => declaration.DeclaredSymbol, IRecursivePatternOperation recursive => recursive.DeclaredSymbol, _ => null } is not { } local)
        {
            return state;
        }

        var value = isPattern.Pattern is IDeclarationPatternOperation { MatchesNull: true } || ConditionEvaluator.IsCondition(isPattern.Value.Type) ? conditions.ValueOf(isPattern.Value, At(state))
            : ConditionEvaluator.IsCondition(local.Type()) ? Tri.Unknown
            : Tri.True;
        state = variables.Set(local, value, Forget(local, state));
        Hold(local, isPattern.Value.Type, isPattern.Value, ref state);
        return state;
    }

    public PathState Forget(ISymbol symbol, PathState state) =>
        variables.Set(symbol, Tri.Unknown, variables.ForgetConditionsOn(symbol.Name, state));

    /// <summary>What the path must know of a local beyond whether it is there: is it the supposed answer, is it the supposed method?</summary>
    public void Hold(object holder, ITypeSymbol? type, IOperation value, ref PathState state)
    {
        if (scenario.Exchange is not { } exchange)
        {
            return;
        }

        if (facts.Types.IsResponseOrTaskOfIt(type) || facts.Types.IsStatusCode(type))
        {
            state = variables.Set(new HoldsExchange(holder), Holds(value, facts.Types.IsStatusCode(type), exchange, state), state);
        }
        else if (scenario.Verb != Verbs.None && facts.Types.IsHttpMethod(type) && holder is ISymbol symbol)
        {
            state = variables.Set(new HoldsMethod(symbol), conditions.Exchange.IsSupposedMethod(frame.Written(value), At(state)), state);
        }
    }

    private Tri Holds(IOperation value, bool isStatus, Origin exchange, PathState state)
    {
        var written = frame.Written(value);
        var subject = Subject.From(written);
        var from = ValueOrigins.Unwrap(value) is IFlowCaptureReferenceOperation capture ? capture.Id
            : subject.Root is ILocalReferenceOperation { Local: { } local } ? (object)local
            : null;
        if (from is not null && state[variables.Find(new HoldsExchange(from))] is var known and not Tri.Unknown)
        {
            return known;
        }

        var held = isStatus ? facts.StatusOwners(subject, frame) : facts.Exchanges.Behind(written, frame);
        return held.Count == 0 ? Tri.Unknown : TriLogic.From(held.Any(o => Exchanges.IsSame(o, exchange)));
    }

    private PathState Remember(IOperation condition, bool outcome, PathState state) =>
        IsRepeatable(condition, out var key) ? variables.Set(key.Key, TriLogic.From(outcome != key.Negated), state) : state;

    private bool IsRepeatable(IOperation condition, out (string Key, bool Negated) key)
    {
        var found = frame.Body.Flow.Live!.RepeatableKey(frame.Written(condition));
        key = found ?? default;
        return found is not null;
    }

    private PathPoint At(PathState state) => new(frame, variables, state);
}
