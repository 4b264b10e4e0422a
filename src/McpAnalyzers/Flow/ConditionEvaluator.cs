using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>
/// Says what a condition is when a scenario is real: true, false, or open. It reads conditions as they were written and as the control
/// flow graph lowered them.
/// </summary>
internal sealed class ConditionEvaluator
{
    /// <summary>How deep conditions may nest before one is given up as open.</summary>
    private const int MaximalNesting = 200;

    private readonly ServedConditions? _served;
    private readonly PresenceConditions _presence;
    private readonly PatternConditions _patterns;
    private readonly TransportFacts _facts;
    private readonly Scenario _scenario;
    private readonly Explorer _explorer;
    private int _nesting;

    public ConditionEvaluator(TransportFacts facts, Scenario scenario, Explorer explorer)
    {
        _facts = facts;
        _scenario = scenario;
        _explorer = explorer;
        _served = scenario.Served is { } request ? new(facts, request) : null;
        _presence = new(facts, scenario, explorer, this);
        Exchange = new(facts, scenario, _served, this, _presence);
        _patterns = new(this, _presence, Exchange);
    }

    /// <summary>Conditions whose outcome is decided beforehand, to see what depends on them.</summary>
    public ForcedConditions? Forced { get; init; }

    public ExchangeConditions Exchange { get; }

