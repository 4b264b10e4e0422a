using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Says whether a pattern matches when a scenario is real. Patterns are read part by part: a part that is open leaves the others their say.</summary>
internal sealed class PatternConditions(ConditionEvaluator conditions, PresenceConditions presence, ExchangeConditions exchange)
{
    // asked is the operand, where the subject is the whole of it, and null for its parts.
    public Tri Of(Subject subject, IOperation? asked, IPatternOperation pattern, PathPoint at)
    {
        switch (pattern)
        {
            case IBinaryPatternOperation binary:
                var left = Of(subject, asked, binary.LeftPattern, at);
                var right = Of(subject, asked, binary.RightPattern, at);
                return binary.OperatorKind == BinaryOperatorKind.Or ? TriLogic.Or(left, right) : TriLogic.And(left, right);

            case INegatedPatternOperation negated:
                return TriLogic.Not(Of(subject, asked, negated.Pattern, at));

            case IConstantPatternOperation constant:
                return OfConstant(subject, asked, constant, at);

            case IRelationalPatternOperation relational:
                return Constants.Number(relational.Value) is not { } code ? Tri.Unknown
                    : exchange.StatusOf(subject, at) is { } status ? ExchangeConditions.Compare(status, relational.OperatorKind, code)
                    : subject.Last?.Name == "Length" && code == 0 ? presence.OfOwner(subject, at)
                    : Tri.Unknown;

            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return Tri.True;

            case IDeclarationPatternOperation:
                return presence.OfPart(subject, asked, at) == Tri.False ? Tri.False : Tri.Unknown;

            case ITypePatternOperation:
                return presence.OfPart(subject, asked, at) == Tri.False ? Tri.False : Tri.Unknown;

            case IRecursivePatternOperation recursive:
                return OfRecursive(subject, asked, recursive, at);

            default:
                return Tri.Unknown;
        }
    }

    private Tri OfConstant(Subject subject, IOperation? asked, IConstantPatternOperation constant, PathPoint at)
    {
        if (Constants.IsNull(constant.Value))
        {
            return TriLogic.Not(presence.OfPart(subject, asked, at));
        }

        if (Constants.Bool(constant.Value) is { } wanted && asked is not null)
        {
            var value = conditions.Evaluate(asked, at);
            return value == Tri.Unknown ? Tri.Unknown : TriLogic.From(value == TriLogic.From(wanted));
        }

        if (Constants.Bool(constant.Value) is { } success && subject is { Last.Name: "IsSuccessStatusCode" } && exchange.StatusOf(subject, at) is { } answered)
        {
            return TriLogic.From(answered is >= 200 and < 300 == success);
        }

        if (constant.Value.ConstantValue is { HasValue: true, Value: "" })
        {
            return TriLogic.Not(presence.OfPart(subject, asked, at));
        }

        if (Constants.Number(constant.Value) is { } code)
        {
            return exchange.StatusOf(subject, at) is { } status ? TriLogic.From(status == code)
                : subject.Last?.Name == "Length" && code == 0 ? TriLogic.Not(presence.OfOwner(subject, at))
                : Tri.Unknown;
        }

        return exchange.VerbOf(constant.Value) is { } verb ? exchange.MethodIs(subject, verb, at.Frame) : Tri.Unknown;
    }

    private Tri OfRecursive(Subject subject, IOperation? asked, IRecursivePatternOperation recursive, PathPoint at)
    {
        var outcome = presence.OfPart(subject, asked, at);
        if (recursive.MatchedType is { } matched && subject.Type is { } type && !KnownTypes.Derives(type, matched as INamedTypeSymbol) && outcome == Tri.True)
        {
            outcome = Tri.Unknown;
        }

        if (asked is not null && TupleOf(asked, at) is var (tuple, then) && tuple.Elements.Length == recursive.DeconstructionSubpatterns.Length)
        {
            outcome = Tri.True;
            for (var i = 0; i < tuple.Elements.Length; i++)
            {
                var element = tuple.Elements[i];
                outcome = TriLogic.And(outcome, Of(Subject.From(element), element, recursive.DeconstructionSubpatterns[i], then));
            }
        }

        var parts = Tri.True;
        foreach (var part in recursive.PropertySubpatterns)
        {
            parts = TriLogic.And(parts, part.Member is IPropertyReferenceOperation { Property: { } property } member
                // What code says of it, the code is asked for.
                ? Of(subject.Member(property), conditions.RunsCode(member) ? member : null, part.Pattern, at)
                : Tri.Unknown);
        }

        // A response that is asked about is there: what it says decides.
        return outcome == Tri.Unknown && !recursive.PropertySubpatterns.IsEmpty ? parts : TriLogic.And(outcome, parts);
    }

    /// <summary>The tuple that is asked for, and where it was made: also one that a local keeps, or that a helper was given, if nothing in it has changed since.</summary>
    private static (ITupleOperation Tuple, PathPoint At)? TupleOf(IOperation asked, PathPoint at)
    {
        var (given, frame) = at.Frame.Given(at.Frame.Written(asked));
        var written = ValueOrigins.Unwrap(given);
        if (frame == at.Frame && written is ITupleOperation here)
        {
            return (here, at);
        }

        var kept = written is ILocalReferenceOperation { Local: var local } && frame.Body.Locals.Of(local) is [{ Kind: DefinitionKind.Value, Value: var value }] ? ValueOrigins.Unwrap(value) : written;
        return kept is ITupleOperation tuple && tuple.Descendants().All(IsAsItWas) ? (tuple, frame == at.Frame ? at : new PathPoint(frame)) : null;

        bool IsAsItWas(IOperation part) => part switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation => frame.Body.Locals.IsNeverReplaced(ReferencedSymbol.Of(part)!),
            IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } } or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } => false,
            _ => true,
        };
    }
}
