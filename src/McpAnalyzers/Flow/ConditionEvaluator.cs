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
internal sealed class ConditionEvaluator(TransportFacts facts, Scenario scenario, Explorer explorer)
{
    /// <summary>How deep conditions may nest before one is given up as open.</summary>
    private const int MaximalNesting = 200;

    private const int Success = 200;

    private readonly ServedConditions? _served = scenario.Served is { } request ? new(facts, request) : null;

    private int _nesting;

    /// <summary>Conditions whose outcome is decided beforehand, to see what depends on them.</summary>
    public ForcedConditions? Forced { get; init; }

    public Tri Evaluate(IOperation condition, Frame frame, PathVariables variables, PathState state)
    {
        if (Forced is { } forced && forced.TryGetValue(condition.Syntax, out var decided))
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
            var outcome = EvaluateKind(condition, frame, variables, state);
            return outcome == Tri.Unknown && _served is not null ? OfServed(condition, frame) : outcome;
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>Is a reference, a nullable or a text there (True), null or empty (False), or is that open?</summary>
    public Tri Presence(IOperation value, Frame frame, PathVariables variables, PathState state)
    {
        if (_nesting >= MaximalNesting)
        {
            return Tri.Unknown;
        }

        _nesting++;
        try
        {
            var presence = PresenceOf(value, frame, variables, state);
            return presence == Tri.Unknown && _served is not null ? _served.Presence(Written(value, frame), frame) : presence;
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>Of a condition its outcome, of everything else whether it is there.</summary>
    public Tri ValueOf(IOperation value, Frame frame, PathVariables variables, PathState state) =>
        IsCondition(value.Type) ? Evaluate(value, frame, variables, state) : Presence(value, frame, variables, state);

    public static bool IsCondition(ITypeSymbol? type) => KnownTypes.WithoutNullable(type)?.SpecialType == SpecialType.System_Boolean;

    /// <summary>What a call hands to a body, as far as the path that makes the call knows it.</summary>
    public ParameterStates StatesOf(IOperation call, CodeBody callee, Frame frame, PathVariables variables, PathState state)
    {
        var states = default(ParameterStates);
        foreach (var argument in Frame.ArgumentsOf(call))
        {
            if (argument.Parameter is { RefKind: RefKind.None } parameter && callee.Locals.Of(parameter.OriginalDefinition).Count == 0)
            {
                states = states.With(parameter.Ordinal, ValueOf(argument.Value, frame, variables, state));
            }
        }

        return states;
    }

    private Tri EvaluateKind(IOperation condition, Frame frame, PathVariables variables, PathState state)
    {
        if (condition.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is bool value ? TriLogic.From(value) : constant is null ? Tri.Null : Tri.Unknown;
        }

        switch (condition)
        {
            case IFlowCaptureReferenceOperation capture:
                var captured = state[variables.Of(capture.Id)];
                return captured != Tri.Unknown ? captured : OfOriginal(condition, frame, variables, state);

            case ILocalReferenceOperation or IParameterReferenceOperation:
                return OfVariable(condition, frame, variables, state);

            case IIsNullOperation isNull:
                return TriLogic.Not(Presence(isNull.Operand, frame, variables, state));

            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, frame, variables, state);

            case IConversionOperation conversion:
                return Evaluate(conversion.Operand, frame, variables, state);

            case IAwaitOperation or IArgumentOperation:
                return Evaluate(ValueOrigins.Unwrap(condition), frame, variables, state);

            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return TriLogic.Not(Evaluate(not.Operand, frame, variables, state));

            case IBinaryOperation binary:
                return OfBinary(binary, frame, variables, state);

            case IIsPatternOperation isPattern:
                return OfPattern(Subject.From(Written(isPattern.Value, frame)), isPattern.Value, isPattern.Pattern, frame, variables, state);

            case IIsTypeOperation { IsNegated: false } isType:
                var there = Presence(isType.ValueOperand, frame, variables, state);
                return there == Tri.False || KnownTypes.Derives(isType.ValueOperand.Type, isType.TypeOperand as INamedTypeSymbol) ? there : Repeated(isType, variables, state);

            case ICoalesceOperation coalesce:
                var first = Evaluate(coalesce.Value, frame, variables, state);
                return first switch
                {
                    Tri.Null => Evaluate(coalesce.WhenNull, frame, variables, state),
                    Tri.Unknown => Tri.Unknown,
                    _ => TriLogic.Agree(first, Evaluate(coalesce.WhenNull, frame, variables, state)) == first ? first : MayBeNull(coalesce.Value) ? Tri.Unknown : first,
                };

            case IConditionalAccessOperation access:
                return Presence(access.Operation, frame, variables, state) == Tri.False ? Tri.Null : Evaluate(access.WhenNotNull, frame, variables, state);

            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Evaluate(conditional.Condition, frame, variables, state) switch
                {
                    Tri.True => Evaluate(conditional.WhenTrue, frame, variables, state),
                    Tri.False => Evaluate(whenFalse, frame, variables, state),
                    _ => TriLogic.Agree(Evaluate(conditional.WhenTrue, frame, variables, state), Evaluate(whenFalse, frame, variables, state)),
                };

            case ISwitchExpressionOperation expression:
                return OfSwitch(expression, frame, variables, state);

            case IPropertyReferenceOperation property:
                return OfProperty(property, frame, variables, state);

            case IInvocationOperation invocation:
                return OfInvocation(invocation, frame, variables, state);

            case IFieldReferenceOperation field:
                return state[variables.Of(field.Field)];

            case ISimpleAssignmentOperation assignment:
                return Evaluate(assignment.Value, frame, variables, state);

            default:
                return Tri.Unknown;
        }
    }

    /// <summary>What a condition says about the served request. That of a case is written as a label, which says less than what it was lowered to.</summary>
    private Tri OfServed(IOperation condition, Frame frame)
    {
        var outcome = _served!.Of(Written(condition, frame), frame);
        return outcome != Tri.Unknown ? outcome : _served.Of(condition, frame);
    }

    /// <summary>The operand as it was written, where the control flow graph put a temporary in its place.</summary>
    private static IOperation Written(IOperation operand, Frame frame) => frame.Body.Original(operand) ?? operand;

    /// <summary>The key of a condition that may stand twice in a body; null where a second look may see something else.</summary>
    public static (string Key, bool Negated)? RepeatableKey(IOperation condition)
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
            case IIsTypeOperation isType when IsStable(isType.ValueOperand):
                return ($"{isType.ValueOperand.Syntax} is {isType.TypeOperand.Name}", false);
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

    private static bool MayBeNull(IOperation value) =>
        value is IConditionalAccessOperation || value.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    private Tri OfOriginal(IOperation lowered, Frame frame, PathVariables variables, PathState state) =>
        frame.Body.Original(lowered) is { } original && original.Kind != OperationKind.FlowCaptureReference ? Evaluate(original, frame, variables, state) : Tri.Unknown;

    private Tri OfVariable(IOperation reference, Frame frame, PathVariables variables, PathState state)
    {
        var symbol = SymbolOf(reference)!;
        var tracked = state[variables.Of(symbol)];
        if (tracked != Tri.Unknown)
        {
            return tracked;
        }

        var declaring = frame.Declaring(symbol);
        if (symbol is IParameterSymbol parameter && declaring.Body.Locals.Of(parameter).Count == 0)
        {
            return declaring.Caller is { } caller && declaring.Argument(parameter) is { } argument
                ? Evaluate(argument, caller, new PathVariables(), default)
                : Tri.Unknown;
        }

        // A local of this body is followed along the path; one of the body around is what all its definitions agree on.
        var definitions = declaring.Body.Locals.Of(symbol);
        if (declaring.Body == frame.Body || definitions.Count == 0)
        {
            return Tri.Unknown;
        }

        var agreed = definitions[0].Kind == DefinitionKind.Value ? Evaluate(definitions[0].Value, declaring, new PathVariables(), default) : Tri.Unknown;
        foreach (var definition in definitions.Skip(1))
        {
            agreed = TriLogic.Agree(agreed, definition.Kind == DefinitionKind.Value ? Evaluate(definition.Value, declaring, new PathVariables(), default) : Tri.Unknown);
        }

        return agreed;
    }

    private Tri OfBinary(IBinaryOperation binary, Frame frame, PathVariables variables, PathState state)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And when binary.Type?.SpecialType == SpecialType.System_Boolean:
                var left = Evaluate(binary.LeftOperand, frame, variables, state);
                return left == Tri.False ? Tri.False : TriLogic.And(left, Evaluate(binary.RightOperand, frame, variables, state));
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or when binary.Type?.SpecialType == SpecialType.System_Boolean:
                left = Evaluate(binary.LeftOperand, frame, variables, state);
                return left == Tri.True ? Tri.True : TriLogic.Or(left, Evaluate(binary.RightOperand, frame, variables, state));
            case BinaryOperatorKind.Equals:
                return OfEquality(binary.LeftOperand, binary.RightOperand, binary, frame, variables, state);
            case BinaryOperatorKind.NotEquals:
                return TriLogic.Not(OfEquality(binary.LeftOperand, binary.RightOperand, binary, frame, variables, state));
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return OfComparison(binary, frame, variables, state);
            default:
                return Tri.Unknown;
        }
    }

