using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>An operation that a value may come from, in the frame it runs in.</summary>
internal readonly record struct Origin(IOperation Operation, Frame Frame);

/// <summary>Where a value may come from, and through which locals and parameters it came.</summary>
internal sealed class Origins
{
    private readonly List<Origin> _leaves = [];
    private readonly List<(ISymbol Symbol, Frame Frame)> _carriers = [];
    private readonly List<IPropertySymbol> _computed = [];

    /// <summary>The operations that make or receive the value: a creation, a constant, a call out of sight, a parameter of an unknown caller.</summary>
    public IReadOnlyList<Origin> Leaves => _leaves;

    /// <summary>The locals, parameters and private fields that held the value on its way.</summary>
    public IReadOnlyList<(ISymbol Symbol, Frame Frame)> Carriers => _carriers;

    /// <summary>The properties with code of their own whose value it was on its way.</summary>
    public IReadOnlyList<IPropertySymbol> Computed => _computed;

    public void AddLeaf(IOperation operation, Frame frame) => _leaves.Add(new(operation, frame));

    public void AddCarrier(ISymbol symbol, Frame frame) => _carriers.Add((symbol, frame));

    public void AddComputed(IPropertySymbol property) => _computed.Add(property);
}

/// <summary>Follows a value back through locals, parameters, private fields, awaits, conversions and the methods in sight that return it.</summary>
internal sealed class ValueOrigins(TypeBodies code)
{
    /// <summary>How many steps one question may take; code that needs more is not understood.</summary>
    private const int MaximalSteps = 2_000;

    /// <summary>How many steps all questions about one type may take together: some sixty times what any client that we have read needs.</summary>
    private const int MaximalStepsInAll = 100_000;

    /// <summary>How many values may be taken apart, each to find out what the one before is made of.</summary>
    private const int MaximalParts = 64;

    private readonly Dictionary<(IOperation, Frame), Origins> _known = [];
    private readonly HashSet<(IOperation, Frame)> _calledDelegates = [];
    private readonly HashSet<(IOperation, Frame)> _takenApart = [];
    private Dictionary<ISymbol, List<Origin>>? _memberValues;
    private int _steps;

    /// <summary>Has following values taken too long? Methods that call one another have more ways through each other than anybody can go, and what is asked from then on is not understood.</summary>
    public bool IsExhausted => _steps > MaximalStepsInAll;

    public Origins Of(IOperation value, Frame frame)
    {
        if (_known.TryGetValue((value, frame), out var known))
        {
            return known;
        }

        var walk = new Walk(this);
        walk.Follow(value, frame);
        _known[(value, frame)] = walk.Result;
        return walk.Result;
    }

    /// <summary>The operation behind awaits, conversions, parentheses and what else hands a value on unchanged.</summary>
    public static IOperation Unwrap(IOperation value)
    {
        while (Wrapped(value) is { } inner)
        {
            value = inner;
        }

        return value;
    }

