using System.Collections.Immutable;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Facts;

/// <summary>Code that is there for one case alone: a POST with the session id was answered 404.</summary>
/// <param name="Statement">The first statement that runs in this case only; of a flag, the statement that declares it.</param>
/// <param name="Flag">The local that is true in this case and in no other; null where there are statements.</param>
/// <param name="Frame">The body it is in, as the one that holds the answer calls it.</param>
internal sealed record LostSessionBranch(StatementSyntax Statement, ILocalSymbol? Flag, Frame Frame)
{
    /// <summary>The statement, and those behind it in its block.</summary>
    public IEnumerable<StatementSyntax> Statements => Siblings.SkipWhile(s => s != Statement);

    public int End => Flag is null ? Siblings[Siblings.Length - 1].Span.End : Statement.Span.End;

    /// <summary>Does its body do nothing more behind it?</summary>
    public bool Leaves => Flag is null && Siblings[Siblings.Length - 1] is ReturnStatementSyntax or ThrowStatementSyntax && !Statement.Ancestors().Any(a => a is TryStatementSyntax);

    private ImmutableArray<StatementSyntax> Siblings => Statement.Parent switch
    {
        BlockSyntax block => [.. block.Statements],
        SwitchSectionSyntax section => [.. section.Statements],
        _ => [Statement],
    };
}

/// <summary>What is done with an answer that says that the session is lost.</summary>
/// <param name="Branches">The code that is there for it. Empty where there is none, or where not every path leads through it.</param>
/// <param name="AsksStore">Is the store asked where there is no such code, or after it?</param>
/// <param name="CallersAskStore">Is it asked in the methods that are told of the failure?</param>
internal sealed record LostSessionHandling(IReadOnlyList<LostSessionBranch> Branches, bool AsksStore, bool CallersAskStore);

/// <summary>Finds the code that runs because a POST with the id of a store was answered 404, and what asks the store then.</summary>
internal sealed class LostSessionCode(TransportFacts facts, ISymbol store)
{
    private const int NotFound = 404;
    private const int Success = 200;
    private const int OtherFailure = 500;
    private const int MaximalCallDepth = 3;

    /// <summary>Where the answer is held, in the methods that it is handed to, and in those that are told of its failure.</summary>
    public LostSessionHandling Of(HeldAnswer answer, IReadOnlyList<Origin> exchanges)
    {
        var branches = BranchesOf(answer, exchanges);
        return new(
            branches,
            exchanges.Any(e => branches.Count == 0 ? Asks(answer.Body.AnyCall, e, From(answer.Value.Syntax.Span.End)) : branches.Any(b => AsksAfter(b, e))),
            exchanges.Any(e => CallersAsk(answer.Body, e, depth: 0)));
    }

    /// <summary>The last statement of a branch that asks the store, itself or through a helper; null where none does.</summary>
    public StatementSyntax? LastAsking(LostSessionBranch branch, Origin exchange) =>
        branch.Statements.LastOrDefault(s => Asks(branch.Frame, exchange, s.Span));

