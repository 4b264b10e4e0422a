using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>An answer that a request gets because of its session id.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="WhenUnknown">Is it given when there is no session of that id?</param>
/// <param name="WhenAbsent">Is it given when there is no id?</param>
internal sealed record SessionAnswer(Answer Answer, bool WhenUnknown, bool WhenAbsent)
{
    /// <summary>Of a test for both, <c>no id || no session</c>, the first operand that asks for the session.</summary>
    public IOperation? UnknownTest { get; init; }

    /// <summary>Where the one test stands for both, the local that holds the id.</summary>
    public string? Id { get; init; }
}

/// <summary>Which answers a server gives because the session id is missing, or because it knows no session of that id.</summary>
internal sealed class SessionAnswers
{
    private const int Success = 200;

    private static readonly Scenario Unknown = Supposing(SessionFound.Unknown);
    private static readonly Scenario Absent = Supposing(SessionFound.Absent);
    private static readonly Scenario Known = Supposing(SessionFound.Known);

    private readonly TransportFacts _facts;

    public SessionAnswers(TransportFacts facts)
    {
        _facts = facts;
        All = [.. facts.Answers.ByBody.SelectMany(Of)];
    }

    public IReadOnlyList<SessionAnswer> All { get; }

    private static Scenario Supposing(SessionFound session) => new ServedRequest(session, IsInitialize: false, AcceptsEvents: true).AsScenario();

    private IEnumerable<SessionAnswer> Of(IGrouping<CodeBody, Answer> answers)
    {
        var body = answers.Key;
        var known = _facts.Explorer.Explore(body, body.AnyCall, Known);
        if (known.IsOpen)
        {
            yield break;
        }

        // no session || session is closed: a known session comes here as well, but only if something else says so.
        var unreached = answers.Where(a => !known.ReachesDecided(a.Operation)).ToList();
        if (unreached.Count == 0)
        {
            yield break;
        }

        var unknown = _facts.Explorer.Explore(body, body.AnyCall, Unknown);
        var absent = _facts.Explorer.Explore(body, body.AnyCall, Absent);

        // A server without sessions refuses those who name one, and serves the others.
        var needsNoId = answers.Any(a => a is { Status: >= 200 and < 300, SaysError: false } && absent.Reaches(a.Operation)
            && !known.Reaches(a.Operation) && !unknown.Reaches(a.Operation) && !HasStatusOfItsOwn(a, answers, absent));
        foreach (var answer in unreached)
        {
            var whenUnknown = unknown.ReachesDecided(answer.Operation);
            var whenAbsent = !needsNoId && absent.ReachesDecided(answer.Operation);
            if ((whenUnknown || whenAbsent) && !HasStatusOfItsOwn(answer, unreached, whenUnknown ? unknown : absent))
            {
                var test = whenUnknown && whenAbsent ? UnknownTestOf(answer) : null;
                yield return new(answer, whenUnknown, whenAbsent) { UnknownTest = test, Id = IdIn(test) };
            }
        }
    }

    /// <summary>Is what is written the body of an answer whose status is set beside it?</summary>
    private static bool HasStatusOfItsOwn(Answer answer, IEnumerable<Answer> answers, Exploration exploration) =>
        answer.Form == AnswerForm.Body
        && answers.Any(o => o.Form != AnswerForm.Body && o.Status != Success && exploration.Reaches(o.Operation));

    private IOperation? UnknownTestOf(Answer answer)
    {
        for (IOperation? inner = answer.Operation, outer = inner.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (outer is IConditionalOperation conditional)
            {
                return conditional.WhenTrue == inner && conditional.WhenFalse is null ? Operands(conditional.Condition).FirstOrDefault(o => LooksUp(o, answer.Body.AnyCall)) : null;
            }
        }

        return null;
    }

    /// <summary>The name of the local or parameter by which a test looks a session up, where it is a text.</summary>
    private static string? IdIn(IOperation? test) =>
        test.DescendantsAndSelf().OfType<IInvocationOperation>().SelectMany(c => c.Arguments).Select(a => ValueOrigins.Unwrap(a.Value)).FirstOrDefault(v => v.Type?.SpecialType == SpecialType.System_String) switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            _ => null,
        };

    private bool LooksUp(IOperation operand, Frame frame) => operand.DescendantsAndSelf().Any(o => _facts.SessionLookups.Of(o, frame) != LookupKind.None);

    private static IEnumerable<IOperation> Operands(IOperation condition) =>
        ValueOrigins.Unwrap(condition) is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or
            ? Operands(or.LeftOperand).Concat(Operands(or.RightOperand))
            : [condition];
}
