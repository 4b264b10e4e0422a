using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A call of a body, and the body that makes it.</summary>
internal readonly record struct CallSite(IOperation Call, CodeBody Caller);

/// <summary>Who calls a body.</summary>
/// <param name="Complete">False when code out of sight may call it too. Of code that does not bind nothing is said.</param>
/// <param name="Sites">The calls in sight.</param>
/// <param name="MayBeMore">Does code that does not bind, half-typed or without its packages, name the body in a call?</param>
internal readonly record struct Callers(bool Complete, ImmutableArray<CallSite> Sites, bool MayBeMore = false);

/// <summary>A call by which a body runs itself again.</summary>
/// <param name="Frame">The frame in which it then runs.</param>
/// <param name="Through">The bodies between.</param>
internal sealed record Rerun(Frame Frame, ImmutableArray<CodeBody> Through);

/// <summary>
/// The code of one outermost type: its members, its nested types' members and those of its base types in source,
/// and who calls whom among them.
/// </summary>
internal sealed class TypeBodies
{
    private const int MaximalForwards = 8;

    private readonly SourceBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<CodeBody, IReadOnlyList<CodeBody>> _callees = [];
    private readonly Dictionary<IOperation, CodeBody?> _callee = [];
    private readonly Dictionary<ISymbol, CodeBody> _localFunctions = new(SymbolEqualityComparer.Default);
    private CallIndex? _calls;

    public TypeBodies(INamedTypeSymbol type, SourceBodies bodies, CancellationToken cancellationToken)
    {
        Type = type;
        _bodies = bodies;
        _cancellationToken = cancellationToken;

        Own = [.. BodiesOf(type)];
        All = Own.AddRange(BaseTypesInSource(type).SelectMany(BodiesOf));
        foreach (var body in All)
        {
            if (body.IsLocalFunction && !_localFunctions.ContainsKey(body.Symbol))
            {
                _localFunctions.Add(body.Symbol, body);
            }
        }
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The bodies written in the type and its nested types; lambdas and local functions included.</summary>
    public ImmutableArray<CodeBody> Own { get; }

    /// <summary><see cref="Own"/>, then the bodies of the base types that are in source.</summary>
    public ImmutableArray<CodeBody> All { get; }

    public static INamedTypeSymbol OutermostOf(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } containing)
        {
            type = containing;
        }

