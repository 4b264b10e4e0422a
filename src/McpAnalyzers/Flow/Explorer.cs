using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>How exceptions are followed.</summary>
internal enum Exceptions
{
    /// <summary>Whatever may throw leads to every handler around it.</summary>
    All,

    /// <summary>Only what the scenario makes throw leads to the handler that catches it, or out of the body.</summary>
    OfScenario,
}

/// <summary>
/// Walks the control flow graph of a body along the edges that a scenario leaves open, path by path, with what each path knows of
/// its variables. A point that is not reached is one that the code around it protects.
/// </summary>
internal sealed class Explorer(TransportFacts facts)
{
    /// <summary>A body with more paths than this is walked on without telling them apart: more is then reached, never less.</summary>
    private const int MaximalStates = 4_000;

    /// <summary>How many blocks are gone through for one type, all questions together. What is asked after that stays open, and nothing is said of it.</summary>
    private const int MaximalBlocks = 200_000;

    /// <summary>How deep calls are followed into bodies that the scenario does not concern.</summary>
    private const int MaximalCalls = 12;

    private int _blocks;
    private int _calls;

    private readonly Dictionary<(CodeBody, IOperation?, Frame?, Scenario, Exceptions, ParameterStates), Exploration> _explored = [];
    private readonly Relevance _relevance = new(facts);

    public Exploration Explore(
        CodeBody body, Frame frame, Scenario scenario, Exceptions exceptions = Exceptions.All, ForcedConditions? forced = null, ParameterStates parameters = default)
    {
        var flow = body.Flow;
        var positions = flow.Positions;
        if (flow.Graph is not { } graph || _blocks > MaximalBlocks)
        {
            return Exploration.Open(positions);
        }

        var key = (body, frame.Call, frame.Caller, scenario, exceptions, parameters);
        if (forced is null && _explored.TryGetValue(key, out var known))
        {
            return known;
        }

        if (forced is null)
        {
            // A body that comes back to itself meanwhile is open.
            _explored[key] = Exploration.Open(positions);
        }

        var exploration = new Exploration(positions, graph.Blocks.Length);
        new Walk(this, facts, graph, frame, scenario, exceptions, forced, exploration).Run(parameters);
        if (forced is null)
        {
            _explored[key] = exploration;
        }

        return exploration;
    }

    /// <summary>
    /// What a call does. A body that the scenario does not concern does the same for every call that hands it the same, so that it is
    /// walked through once for all of them.
    /// </summary>
    public Exploration ExploreCall(CodeBody callee, IOperation call, Frame caller, Scenario scenario, Exceptions exceptions = Exceptions.All, ParameterStates parameters = default)
    {
        if (callee.Outer is not null || _relevance.Concerns(callee, scenario))
        {
            return Explore(callee, caller.Enter(callee, call), scenario, exceptions, forced: null, parameters);
        }

        if (_calls >= MaximalCalls)
        {
            return Exploration.Open(callee.Flow.Positions);
        }

        _calls++;
        try
        {
            return Explore(callee, callee.AnyCall, scenario.NobodyCancels ? Scenario.Nothing with { NobodyCancels = true } : Scenario.Nothing, exceptions, forced: null, parameters);
        }
        finally
        {
            _calls--;
        }
    }

