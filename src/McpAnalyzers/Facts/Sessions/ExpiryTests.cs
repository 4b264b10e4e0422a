using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A test for a status, 404 where nothing else is said, that decides whether a reaction to a lost session runs.</summary>
/// <param name="Test">The comparison, pattern or call.</param>
/// <param name="IsTrueForStatus">Is it true for the status, or false, as <c>!=</c> is?</param>
/// <param name="Body">The body it is in.</param>
/// <param name="Exchange">The exchange whose status it tests.</param>
/// <param name="Status">The status.</param>
/// <param name="Reaction">What runs for the status, and not for 200 or 500.</param>
/// <param name="Calls">The calls that lead from <paramref name="Body"/> to the reaction, outermost first; none when it is in the same body.</param>
internal sealed record ExpiryTest(IOperation Test, bool IsTrueForStatus, CodeBody Body, Origin Exchange, int Status, Reaction Reaction, IReadOnlyList<CallSite> Calls)
{
    /// <summary>What of the test names the status.</summary>
    public SyntaxNode Syntax => SyntaxOf(Test);

    /// <summary>What of a test says what is asked for: of a case label or switch arm its pattern.</summary>
    public static SyntaxNode SyntaxOf(IOperation test) => test.Syntax switch
    {
        CaseSwitchLabelSyntax label => label.Value,
        CasePatternSwitchLabelSyntax label => label.Pattern,
        SwitchExpressionArmSyntax arm => arm.Pattern,
        var syntax => syntax,
    };
}

/// <summary>Finds out which reactions are reactions to a status, which test makes them so, and whether they can run in a scenario.</summary>
internal sealed class ExpiryTests(TransportFacts facts)
{
    private const int NotFound = 404;
    private const int MaximalCallDepth = 4;

    /// <summary>A body that may look at more exchanges than this is not understood as far as the others go.</summary>
    private const int MaximalExchanges = 32;

    private readonly Dictionary<CodeBody, IReadOnlyList<Origin>> _exchanges = [];
    private readonly Dictionary<(Reaction, int), IReadOnlyList<ExpiryTest>> _tests = [];

    public IReadOnlyList<ExpiryTest> TestsOf(Reaction reaction) => TestsOfStatus(reaction, NotFound);

    /// <summary>The same for another status than 404. Not an overload: SelectMany would take the status for an index.</summary>
    public IReadOnlyList<ExpiryTest> TestsOfStatus(Reaction reaction, int status)
    {
        if (!_tests.TryGetValue((reaction, status), out var tests))
        {
            var search = new Search(isTogether: false);
            tests = [.. TestsOf(reaction, status, reaction.Operation, reaction.Body, [], search)];
            if (tests.Count == 0 && search.HasUpperEnd)
            {
                tests = [.. TestsOf(reaction, status, reaction.Operation, reaction.Body, [], new Search(isTogether: true))];
            }

            _tests.Add((reaction, status), tests);
        }

        return tests;
    }

    /// <summary>Can the reaction run when, of the exchange that is tested, the given is true as well?</summary>
    public bool CanRun(ExpiryTest test, Verbs verb, bool? carriesSession)
    {
        var scenario = new Scenario(test.Exchange, test.Status, verb, carriesSession);
        var point = test.Calls.Count > 0 ? test.Calls[0].Call : test.Reaction.Operation;

        return LetThrough(test.Body, test.Calls, scenario, test.Reaction) && CanRun(test.Body, point, scenario, test.Reaction, depth: 0);
    }