    public Tri Evaluate(IOperation condition, PathPoint at)
    {
        if (Forced is { } forced && !IsMadeByGraph(condition) && forced.TryGetValue(condition.Syntax, out var decided))
        {
            return decided;
        }

        if (_nesting >= MaximalNesting)
        {
            return Tri.Unknown;
        }

        _nesting++;
        try
        {
            var outcome = EvaluateKind(condition, at);
            return outcome == Tri.Unknown && _served is not null ? OfServed(condition, at.Frame) : outcome;
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>Of <c>!(a &amp;&amp; b)</c> as a value, the graph makes <c>true</c>, with the syntax of a, and <c>!b</c>, with that of b: neither is the condition that was written.</summary>
    private static bool IsMadeByGraph(IOperation condition) =>
        condition is ILiteralOperation || (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var denied } && denied.Syntax == condition.Syntax);

    /// <summary>Is a reference, a nullable or a text there (True), null or empty (False), or is that open?</summary>
    public Tri Presence(IOperation value, PathPoint at)
    {
        if (_nesting >= MaximalNesting)
        {
            return Tri.Unknown;
        }

        _nesting++;
        try
        {
            var presence = _presence.Of(value, at);
            return presence == Tri.Unknown && _served is not null ? _served.Presence(at.Frame.Written(value), at.Frame) : presence;
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>Of a condition its outcome, of everything else whether it is there.</summary>
    public Tri ValueOf(IOperation value, PathPoint at) =>
        IsCondition(value.Type) ? Evaluate(value, at) : Presence(value, at);

    public static bool IsCondition(ITypeSymbol? type) => KnownTypes.WithoutNullable(type)?.SpecialType == SpecialType.System_Boolean;

    /// <summary>Does it read a property whose code is in sight?</summary>
    public bool RunsCode(IPropertyReferenceOperation property) => _facts.Code.Callee(property) is not null;

    /// <summary>What a call hands to a body, as far as the path that makes the call knows it.</summary>
    public ParameterStates StatesOf(IOperation call, CodeBody callee, PathPoint at)
    {
        var states = default(ParameterStates);
        foreach (var argument in Frame.ArgumentsOf(call))
        {
            if (argument.Parameter is { RefKind: RefKind.None } parameter && callee.Locals.Of(parameter.OriginalDefinition).Count == 0)
            {
                states = states.With(parameter.Ordinal, ValueOf(argument.Value, at));
                if (ExchangeConditions.HoldsOther(argument.Value, at))
                {
                    states = states.WithOther(parameter.Ordinal);
                }
            }
        }

        return states;
    }

    private Tri EvaluateKind(IOperation condition, PathPoint at)
    {
        if (condition.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is bool value ? TriLogic.From(value) : constant is null ? Tri.Null : Tri.Unknown;
        }

        switch (condition)
        {
            case IFlowCaptureReferenceOperation capture:
                var captured = at[capture.Id];
                return captured == Tri.Unknown && at.Frame.Body.Original(capture) is { } original ? Evaluate(original, at) : captured;

            case ILocalReferenceOperation or IParameterReferenceOperation:
                return OfVariable(condition, at);

            case IIsNullOperation isNull:
                return TriLogic.Not(Presence(isNull.Operand, at));

            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, at);

            case IConversionOperation conversion:
                return Evaluate(conversion.Operand, at);

            case IAwaitOperation or IArgumentOperation:
                return Evaluate(ValueOrigins.Unwrap(condition), at);

            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return TriLogic.Not(Evaluate(not.Operand, at));

            case IBinaryOperation binary:
                return OfBinary(binary, at);

            case IIsPatternOperation isPattern:
                var matches = _patterns.Of(Subject.From(at.Frame.Written(isPattern.Value)), isPattern.Value, isPattern.Pattern, at);
                return matches != Tri.Unknown ? matches : RepeatedConditions.OutcomeOf(isPattern, at);

            case IIsTypeOperation { IsNegated: false } isType:
                var there = Presence(isType.ValueOperand, at);
                return there == Tri.False || KnownTypes.Derives(isType.ValueOperand.Type, isType.TypeOperand as INamedTypeSymbol) ? there : RepeatedConditions.OutcomeOf(isType, at);

            case ICoalesceOperation coalesce:
                var first = Evaluate(coalesce.Value, at);
                var otherwise = Evaluate(coalesce.WhenNull, at);
                return first == Tri.Null ? otherwise : TriLogic.Agree(first, otherwise);

            case IConditionalAccessOperation access:
                return Presence(access.Operation, at) == Tri.False ? Tri.Null : Evaluate(access.WhenNotNull, at);

            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Evaluate(conditional.Condition, at) switch
                {
                    Tri.True => Evaluate(conditional.WhenTrue, at),
                    Tri.False => Evaluate(whenFalse, at),
                    _ => TriLogic.Agree(Evaluate(conditional.WhenTrue, at), Evaluate(whenFalse, at)),
                };

            case ISwitchExpressionOperation expression:
                return OfSwitch(expression, at);

            case IPropertyReferenceOperation property:
                return OfProperty(property, at);

            case IInvocationOperation invocation:
                return OfInvocation(invocation, at);

            case IFieldReferenceOperation field:
                return at[field.Field];

            case ISimpleAssignmentOperation assignment:
                return Evaluate(assignment.Value, at);

            default:
                return Tri.Unknown;
        }
    }

    /// <summary>What a condition says about the served request. That of a case is written as a label, which says less than what it was lowered to.</summary>
    private Tri OfServed(IOperation condition, Frame frame)
    {
        var outcome = _served!.Of(frame.Written(condition), frame);
        return outcome != Tri.Unknown ? outcome : _served.Of(condition, frame);
    }

    private Tri OfVariable(IOperation reference, PathPoint at)
    {
        var symbol = ReferencedSymbol.Of(reference)!;
        var tracked = at[symbol];
        if (tracked != Tri.Unknown)
        {
            return tracked;
        }

        var declaring = at.Frame.Declaring(symbol);
        if (symbol is IParameterSymbol parameter && declaring.Body.Locals.Of(parameter).Count == 0)
        {
            return declaring.Caller is { } caller && declaring.Argument(parameter) is { } argument
                ? Evaluate(argument, new PathPoint(caller))
                : Tri.Unknown;
        }

        // A local of this body is followed along the path; one of the body around is what all its definitions agree on.
        var definitions = declaring.Body.Locals.Of(symbol);
        if (declaring.Body == at.Frame.Body || definitions.Count == 0)
        {
            return Tri.Unknown;
        }

        var agreed = definitions[0].Kind == DefinitionKind.Value ? Evaluate(definitions[0].Value, new PathPoint(declaring)) : Tri.Unknown;
        foreach (var definition in definitions.Skip(1))
        {
            agreed = TriLogic.Agree(agreed, definition.Kind == DefinitionKind.Value ? Evaluate(definition.Value, new PathPoint(declaring)) : Tri.Unknown);
        }

        return agreed;
    }

    private Tri OfBinary(IBinaryOperation binary, PathPoint at)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And when binary.Type?.SpecialType == SpecialType.System_Boolean:
                var left = Evaluate(binary.LeftOperand, at);
                return left == Tri.False ? Tri.False : TriLogic.And(left, Evaluate(binary.RightOperand, at));
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or when binary.Type?.SpecialType == SpecialType.System_Boolean:
                left = Evaluate(binary.LeftOperand, at);
                return left == Tri.True ? Tri.True : TriLogic.Or(left, Evaluate(binary.RightOperand, at));
            case BinaryOperatorKind.Equals:
                return OfEquality(binary.LeftOperand, binary.RightOperand, binary, at);
            case BinaryOperatorKind.NotEquals:
                return TriLogic.Not(OfEquality(binary.LeftOperand, binary.RightOperand, binary, at));
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return Exchange.Comparison(binary, at);
            default:
                return Tri.Unknown;
        }
    }

