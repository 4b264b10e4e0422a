using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Says what conditions on the status of an answer, or on the method of a request, are when a scenario is real.</summary>
internal sealed class ExchangeConditions(TransportFacts facts, Scenario scenario, ServedConditions? served, ConditionEvaluator conditions, PresenceConditions presence)
{
    private const int Success = 200;

    public Tri Equality(IOperation asked, IOperation constant, PathPoint at)
    {
        // The graph keeps a left operand aside while the right one branches: HttpMethod.Post == response.RequestMessage?.Method.
        // What it is compared with may be handed to the helper that asks: Is(response, HttpStatusCode.NotFound).
        constant = at.Frame.Given(at.Frame.Written(constant)).Operation;
        if (Constants.Number(constant) is { } code)
        {
            return NumberOf(asked, at) is { } status ? TriLogic.From(status == code) : Tri.Unknown;
        }

        return VerbOf(constant) is { } verb ? MethodIs(Subject.From(at.Frame.Written(asked)), verb, at.Frame) : Tri.Unknown;
    }

    public Tri Comparison(IBinaryOperation binary, PathPoint at)
    {
        var (asked, constant, kind) = (binary.LeftOperand, binary.RightOperand, binary.OperatorKind);
        if (Constants.Number(asked) is not null)
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

        if (Constants.Number(constant) is not { } code)
        {
            return Tri.Unknown;
        }

        if (NumberOf(asked, at) is { } status)
        {
            return Compare(status, kind, code);
        }

        // _sessionId?.Length > 0, and what else asks a length
        var subject = Subject.From(at.Frame.Written(asked));
        if (subject is { Last.Name: "Length" } && code == 0 && kind == BinaryOperatorKind.GreaterThan)
        {
            return presence.OfOwner(subject, at);
        }

        return Tri.Unknown;
    }

    /// <summary>Is a status or method one of a set of constants: <c>Lost.Contains(response.StatusCode)</c>? Null where the set is not in sight.</summary>
    public Tri? Membership(IInvocationOperation contains, PathPoint at)
    {
        (IOperation Set, IOperation Asked)? operands = contains.Instance is { } instance && contains.Arguments is [var only] ? (instance, only.Value)
            : contains.Instance is null && contains.Arguments is [var first, var second, ..] ? (first.Value, second.Value)
            : null;
        if (operands is not var (set, asked) || facts.Origins.ElementsOf(at.Frame.Written(set), at.Frame) is not { } elements)
        {
            return null;
        }

        var outcome = Tri.False;
        foreach (var element in elements)
        {
            outcome = TriLogic.Or(outcome, Equality(asked, element, at));
        }

        return outcome;
    }

    /// <summary>The status supposed for what the subject is the status of; null when it is open.</summary>
    public int? StatusOf(Subject subject, PathPoint at)
    {
        if (scenario is not { Status: { } status, Exchange: { } exchange })
        {
            return null;
        }

        // That of another exchange is supposed to go well.
        if (HoldsOther(subject.Root, at))
        {
            return Success;
        }

        return facts.StatusOwners(subject, at.Frame).Any(owner => Exchanges.IsSame(owner, exchange)) ? status : null;
    }

    /// <summary>Are these headers those of the answer that is supposed to be a failure? Such an answer opens no session.</summary>
    public bool IsOfFailure(IOperation headers, PathPoint at) =>
        scenario is { IsFailure: true, Exchange: { } exchange }
        && facts.Headers.ResponseBehind(headers, at.Frame) is { } response && !HoldsOther(response, at)
        && facts.Exchanges.Behind(response, at.Frame).Any(owner => Exchanges.IsSame(owner, exchange));

    /// <summary>Does the local or parameter hold, on this path, the answer of another exchange than the supposed one?</summary>
    public static bool HoldsOther(IOperation reference, PathPoint at) =>
        ValueOrigins.Unwrap(reference) is ILocalReferenceOperation or IParameterReferenceOperation
        && at[new HoldsExchange(ReferencedSymbol.Of(ValueOrigins.Unwrap(reference))!)] == Tri.False;

    public Tri MethodIs(Subject subject, Verbs verb, Frame frame)
    {
        if (served is not null)
        {
            return served.MethodIs(subject, verb, frame);
        }

        if (scenario.Verb == Verbs.None || !facts.MayBeMethodOfExchange(subject, frame, scenario.Exchange))
        {
            return Tri.Unknown;
        }

        return TriLogic.From(verb == scenario.Verb);
    }

    /// <summary>False where an HttpMethod, or the text of one, is certainly not the supposed method; else it is open.</summary>
    public Tri IsSupposedMethod(IOperation method, PathPoint at)
    {
        method = ValueOrigins.Unwrap(method);
        switch (method)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return conditions.Evaluate(conditional.Condition, at) switch
                {
                    Tri.True => IsSupposedMethod(conditional.WhenTrue, at),
                    Tri.False => IsSupposedMethod(whenFalse, at),
                    _ => TriLogic.Agree(IsSupposedMethod(conditional.WhenTrue, at), IsSupposedMethod(whenFalse, at)),
                };
            case ILocalReferenceOperation local when at[new HoldsMethod(local.Local)] is var held and not Tri.Unknown:
                return held;
        }

        return facts.Exchanges.VerbsOfMethod(method, at.Frame).May(scenario.Verb) ? Tri.Unknown : Tri.False;
    }

    /// <summary>A status, or what is reckoned from one: <c>(int)response.StatusCode / 100</c>.</summary>
    private int? NumberOf(IOperation asked, PathPoint at)
    {
        var written = ValueOrigins.Unwrap(at.Frame.Written(asked));
        if (written is not IBinaryOperation binary)
        {
            return StatusOf(Subject.From(written), at);
        }

        if (Constants.Number(binary.RightOperand) is not { } by || NumberOf(binary.LeftOperand, at) is not { } number)
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

    public Verbs? VerbOf(IOperation operation)
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

    public static Tri Compare(int status, BinaryOperatorKind kind, int code) => TriLogic.From(kind switch
    {
        BinaryOperatorKind.LessThan => status < code,
        BinaryOperatorKind.LessThanOrEqual => status <= code,
        BinaryOperatorKind.GreaterThan => status > code,
        _ => status >= code,
    });
}
