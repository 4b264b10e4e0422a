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
            return captured == Tri.Unknown && at.Frame.Body.Original(value) is { } original && original.Kind != OperationKind.FlowCaptureReference
                ? conditions.Presence(original, at)
                : AsPresence(captured, value.Type);
        }

        value = ValueOrigins.Unwrap(value);
        switch (value)
        {
            case IFlowCaptureReferenceOperation:
                return conditions.Presence(value, at);

            case IObjectCreationOperation or IInstanceReferenceOperation or IArrayCreationOperation or IInterpolatedStringOperation:
                return Tri.True;

            case IDefaultValueOperation:
                return Tri.False;

            case { ConstantValue: { HasValue: true } }:
                return conditions.Presence(value, at);

            case IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } }:
                return Tri.False;

            case ICoalesceOperation coalesce:
                var first = conditions.Presence(coalesce.Value, at);
                return first == Tri.True ? Tri.True
                    : first == Tri.False ? conditions.Presence(coalesce.WhenNull, at)
                    : conditions.Presence(coalesce.WhenNull, at) == Tri.True ? Tri.True : Tri.Unknown;

            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return conditions.Evaluate(conditional.Condition, at) switch
                {
                    Tri.True => conditions.Presence(conditional.WhenTrue, at),
                    Tri.False => conditions.Presence(whenFalse, at),
                    _ => TriLogic.Agree(conditions.Presence(conditional.WhenTrue, at), conditions.Presence(whenFalse, at)),
                };

            case IConditionalAccessOperation access:
                return conditions.Presence(access.Operation, at) == Tri.False ? Tri.False : conditions.Presence(access.WhenNotNull, at);

            case IInvocationOperation { TargetMethod.Name: "ToString" or "Trim", Instance: { } text }:
                return conditions.Presence(text, at);

            case IPropertyReferenceOperation { Property.IsIndexer: true } or IInvocationOperation { TargetMethod.Name: "Get" or "GetValueOrDefault" }
                when facts.Headers.Read(value) is { } read && facts.Headers.HeaderOf(read.Name, at.Frame) == McpHeader.SessionId && !facts.Headers.IsOfResponse(read.Collection):
                return CarriesSession(read.Collection, at.Frame);

            // What is no reference is always there.
            case IInvocationOperation when (KnownTypes.TaskResult(value.Type) ?? value.Type) is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }:
                return Tri.True;

            case IInvocationOperation when !at.Frame.IsTooDeep && facts.Code.Callee(value) is { } callee && !at.Frame.IsRunning(callee):
                Tri? agreed = null;
                foreach (var presence in explorer.ExploreCall(callee, value, at.Frame, scenario, Exceptions.All, conditions.StatesOf(value, callee, at)).ReturnedPresence)
                {
                    agreed = agreed is null ? presence : TriLogic.Agree(agreed.Value, presence);
                }

                return agreed ?? Tri.Unknown;

            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                var known = OfSession(member.Member, at);
                return known == Tri.Unknown && facts.Session.IsSessionId(value) && scenario.CarriesSession is { } sdk && !facts.Session.IsSent(member.Member) ? TriLogic.From(sdk) : known;

            case ILocalReferenceOperation or IParameterReferenceOperation:
                return OfVariable(ReferencedSymbol.Of(value)!, at);

            default:
                return Tri.Unknown;
        }
    }

    public Tri OfOwner(Subject subject, PathPoint at) =>
        subject.Path.Length == 1 ? conditions.Presence(subject.Root, at)
        : facts.Session.IsSent(subject.Path[subject.Path.Length - 2]) ? OfSession(subject.Path[subject.Path.Length - 2], at)
        : Tri.Unknown;

    public Tri OfPart(Subject subject, IOperation? asked, PathPoint at)
    {
        if (asked is not null)
        {
            return conditions.Presence(asked, at);
        }

        return subject.Last is { } property && facts.Session.IsSent(property) ? OfSession(property, at) : Tri.Unknown;
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
        if (symbol is IParameterSymbol parameter && declaring.Caller is { } caller && declaring.Argument(parameter) is { } argument
            && declaring.Body.Locals.Of(parameter).Count == 0)
        {
            var passed = conditions.Presence(argument, new PathPoint(caller));
            if (passed != Tri.Unknown)
            {
                return passed;
            }
        }

        if (declaring.Body != at.Frame.Body && declaring.Body.Locals.Of(symbol) is [{ Kind: DefinitionKind.Value } only])
        {
            return conditions.Presence(only.Value, new PathPoint(declaring));
        }

        return OfSession(symbol, at);
    }

    /// <summary>A session id that was there when the request was built was sent with it: that is what the scenario supposes.</summary>
    private Tri OfSession(ISymbol symbol, PathPoint at)
    {
        var tracked = AsPresence(at[symbol], symbol.Type());
        return tracked != Tri.Unknown ? tracked
            : facts.Session.IsSent(symbol) && scenario.CarriesSession is { } carries ? TriLogic.From(carries)
            : Tri.Unknown;
    }

    /// <summary>A condition that is false is there.</summary>
    private static Tri AsPresence(Tri value, ITypeSymbol? type) =>
        value == Tri.Null ? Tri.False
        : value == Tri.False && ConditionEvaluator.IsCondition(type) ? Tri.True
        : value;
}