    private sealed class Walk(
        Explorer explorer, TransportFacts facts, ControlFlowGraph graph, Frame frame, Scenario scenario, Exceptions exceptions, ForcedConditions? forced, Exploration result)
    {
        private static readonly object OpenBranch = new();

        private readonly PathVariables _variables = new();
        private readonly ConditionEvaluator _evaluator = new(facts, scenario, explorer) { Forced = forced };
        private readonly HashSet<(int, PathState)> _seen = [];
        private readonly Stack<(BasicBlock Block, PathState State)> _pending = new();
        private readonly ExceptionRoutes _routes = frame.Body.Flow.Routes;
        private readonly LiveVariables _live = frame.Body.Flow.Live!;
        private readonly BodySteps _steps = frame.Body.Flow.Steps!;

        private CodeBody Body => frame.Body;

        /// <summary>Is the last branch of the path one that the scenario did not decide? Only asked of served requests.</summary>
        private bool IsDecided(PathState state) => scenario.Served is null || state[_variables.Of(OpenBranch)] != Tri.True;

        public void Run(ParameterStates parameters)
        {
            if (scenario.Served is not null)
            {
                // First of all, so that it is among those that are tracked.
                _variables.Of(OpenBranch);
            }

            Enqueue(graph.Blocks[0], parameters.Enter(Body, _variables));
            while (_pending.Count > 0)
            {
                facts.CancellationToken.ThrowIfCancellationRequested();
                var (block, state) = _pending.Pop();
                explorer._blocks++;
                RunBlock(block, state);
            }
        }

        private void Enqueue(BasicBlock? block, PathState state)
        {
            if (block is null)
            {
                return;
            }

            if (_seen.Count > MaximalStates)
            {
                state = default;
            }

            state = _variables.Keep(key => _live.IsLive(key, block), state);
            if (_seen.Add((block.Ordinal, state)))
            {
                _pending.Push((block, state));
            }
        }

        private void RunBlock(BasicBlock block, PathState state)
        {
            var entered = state;
            var steps = _steps.Of(block);
            for (var i = 0; i < steps.Length; i++)
            {
                result.Reached(block, i, IsDecided(state));
                FollowOrdinaryExceptions(block, steps[i], state);
                if (Forks(steps[i], block, entered, state) || !Run(steps[i], block, ref state))
                {
                    return;
                }
            }

            result.Reached(block, block.Operations.Length, IsDecided(state));
            if (block.Kind == BasicBlockKind.Exit)
            {
                result.ReachesExit = true;
                return;
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

            var outcome = _evaluator.Evaluate(block.BranchValue!, frame, _variables, state);
            var (whenTrue, whenFalse) = block.ConditionKind == ControlFlowConditionKind.WhenTrue
                ? (block.ConditionalSuccessor, block.FallThroughSuccessor)
                : (block.FallThroughSuccessor, block.ConditionalSuccessor);
            if (scenario.Served is not null && (outcome != Tri.Unknown || !Rejoins(block.BranchValue!)))
            {
                state = state.With(_variables.Of(OpenBranch), outcome == Tri.Unknown ? Tri.True : Tri.False);
            }

            if (outcome != Tri.False && outcome != Tri.Null)
            {
                Take(whenTrue, block, Assume(block.BranchValue!, true, Bind(block.BranchValue!, state)));
            }

            if (outcome != Tri.True)
            {
                Take(whenFalse, block, Assume(block.BranchValue!, false, state));
            }
        }

        /// <summary>Do both ways of a branch come together again without an answer between: a null-conditional call, an if that only logs?</summary>
        private bool Rejoins(IOperation condition) =>
            condition is IIsNullOperation || (facts.Answers.IsBarren(condition.Syntax) && Body.Original(condition) is not null);

        /// <summary><c>x is var local</c> and <c>x is { } local</c> make the local what x is.</summary>
        private PathState Bind(IOperation condition, PathState state)
        {
            if (condition is not IIsPatternOperation { Pattern: IDeclarationPatternOperation or IRecursivePatternOperation } isPattern)
            {
                return state;
            }

            var (local, mayBeNull) = isPattern.Pattern switch
            {
                IDeclarationPatternOperation declaration => (declaration.DeclaredSymbol, declaration.MatchesNull),
                IRecursivePatternOperation recursive => (recursive.DeclaredSymbol, false),
                _ => (null, false),
            };
            if (local is null)
            {
                return state;
            }

            var value = mayBeNull ? ValueOf(isPattern.Value, state) : Tri.True;
            state = Forget(local, state).With(_variables.Of(local), value);
            Hold(local, isPattern.Value.Type, isPattern.Value, ref state);
            return state;
        }

        private void Take(ControlFlowBranch? branch, BasicBlock block, PathState state)
        {
            if (branch is null)
            {
                return;
            }

            foreach (var region in branch.FinallyRegions)
            {
                Enqueue(graph.Blocks[region.FirstBlockOrdinal], state);
            }

            switch (branch.Semantics)
            {
                case ControlFlowBranchSemantics.Return:
                    if (block.BranchValue is { } returned)
                    {
                        result.Returned.Add(_evaluator.Evaluate(returned, frame, _variables, state));
                        result.ReturnedPresence.Add(_evaluator.Presence(returned, frame, _variables, state));
                    }

                    result.ReachesExit = true;
                    break;
                case ControlFlowBranchSemantics.Throw:
                    Throw(block, block.BranchValue!.Syntax, ValueOrigins.Unwrap(block.BranchValue!).Type, state);
                    break;
                case ControlFlowBranchSemantics.Rethrow:
                    Throw(block, _routes.RethrowSyntax(block), facts.Types.HttpRequestException, state);
                    break;
                default:
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
                    Enqueue(graph.Blocks[handler.FirstBlock], state);
                    continue;
                }

                var catches = handler.Catches(type);
                if (catches == Tri.False)
                {
                    continue;
                }

                var accepts = handler.Filter is null ? Tri.True : _evaluator.Evaluate(handler.Filter, frame, _variables, state);
                if (accepts == Tri.False || (handler.Filter is not null && ExceptionFilters.OfType(handler.Filter, type) == Tri.False))
                {
                    continue;
                }

                Enqueue(graph.Blocks[handler.FirstBlock], state);
                return;
            }

            result.Escaping.Add(origin);
        }

        /// <summary>What may throw for reasons of its own leads to the handlers around it.</summary>
        private void FollowOrdinaryExceptions(BasicBlock block, Step step, PathState state)
        {
            if (exceptions != Exceptions.All || !step.MayThrow || !_routes.IsProtected(block))
            {
                return;
            }

            foreach (var handler in _routes.From(block))
            {
                if (!handler.AsksStatus || MayFailAsExchange(step.Root))
                {
                    Enqueue(graph.Blocks[handler.FirstBlock], scenario.Served is null ? state : state.With(_variables.Of(OpenBranch), Tri.True));
                }
            }
        }

        /// <summary>Can what the operation throws have the status of an exchange?</summary>
        private bool MayFailAsExchange(IOperation operation) =>
            operation.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call =>
                call.TargetMethod.Name == "EnsureSuccessStatusCode"
                || facts.Exchanges.SendOf(call) is not null
                || facts.Code.Callee(call) is not null
                || call.TargetMethod.ContainingNamespace is not { } space || !space.ToDisplayString().StartsWith("System", StringComparison.Ordinal))
            || operation.DescendantsAndSelf().Any(o => o.Kind == OperationKind.Throw);

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
                    && facts.Code.Callee(call) is { } callee && !frame.IsRunning(callee) && explorer._relevance.MayEndPath(callee, scenario)
                    && _evaluator.Evaluate(argument, frame, _variables, state) == Tri.Unknown)
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
            foreach (var part in step.Parts)
            {
                if (!RunOne(part, block, ref state))
                {
                    return false;
                }
            }

            return true;
        }

        private bool RunOne(IOperation operation, BasicBlock block, ref PathState state)
        {
            if (scenario.EndsAt?.Contains(operation.Syntax) == true)
            {
                return false;
            }

            switch (operation)
            {
                case IFlowCaptureOperation capture:
                    state = state.With(_variables.Of(capture.Id), ValueOf(capture.Value, state));
                    Hold(capture.Id, capture.Value.Type, capture.Value, ref state);
                    return true;

                case ISimpleAssignmentOperation assignment:
                    if (WritesSession(assignment))
                    {
                        return false;
                    }

                    Assign(assignment.Target, assignment.Value, assignment.Syntax, ref state);
                    return !IsMethodOf(assignment.Target, out var request) || IsSupposedMethod(assignment.Value, request, state);

                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument:
                    if (ConditionEvaluator.SymbolOf(ValueOrigins.Unwrap(argument.Value)) is { } changed)
                    {
                        state = Forget(changed, state);
                    }

                    return true;

                case IInvocationOperation invocation:
                    return RunCall(invocation, block, ref state);

                case IObjectCreationOperation creation when facts.Types.IsRequest(creation.Type):
                    return MayBeMade(creation, state);

                case IAwaitOperation when operation.Syntax == scenario.FailingCall:
                    Throw(block, operation.Syntax, facts.Types.HttpRequestException, state);
                    return false;

                default:
                    return true;
            }
        }

        private void Assign(IOperation target, IOperation value, SyntaxNode syntax, ref PathState state)
        {
            var assigned = ValueOf(value, state);
            result.Assigned(syntax, ConditionEvaluator.IsCondition(value.Type) ? assigned : _evaluator.Presence(value, frame, _variables, state));
            if (ConditionEvaluator.SymbolOf(ValueOrigins.Unwrap(target)) is { } symbol)
            {
                state = Forget(symbol, state).With(_variables.Of(symbol), assigned);
                if (symbol is ILocalSymbol { Type: var type })
                {
                    Hold(symbol, type, value, ref state);
                }
            }
            else if (target is IFlowCaptureReferenceOperation capture)
            {
                state = state.With(_variables.Of(capture.Id), assigned);
            }
        }

        /// <summary>What the path must know of a local beyond whether it is there: is it the supposed answer, is it the supposed method?</summary>
        private void Hold(object holder, ITypeSymbol? type, IOperation value, ref PathState state)
        {
            if (scenario.Exchange is not { } exchange)
            {
                return;
            }

            if (facts.Types.IsResponseOrTaskOfIt(type) || facts.Types.IsStatusCode(type))
            {
                state = state.With(_variables.Of(new HoldsExchange(holder)), Holds(value, facts.Types.IsStatusCode(type), exchange, state));
            }
            else if (scenario.Verb != Verbs.None && facts.Types.IsHttpMethod(type) && holder is ISymbol symbol)
            {
                state = state.With(_variables.Of(new HoldsMethod(symbol)), _evaluator.IsSupposedMethod(Body.Original(value) ?? value, frame, _variables, state));
            }
        }

        private Tri Holds(IOperation value, bool isStatus, Origin exchange, PathState state)
        {
            var written = Body.Original(value) ?? value;
            var subject = Subject.From(written);
            var from = ValueOrigins.Unwrap(value) is IFlowCaptureReferenceOperation capture ? capture.Id
                : subject.Root is ILocalReferenceOperation { Local: { } local } ? (object)local
                : null;
            if (from is not null && state[_variables.Of(new HoldsExchange(from))] is var known and not Tri.Unknown)
            {
                return known;
            }

            var held = isStatus ? facts.StatusOwners(subject, frame) : facts.Exchanges.Behind(written, frame);
            return held.Count == 0 ? Tri.Unknown : TriLogic.From(held.Any(o => Exchanges.IsSame(o, exchange)));
        }

        /// <summary>False when the request of the supposed exchange would get another method than the supposed one.</summary>
        private bool MayBeMade(IObjectCreationOperation creation, PathState state)
        {
            if (scenario.Verb == Verbs.None || scenario.Exchange is not { } exchange || Body.Original(creation) is not IObjectCreationOperation written)
            {
                return true;
            }

            return Exchanges.MethodGiven(written, facts.Types) is not { } method
                || _evaluator.IsSupposedMethod(method, frame, _variables, state) != Tri.False
                || !facts.Exchanges.IsSurelyRequestOf(written, frame, exchange)
                || facts.Exchanges.IsMethodReplaced(exchange);
        }

        private bool IsMethodOf(IOperation target, out IOperation request)
        {
            request = target;
            if (target is not IPropertyReferenceOperation { Property.Name: "Method", Instance: { } instance } || !facts.Types.IsRequest(instance.Type))
            {
                return false;
            }

            request = instance;
            return true;
        }

        private bool IsSupposedMethod(IOperation method, IOperation request, PathState state) =>
            scenario.Verb == Verbs.None || scenario.Exchange is not { } exchange
            || _evaluator.IsSupposedMethod(Body.Original(method) ?? method, frame, _variables, state) != Tri.False
            || !facts.Exchanges.IsSurelyRequestOf(Body.Original(request) ?? request, frame, exchange);

        private PathState Forget(ISymbol symbol, PathState state) =>
            _variables.ForgetConditionsOn(symbol.Name, state).With(_variables.Of(symbol), Tri.Unknown);

        private Tri ValueOf(IOperation value, PathState state) => _evaluator.ValueOf(value, frame, _variables, state);

        private bool RunCall(IInvocationOperation lowered, BasicBlock block, ref PathState state)
        {
            var call = Body.Original(lowered) as IInvocationOperation ?? lowered;
            if (WritesSession(call))
            {
                return false;
            }

            if (ThrowsInScenario(call))
            {
                Throw(block, call.Syntax, facts.Types.HttpRequestException, state);
                return false;
            }

            if (!PassesGuards(lowered, ref state))
            {
                return false;
            }

            if (facts.Code.Callee(call) is not { } callee || frame.IsTooDeep || frame.IsRunning(callee) || callee.IsIterator || !explorer._relevance.MayEndPath(callee, scenario))
            {
                return true;
            }

            var inner = explorer.ExploreCall(callee, call, frame, scenario, exceptions, _evaluator.StatesOf(lowered, callee, frame, _variables, state));
            if (exceptions == Exceptions.OfScenario && inner.Escaping.Count > 0 && (!KnownTypes.IsTask(call.Type) || IsAwaited(call)))
            {
                Throw(block, call.Syntax, facts.Types.HttpRequestException, state);
            }

            return inner.ReachesExit || !IsWaitedFor(call, callee);
        }

        /// <summary>The end of an asynchronous method matters where it is awaited.</summary>
        private static bool IsWaitedFor(IInvocationOperation call, CodeBody callee) => callee.Method is not { IsAsync: true } || IsAwaited(call);

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
                            if (_evaluator.Presence(argument.Value, frame, _variables, state) == Tri.False)
                            {
                                return false;
                            }

                            state = AssumePresence(argument.Value, true, state);
                            break;

                        case "DoesNotReturnIfAttribute" when attribute.ConstructorArguments is [{ Value: bool ends }]:
                            if (_evaluator.Evaluate(argument.Value, frame, _variables, state) == TriLogic.From(ends))
                            {
                                return false;
                            }

                            state = Assume(argument.Value, !ends, state);
                            break;
                    }
                }
            }

            return true;
        }

        /// <summary>Does the operation put the session id on the request that is supposed to have none?</summary>
        private bool WritesSession(IOperation operation)
        {
            if (scenario is not { CarriesSession: false, Exchange: { } exchange })
            {
                return false;
            }

            var original = Body.Original(operation) ?? operation;
            return facts.Headers.Write(original) is { Target: not HeaderTarget.Client } write
                && facts.Headers.HeaderOf(write.Name, frame) == McpHeader.SessionId
                && (write.Owner is null || !facts.Types.IsRequest(write.Owner.Type) || facts.Exchanges.MayBeRequestOf(write.Owner, frame, exchange));
        }

        private bool ThrowsInScenario(IInvocationOperation call)
        {
            if (call.Syntax == scenario.FailingCall)
            {
                return true;
            }

            if (!scenario.IsFailure || scenario.Exchange is not { } exchange)
            {
                return false;
            }

            if (call is { TargetMethod.Name: "EnsureSuccessStatusCode", Instance: { } response })
            {
                return facts.Exchanges.Behind(response, frame).Any(o => Exchanges.IsSame(o, exchange));
            }

            // WebRequest.GetResponse throws too, but code that then asks the response's status shows what it takes a 404 for.
            return facts.Exchanges.SendOf(call) is { ThrowsOnFailure: true } && (exceptions == Exceptions.OfScenario || !facts.Types.IsResponseOrTaskOfIt(call.TargetMethod.ReturnType)) && Exchanges.IsSame(new Origin(call, frame), exchange);
        }

        /// <summary>What a path knows of its variables once it has gone one way at a condition that was open.</summary>
        private PathState Assume(IOperation condition, bool outcome, PathState state)
        {
            while (true)
            {
                switch (condition)
                {
                    case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                        (condition, outcome) = (not.Operand, !outcome);
                        continue;
                    case IParenthesizedOperation parenthesized:
                        condition = parenthesized.Operand;
                        continue;
                    case IConversionOperation conversion:
                        condition = conversion.Operand;
                        continue;
                    case IAwaitOperation awaited:
                        condition = ValueOrigins.Unwrap(awaited);
                        continue;
                    case IFlowCaptureReferenceOperation capture:
                        return state.With(_variables.Of(capture.Id), TriLogic.From(outcome));
                    case IIsNullOperation { Operand: IFlowCaptureReferenceOperation capture }:
                        return state.With(_variables.Of(capture.Id), TriLogic.From(!outcome));
                    case IIsNullOperation { Operand: var operand }:
                        return AssumePresence(operand, !outcome, state);
                    case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                        return state.With(_variables.Of(ConditionEvaluator.SymbolOf(condition)!), TriLogic.From(outcome));
                    case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                        when binary.RightOperand is { ConstantValue: { HasValue: true, Value: null } } or IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: null } }:
                        return AssumePresence(binary.LeftOperand, outcome == (binary.OperatorKind == BinaryOperatorKind.NotEquals), state);
                    case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                        when binary.RightOperand.ConstantValue is { HasValue: true, Value: bool wanted }:
                        outcome = outcome == (wanted == (binary.OperatorKind == BinaryOperatorKind.Equals));
                        condition = binary.LeftOperand;
                        continue;
                    case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } isNull:
                        return AssumePresence(isNull.Value, !outcome, state);
                    case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } isNotNull:
                        return AssumePresence(isNotNull.Value, outcome, state);
                    case IIsPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation } isThere when outcome && !IsRepeatable(isThere, out _):
                        // `x is { } y`: both are there.
                        var matched = isThere.Pattern is IRecursivePatternOperation recursive ? recursive.DeclaredSymbol : ((IDeclarationPatternOperation)isThere.Pattern).DeclaredSymbol;
                        return AssumePresence(isThere.Value, true, matched is ILocalSymbol { Type.IsReferenceType: true } ? state.With(_variables.Of(matched), Tri.True) : state);
                    case IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Arguments: [var text] }:
                        return AssumePresence(text.Value, !outcome, state);
                    case IInvocationOperation invocation when outcome:
                        // bool TryGet(out var x): where it says true, x is there
                        foreach (var argument in invocation.Arguments)
                        {
                            if (argument.Parameter?.RefKind == RefKind.Out && ConditionEvaluator.SymbolOf(ValueOrigins.Unwrap(argument.Value)) is { } local)
                            {
                                state = state.With(_variables.Of(local), Tri.True);
                            }
                        }

                        return Remember(condition, outcome, state);
                    default:
                        return Remember(condition, outcome, state);
                }
            }
        }

        private PathState AssumePresence(IOperation operand, bool present, PathState state)
        {
            var value = ValueOrigins.Unwrap(operand);
            return ConditionEvaluator.SymbolOf(value) is { } symbol && value is not IPropertyReferenceOperation { Instance: not (null or IInstanceReferenceOperation) }
                ? state.With(_variables.Of(symbol), TriLogic.From(present))
                : state;
        }

        private PathState Remember(IOperation condition, bool outcome, PathState state) =>
            IsRepeatable(condition, out var key) ? state.With(_variables.Of(key.Key), TriLogic.From(outcome != key.Negated)) : state;

        private bool IsRepeatable(IOperation condition, out (string Key, bool Negated) key)
        {
            var found = ConditionEvaluator.RepeatableKey(Body.Original(condition) ?? condition);
            key = found ?? default;
            return found is not null;
        }
    }
}
