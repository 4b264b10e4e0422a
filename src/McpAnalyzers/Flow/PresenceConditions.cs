using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>
/// Says whether a reference, a nullable or a text is there when a scenario is real: True, null or empty (False), or open. Above all the session
/// id: one that was there when the request was built was sent with it.
/// </summary>
internal sealed class PresenceConditions(TransportFacts facts, Scenario scenario, Explorer explorer, ConditionEvaluator conditions)
{
    public Tri Of(IOperation value, PathPoint at)
    {
        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return TriLogic.From(constant is not (null or ""));
        }

        if (value is IFlowCaptureReferenceOperation capture)
        {
            var captured = at[capture.Id];
            return captured == Tri.Unknown && at.Frame.Body.Original(value) is { } original ? conditions.Presence(original, at) : AsPresence(captured, value.Type);
        }

        value = ValueOrigins.Unwrap(value);
        if (value.ConstantValue.HasValue)
        {
            return conditions.Presence(value, at);
        }

        // By kinds: this is asked of nearly every operand of a path.
        switch (value.Kind)
        {
            case OperationKind.LocalReference or OperationKind.ParameterReference:
                return OfVariable(ReferencedSymbol.Of(value)!, at);

            case OperationKind.FieldReference or OperationKind.PropertyReference:
                return OfMember((IMemberReferenceOperation)value, at);

            case OperationKind.Invocation:
                return OfCall((IInvocationOperation)value, at);

            case OperationKind.FlowCaptureReference:
                return conditions.Presence(value, at);

            case OperationKind.ObjectCreation or OperationKind.InstanceReference or OperationKind.ArrayCreation or OperationKind.InterpolatedString:
                return Tri.True;

            case OperationKind.DefaultValue:
                return Tri.False;

            case OperationKind.Coalesce:
                var coalesce = (ICoalesceOperation)value;
                var first = conditions.Presence(coalesce.Value, at);
                return first == Tri.True ? Tri.True
                    : first == Tri.False ? conditions.Presence(coalesce.WhenNull, at)
                    : conditions.Presence(coalesce.WhenNull, at) == Tri.True ? Tri.True : Tri.Unknown;

            case OperationKind.Conditional when value is IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return conditions.Evaluate(conditional.Condition, at) switch
                {
                    Tri.True => conditions.Presence(conditional.WhenTrue, at),
                    Tri.False => conditions.Presence(whenFalse, at),
                    _ => TriLogic.Agree(conditions.Presence(conditional.WhenTrue, at), conditions.Presence(whenFalse, at)),
                };

            case OperationKind.ConditionalAccess:
                var access = (IConditionalAccessOperation)value;
                return conditions.Presence(access.Operation, at) == Tri.False ? Tri.False : conditions.Presence(access.WhenNotNull, at);

            default:
                return Tri.Unknown;
        }
    }

    private Tri OfMember(IMemberReferenceOperation reference, PathPoint at)
    {
        if (reference is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } })
        {
            return Tri.False;
        }

        if (reference is IPropertyReferenceOperation { Property.IsIndexer: true } && SessionHeaderRead(reference, at) is { } collection)
        {
            return CarriesSession(collection, at.Frame);
        }

        var known = OfSession(reference.Member, at);
        return known != Tri.Unknown ? known
            : facts.Session.IsSessionId(reference) && scenario.CarriesSession is { } sdk && !facts.Session.IsSent(reference.Member) ? TriLogic.From(sdk)
            : OfCallee(reference, at);
    }

    private Tri OfCall(IInvocationOperation call, PathPoint at)
    {
        switch (call.TargetMethod.Name)
        {
            case "ToString" or "Trim" when call.Instance is { } text:
                return conditions.Presence(text, at);

            case "Get" or "GetValueOrDefault" when SessionHeaderRead(call, at) is { } collection:
                return CarriesSession(collection, at.Frame);
        }

        // What is no reference is always there.
        if ((KnownTypes.TaskResult(call.Type) ?? call.Type) is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T })
        {
            return Tri.True;
        }

        return OfCallee(call, at);
    }

    /// <summary>What a method or property returns whose code is in sight.</summary>
    private Tri OfCallee(IOperation call, PathPoint at)
    {
        if (at.Frame.IsTooDeep || facts.Code.Callee(call) is not { } callee || at.Frame.IsRunning(callee))
        {
            return Tri.Unknown;
        }

        // What the call itself gives is made by the compiler.
        if (callee.IsIterator || callee.Method is { IsAsync: true, ReturnType: INamedTypeSymbol { Arity: 0 } })
        {
            return Tri.True;
        }

        return TriLogic.Agree(explorer.ExploreCall(callee, call, at.Frame, scenario, Exceptions.All, conditions.StatesOf(call, callee, at)).ReturnedPresence);
    }

    /// <summary>Of what reads the session id from the headers of a request, these headers.</summary>
    private IOperation? SessionHeaderRead(IOperation value, PathPoint at) =>
        facts.Headers.Read(value) is { } read && facts.Headers.HeaderOf(read.Name, at.Frame) == McpHeader.SessionId && !facts.Headers.IsOfResponse(read.Collection) ? read.Collection : null;

    public Tri OfOwner(Subject subject, PathPoint at) =>
        subject.Path.Length == 1 ? conditions.Presence(subject.Root, at)
        : IsSession(subject.Path[subject.Path.Length - 2]) ? OfSession(subject.Path[subject.Path.Length - 2], at)
        : Tri.Unknown;

    public Tri OfPart(Subject subject, IOperation? asked, PathPoint at)
    {
        if (asked is not null)
        {
            return conditions.Presence(asked, at);
        }

        return subject.Last is { } property && IsSession(property) ? OfSession(property, at) : Tri.Unknown;
    }

    public Tri CarriesSession(IOperation collection, Frame frame)
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

    private Tri OfVariable(ISymbol symbol, PathPoint at)
    {
        var tracked = AsPresence(at[symbol], symbol.Type());
        if (tracked != Tri.Unknown)
        {
            return tracked;
        }

        var declaring = at.Frame.Declaring(symbol);
        if (symbol is IParameterSymbol parameter && declaring.Body.Locals.Of(parameter).Count == 0 && OfGiven(parameter, declaring) is var given and not Tri.Unknown)
        {
            return given;
        }

        if (declaring.Body != at.Frame.Body && declaring.Body.Locals.Of(symbol) is [{ Kind: DefinitionKind.Value } only])
        {
            return conditions.Presence(only.Value, new PathPoint(declaring));
        }

        return OfSession(symbol, at);
    }

    /// <summary>What a call hands over is there as it is for the caller; what every call hands over, as the session id is.</summary>
    private Tri OfGiven(IParameterSymbol parameter, Frame declaring) =>
        declaring.Caller is { } caller && declaring.Argument(parameter) is { } argument ? conditions.Presence(argument, new PathPoint(caller))
        : scenario.CarriesSession is { } carries && facts.Session.IsHandedIn(parameter, declaring.Body) ? TriLogic.From(carries)
        : Tri.Unknown;

    /// <summary>A session id that was there when the request was built was sent with it: that is what the scenario supposes.</summary>
    private Tri OfSession(ISymbol symbol, PathPoint at)
    {
        var tracked = AsPresence(at[symbol], symbol.Type());
        return tracked != Tri.Unknown ? tracked
            : scenario.CarriesSession is { } carries && IsSession(symbol) ? TriLogic.From(carries)
            : Tri.Unknown;
    }

    private bool IsSession(ISymbol symbol) => facts.Session.IsSent(symbol) || facts.Session.IsToldByFailure(symbol);

    /// <summary>A condition that is false is there.</summary>
    private static Tri AsPresence(Tri value, ITypeSymbol? type) =>
        value == Tri.Null ? Tri.False
        : value == Tri.False && ConditionEvaluator.IsCondition(type) ? Tri.True
        : value;
}