    private Tri OfEquality(IOperation left, IOperation right, IOperation whole, PathPoint at)
    {
        // The graph keeps a left operand aside while the right one branches: true == response.RequestMessage?.Headers.Contains(..).
        if (left is IFlowCaptureReferenceOperation && ValueOrigins.Unwrap(at.Frame.Written(left)) is { ConstantValue.HasValue: true } kept)
        {
            left = kept;
        }

        if (Constants.Bool(right) is { } wanted)
        {
            return Matches(Evaluate(left, at), wanted);
        }

        if (Constants.Bool(left) is { } wantedLeft)
        {
            return Matches(Evaluate(right, at), wantedLeft);
        }

        if (Constants.IsNull(right))
        {
            return TriLogic.Not(Presence(left, at));
        }

        if (Constants.IsNull(left))
        {
            return TriLogic.Not(Presence(right, at));
        }

        if (_served is not null && (Emptiness(left, right, at) ?? Emptiness(right, left, at)) is { } isEmpty and not Tri.Unknown)
        {
            return isEmpty;
        }

        var outcome = Exchange.Equality(left, right, at);
        if (outcome == Tri.Unknown)
        {
            outcome = Exchange.Equality(right, left, at);
        }

        return outcome != Tri.Unknown ? outcome : RepeatedConditions.OutcomeOf(whole, at);

        static Tri Matches(Tri value, bool wanted) => value switch
        {
            Tri.Unknown => Tri.Unknown,
            Tri.Null => Tri.False,
            _ => TriLogic.From((value == Tri.True) == wanted),
        };
    }

