using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A test for something other than 404 that decides whether code takes the session for lost.</summary>
/// <param name="Test">The comparison, pattern or call.</param>
/// <param name="IsTrueForLoss">Is it true where the session is taken for lost?</param>
/// <param name="Body">The body it is in.</param>
/// <param name="Sign">What it takes for the sign, in words.</param>
/// <param name="Status">The same as a test of a status, where it is one.</param>
internal sealed record SideSignal(IOperation Test, bool IsTrueForLoss, CodeBody Body, string Sign, ExpiryTest? Status)
{
    public SyntaxNode Syntax => ExpiryTest.SyntaxOf(Test);
}

/// <summary>Finds how code recognises the loss of a session where it never looks at 404: by another status, by an error code, by the text of a message.</summary>
internal sealed class SideSignals(TransportFacts facts)
{
    private const int Unauthorized = 401;
    private const int NotFound = 404;
    private const int MaximalCallDepth = 3;

    /// <summary>How deep helpers, and what they combine, may nest before a condition is not understood.</summary>
    private const int MaximalNesting = 8;

    /// <summary>400 is for a session id that is missing, 401 for a token, and 410 is in no revision.</summary>
    private static readonly int[] Statuses = [400, 410, Unauthorized];

    private readonly Dictionary<(CodeBody Helper, int Depth), SignalText?> _answers = [];
    private IReadOnlyList<CodeBody>? _inSight;

    private IReadOnlyList<CodeBody> InSight => _inSight ??= [.. facts.Code.All.Concat(facts.Code.Own.SelectMany(facts.Code.Reachable)).Distinct()];

    /// <summary>Each once; none where 404 is looked at as well, or may be.</summary>
    public IReadOnlyList<SideSignal> All
    {
        get
        {
            var losses = facts.Reactions.All.Where(r => r.Kind is ReactionKind.Reset or ReactionKind.Handshake or ReactionKind.Predicate || (r.Kind == ReactionKind.Words && !SignalTexts.IsTextTest(r.Operation))).ToList();
            if (losses.Count == 0 || LooksAtNotFound())
            {
                return [];
            }

            var signals = losses.ToDictionary(r => r, Of);
            var found = signals.Values.OfType<SideSignal>().Where(s => facts.Code.Own.Contains(s.Body)).GroupBy(s => s.Syntax).Select(g => g.First()).ToList();

            // A range of statuses, or no success at all, takes 404 in without naming it; not where only what the message says decides.
            return found.Count > 0 && losses.Any(r => signals[r] is not { Status: null } && facts.NotFoundAnswers.LeadTo(r.Operation, r.Body)) ? [] : found;
        }
    }

    private SideSignal? Of(Reaction reaction) => StatusOf(reaction) ?? TextOf(reaction);

    private SideSignal? StatusOf(Reaction reaction)
    {
        foreach (var status in Statuses)
        {
            // A new token, after 401, may well begin a new session, and every login calls its own end one.
            if (status == Unauthorized && reaction.Kind is not (ReactionKind.Reset or ReactionKind.Predicate))
            {
                continue;
            }

            foreach (var test in facts.ExpiryTests.TestsOfStatus(reaction, status))
            {
                if (!facts.Reactions.AsksPredicate(test.Test) && IsOfSession(test.Exchange, reaction))
                {
                    return new(test.Test, test.IsTrueForStatus, test.Body, $"status {status}", test);
                }
            }
        }

        return null;
    }