        return type;
    }

    public static IEnumerable<INamedTypeSymbol> BaseTypesInSource(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            var definition = current.OriginalDefinition;
            if (definition.DeclaringSyntaxReferences.Length > 0 && SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, type.ContainingAssembly)
                && !SymbolEqualityComparer.Default.Equals(OutermostOf(definition), type))
            {
                yield return definition;
            }
        }
    }

    /// <summary>The members of a type and of the types nested in it that may have code.</summary>
    public static IEnumerable<ISymbol> MembersWithCode(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol or IFieldSymbol { IsConst: false } or IPropertySymbol)
            {
                yield return member;
            }
            else if (member is INamedTypeSymbol nested)
            {
                foreach (var inner in MembersWithCode(nested))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>The body that a call runs, when it is in sight and no override can stand in for it.</summary>
    public CodeBody? Callee(IOperation call)
    {
        if (!_callee.TryGetValue(call, out var callee))
        {
            _callee[call] = callee = FindCallee(call);
        }

        return callee;
    }

    private CodeBody? FindCallee(IOperation call) => call switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } => FindLocalFunction(local),
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.DelegateInvoke }, Instance: { } called } => FindDelegate(called),
        IInvocationOperation invocation when IsFixed(invocation.TargetMethod, invocation.Instance) => _bodies.Of(invocation.TargetMethod, _cancellationToken),
        IPropertyReferenceOperation { Property.GetMethod: { } getter } reference when IsFixed(getter, reference.Instance) => _bodies.Of(getter, _cancellationToken),
        IObjectCreationOperation { Constructor: { } constructor } => _bodies.Of(constructor, _cancellationToken),
        _ => null,
    };

    /// <summary>
    /// How a call that a body makes runs that body again, directly or through methods that first of all hand on all that they were given; null where
    /// it does not.
    /// </summary>
    public Rerun? Rerun(IInvocationOperation call, CodeBody body)
    {
        var through = ImmutableArray.CreateBuilder<CodeBody>();
        for (var next = call; next is not null && IsOnSameObject(next) && Callee(next) is { } callee && through.Count <= MaximalForwards; next = HandingOf(callee, through))
        {
            if (callee == body)
            {
                // Who only hands on gives the body what the call gives him; what is around a local function was called too.
                var outer = body.Outer is { } around && through.Contains(around) ? body.AnyCall.Enter(around, call) : null;
                return new(outer?.Enter(body, next) ?? body.AnyCall.Enter(body, call), through.ToImmutable());
            }

            through.Add(callee);
        }

        return null;
    }

    private static bool IsOnSameObject(IInvocationOperation call) => call is { Instance: null or IInstanceReferenceOperation } or { TargetMethod.MethodKind: MethodKind.DelegateInvoke };

    /// <summary>The call by which a method hands on all that it was given, where it does nothing before. What comes after does not come when the call never ends.</summary>
    private IInvocationOperation? HandingOf(CodeBody body, IEnumerable<CodeBody> through)
    {
        // A local function has the method's parameters without being given them.
        var given = body is { IsLocalFunction: true, Method.Parameters.IsEmpty: true, Outer: { } outer } && through.Contains(outer) ? outer : body;
        return FirstCall(body) is { } call
            && ((call.Arguments.IsEmpty && Callee(call)?.Outer == body) || (call.Arguments.Length == given.Method?.Parameters.Length && call.Arguments.All(IsHandedOn)))
                ? call
                : null;

        static bool IsHandedOn(IArgumentOperation argument) => argument.Value is IParameterReferenceOperation handed && handed.Parameter.Ordinal == argument.Parameter?.Ordinal;
    }

    /// <summary>The call that is the first thing a body does.</summary>
    private static IInvocationOperation? FirstCall(CodeBody body)
    {
        var block = body.Graph?.Blocks[0];
        while (block is { Operations.IsEmpty: true, BranchValue: null })
        {
            block = block.FallThroughSuccessor?.Destination is { } next && next.Ordinal > block.Ordinal ? next : null;
        }

        var first = block?.Operations.FirstOrDefault() ?? block?.BranchValue;
        return first is not null && ValueOrigins.Unwrap(first is IExpressionStatementOperation statement ? statement.Operation : first) is IInvocationOperation call
            ? body.Original(call) as IInvocationOperation
            : null;
    }

    /// <summary>The initializer of a field or property; of a method, its body, wherever it is declared.</summary>
    public CodeBody? InitializerOf(ISymbol member) => _bodies.Of(member, _cancellationToken);

    /// <summary>The field that a property of this type does no more than write, where it has a setter with a body.</summary>
    public IFieldSymbol? BackingField(IPropertySymbol property) =>
        property.SetMethod is { } setter && IsFixed(setter, instance: null) && _bodies.Of(setter, _cancellationToken) is { } body
        && body.Operations.OfType<ISimpleAssignmentOperation>().ToList() is [{ Target: IFieldReferenceOperation { Field: var field }, Value: var value }]
        && ValueOrigins.Unwrap(EmptyValues.TidiedBy(value) ?? value) is IParameterReferenceOperation
            ? field.OriginalDefinition
            : null;

    public Callers CallersOf(CodeBody body)
    {
        if (body.Method is not { } method)
        {
            return new(false, []);
        }

        var declared = Declared(method);
        _calls ??= new(All);
        var sites = _calls.Of(declared);
        var complete = sites.Length > 0 && !_calls.IsReferenced(declared)
            && (method.MethodKind == MethodKind.LocalFunction || IsCallableOnlyHere(method));
        return new(complete, sites, _calls.IsNamedInBrokenCall(declared));
    }

    /// <summary>The bodies of the type that stand in for a method of a base type.</summary>
    public IEnumerable<CodeBody> OverridesOf(IMethodSymbol method) =>
        method is { IsAbstract: false, IsVirtual: false, IsOverride: false } ? [] : Own.Where(b => b is { Outer: null, Method: { } own } && Overrides(own, method));

    private static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (var next = method.OverriddenMethod; next is not null; next = next.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(next.OriginalDefinition, overridden.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The body and every body in sight that it calls, however far away.</summary>
    public IEnumerable<CodeBody> Reachable(CodeBody from)
    {
        var seen = new HashSet<CodeBody>();
        var pending = new Stack<CodeBody>();
        pending.Push(from);
        while (pending.Count > 0)
        {
            var body = pending.Pop();
            if (!seen.Add(body))
            {
                continue;
            }

            yield return body;
            foreach (var nested in body.Nested)
            {
                pending.Push(nested);
            }

            foreach (var callee in CalleesOf(body))
            {
                pending.Push(callee);
            }
        }
    }

    /// <summary>The bodies in sight that a body calls, each once.</summary>
    private IReadOnlyList<CodeBody> CalleesOf(CodeBody body)
    {
        if (!_callees.TryGetValue(body, out var callees))
        {
            _callees.Add(body, callees = [.. body.Operations
                .Where(o => o is IInvocationOperation or IPropertyReferenceOperation or IObjectCreationOperation)
                .Select(Callee).OfType<CodeBody>().Distinct()]);
        }

        return callees;
    }

    /// <summary>No code outside the outermost type can name the member.</summary>
    public static bool IsCallableOnlyHere(ISymbol member)
    {
        if (member is IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 } or IMethodSymbol { IsOverride: true } or IMethodSymbol { IsVirtual: true } or IMethodSymbol { IsAbstract: true })
        {
            return false;
        }

        for (ISymbol? symbol = member; symbol is { ContainingType: not null }; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility == Accessibility.Private)
            {
                return SymbolEqualityComparer.Default.Equals(symbol, member) || !ImplementsInterfaceMember(member);
            }
        }

        return false;
    }

    private static bool ImplementsInterfaceMember(ISymbol member) =>
        member.ContainingType.AllInterfaces.Any(i => i.GetMembers(member.Name).Any(m =>
            SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(m), member)));

    /// <summary>The symbol that calls name: of a partial method the declaration.</summary>
    private static IMethodSymbol Declared(IMethodSymbol method) => method.OriginalDefinition.PartialDefinitionPart ?? method.OriginalDefinition;

    /// <summary>Can no override stand in for a method that is called on an object?</summary>
    public static bool IsFixed(IMethodSymbol method, IOperation? instance) =>
        !method.IsAbstract && (!(method.IsVirtual || method.IsOverride) || method.IsSealed || method.ContainingType.IsSealed
            || instance is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax });

    /// <summary>What a delegate runs, where it can only be one thing: a local given once, or a readonly field with an initializer.</summary>
    private CodeBody? FindDelegate(IOperation called)
    {
        var given = ValueOrigins.Unwrap(called) switch
        {
            ILocalReferenceOperation local => All.Where(b => b.Outer is null).Select(b => b.Locals.Of(local.Local)).FirstOrDefault(d => d.Count > 0) is [{ Kind: DefinitionKind.Value, Value: var only }] ? only : null,
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } => InitializerOf(field)?.Root.ChildOperations.FirstOrDefault(),
            _ => null,
        };
        return given is null ? null : DelegateBody(given);
    }

    /// <summary>The body that a delegate runs, where it is made of a lambda, a local function or a method in sight.</summary>
    public CodeBody? DelegateBody(IOperation made) =>
        ValueOrigins.Unwrap(made) is not IDelegateCreationOperation { Target: var target } ? null : target switch
        {
            IAnonymousFunctionOperation lambda => All.FirstOrDefault(b => b.IsLambda && b.Root.Syntax == lambda.Syntax),
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => FindLocalFunction(local),
            IMethodReferenceOperation method when IsFixed(method.Method, method.Instance) => _bodies.Of(method.Method, _cancellationToken),
            _ => null,
        };

    private CodeBody? FindLocalFunction(IMethodSymbol local) => _localFunctions.TryGetValue(local.OriginalDefinition, out var body) ? body : null;

    private IEnumerable<CodeBody> BodiesOf(INamedTypeSymbol type) =>
        MembersWithCode(type).Select(member => _bodies.Of(member, _cancellationToken)).OfType<CodeBody>().SelectMany(body => body.SelfAndNested());

    /// <summary>Which calls there are of each method, and which methods are made delegates of. Most types are not asked.</summary>
    private sealed class CallIndex
    {
        private readonly Dictionary<ISymbol, List<CallSite>> _calls = new(SymbolEqualityComparer.Default);
        private readonly HashSet<ISymbol> _referenced = new(SymbolEqualityComparer.Default);
        private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

        public CallIndex(ImmutableArray<CodeBody> bodies)
        {
            foreach (var body in bodies)
            {
                foreach (var operation in body.Operations)
                {
                    switch (operation)
                    {
                        case IInvocationOperation invocation:
                            Add(invocation.TargetMethod, new(operation, body));
                            break;
                        case IObjectCreationOperation { Constructor: { } constructor }:
                            Add(constructor, new(operation, body));
                            break;
                        case IPropertyReferenceOperation { Property.GetMethod: { } getter }:
                            Add(getter, new(operation, body));
                            break;
                        case IMethodReferenceOperation reference:
                            _referenced.Add(Declared(reference.Method));
                            break;
                        case IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: var called } } when NameOf(called) is { } name:
                            _broken.Add(name);
                            break;
                    }
                }
            }
        }

        public ImmutableArray<CallSite> Of(IMethodSymbol declared) => _calls.TryGetValue(declared, out var sites) ? sites.ToImmutableArray() : [];

        public bool IsReferenced(IMethodSymbol declared) => _referenced.Contains(declared);

        /// <summary>Is there a call that does not bind, of something that has the method's name?</summary>
        public bool IsNamedInBrokenCall(IMethodSymbol declared) => _broken.Contains(declared.Name);

        private static string? NameOf(ExpressionSyntax called) => called switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => null,
        };

        private void Add(IMethodSymbol target, CallSite site)
        {
            if (!_calls.TryGetValue(Declared(target), out var sites))
            {
                _calls.Add(Declared(target), sites = []);
            }

            sites.Add(site);
        }
    }
}