    /// <summary>What the path knows of <c>id == ""</c> and <c>id.Length == 0</c>; null where something else is asked.</summary>
    private Tri? Emptiness(IOperation asked, IOperation constant, PathPoint at) => constant.ConstantValue switch
    {
        { HasValue: true, Value: "" } => TriLogic.Not(Presence(asked, at)),
        { HasValue: true, Value: 0 } when ValueOrigins.Unwrap(at.Frame.Written(asked)) is IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text and not IConditionalAccessInstanceOperation } =>
            TriLogic.Not(Presence(text, at)),
        _ => null,
    };

    private Tri OfProperty(IPropertyReferenceOperation property, PathPoint at)
    {
        switch (property.Property.Name)
        {
            case "IsSuccessStatusCode" when _facts.Types.IsResponse(property.Instance?.Type):
                return Exchange.StatusOf(Subject.From(property), at) is { } status ? TriLogic.From(status is >= 200 and < 300) : RepeatedConditions.OutcomeOf(property, at);
            case "IsCancellationRequested" when _scenario.NobodyCancels:
                return Tri.False;
            case "HasValue" when property.Instance is { } nullable:
                return Presence(nullable, at);
            default:
                return _facts.Code.Callee(property) is { } getter ? OfCallee(property, getter, at) : RepeatedConditions.OutcomeOf(property, at);
        }
    }

    private Tri OfInvocation(IInvocationOperation invocation, PathPoint at)
    {
        var name = invocation.TargetMethod.Name;
        if (name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" && invocation.Arguments.Length == 1)
        {
            return TriLogic.Not(Presence(invocation.Arguments[0].Value, at));
        }

        if (HeaderAccess.IsPresenceTest(invocation) && _facts.Headers.Read(at.Frame.Body.Original(invocation) ?? invocation) is { } read)
        {
            return _facts.Headers.HeaderOf(read.Name, at.Frame) != McpHeader.SessionId ? Tri.Unknown
                : !_facts.Headers.IsOfResponse(read.Collection) ? _presence.CarriesSession(read.Collection, at.Frame)
                : _scenario.AnswersWithSession is { } answers ? TriLogic.From(answers)
                : name.StartsWith("TryGet", StringComparison.Ordinal) && Exchange.IsOfFailure(read.Collection, at) ? Tri.False
                : Tri.Unknown;
        }

        if (name == "Equals" && invocation.Instance is { } instance && invocation.Arguments.Length >= 1)
        {
            return OfEquality(instance, invocation.Arguments[0].Value, invocation, at);
        }

        if (name is "Equals" or "ReferenceEquals" && invocation.Instance is null && invocation.Arguments.Length >= 2)
        {
            return OfEquality(invocation.Arguments[0].Value, invocation.Arguments[1].Value, invocation, at);
        }

        if (name == "GetValueOrDefault" && invocation is { Instance: { } nullableCondition, Arguments: [] })
        {
            var value = Evaluate(nullableCondition, at);
            return value == Tri.Null ? Tri.False : value;
        }

        if (name == "Contains" && Exchange.Membership(invocation, at) is { } member)
        {
            return member;
        }

        if (name is "IsGet" or "IsPost" or "IsDelete" && invocation.Arguments.Length == 1)
        {
            return Exchange.MethodIs(Subject.From(invocation.Arguments[0].Value), VerbNames.Parse(name.Substring(2)), at.Frame);
        }

        return _facts.Code.Callee(invocation) is { } callee ? OfCallee(invocation, callee, at) : RepeatedConditions.OutcomeOf(invocation, at);
    }

    private Tri OfSwitch(ISwitchExpressionOperation expression, PathPoint at)
    {
        Tri? agreed = null;
        foreach (var arm in expression.Arms)
        {
            var matches = _patterns.Of(Subject.From(at.Frame.Written(expression.Value)), expression.Value, arm.Pattern, at);
            if (arm.Guard is not null)
            {
                matches = TriLogic.And(matches, Evaluate(arm.Guard, at));
            }

            if (matches == Tri.False)
            {
                continue;
            }

            var value = arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation } ? (Tri?)null : Evaluate(arm.Value, at);
            agreed = agreed is null ? value : value is null ? agreed : TriLogic.Agree(agreed.Value, value.Value);
            if (matches == Tri.True)
            {
                break;
            }
        }

        return agreed ?? Tri.Unknown;
    }

    private Tri OfCallee(IOperation call, CodeBody callee, PathPoint at)
    {
        if (at.Frame.IsTooDeep || at.Frame.IsRunning(callee))
        {
            return Tri.Unknown;
        }

        return TriLogic.Agree(_explorer.ExploreCall(callee, call, at.Frame, _scenario, Exceptions.All, StatesOf(call, callee, at)).Returned);
    }
}