    /// <summary>Does the operation look at the content of the store, other than to send it or to write it anew?</summary>
    private bool Asks(IOperation operation) =>
        ReferencedSymbol.Of(operation) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, store.OriginalDefinition) && !IsForWrite(operation);

    private List<LostSessionBranch> BranchesOf(HeldAnswer answer, IReadOnlyList<Origin> exchanges)
    {
        foreach (var find in new Func<Frame, Origin, IEnumerable<LostSessionBranch>>[] { StatementsIn, FlagsIn })
        {
            var found = exchanges.Select(e => WithHelpers(answer.Body.AnyCall, e, find, depth: 0).ToList()).ToList();
            if (found.All(f => f.SequenceEqual(found[0])) && exchanges.All(e => LeadsThrough(found[0], answer, e)))
            {
                return found[0];
            }
        }

        return [];
    }

    /// <summary>What is found in the body, and in the methods of this type that it hands the answer to.</summary>
    private IEnumerable<LostSessionBranch> WithHelpers(Frame frame, Origin exchange, Func<Frame, Origin, IEnumerable<LostSessionBranch>> find, int depth)
    {
        foreach (var branch in find(frame, exchange))
        {
            yield return branch;
        }

        foreach (var (call, helper) in depth < MaximalCallDepth ? CallsIn(frame) : [])
        {
            if (facts.Code.Own.Contains(helper) && AnswersGivenTo(call, frame).Any(e => Exchanges.IsSame(e, exchange)))
            {
                foreach (var branch in WithHelpers(frame.Enter(helper, call), exchange, find, depth + 1))
                {
                    if (IsForLossOnlyForEveryCaller(branch, helper))
                    {
                        yield return branch;
                    }
                }
            }
        }
    }

    /// <summary>Of each block the first statement that runs in this case only.</summary>
    private IEnumerable<LostSessionBranch> StatementsIn(Frame frame, Origin exchange)
    {
        var covered = default(TextSpan);
        foreach (var statement in frame.Body.Root.Syntax.DescendantNodes().OfType<StatementSyntax>())
        {
            if (statement is not BlockSyntax && !covered.Contains(statement.Span) && FirstIn(statement, frame.Body) is { } first
                && Reaches(frame, Lost(exchange), first) && !HoldsOtherwise(scenario => Reaches(frame, scenario, first), exchange))
            {
                var branch = new LostSessionBranch(statement, Flag: null, frame);
                covered = TextSpan.FromBounds(statement.SpanStart, branch.End);
                yield return branch;
            }
        }
    }

    private IEnumerable<LostSessionBranch> FlagsIn(Frame frame, Origin exchange) =>
        from declarator in frame.Body.Operations.OfType<IVariableDeclaratorOperation>()
        where declarator.Symbol.Type.SpecialType == SpecialType.System_Boolean
            && declarator.GetVariableInitializer() is { } initializer
            && Outcome(initializer.Value, frame, Lost(exchange)) == Tri.True
            && Reaches(frame, Lost(exchange), initializer.Value)
            && !HoldsOtherwise(scenario => Outcome(initializer.Value, frame, scenario) != Tri.False, exchange)
        let statement = declarator.Syntax.FirstAncestorOrSelf<StatementSyntax>()
        where statement is LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, Parent: BlockSyntax or SwitchSectionSyntax }
        select new LostSessionBranch(statement, declarator.Symbol, frame);

    /// <summary>Does it run for no other answer that the helper is given?</summary>
    private bool IsForLossOnlyForEveryCaller(LostSessionBranch branch, CodeBody helper) =>
        branch.Frame.Body != helper
        || (facts.Code.CallersOf(helper) is { Complete: true } callers && callers.Sites.All(site => AnswersGivenTo(site.Call, site.Caller.AnyCall).All(e =>
            !HoldsOtherwise(scenario => MayRun(branch, site.Caller.AnyCall.Enter(helper, site.Call), scenario), e))));

    private bool MayRun(LostSessionBranch branch, Frame frame, Scenario scenario) => branch.Flag is { } flag
        ? Outcome(frame.Body.Locals.Of(flag)[0].Value, frame, scenario) != Tri.False
        : Reaches(frame, scenario, FirstIn(branch.Statement, frame.Body)!);

    /// <summary>Does it hold for an answer to the exchange that does not say that the session is lost?</summary>
    private bool HoldsOtherwise(Func<Scenario, bool> holds, Origin exchange)
    {
        var verbs = facts.Exchanges.VerbsOf(exchange);
        return holds(new(exchange, Success)) || holds(new(exchange, OtherFailure))
            || (verbs.May(Verbs.Post) && holds(new(exchange, NotFound, Verbs.Post, CarriesSession: false)))
            || (verbs.May(Verbs.Get) && holds(new(exchange, NotFound, Verbs.Get)));
    }

    private static Scenario Lost(Origin exchange) => new(exchange, NotFound, Verbs.Post, CarriesSession: true);

    /// <summary>Does every path from the answer to the end lead through the branches when the session is lost?</summary>
    private bool LeadsThrough(IReadOnlyList<LostSessionBranch> branches, HeldAnswer answer, Origin exchange)
    {
        var through = ExploreUntil(branches.SelectMany(b => b.Statement.DescendantNodesAndSelf()));
        var before = ExploreUntil(answer.Value.Syntax.DescendantNodesAndSelf());
        return !through.IsOpen && !before.IsOpen && through.LeftFrom.IsSubsetOf(before.LeftFrom) && through.Escaping.IsSubsetOf(before.Escaping);

        Exploration ExploreUntil(IEnumerable<SyntaxNode> end) =>
            facts.Explorer.Explore(answer.Body, answer.Body.AnyCall, Lost(exchange) with { EndsAt = new HashSet<SyntaxNode>(end) }, Exceptions.OfScenario);
    }

    /// <summary>Is the store asked behind a branch, in its body and in those that call this one, up to the one that holds the answer?</summary>
    private bool AsksAfter(LostSessionBranch branch, Origin exchange)
    {
        var end = branch.End;
        for (var frame = branch.Frame; frame is not null; end = frame.Call?.Syntax.Span.End ?? end, frame = frame.Caller)
        {
            if (!(branch.Leaves && frame == branch.Frame) && Asks(frame, exchange, From(end)))
            {
                return true;
            }
        }

        return false;
    }

    private enum Counted
    {
        /// <summary>What runs for a failure only.</summary>
        OfFailure,

        /// <summary>That, and what decides something.</summary>
        Decisive,

        /// <summary>All that is said.</summary>
        All,
    }

    /// <summary>Is the store asked in this part of a body when the session is lost?</summary>
    private bool Asks(Frame frame, Origin exchange, TextSpan part, Counted counted = Counted.Decisive, int depth = 0)
    {
        var lost = facts.Explorer.Explore(frame.Body, frame, Lost(exchange), Exceptions.OfScenario);
        var succeeded = facts.Explorer.Explore(frame.Body, frame, Lost(exchange) with { Status = Success }, Exceptions.OfScenario);
        return frame.Body.Operations.Any(o => part.Contains(o.Syntax.Span) && Asks(o) && lost.Reaches(o) && Counts(o))
            || (depth < MaximalCallDepth && CallsIn(frame).Any(c =>
                part.Contains(c.Call.Syntax.Span) && lost.Reaches(c.Call) && Asks(frame.Enter(c.Callee, c.Call), exchange, From(0), succeeded.Reaches(c.Call) ? counted : Counted.All, depth + 1)));

        bool Counts(IOperation operation) => counted == Counted.All || !succeeded.Reaches(operation) || (counted == Counted.Decisive && (IsPartOfCondition(operation) || IsGivenWithAnswer(operation)));
    }

    private static TextSpan From(int start) => TextSpan.FromBounds(start, int.MaxValue);

    /// <summary>Do those who call the body ask the store, where they are told of the failure?</summary>
    private bool CallersAsk(CodeBody body, Origin exchange, int depth) =>
        depth < MaximalCallDepth && facts.Code.CallersOf(body).Sites.Any(site =>
            site.Caller != body && (Asks(site.Caller.AnyCall, exchange, From(site.Call.Syntax.Span.End), Counted.OfFailure) || CallersAsk(site.Caller, exchange, depth + 1)));

    /// <summary>The calls of methods in sight that send nothing: what is sent again is sent with what the store has then.</summary>
    private IEnumerable<(IOperation Call, CodeBody Callee)> CallsIn(Frame frame) =>
        from call in frame.Body.Operations
        where call is IInvocationOperation or IPropertyReferenceOperation or IObjectCreationOperation
        let callee = facts.Code.Callee(call)
        where callee is not null && !frame.IsTooDeep && !frame.IsRunning(callee) && !facts.Exchanges.MaySend(callee)
        select (call, callee);

    /// <summary>Is it handed to a call that gets the answer too, and may look at both?</summary>
    private bool IsGivenWithAnswer(IOperation operation) =>
        operation.Parent is IArgumentOperation { Parent: { } call } && Frame.ArgumentsOf(call).Any(a => facts.Types.IsResponse(a.Value.Type));

    private IEnumerable<Origin> AnswersGivenTo(IOperation call, Frame frame) =>
        Frame.ArgumentsOf(call).Where(a => facts.Types.IsResponse(a.Value.Type)).SelectMany(a => facts.Exchanges.Behind(a.Value, frame));

    private bool Reaches(Frame frame, Scenario scenario, IOperation point) => facts.Explorer.Explore(frame.Body, frame, scenario).Reaches(point);

    private Tri Outcome(IOperation condition, Frame frame, Scenario scenario) =>
        new ConditionEvaluator(facts, scenario, facts.Explorer).Evaluate(condition, new PathPoint(frame));

    /// <summary>What of a statement runs first.</summary>
    private static IOperation? FirstIn(StatementSyntax statement, CodeBody body) =>
        body.Operations.FirstOrDefault(o => o.Syntax is ExpressionSyntax && o.ChildOperations.Count == 0 && statement.Span.Contains(o.Syntax.Span));

    private static bool IsPartOfCondition(IOperation operation)
    {
        for (var around = operation.Parent; around is not (null or IExpressionStatementOperation or IBlockOperation); around = around.Parent)
        {
            if (around.Type?.SpecialType == SpecialType.System_Boolean)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Is it written to, sent, or asked only for what to write or to send?</summary>
    private bool IsForWrite(IOperation reference)
    {
        for (var around = reference; around is not null; around = around.Parent)
        {
            if (IsWrite(around) || (around.Parent is IConditionalOperation { WhenFalse: null, WhenTrue: var then } guarded && guarded.Condition == around && then.DescendantsAndSelf().Any(IsWrite)))
            {
                return true;
            }
        }

        return false;

        bool IsWrite(IOperation operation) => facts.Headers.Write(operation) is not null
            || (facts.Stores.WriteAt(operation) is { } write && SymbolEqualityComparer.Default.Equals(write.Store, store));
    }
}