    /// <summary>What an operation hands on unchanged. Told by its kind first: most operations are asked, and few are such.</summary>
    private static IOperation? Wrapped(IOperation value) => value.Kind switch
    {
        OperationKind.Conversion => value is IConversionOperation { OperatorMethod: null or { ContainingType.Name: "String" or "StringValues" or "Span" or "ReadOnlySpan" or "Index" } } conversion ? conversion.Operand : null,
        OperationKind.Parenthesized => ((IParenthesizedOperation)value).Operand,
        OperationKind.Await => ((IAwaitOperation)value).Operation,
        OperationKind.Invocation => HandedOnBy((IInvocationOperation)value),
        OperationKind.PropertyReference => value switch
        {
            IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" }, Instance: { } task } => task,
            IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable } => nullable,
            _ => null,
        },
        OperationKind.ObjectCreation => value is IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [var result] } ? result.Value : null,
        OperationKind.Argument => ((IArgumentOperation)value).Value,
        OperationKind.SimpleAssignment => ((ISimpleAssignmentOperation)value).Value,
        OperationKind.ConditionalAccessInstance => ReceiverOf((IConditionalAccessInstanceOperation)value),
        _ => null,
    };

    private static IOperation? HandedOnBy(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "ConfigureAwait" or "WaitAsync" or "GetAwaiter" or "GetResult" or "AsTask" => call.Instance,
        "FromResult" when call is { TargetMethod: { IsStatic: true, ContainingType.Name: "Task" or "ValueTask" }, Arguments: [var result] } => result.Value,
        "Read" when call is { TargetMethod: { IsStatic: true, ContainingType.Name: "Volatile" }, Arguments: [var read] } => read.Value,
        _ => null,
    };

    /// <summary>What stands left of the <c>?.</c> that an operation stands right of.</summary>
    public static IOperation? ReceiverOf(IConditionalAccessInstanceOperation instance)
    {
        IOperation? child = instance;
        for (var parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }

    /// <summary>What a method is called on; of an extension method, its first argument.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call) => call switch
    {
        { Instance: { } instance } => instance,
        { TargetMethod.IsExtensionMethod: true, Arguments: [var first, ..] } => first.Value,
        _ => null,
    };

    /// <summary>Every value assigned to a field, property or captured primary constructor parameter in sight.</summary>
    public IReadOnlyList<Origin> ValuesOf(ISymbol member) =>
        (_memberValues ??= CollectMemberValues()).TryGetValue(member.OriginalDefinition, out var values) ? values : [];

    private Dictionary<ISymbol, List<Origin>> CollectMemberValues()
    {
        var values = new Dictionary<ISymbol, List<Origin>>(SymbolEqualityComparer.Default);
        foreach (var body in code.All)
        {
            var frame = Frame.AnyCall(body);
            foreach (var operation in body.Operations)
            {
                switch (operation)
                {
                    case IFieldInitializerOperation initializer:
                        foreach (var field in initializer.InitializedFields)
                        {
                            Add(field, initializer.Value);
                        }

                        break;
                    case IPropertyInitializerOperation initializer:
                        foreach (var property in initializer.InitializedProperties)
                        {
                            Add(property, initializer.Value);
                        }

                        break;
                    case IAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                        Add(target.Member, assignment.Value);
                        break;
                }

                void Add(ISymbol member, IOperation value)
                {
                    if (!values.TryGetValue(member.OriginalDefinition, out var list))
                    {
                        values.Add(member.OriginalDefinition, list = []);
                    }

                    list.Add(new(value, frame));
                }
            }
        }

        return values;
    }

    private sealed class Walk(ValueOrigins origins)
    {
        private readonly HashSet<(object, Frame?)> _seen = [];
        private int _steps;

        public Origins Result { get; } = new();

        /// <summary>May one more step be taken?</summary>
        private bool Next()
        {
            origins._steps++;
            return ++_steps <= MaximalSteps && !origins.IsExhausted;
        }

        public void Follow(IOperation value, Frame frame)
        {
            value = Unwrap(value);
            if (!Next())
            {
                Result.AddLeaf(value, frame);
                return;
            }

            switch (value)
            {
                case ILocalReferenceOperation local:
                    FollowLocal(local, frame);
                    break;
                case IParameterReferenceOperation parameter:
                    FollowParameter(parameter, frame);
                    break;
                case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                    Follow(conditional.WhenTrue, frame);
                    Follow(whenFalse, frame);
                    break;
                case ICoalesceOperation coalesce:
                    Follow(coalesce.Value, frame);
                    Follow(coalesce.WhenNull, frame);
                    break;
                case ISwitchExpressionOperation expression:
                    foreach (var arm in expression.Arms)
                    {
                        Follow(arm.Value, frame);
                    }

                    break;
                case IConditionalAccessOperation { WhenNotNull: IInvocationOperation or IPropertyReferenceOperation } access:
                    Follow(access.WhenNotNull, frame);
                    break;
                case IThrowOperation:
                    break;
                case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple } element:
                    FollowTupleElement(tuple, element.Field, frame);
                    break;
                case IFieldReferenceOperation { Field: { IsConst: false } field } reference when TypeBodies.IsCallableOnlyHere(field):
                    FollowMember(field, reference, frame);
                    break;
                case IFieldReferenceOperation { Field: { IsConst: false, IsStatic: true, IsReadOnly: true } field } reference:
                    FollowMember(field, reference, frame);
                    break;
                case IInvocationOperation or IPropertyReferenceOperation when EnterCallee(value, frame):
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } call when EnterDelegates(called, call, frame):
                    break;
                case IPropertyReferenceOperation { Property: { SetMethod: null, IsIndexer: false, IsVirtual: false, IsAbstract: false } property } reference when origins.InitializerOf(property) is not null:
                    FollowMember(property, reference, frame);
                    break;
                default:
                    Result.AddLeaf(value, frame);
                    break;
            }
        }

        private bool EnterCallee(IOperation call, Frame frame)
        {
            if (origins.Callee(call) is not { } callee || !CanEnter(callee, frame))
            {
                return false;
            }

            if (call is IPropertyReferenceOperation reference)
            {
                Result.AddComputed(reference.Property);
            }

            return Enter(callee, call, frame);
        }

        /// <summary>What the delegates return that the callers in sight pass for a parameter; false unless all of them are known.</summary>
        private bool EnterDelegates(IOperation called, IInvocationOperation call, Frame frame)
        {
            // A delegate may return what it is made of itself: the question is not asked again inside its answer.
            if (Unwrap(called) is not IParameterReferenceOperation || !origins._calledDelegates.Add((called, frame)))
            {
                return false;
            }

            var given = origins.Of(called, frame).Leaves.Select(l => origins.DelegateBody(l.Operation)).Distinct().ToList();
            origins._calledDelegates.Remove((called, frame));
            if (given.Count == 0 || given.Any(b => b is null || !CanEnter(b, frame)))
            {
                return false;
            }

            var entered = true;
            foreach (var body in given)
            {
                entered &= Enter(body!, call, frame);
            }

            return entered;
        }

        private static bool CanEnter(CodeBody callee, Frame frame) => !frame.IsTooDeep && !frame.IsRunning(callee);

        private bool Enter(CodeBody callee, IOperation call, Frame frame)
        {
            var entered = false;
            var calleeFrame = frame.Enter(callee, call);
            foreach (var returned in callee.ReturnedValues())
            {
                entered = true;
                Follow(returned, calleeFrame);
            }

            return entered;
        }

        private void FollowLocal(ILocalReferenceOperation reference, Frame frame)
        {
            frame = frame.Declaring(reference.Local);
            if (!_seen.Add((reference.Local, frame)))
            {
                return;
            }

            Result.AddCarrier(reference.Local, frame);
            var definitions = frame.Body.Locals.Of(reference.Local);
            if (definitions.Count == 0)
            {
                Result.AddLeaf(reference, frame);
            }

            foreach (var definition in definitions)
            {
                switch (definition.Kind)
                {
                    case DefinitionKind.Value:
                        Follow(definition.Value, frame);
                        break;
                    case DefinitionKind.Argument when !frame.IsTooDeep && origins.Callee(definition.Value) is { } callee && !frame.IsRunning(callee):
                        FollowOutParameter(callee, definition, frame);
                        break;
                    case DefinitionKind.TupleElement:
                        FollowTupleElement(definition.Value, definition.Index, frame);
                        break;
                    default:
                        Result.AddLeaf(reference, frame);
                        break;
                }
            }
        }

        /// <summary>What a callee puts into an out or ref argument of its call, itself or by handing it on.</summary>
        private void FollowOutParameter(CodeBody callee, Definition definition, Frame frame)
        {
            if (!Next())
            {
                Result.AddLeaf(definition.Value, frame);
                return;
            }

            if (callee.Method?.Parameters.FirstOrDefault(p => p.Ordinal == definition.Index) is not { } parameter)
            {
                return;
            }

            var calleeFrame = frame.Enter(callee, definition.Value);
            foreach (var inner in callee.Locals.Of(parameter))
            {
                if (inner.Kind == DefinitionKind.Value)
                {
                    Follow(inner.Value, calleeFrame);
                }
                else if (inner.Kind == DefinitionKind.Argument && !calleeFrame.IsTooDeep && origins.Callee(inner.Value) is { } next && !calleeFrame.IsRunning(next))
                {
                    FollowOutParameter(next, inner, calleeFrame);
                }
                else
                {
                    Result.AddLeaf(inner.Value, calleeFrame);
                }
            }
        }

        private void FollowParameter(IParameterReferenceOperation reference, Frame frame)
        {
            frame = frame.Declaring(reference.Parameter);
            if (!_seen.Add((reference.Parameter, frame)))
            {
                return;
            }

            Result.AddCarrier(reference.Parameter, frame);
            foreach (var definition in frame.Body.Locals.Of(reference.Parameter))
            {
                if (definition.Kind == DefinitionKind.Value)
                {
                    Follow(definition.Value, frame);
                }
            }

            if (frame.Caller is { } caller && frame.Argument(reference.Parameter) is { } argument)
            {
                Follow(argument, caller);
                return;
            }

            // SendAsync(..).ContinueWith(sent => ..)
            if (frame.Body is { IsLambda: true, Outer: { } outer } && frame.Body.Root.Parent is IDelegateCreationOperation
                {
                    Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ContinueWith", Instance: { } task } },
                } && reference.Parameter.Ordinal == 0)
            {
                Follow(task, Frame.AnyCall(outer));
                return;
            }

            if (frame.Call is null && origins.CallersOf(frame.Body) is { Complete: true } callers)
            {
                foreach (var site in callers.Sites)
                {
                    var callerFrame = Frame.AnyCall(site.Caller);
                    var bound = callerFrame.Enter(frame.Body, site.Call);
                    if (bound.Argument(reference.Parameter) is { } passed)
                    {
                        if (_seen.Add((passed, null)))
                        {
                            Follow(passed, callerFrame);
                        }
                    }
                    else
                    {
                        Result.AddLeaf(reference, frame);
                    }
                }

                return;
            }

            Result.AddLeaf(reference, frame);
        }

        private void FollowMember(ISymbol member, IOperation reference, Frame frame)
        {
            if (!_seen.Add((member, null)))
            {
                return;
            }

            Result.AddCarrier(member, frame);
            var values = origins.ValuesOf(member);
            if (values.Count == 0 && origins.InitializerOf(member) is { } initializer)
            {
                values = [new(initializer.Root.ChildOperations.First(), Frame.AnyCall(initializer))];
            }

            if (values.Count == 0)
            {
                Result.AddLeaf(reference, frame);
            }

            foreach (var value in values)
            {
                Follow(value.Operation, value.Frame);
            }
        }

        private void FollowTupleElement(IOperation tuple, IFieldSymbol element, Frame frame)
        {
            var elements = tuple.Type is INamedTypeSymbol { IsTupleType: true, TupleElements: var named } ? named : [];
            for (var i = 0; i < elements.Length; i++)
            {
                if (elements[i].Name == element.Name || elements[i].CorrespondingTupleField?.Name == element.Name)
                {
                    FollowTupleElement(tuple, i, frame);
                    return;
                }
            }

            Result.AddLeaf(tuple, frame);
        }

        private void FollowTupleElement(IOperation tuple, int index, Frame frame)
        {
            // var (next, id) = node; node = next: what is taken apart may come out of itself. The question is not asked again inside its answer.
            if (origins._takenApart.Count == MaximalParts || !origins._takenApart.Add((tuple, frame)))
            {
                Result.AddLeaf(tuple, frame);
                return;
            }

            var behind = origins.Of(tuple, frame);
            origins._takenApart.Remove((tuple, frame));
            foreach (var (symbol, carrierFrame) in behind.Carriers)
            {
                if (symbol is IFieldSymbol)
                {
                    Result.AddCarrier(symbol, carrierFrame);
                }
            }

            foreach (var origin in behind.Leaves)
            {
                if (origin.Operation is ITupleOperation literal && index < literal.Elements.Length)
                {
                    if (_seen.Add((literal.Elements[index], null)))
                    {
                        Follow(literal.Elements[index], origin.Frame);
                    }
                }
                else
                {
                    Result.AddLeaf(origin.Operation, origin.Frame);
                }
            }
        }
    }

    private CodeBody? Callee(IOperation call) => code.Callee(call);

    private CodeBody? DelegateBody(IOperation created) => code.DelegateBody(created);

    private Callers CallersOf(CodeBody body) => code.CallersOf(body);

    private CodeBody? InitializerOf(ISymbol member) => code.InitializerOf(member);
}
