using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A place where a session store gets a value, or loses the one it has.</summary>
/// <param name="Store">The field, property or captured primary constructor parameter.</param>
/// <param name="Operation">The assignment or call.</param>
/// <param name="Body">The body it is in.</param>
internal sealed record StoreWrite(ISymbol Store, IOperation Operation, CodeBody Body)
{
    private const int MaximalDescription = 60;

    /// <summary>Does it take the session id of a response?</summary>
    public bool IsCapture { get; init; }

    /// <summary>Does it leave the store empty, always or on some path?</summary>
    public bool IsReset { get; init; }

    /// <summary>Does it leave the session id in the store as it is?</summary>
    public bool KeepsContent { get; init; }

    /// <summary>Does the object that is written to live as long as the one whose code this is?</summary>
    public bool IsLasting { get; init; }

    public string Describe()
    {
        var text = string.Join(" ", Operation.Syntax.ToString().Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaximalDescription ? text : $"{Store.Name} = …";
    }
}

/// <summary>Where a type keeps session ids, who can write there, and where it does.</summary>
internal sealed class SessionStores
{
    private readonly TransportFacts _facts;
    private readonly Dictionary<IOperation, StoreWrite> _writes = [];
    private readonly List<StoreWrite> _namedResets = [];
    private readonly HashSet<ISymbol> _stores = new(SymbolEqualityComparer.Default);
    private readonly StorePlaces _places;

    public SessionStores(TransportFacts facts)
    {
        _facts = facts;
        _places = new(facts.Code, facts.Origins);
        var candidates = new List<Candidate>();
        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                AddCandidates(operation, body, candidates);
            }
        }

        foreach (var candidate in candidates)
        {
            if (facts.Session.IsSent(candidate.Place.Store) || IsFromResponse(candidate))
            {
                _stores.Add(candidate.Place.Store);
            }
        }

        foreach (var candidate in candidates)
        {
            if (_stores.Contains(candidate.Place.Store) && !_writes.ContainsKey(candidate.Operation))
            {
                _writes.Add(candidate.Operation, Classify(candidate));
            }
        }