    /// <summary>May the exchange be a request of a session, and not its initialize, nor its DELETE?</summary>
    private bool IsOfSession(Origin exchange, Reaction reaction)
    {
        if (!facts.IsMcpExchange(exchange) || facts.IsStateless(exchange) || !facts.Exchanges.VerbsOf(exchange).May(Verbs.Post) || facts.Purposes.IsOnlyInitialize(exchange))
        {
            return false;
        }

        return facts.Exchanges.SendOf(exchange.Operation) is not { Request: not null } send
            ? reaction.Kind != ReactionKind.Handshake
            : facts.Exchanges.HeadersOf(send, exchange.Frame).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId))
                || (reaction.Kind != ReactionKind.Handshake && facts.Session.AnySent);
    }

    /// <summary>The test of an error code or a text on which the reaction depends, in its own body or in one that calls it.</summary>
    private SideSignal? TextOf(Reaction reaction)
    {
        var seen = new HashSet<IOperation> { reaction.Operation };
        var pending = new Queue<(IOperation Point, CodeBody Body, int Depth)>();
        pending.Enqueue((reaction.Operation, reaction.Body, 0));
        while (pending.Count > 0)
        {
            var (point, body, depth) = pending.Dequeue();
            if (TextOf(point, body, reaction) is { } found)
            {
                return found;
            }

            foreach (var site in depth < MaximalCallDepth && reaction.Kind != ReactionKind.Predicate ? facts.Code.CallersOf(body).Sites : [])
            {
                if (seen.Add(site.Call))
                {
                    pending.Enqueue((site.Call, site.Caller, depth + 1));
                }
            }
        }

        return null;
    }

    /// <summary>The text or code that a condition asks for, itself or in a helper that answers for it.</summary>
    private SignalText? SignalOf(IOperation condition, CodeBody body, int depth = 0) => condition switch
    {
        _ when depth > MaximalNesting => null,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var denied } => SignalOf(denied, body, depth + 1) is { } absent ? absent with { IsTrueForLoss = !absent.IsTrueForLoss } : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } whole => SignalOfParts(whole, body, depth + 1),
        _ when SignalTexts.Of(condition, body, facts) is { } signal => signal,

        // What asks IsSessionLost(body) is right or wrong as its answer is: that is looked at where it is given.
        _ => !Reactions.IsPredicateCall(condition) && facts.Code.Callee(condition) is { OnlyAnswer: { } answer } helper ? SignalOfAnswer(answer, helper, depth + 1) : null,
    };

    private SignalText? SignalOfAnswer(IOperation answer, CodeBody helper, int depth)
    {
        if (!_answers.TryGetValue((helper, depth), out var signal))
        {
            _answers.Add((helper, depth), signal = SignalOf(answer, helper, depth));
        }

        return signal;
    }

    /// <summary>One part decides what makes an and true, or an or false; the other outcome has a sign where all parts have it.</summary>
    private SignalText? SignalOfParts(IBinaryOperation whole, CodeBody body, int depth)
    {
        var signals = PartsOf(whole).Select(part => SignalOf(part, body, depth)).ToList();
        var decidedByOne = whole.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        return signals.FirstOrDefault(s => s is not null && s.IsTrueForLoss == decidedByOne) ?? (signals.Contains(null) ? null : signals[0]);
    }

    private static Stack<IOperation> PartsOf(IBinaryOperation whole)
    {
        var parts = new Stack<IOperation>([whole.RightOperand]);
        IOperation left;
        for (left = whole.LeftOperand; left is IBinaryOperation inner && inner.OperatorKind == whole.OperatorKind; left = inner.LeftOperand)
        {
            parts.Push(inner.RightOperand);
        }

        parts.Push(left);
        return parts;
    }

    private SideSignal? TextOf(IOperation point, CodeBody body, Reaction reaction)
    {
        var tests = Guards.ConditionsOf(body)
            .Select(c => (Condition: c, Signal: SignalOf(c, body)))
            .Where(c => c.Signal is not null)
            .ToList();
        if (tests.Count == 0 || Reaches(Forced(except: null)))
        {
            return null;
        }

        foreach (var (condition, signal) in tests)
        {
            if (Reaches(Forced(except: condition.Syntax)))
            {
                return new(condition, signal!.IsTrueForLoss, body, signal.Sign, Status: null);
            }
        }

        return null;

        ForcedConditions Forced(SyntaxNode? except)
        {
            var forced = new ForcedConditions();
            foreach (var (condition, signal) in tests)
            {
                forced[condition.Syntax] = TriLogic.From(signal!.IsTrueForLoss == (condition.Syntax == except));
            }

            return forced;
        }

        bool Reaches(ForcedConditions forced)
        {
            var exploration = facts.Explorer.Explore(body, body.AnyCall, Scenario.Nothing, Exceptions.All, forced);
            return !exploration.IsOpen && exploration.Reaches(point)
                && (reaction.Kind != ReactionKind.Predicate || point != reaction.Operation || exploration.Returned.Any(r => r is Tri.True or Tri.Unknown));
        }
    }

    /// <summary>Does the code in sight name 404 anywhere, or have a test of a status made where nobody can see it?</summary>
    private bool LooksAtNotFound() => InSight.Any(body => body.Operations.Any(operation =>
        operation.ConstantValue is { HasValue: true, Value: var constant }
            ? constant is NotFound || (constant is string text && (text.Contains("404") || text.IndexOf("NotFound", StringComparison.OrdinalIgnoreCase) >= 0))
            : operation is IInvocationOperation call && AsksOutOfSight(call, body)));

    private bool AsksOutOfSight(IInvocationOperation call, CodeBody body) =>
        (KnownTypes.TaskResult(call.Type) ?? call.Type) is { } answer && (answer.SpecialType == SpecialType.System_Boolean || answer.TypeKind == TypeKind.Enum)
        && call.TargetMethod.Name is not ("Equals" or "Add")
        && call.Arguments.Any(a => facts.Types.IsStatusCode(a.Value.Type) || facts.Types.IsResponse(a.Value.Type) || facts.Types.IsException(a.Value.Type))
        && facts.Code.Callee(call) is null
        && !(call.TargetMethod.Name == "Contains" && SetOf(call) is { } set && facts.Origins.ElementsOf(set, body.AnyCall) is not null);

    private static IOperation? SetOf(IInvocationOperation contains) => contains.Instance ?? contains.Arguments.FirstOrDefault()?.Value;
}
