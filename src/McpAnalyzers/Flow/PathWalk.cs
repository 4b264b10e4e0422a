using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>One walk through the control flow graph of a body: path by path, along the edges that a scenario leaves open.</summary>
internal sealed class PathWalk
{
    /// <summary>A body with more paths than this is walked on without telling them apart: more is then reached, never less.</summary>
    private const int MaximalStates = 4_000;

    private static readonly object OpenBranch = new();

    private readonly Explorer _explorer;
    private readonly TransportFacts _facts;
    private readonly ControlFlowGraph _graph;
    private readonly Frame _frame;
    private readonly Scenario _scenario;
    private readonly Exceptions _exceptions;
    private readonly Exploration _result;
    private readonly PathVariables _variables;
    private readonly ConditionEvaluator _conditions;
    private readonly PathKnowledge _knowledge;
    private readonly SupposedExchange _supposed;
    private readonly WalkMemory _memory;
    private readonly ExceptionRoutes _routes;
    private readonly LiveVariables _live;
    private readonly BodySteps _steps;

    public PathWalk(
        Explorer explorer, TransportFacts facts, ControlFlowGraph graph, Frame frame, Scenario scenario, Exceptions exceptions, ForcedConditions? forced, Exploration result)
    {
        _explorer = explorer;
        _facts = facts;
        _graph = graph;
        _frame = frame;
        _scenario = scenario;
        _exceptions = exceptions;
        _result = result;
        _memory = explorer.Spare.Count > 0 ? explorer.Spare.Pop() : new();
        _variables = _memory.Variables;
        _conditions = new(facts, scenario, explorer) { Forced = forced };
        _knowledge = new(facts, scenario, frame, _variables, _conditions);
        _supposed = new(facts, scenario, exceptions, frame, _conditions);
        _routes = frame.Body.Flow.Routes;
        _live = frame.Body.Flow.Live!;
        _steps = frame.Body.Flow.Steps!;
    }

    /// <summary>Is the last branch of the path one that the scenario did not decide? Only asked of served requests.</summary>
    private bool IsDecided(PathState state) => _scenario.Served is null || state[_variables.Find(OpenBranch)] != Tri.True;

    public void Run(ParameterStates parameters)
    {
        if (_scenario.Served is not null)
        {
            // First of all, so that it is among those that are tracked.
            _variables.Of(OpenBranch);
        }

        Enqueue(_graph.Blocks[0], parameters.Enter(_frame.Body, _variables));
        while (_memory.Pending.Count > 0)
        {
            _facts.CancellationToken.ThrowIfCancellationRequested();
            var (block, state) = _memory.Pending.Pop();
            _explorer.CountBlock();
            RunBlock(block, state);
        }

        _memory.Clear();
        _explorer.Spare.Push(_memory);
    }

    private void Enqueue(BasicBlock? block, PathState state)
    {
        if (block is null)
        {
            return;
        }

        if (_memory.Seen.Count > MaximalStates)
        {
            state = default;
        }

        state = _variables.Keep(_live, block, state);
        if (_memory.Seen.Add((block.Ordinal, state)))
        {
            _memory.Pending.Push((block, state));
        }
    }

    private void RunBlock(BasicBlock block, PathState state)
    {
        var entered = state;
        var steps = _steps.Of(block);
        for (var i = 0; i < steps.Length; i++)
        {
            _result.Reached(block, i, IsDecided(state));
            FollowOrdinaryExceptions(block, steps[i], state);
            if (Forks(steps[i], block, entered, state) || !Run(steps[i], block, ref state))
            {
                return;
            }
        }

        if (block.Kind == BasicBlockKind.Exit)
        {
            _result.ReachesExit = true;
        }

        Leave(block, state);
    }