    /// <summary>Do the methods between the one that tests and the reaction lead to it?</summary>
    private bool LetThrough(CodeBody body, IReadOnlyList<CallSite> calls, Scenario scenario, Reaction reaction)
    {
        var frame = body.AnyCall;
        for (var i = 0; i < calls.Count; i++)
        {
            var (next, inner) = i + 1 < calls.Count ? (calls[i + 1].Caller, calls[i + 1].Call) : (reaction.Body, reaction.Operation);
            frame = frame.Enter(next, calls[i].Call);
            if (!Reaches(next, frame, scenario, inner, reaction))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One search for the tests of a reaction, upwards from it.</summary>
    private sealed class Search(bool isTogether)
    {
        private int _left = 60;

        /// <summary>May the two ends of a range of statuses be asked in two methods?</summary>
        public bool IsTogether { get; } = isTogether;

        /// <summary>Has it come through a body that keeps out 500, and lets success in? Only then another one may make a range of it.</summary>
        public bool HasUpperEnd { get; set; }

        /// <summary>May one more call be followed? Methods that call one another have more ways to each other than anybody can go.</summary>
        public bool Next() => _left-- > 0;
    }

    private IEnumerable<ExpiryTest> TestsOf(Reaction reaction, int status, IOperation point, CodeBody body, IReadOnlyList<CallSite> calls, Search search)
    {
        var found = false;
        foreach (var exchange in ExchangesIn(body))
        {
            if (IsGoverned(reaction, status, point, body, exchange, calls, search) && FindTest(reaction, status, point, body, exchange) is { } test)
            {
                found = true;
                yield return new(test.Test, test.IsTrueForStatus, body, exchange, status, reaction, calls);
            }
        }

        if (found || calls.Count >= MaximalCallDepth || reaction.Kind == ReactionKind.Predicate)
        {
            yield break;
        }

        foreach (var site in facts.Code.CallersOf(body).Sites)
        {
            if (site.Caller != body && calls.All(c => c.Caller != site.Caller) && search.Next())
            {
                foreach (var test in TestsOf(reaction, status, site.Call, site.Caller, [site, .. calls], search))
                {
                    yield return test;
                }
            }
        }

        if (body.IsLambda && body.Outer is { } outer)
        {
            foreach (var test in TestsOf(reaction, status, body.Root, outer, calls, search))
            {
                yield return test;
            }
        }
    }

    private bool IsGoverned(Reaction reaction, int status, IOperation point, CodeBody body, Origin exchange, IReadOnlyList<CallSite> calls, Search search)
    {
        // Of two methods that ask for a range together, those between and all that call keep out what this one lets through.
        if (!LeadsOn(status) || LeadsOn(500))
        {
            return false;
        }

        var takesSuccess = LeadsOn(200) && (!search.IsTogether || CanRun(body, point, new Scenario(exchange, 200), reaction, depth: 0));
        search.HasUpperEnd |= takesSuccess;
        return !takesSuccess;

        bool LeadsOn(int answered)
        {
            var scenario = new Scenario(exchange, answered);
            return Reaches(body, body.AnyCall, scenario, point, reaction) && (!search.IsTogether || LetThrough(body, calls, scenario, reaction));
        }
    }

    private bool Reaches(CodeBody body, Frame frame, Scenario scenario, IOperation point, Reaction reaction, ForcedConditions? forced = null)
    {
        var exploration = facts.Explorer.Explore(body, frame, scenario, Exceptions.All, forced);
        if (exploration.IsOpen || !exploration.Reaches(point))
        {
            return false;
        }

        return reaction.Kind != ReactionKind.Predicate || point != reaction.Operation || exploration.Returned.Any(r => r is Tri.True or Tri.Unknown);
    }

    private bool CanRun(CodeBody body, IOperation point, Scenario scenario, Reaction reaction, int depth)
    {
        if (!Reaches(body, body.AnyCall, scenario, point, reaction))
        {
            return false;
        }

        if (body.IsLambda)
        {
            return body.Outer is not { Graph: not null } outer || CanRun(outer, body.Root, scenario, reaction, depth + 1);
        }

        var callers = facts.Code.CallersOf(body);
        if (callers.MayBeMore)
        {
            return false;
        }

        if (!callers.Complete || depth >= MaximalCallDepth)
        {
            return true;
        }

        var exchange = scenario.Exchange!.Value;
        foreach (var site in callers.Sites)
        {
            if (site.Caller == body)
            {
                continue;
            }

            var bound = site.Caller.AnyCall.Enter(body, site.Call);
            var inCaller = scenario;
            if (exchange.Frame.Body == body && exchange.Frame.Call is null)
            {
                inCaller = scenario with { Exchange = new Origin(exchange.Operation, bound) };
            }
            else if (!PassesExchange(site, exchange))
            {
                continue;
            }

            if (Reaches(body, bound, inCaller, point, reaction)
                && AnswerCanCount(site, reaction, inCaller)
                && CanRun(site.Caller, site.Call, inCaller, reaction with { Kind = ReactionKind.Words }, depth + 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a predicate is asked within a larger condition: can the whole be true, in this scenario, if the answer is yes? And does that lead to anything?</summary>
    private bool AnswerCanCount(CallSite site, Reaction reaction, Scenario scenario)
    {
        if (reaction.Kind != ReactionKind.Predicate)
        {
            return true;
        }

        var whole = site.Call;
        while (whole.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And }
            or IAwaitOperation or IParenthesizedOperation or IConversionOperation)
        {
            whole = whole.Parent;
        }

        return new ConditionEvaluator(facts, scenario, facts.Explorer).Evaluate(whole, new PathPoint(site.Caller.AnyCall)) != Tri.False
            && (whole.Parent is not (IConditionalOperation { Type: null } or IUnaryOperation or IVariableInitializerOperation or ISwitchOperation) || DecidesAnything(site, scenario));
    }

    /// <summary>Is anything returned, or does any statement run, for one answer to a question and not for the other? Where that is a condition too, it may not.</summary>
    private bool DecidesAnything(CallSite site, Scenario scenario)
    {
        var yes = Explore(Tri.True);
        var no = Explore(Tri.False);
        return yes.IsOpen || no.IsOpen || !new HashSet<Tri>(yes.Returned).SetEquals(no.Returned) || site.Caller.Operations.Any(o =>
            Visible(o) is { } point && yes.Reaches(point) != no.Reaches(point) && (o is not IExpressionStatementOperation statement || MayDoAnything(statement)));

        // DropSession() of a client without a session may find nothing to do.
        bool MayDoAnything(IExpressionStatementOperation statement)
        {
            if (ValueOrigins.Unwrap(statement.Operation) is not IInvocationOperation call || facts.Code.Callee(call) is not { } callee)
            {
                return true;
            }

            var run = facts.Explorer.ExploreCall(callee, call, site.Caller.AnyCall, scenario);
            return run.IsOpen || callee.Operations.Any(o => Visible(o) is { } point && run.Reaches(point));
        }

        // What of a statement that does something the graph has: of a return or throw its operand.
        static IOperation? Visible(IOperation statement) => statement switch
        {
            IExpressionStatementOperation => statement,
            IThrowOperation thrown => thrown.Exception,
            IReturnOperation returned => returned.ReturnedValue,
            _ => null,
        };

        Exploration Explore(Tri answer) => facts.Explorer.Explore(site.Caller, site.Caller.AnyCall, scenario, Exceptions.All, (site.Call.Syntax, answer));
    }

    /// <summary>Where a call hands over a response, is it that of this exchange?</summary>
    private bool PassesExchange(CallSite site, Origin exchange)
    {
        var passed = Frame.ArgumentsOf(site.Call)
            .Where(a => facts.Types.IsResponse(a.Value.Type) || facts.Types.IsException(a.Value.Type) || facts.Types.IsStatusCode(a.Value.Type))
            .ToList();
        return passed.Count == 0 || passed.Any(a => (facts.Types.IsStatusCode(a.Value.Type)
            ? facts.StatusOwners(Subject.From(a.Value), site.Caller.AnyCall)
            : facts.Exchanges.Behind(a.Value, site.Caller.AnyCall)).Any(o => Exchanges.IsSame(o, exchange)));
    }

    /// <summary>The exchanges whose status the body looks at.</summary>
    private IReadOnlyList<Origin> ExchangesIn(CodeBody body)
    {
        if (_exchanges.TryGetValue(body, out var known))
        {
            return known;
        }

        var found = new List<Origin>();
        foreach (var operation in body.Operations)
        {
            foreach (var origin in ExchangesAt(operation, body.AnyCall))
            {
                if (found.Count < MaximalExchanges && IsAnswered(origin) && !found.Any(f => f.Operation.Syntax == origin.Operation.Syntax && f.Frame.Call?.Syntax == origin.Frame.Call?.Syntax && f.Frame.Caller?.Call?.Syntax == origin.Frame.Caller?.Call?.Syntax))
                {
                    found.Add(origin);
                }
            }
        }

        _exchanges.Add(body, found);
        return found;
    }

    /// <summary>A response that code makes itself, or that is null, answers nothing. What one answers that comes out of a call that does not bind, or whose request does, is not known.</summary>
    private bool IsAnswered(Origin exchange) =>
        exchange.Operation is not (IObjectCreationOperation or IDefaultValueOperation or IInvalidOperation) && !exchange.Operation.ConstantValue.HasValue
        && (facts.Exchanges.SendOf(exchange.Operation)?.Request is not { } request || !facts.Origins.Of(request, exchange.Frame).Leaves.Any(l => l.Operation is IInvalidOperation));

    private IEnumerable<Origin> ExchangesAt(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.Name: "StatusCode" or "HttpStatusCode" or "Status", Instance: var instance } property:
                var subject = instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } ? Subject.Matched(property) : Subject.From(property);
                return subject is { } asked ? facts.StatusOwners(asked, frame) : [];
            case ILocalReferenceOperation or IParameterReferenceOperation or IInvocationOperation when facts.Types.IsStatusCode(operation.Type):
                return facts.StatusOwners(Subject.From(operation), frame);
            case IIsPatternOperation isPattern when IsExchangeLike(isPattern.Value.Type):
                return facts.OwnersOf(Subject.From(isPattern.Value), frame);
            case ISwitchOperation statement when IsExchangeLike(statement.Value.Type):
                return facts.OwnersOf(Subject.From(statement.Value), frame);
            case ISwitchExpressionOperation expression when IsExchangeLike(expression.Value.Type):
                return facts.OwnersOf(Subject.From(expression.Value), frame);
            case IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } predicate when facts.Code.Callee(predicate) is not null:
                return predicate.Arguments.SelectMany(a => IsExchangeLike(a.Value.Type) ? facts.Exchanges.Behind(a.Value, frame) : facts.PutInto(a.Value, frame));
            default:
                return [];
        }
    }

    private bool IsExchangeLike(ITypeSymbol? type) => facts.Types.IsResponse(type) || facts.Types.IsException(type) || type?.Name is "HttpClientCompletionDetails" or "ClientCompletionDetails";

    private (IOperation Test, bool IsTrueForStatus)? FindTest(Reaction reaction, int status, IOperation point, CodeBody body, Origin exchange)
    {
        var failed = new Scenario(exchange, status);
        var whenStatus = new ConditionEvaluator(facts, failed, facts.Explorer);
        var when500 = new ConditionEvaluator(facts, new Scenario(exchange, 500), facts.Explorer);
        (IOperation, bool)? last = null;
        foreach (var block in body.Graph!.Blocks)
        {
            foreach (var operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            {
                foreach (var candidate in operation.DescendantsAndSelf())
                {
                    if (candidate is not (IBinaryOperation or IIsPatternOperation or IInvocationOperation) || candidate.Type?.SpecialType != SpecialType.System_Boolean)
                    {
                        continue;
                    }

                    var outcome = whenStatus.Evaluate(candidate, new PathPoint(body.AnyCall));
                    var other = when500.Evaluate(candidate, new PathPoint(body.AnyCall));
                    // A helper or a pattern may ask for more than the status: what it says of others is certain.
                    if (other is not (Tri.True or Tri.False) || outcome == other || (outcome == Tri.Unknown && candidate is not IIsPatternOperation && facts.Code.Callee(candidate) is null))
                    {
                        continue;
                    }

                    if (!Reaches(body, body.AnyCall, failed, point, reaction, forced: (candidate.Syntax, other)))
                    {
                        last = (Whole(body.Original(candidate) ?? candidate, whenStatus, body), other == Tri.False);
                    }
                }
            }
        }

        return last;
    }

    /// <summary>The two halves of a range test are one test.</summary>
    private static IOperation Whole(IOperation test, ConditionEvaluator whenStatus, CodeBody body) =>
        test is IBinaryOperation { OperatorKind: not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals), Parent: IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } range }
        && (range.LeftOperand == test ? range.RightOperand : range.LeftOperand) is IBinaryOperation other
        && whenStatus.Evaluate(other, new PathPoint(body.AnyCall)) != Tri.Unknown
            ? range
            : test;
}