    private Tri OfEquality(IOperation left, IOperation right, IOperation whole, Frame frame, PathVariables variables, PathState state)
    {
        if (ConstantBool(right) is { } wanted)
        {
            return Matches(Evaluate(left, frame, variables, state), wanted);
        }

        if (ConstantBool(left) is { } wantedLeft)
        {
            return Matches(Evaluate(right, frame, variables, state), wantedLeft);
        }

        if (IsNullConstant(right))
        {
            return TriLogic.Not(Presence(left, frame, variables, state));
        }

        if (IsNullConstant(left))
        {
            return TriLogic.Not(Presence(right, frame, variables, state));
        }

        var outcome = OfStatusOrMethod(left, right, frame, variables, state);
        if (outcome == Tri.Unknown)
        {
            outcome = OfStatusOrMethod(right, left, frame, variables, state);
        }

        return outcome != Tri.Unknown ? outcome : Repeated(whole, variables, state);

        static Tri Matches(Tri value, bool wanted) => value switch
        {
            Tri.Unknown => Tri.Unknown,
            Tri.Null => Tri.False,
            _ => TriLogic.From((value == Tri.True) == wanted),
        };
    }

    /// <summary>A condition that stood earlier on this path has the outcome it had there.</summary>
    private static Tri Repeated(IOperation condition, PathVariables variables, PathState state)
    {
        if (RepeatableKey(condition) is not { } key)
        {
            return Tri.Unknown;
        }

        var known = state[variables.Of(key.Key)];
        // OfBinary turns the outcome of != round itself; the key is that of ==.
        return known == Tri.Unknown || condition is IBinaryOperation || !key.Negated ? known : TriLogic.Not(known);
    }