        if (!facts.Gate.Names.ResetMethods.IsEmpty)
        {
            _namedResets.AddRange(facts.Code.All.SelectMany(body => body.Operations.Where(facts.IsNamedReset).SelectMany(call => _stores.Select(store => NamedReset(store, call, body)))));
        }
    }

    /// <summary>An operation that writes to a place which may be a store.</summary>
    /// <param name="Place">The place.</param>
    /// <param name="Operation">The operation.</param>
    /// <param name="Value">What it puts there; null where that is unknown.</param>
    /// <param name="Body">The body it is in.</param>
    /// <param name="Element">Which element of the value, where that is a tuple that a call yields.</param>
    private readonly record struct Candidate(StorePlace Place, IOperation Operation, IOperation? Value, CodeBody Body, int? Element);

    public IEnumerable<StoreWrite> Writes => _writes.Values.Concat(_namedResets);

    public StoreWrite? WriteAt(IOperation operation) => _writes.TryGetValue(operation, out var write) ? write : null;

    /// <summary>Can only the code in sight write the store?</summary>
    public bool IsWrittenOnlyHere(ISymbol store)
    {
        switch (store)
        {
            case IParameterSymbol:
                return true;
            case var _ when KnownTypes.IsDictionary(store.Type()) && !_facts.HeaderDictionaries.IsOwn(store):
                return false;
            case IPropertySymbol { SetMethod: null }:
                return true;
            case IPropertySymbol { SetMethod: { } setter } property:
                return !property.IsVirtual && !property.IsOverride && !property.IsAbstract && IsWrittenOnlyHere(property, setter.DeclaredAccessibility);
            default:
                return IsWrittenOnlyHere(store, store.DeclaredAccessibility);
        }
    }

    /// <summary>Does code in sight put another object in the place of the one that has the store, while the transport lives?</summary>
    public bool IsReplaced(ISymbol store)
    {
        var holder = store.ContainingType?.OriginalDefinition;
        if (holder is null || store is IParameterSymbol || SymbolEqualityComparer.Default.Equals(holder, _facts.Code.Type) || TypeBodies.BaseTypesInSource(_facts.Code.Type).Contains(holder, SymbolEqualityComparer.Default))
        {
            return false;
        }

        return _facts.Code.All.Where(_facts.Lifetime.IsLive).Any(body => body.Operations.Any(o => o switch
        {
            ISimpleAssignmentOperation assignment => Replaces(assignment.Target, assignment.Value),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Replaces(argument.Value, argument.Value),
            _ => false,
        }));

        bool Replaces(IOperation target, IOperation value) => ValueOrigins.Unwrap(target) switch
        {
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
                IsHolder(member.Type) || IsHolder(ValueOrigins.Unwrap(value).Type),
            _ => false,
        };

        bool IsHolder(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, holder);
    }

    private bool IsWrittenOnlyHere(ISymbol store, Accessibility access)
    {
        if (access == Accessibility.Private || TypeBodies.IsCallableOnlyHere(store))
        {
            return true;
        }

        // A protected store of a type that nobody outside this assembly can derive from: look at those who do.
        return access is Accessibility.Protected or Accessibility.ProtectedAndInternal
            && IsInternal(store.ContainingType)
            && !HasFriends(store.ContainingAssembly)
            && !DerivedElsewhere(store.ContainingType).Any();
    }

    private static bool IsInternal(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private or Accessibility.NotApplicable || current.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasFriends(IAssemblySymbol assembly) => assembly.GetAttributes().Any(a => a.AttributeClass?.Name == "InternalsVisibleToAttribute");

    private IEnumerable<INamedTypeSymbol> DerivedElsewhere(INamedTypeSymbol type)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(type.ContainingAssembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            _facts.CancellationToken.ThrowIfCancellationRequested();
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                {
                    pending.Push(inner);
                }

                if (member is INamedTypeSymbol derived
                    && !SymbolEqualityComparer.Default.Equals(derived, type)
                    && KnownTypes.Derives(derived.OriginalDefinition.BaseType?.OriginalDefinition, type)
                    && !SymbolEqualityComparer.Default.Equals(TypeBodies.OutermostOf(derived), _facts.Code.Type))
                {
                    yield return derived;
                }
            }
        }
    }

    private void AddCandidates(IOperation operation, CodeBody body, List<Candidate> candidates)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation simple when _places.IsPassedOn(simple, body):
                break;

            case ISimpleAssignmentOperation or ICoalesceAssignmentOperation:
                var assignment = (IAssignmentOperation)operation;
                Add(assignment.Target, assignment.Value);
                break;

            case ICompoundAssignmentOperation compound:
                Add(compound.Target, value: null);
                break;

            case IDeconstructionAssignmentOperation { Target: ITupleOperation targets } deconstruction:
                var values = deconstruction.Value is IConversionOperation { Operand: ITupleOperation converted } ? converted : deconstruction.Value as ITupleOperation;
                for (var i = 0; i < targets.Elements.Length; i++)
                {
                    // Half-typed code may have fewer values than targets.
                    Add(targets.Elements[i], values is null ? deconstruction.Value : values.Elements.ElementAtOrDefault(i), targets.Elements[i], values is null ? i : null);
                }

                break;

            case IInvocationOperation { TargetMethod: { ContainingType.Name: "Interlocked", Name: "Exchange" or "CompareExchange" } or { ContainingType.Name: "Volatile", Name: "Write" }, Arguments: [var target, var stored, ..] }:
                Add(target.Value, stored.Value);
                break;

            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument
                when argument.Parent is not IInvocationOperation { TargetMethod.ContainingType.Name: "Interlocked" or "Volatile" }:
                Add(argument.Value, argument.Parent is { } call && _facts.Session.ReadsResponse(call, body.AnyCall) ? call : null);
                break;

            case IInvocationOperation { TargetMethod.Name: "Clear", Instance: { } cleared } when KnownTypes.IsDictionary(cleared.Type) || _facts.Types.IsHeaders(cleared.Type):
                Add(_facts.Headers.OwnerOf(cleared), value: null);
                break;
        }

        if (_facts.Headers.Write(operation) is { Target: HeaderTarget.Dictionary or HeaderTarget.Client } write
            && _facts.Headers.HeaderOf(write.Name, body.AnyCall).HasFlag(McpHeader.SessionId))
        {
            Add(write.Owner, write.Value);
        }

        if (_facts.Headers.Removal(operation) is { } removal
            && _facts.Headers.HeaderOf(removal.Name, body.AnyCall).HasFlag(McpHeader.SessionId)
            && _facts.Headers.OwnerOf(removal.Collection) is { } owner
            && !_facts.Types.IsRequest(owner.Type)
            && Add(owner, value: null) is { } emptied)
        {
            _stores.Add(emptied);
        }

        ISymbol? Add(IOperation? target, IOperation? value, IOperation? at = null, int? element = null)
        {
            if (target is null || _places.Of(target, body) is not { } place)
            {
                return null;
            }

            candidates.Add(new(place, at ?? operation, value, body, element));
            return place.Store;
        }
    }

    /// <summary>A call of which users say that it empties what keeps the id.</summary>
    private static StoreWrite NamedReset(ISymbol store, IOperation call, CodeBody body) => new(store, call, body) { IsReset = true };

    private bool IsFromResponse(Candidate candidate) => candidate switch
    {
        { Value: null } => false,
        { Element: { } element } => ElementsOf(candidate.Value, element, candidate.Body).Any(e => _facts.Session.IsFromResponse(e.Operation, e.Frame)),
        _ => _facts.Session.IsFromResponse(candidate.Value, candidate.Body.AnyCall),
    };

    /// <summary>What a tuple from the methods in sight has in one place.</summary>
    private IEnumerable<Origin> ElementsOf(IOperation tuple, int index, CodeBody body) =>
        from leaf in _facts.Origins.Of(tuple, body.AnyCall).Leaves
        where leaf.Operation is ITupleOperation { Elements.Length: var length } && index < length
        select new Origin(((ITupleOperation)leaf.Operation).Elements[index], leaf.Frame);

    private StoreWrite Classify(Candidate candidate)
    {
        var (place, operation, value, body, element) = candidate;
        var write = new StoreWrite(place.Store, operation, body) { IsLasting = place.IsLasting };
        if (operation is IInvocationOperation { TargetMethod.Name: "Clear" or "Remove" or "TryRemove" })
        {
            return write with { IsReset = true };
        }

        if (value is null)
        {
            return write;
        }

        var isCapture = IsFromResponse(candidate);
        if (element is { } index)
        {
            var mayBeNothing = ElementsOf(value, index, body).Any(e => _facts.Origins.Of(e.Operation, e.Frame).Leaves.Any(l => EmptyValues.IsEmpty(l.Operation)));
            return write with { IsCapture = isCapture, IsReset = mayBeNothing };
        }

        var isReset = operation is not ICoalesceAssignmentOperation && LeavesNothing(place.Store, operation, value, body, isCapture);
        var keeps = !isCapture && !isReset && (operation is ICoalesceAssignmentOperation || Keeps(place.Store, value) || (place.IsPart && value.Type?.SpecialType != SpecialType.System_String));
        return write with { IsCapture = isCapture, IsReset = isReset, KeepsContent = keeps };
    }

    private bool LeavesNothing(ISymbol store, IOperation operation, IOperation value, CodeBody body, bool isCapture)
    {
        // Where it has nothing to put there, what is there stays.
        if (IsOrElse(store, value))
        {
            return false;
        }

        if (EmptyValues.IsEmpty(value) || (!isCapture && IsFreshObject(value)))
        {
            return true;
        }

        if (EmptyValues.TidiedBy(value) is { } tidied)
        {
            return _facts.Origins.Of(tidied, body.AnyCall).Leaves.Any(l => EmptyValues.IsEmpty(l.Operation));
        }

        var exploration = _facts.Explorer.Explore(body, body.AnyCall, Scenario.Nothing);
        if (exploration.MayAssignNothing(operation))
        {
            return true;
        }

        // What stands left of ?? is never null where it is assigned.
        while (ValueOrigins.Unwrap(value) is ICoalesceOperation { WhenNull: var instead })
        {
            value = instead;
        }

        // A null of another method or caller, where nothing here says that it is there.
        return !exploration.AssignsSomething(operation)
            && _facts.Origins.Of(value, body.AnyCall).Leaves.Any(l => EmptyValues.IsEmpty(l.Operation) && l.Frame.Body != body && (l.Frame.Call is not null || _facts.Lifetime.IsLive(l.Frame.Body)));
    }

    /// <summary>id ?? store</summary>
    private static bool IsOrElse(ISymbol store, IOperation value)
    {
        var isChoice = false;
        while (ValueOrigins.Unwrap(value) is ICoalesceOperation { WhenNull: var instead })
        {
            value = instead;
            isChoice = true;
        }

        return isChoice && Keeps(store, value);
    }

    /// <summary>A new session object that was given no id, or a copy of a record whose id was taken out.</summary>
    private static bool IsFreshObject(IOperation value) => ValueOrigins.Unwrap(value) switch
    {
        IObjectCreationOperation or ICollectionExpressionOperation => true,
        IWithOperation { Initializer.Initializers: var initializers } => initializers.Any(i =>
            i is ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment && EmptyValues.IsEmpty(assignment.Value)
            && (member.Member.Name == "Id" || member.Member.Name.IndexOf("session", StringComparison.OrdinalIgnoreCase) >= 0)),
        _ => false,
    };

    private static bool Keeps(ISymbol store, IOperation value) => ValueOrigins.Unwrap(value) switch
    {
        IWithOperation with => ValueOrigins.Unwrap(with.Operand) is IMemberReferenceOperation operand && SymbolEqualityComparer.Default.Equals(operand.Member.OriginalDefinition, store),
        IMemberReferenceOperation itself => SymbolEqualityComparer.Default.Equals(itself.Member.OriginalDefinition, store),
        _ => false,
    };
}
