using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A session id that a server must not give out.</summary>
/// <param name="Maker">The expression that makes it; where another type does, the call of that type here.</param>
/// <param name="Guess">Why others can guess it; null where it has characters that an id must not have.</param>
/// <param name="IsMadeHere">Is <paramref name="Maker"/> what makes the id, and not a call of another type that does?</param>
internal sealed record GuessableSessionId(IOperation Maker, Guess? Guess, bool IsMadeHere);

/// <summary>Follows the ids that go out as Mcp-Session-Id back to what makes them, through the session classes of the compilation as well.</summary>
internal sealed class GuessableSessionIds
{
    private const int MaximalMembers = 4;

    private readonly TransportFacts _facts;
    private readonly GuessableValues _values;
    private readonly List<GuessableSessionId> _all = [];
    private readonly HashSet<SyntaxNode> _seen = [];

    public GuessableSessionIds(TransportFacts facts)
    {
        _facts = facts;
        _values = new GuessableValues(facts);
        foreach (var given in facts.GivenSessionIds.All)
        {
            Follow(given.Operation, given.Frame, members: 0);
        }
    }

    public IEnumerable<GuessableSessionId> All => _all;

    private void Follow(IOperation value, Frame frame, int members)
    {
        var leaves = _facts.Origins.Of(GivenSessionIds.WithoutWrapper(value), frame).Leaves;
        foreach (var leaf in leaves)
        {
            var maker = GivenSessionIds.WithoutWrapper(leaf.Operation);
            if (members < MaximalMembers && ValuesHeldBy(maker, leaf.Frame) is { Count: > 0 } values)
            {
                foreach (var held in values)
                {
                    Follow(held.Operation, held.Frame, members + 1);
                }
            }
            else if (maker.ConstantValue is { HasValue: true, Value: var constant } && (constant is null or "" || leaves.Any(l => !l.Operation.ConstantValue.HasValue)))
            {
                // Nothing yet, or what stands there until the id is made.
                continue;
            }
            else if (_values.OfMaker(maker, leaf.Frame) is { } guess)
            {
                Add(maker, leaf.Frame, guess);
            }
            else if (HasInvisibleText(maker))
            {
                Add(maker, leaf.Frame, guess: null);
            }
        }
    }

    private void Add(IOperation maker, Frame? frame, Guess? guess)
    {
        // What another type makes is reported where this one asks for it.
        var isMadeHere = true;
        while (frame is not null && !_facts.Code.Own.Contains(frame.Body))
        {
            if (frame.Call is not { } call)
            {
                return;
            }

            (maker, frame, isMadeHere) = (call, frame.Caller, false);
        }

        if (frame is not null && _seen.Add(maker.Syntax))
        {
            _all.Add(new(maker, guess, isMadeHere));
        }
    }

    private List<Origin> ValuesHeldBy(IOperation maker, Frame frame) => maker switch
    {
        IMemberReferenceOperation member => ValuesOf(member),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } captured }
            when !SymbolEqualityComparer.Default.Equals(constructor, frame.Body.Outermost.Symbol) => ValuesOfCaptured(captured, constructor.ContainingType),
        _ => [],
    };

    /// <summary>What a parameter of a primary constructor holds for the members that use it.</summary>
    private List<Origin> ValuesOfCaptured(IParameterSymbol parameter, INamedTypeSymbol type) =>
    [
        .. from body in _facts.Code.All
           from creation in body.Operations.OfType<IObjectCreationOperation>()
           where SymbolEqualityComparer.Default.Equals(creation.Type?.OriginalDefinition, type.OriginalDefinition)
           from argument in creation.Arguments
           where argument.Parameter?.Ordinal == parameter.Ordinal
           select new Origin(argument.Value, body.AnyCall),
    ];

    /// <summary>Every value that a member of a type of the compilation gets, as far as this code and the type's own say.</summary>
    private List<Origin> ValuesOf(IMemberReferenceOperation reference)
    {
        var member = reference.Member.OriginalDefinition;
        if (member is not (IFieldSymbol { IsConst: false } or IPropertySymbol { IsIndexer: false })
            || !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _facts.Code.Type.ContainingAssembly))
        {
            return [];
        }

        var values = _facts.Origins.ValuesOf(member).Where(v => !SymbolEqualityComparer.Default.Equals(v.Frame.Body.Symbol, member)).ToList();
        if (!MayBeSetElsewhere(member) && _facts.Code.InitializerOf(member) is { } initializer)
        {
            values.Add(new(initializer.Root.ChildOperations.First(), initializer.AnyCall));
        }

        foreach (var body in _facts.Code.All)
        {
            foreach (var creation in body.Operations.OfType<IObjectCreationOperation>())
            {
                if (SymbolEqualityComparer.Default.Equals(creation.Type?.OriginalDefinition, member.ContainingType))
                {
                    AddConstructed(member, creation, body.AnyCall, values);
                }
            }
        }

        return values;
    }

    /// <summary>May code out of sight put another value in the place of the first?</summary>
    private static bool MayBeSetElsewhere(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: { } setter } => !TypeBodies.IsCallableOnlyHere(setter),
        IFieldSymbol { IsReadOnly: false } field => !TypeBodies.IsCallableOnlyHere(field),
        _ => false,
    };

    /// <summary>What a constructor makes of its arguments: by the assignments of its body, or by the name of a record's parameter.</summary>
    private void AddConstructed(ISymbol member, IObjectCreationOperation creation, Frame frame, List<Origin> values)
    {
        if (_facts.Code.Callee(creation) is { } constructor)
        {
            var inner = frame.Enter(constructor, creation);
            values.AddRange(constructor.Operations.OfType<ISimpleAssignmentOperation>()
                .Where(a => a.Target is IMemberReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Member.OriginalDefinition, member))
                .Select(a => new Origin(a.Value, inner)));
        }
        else if (member.ContainingType.IsRecord && creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == member.Name) is { } positional)
        {
            values.Add(new(positional.Value, frame));
        }
    }

    /// <summary>Does text that certainly becomes part of the id hold a character outside 0x21 to 0x7E?</summary>
    private static bool HasInvisibleText(IOperation maker) => maker switch
    {
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolatedStringTextOperation>().Any(p => p.Text.ConstantValue is { HasValue: true, Value: string part } && IsInvisible(part)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => HasInvisibleText(ValueOrigins.Unwrap(sum.LeftOperand)) || HasInvisibleText(ValueOrigins.Unwrap(sum.RightOperand)),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: string part } } => IsInvisible(part),
        IFieldReferenceOperation { Field: { HasConstantValue: true, ConstantValue: string part } } => IsInvisible(part),
        _ => false,
    };

    private static bool IsInvisible(string text) => text.Any(c => c is < '\x21' or > '\x7E');
}