    private Tri OfStatusOrMethod(IOperation asked, IOperation constant, Frame frame, PathVariables variables, PathState state)
    {
        // The graph keeps a left operand aside while the right one branches: HttpMethod.Post == response.RequestMessage?.Method.
        constant = constant is IFlowCaptureReferenceOperation ? Written(constant, frame) : constant;
        if (StatusConstant(constant) is { } code)
        {
            return NumberOf(asked, frame, variables, state) is { } status ? TriLogic.From(status == code) : Tri.Unknown;
        }

        return VerbConstant(constant) is { } verb ? MethodIs(Subject.From(Written(asked, frame)), verb, frame) : Tri.Unknown;
    }

    /// <summary>A status, or what is reckoned from one: <c>(int)response.StatusCode / 100</c>.</summary>
    private int? NumberOf(IOperation asked, Frame frame, PathVariables variables, PathState state)
    {
        var written = ValueOrigins.Unwrap(Written(asked, frame));
        if (written is not IBinaryOperation binary)
        {
            return StatusOf(Subject.From(written), frame, variables, state);
        }

        if (StatusConstant(binary.RightOperand) is not { } by || NumberOf(binary.LeftOperand, frame, variables, state) is not { } number)
        {
            return null;
        }

        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Divide when by != 0 => number / by,
            BinaryOperatorKind.Remainder when by != 0 => number % by,
            BinaryOperatorKind.Subtract => number - by,
            _ => null,
        };
    }

    private Tri OfComparison(IBinaryOperation binary, Frame frame, PathVariables variables, PathState state)
    {
        var (asked, constant, kind) = (binary.LeftOperand, binary.RightOperand, binary.OperatorKind);
        if (StatusConstant(asked) is not null)
        {
            (asked, constant) = (constant, asked);
            kind = kind switch
            {
                BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
                BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
                BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
                _ => BinaryOperatorKind.LessThanOrEqual,
            };
        }

        if (StatusConstant(constant) is not { } code)
        {
            return Tri.Unknown;
        }

        if (NumberOf(asked, frame, variables, state) is { } status)
        {
            return Compare(status, kind, code);
        }

        // _sessionId?.Length > 0, and what else asks a length
        var subject = Subject.From(Written(asked, frame));
        if (subject is { Last.Name: "Length" } && code == 0 && kind == BinaryOperatorKind.GreaterThan)
        {
            return OwnerPresence(subject, frame, variables, state);
        }

        return Tri.Unknown;
    }

    private static Tri Compare(int status, BinaryOperatorKind kind, int code) => TriLogic.From(kind switch
    {
        BinaryOperatorKind.LessThan => status < code,
        BinaryOperatorKind.LessThanOrEqual => status <= code,
        BinaryOperatorKind.GreaterThan => status > code,
        _ => status >= code,
    });

    private Tri OwnerPresence(Subject subject, Frame frame, PathVariables variables, PathState state) =>
        subject.Path.Length == 1 ? Presence(subject.Root, frame, variables, state)
        : facts.Session.IsSent(subject.Path[subject.Path.Length - 2]) ? SessionPresence(subject.Path[subject.Path.Length - 2], variables, state)
        : Tri.Unknown;

    /// <summary>The status supposed for what the subject is the status of; null when it is open.</summary>
    private int? StatusOf(Subject subject, Frame frame, PathVariables variables, PathState state)
    {
        if (scenario is not { Status: { } status, Exchange: { } exchange })
        {
            return null;
        }

        // On this path the local holds the answer of another exchange: that one is supposed to go well.
        if (subject.Root is ILocalReferenceOperation { Local: { } holder } && state[variables.Of(new HoldsExchange(holder))] == Tri.False)
        {
            return Success;
        }

        return facts.StatusOwners(subject, frame).Any(owner => Exchanges.IsSame(owner, exchange)) ? status : null;
    }

    private Tri MethodIs(Subject subject, Verbs verb, Frame frame)
    {
        if (_served is not null)
        {
            return _served.MethodIs(subject, verb, frame);
        }

        if (scenario.Verb == Verbs.None || !facts.MayBeMethodOfExchange(subject, frame, scenario.Exchange))
        {
            return Tri.Unknown;
        }

        return TriLogic.From(verb == scenario.Verb);
    }

    /// <summary>Is an HttpMethod, or the text of one, the supposed method, as far as this path can tell?</summary>
    public Tri IsSupposedMethod(IOperation method, Frame frame, PathVariables variables, PathState state)
    {
        method = ValueOrigins.Unwrap(method);
        switch (method)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Evaluate(conditional.Condition, frame, variables, state) switch
                {
                    Tri.True => IsSupposedMethod(conditional.WhenTrue, frame, variables, state),
                    Tri.False => IsSupposedMethod(whenFalse, frame, variables, state),
                    _ => TriLogic.Agree(IsSupposedMethod(conditional.WhenTrue, frame, variables, state), IsSupposedMethod(whenFalse, frame, variables, state)),
                };
            case ILocalReferenceOperation local when state[variables.Of(new HoldsMethod(local.Local))] is var held and not Tri.Unknown:
                return held;
        }

        var verbs = facts.Exchanges.VerbsOfMethod(method, frame);
        return !verbs.May(scenario.Verb) ? Tri.False : verbs == scenario.Verb ? Tri.True : Tri.Unknown;
    }

    private Tri OfProperty(IPropertyReferenceOperation property, Frame frame, PathVariables variables, PathState state)
    {
        switch (property.Property.Name)
        {
            case "IsSuccessStatusCode" when facts.Types.IsResponse(property.Instance?.Type):
                return StatusOf(Subject.From(property), frame, variables, state) is { } status ? TriLogic.From(status is >= 200 and < 300) : Repeated(property, variables, state);
            case "IsCancellationRequested" when scenario.NobodyCancels:
                return Tri.False;
            case "HasValue" when property.Instance is { } nullable:
                return Presence(nullable, frame, variables, state);
            default:
                return facts.Code.Callee(property) is { } getter ? OfCallee(property, getter, frame, variables, state) : Repeated(property, variables, state);
        }
    }

    private Tri OfInvocation(IInvocationOperation invocation, Frame frame, PathVariables variables, PathState state)
    {
        var name = invocation.TargetMethod.Name;
        if (name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" && invocation.Arguments.Length == 1)
        {
            return TriLogic.Not(Presence(invocation.Arguments[0].Value, frame, variables, state));
        }

        if (HeaderAccess.IsPresenceTest(invocation) && facts.Headers.Read(frame.Body.Original(invocation) ?? invocation) is { } read)
        {
            return facts.Headers.HeaderOf(read.Name, frame) != McpHeader.SessionId ? Tri.Unknown
                : !facts.Headers.IsOfResponse(read.Collection) ? CarriesSession(read.Collection, frame)
                : scenario.AnswersWithSession is { } answers ? TriLogic.From(answers)
                : Tri.Unknown;
        }

        if (name == "Equals" && invocation.Instance is { } instance && invocation.Arguments.Length >= 1)
        {
            return OfEquality(instance, invocation.Arguments[0].Value, invocation, frame, variables, state);
        }

        if (name is "Equals" or "ReferenceEquals" && invocation.Instance is null && invocation.Arguments.Length >= 2)
        {
            return OfEquality(invocation.Arguments[0].Value, invocation.Arguments[1].Value, invocation, frame, variables, state);
        }

        if (name == "GetValueOrDefault" && invocation is { Instance: { } nullableCondition, Arguments: [] })
        {
            var value = Evaluate(nullableCondition, frame, variables, state);
            return value == Tri.Null ? Tri.False : value;
        }

        if (name == "Contains" && OfMembership(invocation, frame, variables, state) is { } member)
        {
            return member;
        }

        if (name is "IsGet" or "IsPost" or "IsDelete" && invocation.Arguments.Length == 1)
        {
            return MethodIs(Subject.From(invocation.Arguments[0].Value), VerbNames.Parse(name.Substring(2)), frame);
        }

        return facts.Code.Callee(invocation) is { } callee ? OfCallee(invocation, callee, frame, variables, state) : Repeated(invocation, variables, state);
    }

    /// <summary>Is a status or method one of a set of constants: <c>Lost.Contains(response.StatusCode)</c>? Null where the set is not in sight.</summary>
    private Tri? OfMembership(IInvocationOperation contains, Frame frame, PathVariables variables, PathState state)
    {
        var (set, asked) = contains.Instance is { } instance && contains.Arguments is [var only] ? (instance, only.Value)
            : contains.Instance is null && contains.Arguments is [var first, var second, ..] ? (first.Value, second.Value)
            : (null, null);
        if (set is null || asked is null || facts.Origins.ElementsOf(Written(set, frame), frame) is not { Count: > 0 } elements)
        {
            return null;
        }

        var outcome = Tri.False;
        foreach (var element in elements)
        {
            outcome = TriLogic.Or(outcome, OfStatusOrMethod(asked, element, frame, variables, state));
        }

        return outcome;
    }

    private Tri CarriesSession(IOperation collection, Frame frame)
    {
        if (scenario.CarriesSession is not { } carries)
        {
            return Tri.Unknown;
        }

        return scenario.Exchange is { } exchange && facts.Headers.OwnerOf(collection) is { } owner && facts.Types.IsRequest(owner.Type)
            && !facts.Exchanges.MayBeRequestOf(owner, frame, exchange)
                ? Tri.Unknown
                : TriLogic.From(carries);
    }

    private Tri OfCallee(IOperation call, CodeBody callee, Frame frame, PathVariables variables, PathState state)
    {
        if (frame.IsTooDeep || frame.IsRunning(callee))
        {
            return Tri.Unknown;
        }

        var exploration = explorer.ExploreCall(callee, call, frame, scenario, Exceptions.All, StatesOf(call, callee, frame, variables, state));
        Tri? agreed = null;
        foreach (var returned in exploration.Returned)
        {
            agreed = agreed is null ? returned : TriLogic.Agree(agreed.Value, returned);
        }

        return agreed ?? Tri.Unknown;
    }

    private Tri OfSwitch(ISwitchExpressionOperation expression, Frame frame, PathVariables variables, PathState state)
    {
        Tri? agreed = null;
        foreach (var arm in expression.Arms)
        {
            var matches = OfPattern(Subject.From(Written(expression.Value, frame)), expression.Value, arm.Pattern, frame, variables, state);
            if (arm.Guard is not null)
            {
                matches = TriLogic.And(matches, Evaluate(arm.Guard, frame, variables, state));
            }

            if (matches == Tri.False)
            {
                continue;
            }

            var value = arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation } ? (Tri?)null : Evaluate(arm.Value, frame, variables, state);
            agreed = agreed is null ? value : value is null ? agreed : TriLogic.Agree(agreed.Value, value.Value);
            if (matches == Tri.True)
            {
                break;
            }
        }

        return agreed ?? Tri.Unknown;
    }

    // asked is the operand, where the subject is the whole of it, and null for its parts.
    private Tri OfPattern(Subject subject, IOperation? asked, IPatternOperation pattern, Frame frame, PathVariables variables, PathState state)
    {
        switch (pattern)
        {
            case IBinaryPatternOperation binary:
                var left = OfPattern(subject, asked, binary.LeftPattern, frame, variables, state);
                var right = OfPattern(subject, asked, binary.RightPattern, frame, variables, state);
                return binary.OperatorKind == BinaryOperatorKind.Or ? TriLogic.Or(left, right) : TriLogic.And(left, right);

            case INegatedPatternOperation negated:
                return TriLogic.Not(OfPattern(subject, asked, negated.Pattern, frame, variables, state));

            case IConstantPatternOperation constant:
                return OfConstantPattern(subject, asked, constant, frame, variables, state);

            case IRelationalPatternOperation relational:
                return StatusConstant(relational.Value) is not { } code ? Tri.Unknown
                    : StatusOf(subject, frame, variables, state) is { } status ? Compare(status, relational.OperatorKind, code)
                    : subject.Last?.Name == "Length" && code == 0 ? OwnerPresence(subject, frame, variables, state)
                    : Tri.Unknown;

            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return Tri.True;

            case IDeclarationPatternOperation:
                return PartPresence(subject, asked, frame, variables, state) == Tri.False ? Tri.False : Tri.Unknown;

            case ITypePatternOperation:
                return PartPresence(subject, asked, frame, variables, state) == Tri.False ? Tri.False : Tri.Unknown;

            case IRecursivePatternOperation recursive:
                return OfRecursivePattern(subject, asked, recursive, frame, variables, state);

            default:
                return Tri.Unknown;
        }
    }

    private Tri OfConstantPattern(Subject subject, IOperation? asked, IConstantPatternOperation constant, Frame frame, PathVariables variables, PathState state)
    {
        if (IsNullConstant(constant.Value))
        {
            return TriLogic.Not(PartPresence(subject, asked, frame, variables, state));
        }

        if (ConstantBool(constant.Value) is { } wanted && asked is not null)
        {
            var value = Evaluate(asked, frame, variables, state);
            return value == Tri.Unknown ? Tri.Unknown : TriLogic.From(value == TriLogic.From(wanted));
        }

        if (ConstantBool(constant.Value) is { } success && subject is { Last.Name: "IsSuccessStatusCode" } && StatusOf(subject, frame, variables, state) is { } answered)
        {
            return TriLogic.From(answered is >= 200 and < 300 == success);
        }

        if (constant.Value.ConstantValue is { HasValue: true, Value: "" })
        {
            return TriLogic.Not(PartPresence(subject, asked, frame, variables, state));
        }

        if (StatusConstant(constant.Value) is { } code)
        {
            return StatusOf(subject, frame, variables, state) is { } status ? TriLogic.From(status == code)
                : subject.Last?.Name == "Length" && code == 0 ? TriLogic.Not(OwnerPresence(subject, frame, variables, state))
                : Tri.Unknown;
        }

        return VerbConstant(constant.Value) is { } verb ? MethodIs(subject, verb, frame) : Tri.Unknown;
    }

    private Tri OfRecursivePattern(Subject subject, IOperation? asked, IRecursivePatternOperation recursive, Frame frame, PathVariables variables, PathState state)
    {
        var outcome = PartPresence(subject, asked, frame, variables, state);
        if (recursive.MatchedType is { } matched && subject.Type is { } type && !KnownTypes.Derives(type, matched as INamedTypeSymbol) && outcome == Tri.True)
        {
            outcome = Tri.Unknown;
        }

        if (asked is not null && ValueOrigins.Unwrap(Written(asked, frame)) is ITupleOperation tuple && tuple.Elements.Length == recursive.DeconstructionSubpatterns.Length)
        {
            outcome = Tri.True;
            for (var i = 0; i < tuple.Elements.Length; i++)
            {
                var element = tuple.Elements[i];
                outcome = TriLogic.And(outcome, OfPattern(Subject.From(element), element, recursive.DeconstructionSubpatterns[i], frame, variables, state));
            }
        }

        var known = false;
        foreach (var part in recursive.PropertySubpatterns)
        {
            if (part.Member is IPropertyReferenceOperation { Property: { } property })
            {
                var inner = OfPattern(subject.Member(property), asked: null, part.Pattern, frame, variables, state);
                known |= inner != Tri.Unknown;
                // A response that is asked about is there: what it says decides.
                outcome = outcome == Tri.Unknown && recursive.PropertySubpatterns.Length == 1 && inner != Tri.Unknown ? inner : TriLogic.And(outcome, inner);
            }
            else
            {
                outcome = TriLogic.And(outcome, Tri.Unknown);
            }
        }

        if (outcome == Tri.Unknown && known && recursive.PropertySubpatterns.Length > 1)
        {
            var all = Tri.True;
            foreach (var part in recursive.PropertySubpatterns)
            {
                all = TriLogic.And(all, part.Member is IPropertyReferenceOperation { Property: { } property }
                    ? OfPattern(subject.Member(property), asked: null, part.Pattern, frame, variables, state)
                    : Tri.Unknown);
            }

            outcome = all;
        }

        return outcome;
    }

    private Tri PartPresence(Subject subject, IOperation? asked, Frame frame, PathVariables variables, PathState state)
    {
        if (asked is not null)
        {
            return Presence(asked, frame, variables, state);
        }

        return subject.Last is { } property && facts.Session.IsSent(property) ? SessionPresence(property, variables, state) : Tri.Unknown;
    }

    private Tri PresenceOf(IOperation value, Frame frame, PathVariables variables, PathState state)
    {
        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return TriLogic.From(constant is not (null or ""));
        }

        if (value is IFlowCaptureReferenceOperation capture)
        {
            var captured = state[variables.Of(capture.Id)];
            return captured == Tri.Unknown && frame.Body.Original(value) is { } original && original.Kind != OperationKind.FlowCaptureReference
                ? Presence(original, frame, variables, state)
                : AsPresence(captured);
        }

        value = ValueOrigins.Unwrap(value);
        switch (value)
        {
            case IFlowCaptureReferenceOperation:
                return Presence(value, frame, variables, state);

            case IObjectCreationOperation or IInstanceReferenceOperation or IArrayCreationOperation or IInterpolatedStringOperation:
                return Tri.True;

            case IDefaultValueOperation:
                return Tri.False;

            case { ConstantValue: { HasValue: true } }:
                return Presence(value, frame, variables, state);

            case IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } }:
                return Tri.False;

            case ICoalesceOperation coalesce:
                var first = Presence(coalesce.Value, frame, variables, state);
                return first == Tri.True ? Tri.True
                    : first == Tri.False ? Presence(coalesce.WhenNull, frame, variables, state)
                    : Presence(coalesce.WhenNull, frame, variables, state) == Tri.True ? Tri.True : Tri.Unknown;

            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Evaluate(conditional.Condition, frame, variables, state) switch
                {
                    Tri.True => Presence(conditional.WhenTrue, frame, variables, state),
                    Tri.False => Presence(whenFalse, frame, variables, state),
                    _ => TriLogic.Agree(Presence(conditional.WhenTrue, frame, variables, state), Presence(whenFalse, frame, variables, state)),
                };

            case IConditionalAccessOperation access:
                return Presence(access.Operation, frame, variables, state) == Tri.False ? Tri.False : Presence(access.WhenNotNull, frame, variables, state);

            case IInvocationOperation { TargetMethod.Name: "ToString" or "Trim", Instance: { } text }:
                return Presence(text, frame, variables, state);

            case IPropertyReferenceOperation { Property.IsIndexer: true } or IInvocationOperation { TargetMethod.Name: "Get" or "GetValueOrDefault" }
                when facts.Headers.Read(value) is { } read && facts.Headers.HeaderOf(read.Name, frame) == McpHeader.SessionId && !facts.Headers.IsOfResponse(read.Collection):
                return CarriesSession(read.Collection, frame);

            // What is no reference is always there.
            case IInvocationOperation when (KnownTypes.TaskResult(value.Type) ?? value.Type) is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }:
                return Tri.True;

            case IInvocationOperation when !frame.IsTooDeep && facts.Code.Callee(value) is { } callee && !frame.IsRunning(callee):
                Tri? agreed = null;
                foreach (var presence in explorer.ExploreCall(callee, value, frame, scenario, Exceptions.All, StatesOf(value, callee, frame, variables, state)).ReturnedPresence)
                {
                    agreed = agreed is null ? presence : TriLogic.Agree(agreed.Value, presence);
                }

                return agreed ?? Tri.Unknown;

            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                var known = SessionPresence(member.Member, variables, state);
                return known == Tri.Unknown && facts.Session.IsSessionId(value) && scenario.CarriesSession is { } sdk && !facts.Session.IsSent(member.Member) ? TriLogic.From(sdk) : known;

            case ILocalReferenceOperation or IParameterReferenceOperation:
                return VariablePresence(SymbolOf(value)!, frame, variables, state);

            default:
                return Tri.Unknown;
        }
    }

    private Tri VariablePresence(ISymbol symbol, Frame frame, PathVariables variables, PathState state)
    {
        var tracked = AsPresence(state[variables.Of(symbol)]);
        if (tracked != Tri.Unknown)
        {
            return tracked;
        }

        var declaring = frame.Declaring(symbol);
        if (symbol is IParameterSymbol parameter && declaring.Caller is { } caller && declaring.Argument(parameter) is { } argument
            && declaring.Body.Locals.Of(parameter).Count == 0)
        {
            var passed = Presence(argument, caller, new PathVariables(), default);
            if (passed != Tri.Unknown)
            {
                return passed;
            }
        }

        if (declaring.Body != frame.Body && declaring.Body.Locals.Of(symbol) is [{ Kind: DefinitionKind.Value } only])
        {
            return Presence(only.Value, declaring, new PathVariables(), default);
        }

        return SessionPresence(symbol, variables, state);
    }

    /// <summary>A session id that was there when the request was built was sent with it: that is what the scenario supposes.</summary>
    private Tri SessionPresence(ISymbol symbol, PathVariables variables, PathState state)
    {
        var tracked = AsPresence(state[variables.Of(symbol)]);
        return tracked != Tri.Unknown ? tracked
            : facts.Session.IsSent(symbol) && scenario.CarriesSession is { } carries ? TriLogic.From(carries)
            : Tri.Unknown;
    }

    private static Tri AsPresence(Tri value) => value == Tri.Null ? Tri.False : value;

    public static ISymbol? SymbolOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property,
        IDeclarationExpressionOperation declaration => SymbolOf(declaration.Expression),
        _ => null,
    };

    private static bool IsNullConstant(IOperation operation) =>
        ValueOrigins.Unwrap(operation) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    private static bool? ConstantBool(IOperation operation) => ValueOrigins.Unwrap(operation).ConstantValue is { HasValue: true, Value: bool value } ? value : null;

    /// <summary>The number of a status constant: HttpStatusCode.NotFound, (HttpStatusCode)404, 404.</summary>
    public static int? StatusConstant(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: int direct } ? direct
        : ValueOrigins.Unwrap(operation).ConstantValue is { HasValue: true, Value: int value } ? value
        : null;

    private Verbs? VerbConstant(IOperation operation)
    {
        var value = ValueOrigins.Unwrap(operation);
        if (value is IFieldReferenceOperation { Field: { ContainingType.Name: "HttpMethods", Name: var named } })
        {
            return VerbNames.Parse(named);
        }

        var isMethod = facts.Types.IsHttpMethod(value.Type);
        if ((!isMethod && value.ConstantValue is not { HasValue: true, Value: string })
            || value is IPropertyReferenceOperation { Property.IsStatic: false })
        {
            return null;
        }

        var verbs = facts.Exchanges.VerbsOfMethod(value, Frame.AnyCall(facts.Code.All.First()));
        return verbs is Verbs.Get or Verbs.Post or Verbs.Delete or Verbs.Other ? verbs : null;
    }
}