    private void Leave(BasicBlock block, PathState state)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            Take(block.FallThroughSuccessor, block, state);
            return;
        }

        var outcome = _conditions.Evaluate(block.BranchValue!, At(state));
        var (whenTrue, whenFalse) = block.ConditionKind == ControlFlowConditionKind.WhenTrue
            ? (block.ConditionalSuccessor, block.FallThroughSuccessor)
            : (block.FallThroughSuccessor, block.ConditionalSuccessor);
        if (_scenario.Served is not null && (outcome != Tri.Unknown || !Rejoins(block.BranchValue!)))
        {
            state = _variables.Set(OpenBranch, outcome == Tri.Unknown ? Tri.True : Tri.False, state);
        }

        if (outcome != Tri.False && outcome != Tri.Null)
        {
            Take(whenTrue, block, _knowledge.Assume(block.BranchValue!, true, _knowledge.Bind(block.BranchValue!, state)));
        }

        if (outcome != Tri.True)
        {
            Take(whenFalse, block, _knowledge.Assume(block.BranchValue!, false, state));
        }
    }

    /// <summary>Do both ways of a branch come together again without an answer between: a null-conditional call, an if that only logs?</summary>
    private bool Rejoins(IOperation condition) =>
        condition is IIsNullOperation || (_facts.Answers.IsBarren(condition.Syntax) && _frame.Body.Original(condition) is not null);

    private void Take(ControlFlowBranch? branch, BasicBlock block, PathState state)
    {
        if (branch is null)
        {
            return;
        }

        foreach (var region in branch.FinallyRegions)
        {
            Enqueue(_graph.Blocks[region.FirstBlockOrdinal], state);
        }

        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Return:
                if (block.BranchValue is { } returned)
                {
                    _result.Returned.Add(_conditions.Evaluate(returned, At(state)));
                    _result.ReturnedPresence.Add(_conditions.Presence(returned, At(state)));
                }

                _result.ReachesExit = true;
                _result.LeftFrom.Add(block.Ordinal);
                break;
            case ControlFlowBranchSemantics.Throw:
                Throw(block, block.BranchValue!.Syntax, ValueOrigins.Unwrap(block.BranchValue!).Type, state);
                break;
            case ControlFlowBranchSemantics.Rethrow:
                Throw(block, _routes.RethrowSyntax(block), _facts.Types.HttpRequestException, state);
                break;
            default:
                if (branch.Destination is { Kind: BasicBlockKind.Exit })
                {
                    _result.LeftFrom.Add(block.Ordinal);
                }

                Enqueue(branch.Destination, state);
                break;
        }
    }

    /// <summary>An exception that certainly comes in this scenario: to the handler that catches it, or out.</summary>
    private void Throw(BasicBlock block, SyntaxNode origin, ITypeSymbol? type, PathState state)
    {
        foreach (var handler in _routes.From(block))
        {
            if (handler.IsFinally)
            {
                Enqueue(_graph.Blocks[handler.FirstBlock], state);
                continue;
            }

            var catches = handler.Catches(type);
            if (catches == Tri.False)
            {
                continue;
            }

            var accepts = handler.Filter is null ? Tri.True : _conditions.Evaluate(handler.Filter, At(state));
            if (accepts == Tri.False || (handler.Filter is not null && ExceptionFilters.OfType(handler.Filter, type) == Tri.False))
            {
                continue;
            }

            Enqueue(_graph.Blocks[handler.FirstBlock], state);
            return;
        }

        _result.Escaping.Add(origin);
    }

    /// <summary>What may throw for reasons of its own leads to the handlers around it.</summary>
    private void FollowOrdinaryExceptions(BasicBlock block, Step step, PathState state)
    {
        if (_exceptions != Exceptions.All || !step.MayThrow)
        {
            return;
        }

        foreach (var handler in _routes.From(block))
        {
            if (!handler.AsksStatus || MayFailAsExchange(step.Root))
            {
                Enqueue(_graph.Blocks[handler.FirstBlock], _scenario.Served is null ? state : _variables.Set(OpenBranch, Tri.True, state));
            }
        }
    }

    /// <summary>Can what the operation throws have the status of an exchange?</summary>
    private bool MayFailAsExchange(IOperation operation) => operation.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation call => call.TargetMethod.Name == "EnsureSuccessStatusCode" || _facts.Exchanges.SendOf(call) is not null
            || call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) != true,
        IAwaitOperation => ValueOrigins.Unwrap(part) is not IInvocationOperation,
        _ => false,
    });

    /// <summary>
    /// A flag that is open here and handed to a method that builds or sends requests: what that method does with it, this body must not
    /// forget. The block is gone through once with the flag true and once with it false.
    /// </summary>
    private bool Forks(Step step, BasicBlock block, PathState entered, PathState state)
    {
        foreach (var (call, argument) in step.Flags)
        {
            var flag = _variables.Of(BodySteps.FlagOf(argument)!);
            if (flag >= 0 && state[flag] == Tri.Unknown && entered[flag] == Tri.Unknown
                && _facts.Code.Callee(call) is { } callee && !_frame.IsRunning(callee) && _explorer.Relevance.MayEndPath(callee, _scenario)
                && _conditions.Evaluate(argument, At(state)) == Tri.Unknown)
            {
                Enqueue(block, entered.With(flag, Tri.True));
                Enqueue(block, entered.With(flag, Tri.False));
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs an operation and its parts in order; false when the scenario does not let it come to its end.</summary>
    private bool Run(Step step, BasicBlock block, ref PathState state)
    {
        if (EndsAt(step.Root))
        {
            return false;
        }

        foreach (var part in step.Parts)
        {
            if (!RunOne(part, block, ref state))
            {
                return false;
            }
        }

        return true;
    }

    private bool EndsAt(IOperation operation) => _scenario.EndsAt?.Contains(operation.Syntax) == true;

    private bool RunOne(IOperation operation, BasicBlock block, ref PathState state)
    {
        if (EndsAt(operation))
        {
            return false;
        }

        switch (operation.Kind)
        {
            case OperationKind.FlowCapture:
                var capture = (IFlowCaptureOperation)operation;
                state = _variables.Set(capture.Id, _conditions.ValueOf(capture.Value, At(state)), state);
                _knowledge.Hold(capture.Id, capture.Value.Type, capture.Value, ref state);
                return true;

            case OperationKind.SimpleAssignment:
                var assignment = (ISimpleAssignmentOperation)operation;
                if (_supposed.WritesSession(assignment))
                {
                    return false;
                }

                Assign(assignment.Target, assignment.Value, assignment.Syntax, ref state);
                return !_supposed.IsMethodOf(assignment.Target, out var request) || _supposed.IsSupposedMethod(assignment.Value, request, At(state));

            case OperationKind.DeconstructionAssignment:
                var deconstruction = (IDeconstructionAssignmentOperation)operation;
                Deconstruct(deconstruction.Target, deconstruction.Value, At(state), ref state);
                return _scenario.EndsAt is null || !deconstruction.Target.Descendants().Any(EndsAt);

            case OperationKind.Argument:
                // One that is handed out, or by reference: of others a path learns nothing.
                if (ReferencedSymbol.Of(ValueOrigins.Unwrap(((IArgumentOperation)operation).Value)) is { } changed)
                {
                    state = _knowledge.Forget(changed, state);
                }

                return true;

            case OperationKind.Invocation:
                return RunCall((IInvocationOperation)operation, block, ref state);

            case OperationKind.ObjectCreation when _facts.Types.IsRequest(operation.Type):
                return _supposed.MayBeMade((IObjectCreationOperation)operation, At(state));

            case OperationKind.Await when operation.Syntax == _scenario.FailingCall:
                Throw(block, operation.Syntax, _facts.Types.HttpRequestException, state);
                return false;

            default:
                return true;
        }
    }

    private void Assign(IOperation target, IOperation value, SyntaxNode syntax, ref PathState state)
    {
        var assigned = _conditions.ValueOf(value, At(state));
        _result.Assigned(syntax, assigned);

        Become(target, value, assigned, ref state);
    }

    /// <summary>What a variable is from now on.</summary>
    private void Become(IOperation target, IOperation value, Tri assigned, ref PathState state)
    {
        // `x ??= y`: the graph keeps x aside.
        var written = target is IFlowCaptureReferenceOperation ? _frame.Written(target) : target;
        if (ReferencedSymbol.Of(ValueOrigins.Unwrap(written)) is { } symbol)
        {
            state = _variables.Set(symbol, assigned, _knowledge.Forget(symbol, state));
            if (symbol is ILocalSymbol { Type: var type })
            {
                _knowledge.Hold(symbol, type, value, ref state);
            }
        }
    }

    /// <summary><c>(_id, _version) = (null, null)</c>: each becomes what stands in its place, as it was before any of them changed.</summary>
    private void Deconstruct(IOperation target, IOperation? value, PathPoint before, ref PathState state)
    {
        var inner = target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target as ITupleOperation;
        if (inner is null)
        {
            Become(target, value ?? target, value is null ? Tri.Unknown : _conditions.ValueOf(value, before), ref state);
            return;
        }

        // What is no tuple in sight may hold anything.
        var values = value is null ? null : ValueOrigins.Unwrap(value) as ITupleOperation;
        for (var i = 0; i < inner.Elements.Length; i++)
        {
            Deconstruct(inner.Elements[i], values?.Elements.ElementAtOrDefault(i), before, ref state);
        }
    }

    private bool RunCall(IInvocationOperation lowered, BasicBlock block, ref PathState state)
    {
        var call = _frame.Body.Original(lowered) as IInvocationOperation ?? lowered;
        if (_supposed.WritesSession(call))
        {
            return false;
        }

        if (_supposed.ThrowsInScenario(call))
        {
            Throw(block, call.Syntax, _facts.Types.HttpRequestException, state);
            return false;
        }

        if (!PassesGuards(lowered, ref state))
        {
            return false;
        }

        if (_facts.Code.Callee(call) is not { } callee || _frame.IsTooDeep || _frame.IsRunning(callee) || callee.IsIterator || !_explorer.Relevance.MayEndPath(callee, _scenario))
        {
            return true;
        }

        var inner = _explorer.ExploreCall(callee, call, _frame, _scenario, _exceptions, _conditions.StatesOf(lowered, callee, At(state)));
        if (_exceptions == Exceptions.OfScenario && inner.Escaping.Count > 0 && IsWaitedFor(call))
        {
            Throw(block, call.Syntax, _facts.Types.HttpRequestException, state);
        }

        return inner.ReachesExit || !IsWaitedFor(call);
    }

    /// <summary>Is what the call does over when it returns? The task of a method, whether it is asynchronous itself or hands on what another gave it, has to be awaited.</summary>
    private static bool IsWaitedFor(IInvocationOperation call) => (call.TargetMethod is not { IsAsync: true } && !KnownTypes.IsTask(call.Type)) || IsAwaited(call);

    private static bool IsAwaited(IInvocationOperation call)
    {
        var parent = call.Parent;
        while (parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "GetAwaiter" or "GetResult" or "Wait" } or IConversionOperation or IArgumentOperation or IParenthesizedOperation)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" })
            {
                return true;
            }

            parent = parent.Parent;
        }

        return parent is IAwaitOperation or IReturnOperation or IPropertyReferenceOperation { Property.Name: "Result" };
    }

    /// <summary>ThrowIfNull and its like: what they say of their arguments holds after them, or they do not return.</summary>
    private bool PassesGuards(IInvocationOperation call, ref PathState state)
    {
        foreach (var attribute in call.TargetMethod.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "DoesNotReturnAttribute")
            {
                return false;
            }
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None } parameter)
            {
                continue;
            }

            foreach (var attribute in parameter.GetAttributes())
            {
                switch (attribute.AttributeClass?.Name)
                {
                    case "NotNullAttribute":
                        if (_conditions.Presence(argument.Value, At(state)) == Tri.False)
                        {
                            return false;
                        }

                        state = _knowledge.AssumePresence(argument.Value, true, state);
                        break;

                    case "DoesNotReturnIfAttribute" when attribute.ConstructorArguments is [{ Value: bool ends }]:
                        if (_conditions.Evaluate(argument.Value, At(state)) == TriLogic.From(ends))
                        {
                            return false;
                        }

                        state = _knowledge.Assume(argument.Value, !ends, state);
                        break;
                }
            }
        }

        return true;
    }

    private PathPoint At(PathState state) => new(_frame, _variables, state);
}
