using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A GET of an MCP endpoint answered with neither an event stream nor 405.</summary>
/// <param name="Operation">What answers; the mapping where the handler is in another type.</param>
/// <param name="Answer">The answer; null where a plain value is returned, and where it is made elsewhere.</param>
/// <param name="Allowed">The methods that the endpoint does take, for an Allow header.</param>
internal sealed record GetAnswer(IOperation Operation, Answer? Answer, string Allowed);

/// <summary>How the endpoints of a type answer a GET.</summary>
internal sealed class GetAnswers
{
    private const int NotAllowed = 405;

    private static readonly Scenario Get = Supposing(Verbs.Get);
    private static readonly Scenario Post = Supposing(Verbs.Post);

    private readonly TransportFacts _facts;

    public GetAnswers(TransportFacts facts)
    {
        _facts = facts;
        Wrong = [.. facts.Endpoints.All.Where(e => e.Verbs == Verbs.Get && facts.Endpoints.IsMcp(e)).SelectMany(OfHandler), .. facts.Answers.ByBody.Where(b => MayServeGet(b.Key)).SelectMany(OfBranch)];
    }

    public IReadOnlyList<GetAnswer> Wrong { get; }

    private static Scenario Supposing(Verbs verb) => new ServedRequest(SessionFound.Known, verb, AcceptsEvents: true).AsScenario();

    /// <summary>A handler that only GETs come to: every answer that it can give must be wrong.</summary>
    private IEnumerable<GetAnswer> OfHandler(Endpoint endpoint)
    {
        if (endpoint.Handler is not { } handler || handler.Method is not { } method || MayStream(handler))
        {
            yield break;
        }

        var exploration = _facts.Explorer.Explore(handler, handler.AnyCall, Get);
        var type = KnownTypes.TaskResult(method.ReturnType) ?? method.ReturnType;
        var answers = _facts.Answers.In(handler).Where(a => exploration.Reaches(a.Operation)).ToList();
        if (exploration.IsOpen || answers.Any(a => a.Status == NotAllowed))
        {
            yield break;
        }

        var given = ServerTypes.IsResult(type) ? ReturnedAnswers(handler, exploration, answers)
            : method.ReturnsVoid || KnownTypes.IsTask(type) ? HandsContextOn(handler) ? null : answers.Any(a => a.Form != AnswerForm.Body) ? answers.FindAll(a => a.Form != AnswerForm.Body) : answers
            : type.SpecialType == SpecialType.System_String || type.IsAnonymousType ? []
            : null;
        if (given is null || given.Any(a => a.Status == NotAllowed))
        {
            yield break;
        }

        // Refusing who is not let in comes before; what those get who are is the answer.
        var wrong = given.FirstOrDefault(a => a.Status < 400 && a.Form != AnswerForm.Body) ?? given.LastOrDefault(a => a.Status is not (401 or 403));
        var operation = wrong?.Operation ?? (given.Count == 0 && (type.SpecialType == SpecialType.System_String || type.IsAnonymousType) ? handler.ReturnedValues().FirstOrDefault() : null);
        if (operation is not null)
        {
            var isHere = _facts.Code.Own.Contains(handler);
            yield return new(isHere ? operation : (IOperation)endpoint.Mapping!, isHere && (wrong is null || wrong.Body == handler) ? wrong : null, Allowed(_facts.Endpoints.OtherVerbs(endpoint)));
        }
    }

    /// <summary>The answers that a handler returns; null where it may return another.</summary>
    private List<Answer>? ReturnedAnswers(CodeBody handler, Exploration exploration, List<Answer> answers)
    {
        var found = new List<Answer>();
        foreach (var returned in handler.ReturnedValues().Where(exploration.Reaches))
        {
            foreach (var leaf in _facts.Origins.Of(returned, handler.AnyCall).Leaves)
            {
                var answer = answers.FirstOrDefault(a => a.Operation.Syntax == leaf.Operation.Syntax || a.Operation == ValueOrigins.Unwrap(returned)) ?? AnswerOfHelper(handler, returned, leaf);
                if (answer is null)
                {
                    if (leaf.Frame.Body == handler && !exploration.Reaches(leaf.Operation))
                    {
                        continue;
                    }

                    return null;
                }

                found.Add(answer);
            }
        }

        return found;
    }

    /// <summary>An answer that a helper makes: it is given where the handler returns it.</summary>
    private Answer? AnswerOfHelper(CodeBody handler, IOperation returned, Origin leaf) =>
        leaf.Frame.Body == handler ? null
        : _facts.Answers.In(leaf.Frame.Body).FirstOrDefault(a => a.Operation.Syntax == leaf.Operation.Syntax) is { } answer ? answer with { Operation = ValueOrigins.Unwrap(returned) }
        : null;

    /// <summary>An answer that a handler of several methods gives because the request is a GET.</summary>
    private IEnumerable<GetAnswer> OfBranch(IGrouping<CodeBody, Answer> answers)
    {
        var body = answers.Key;
        var get = _facts.Explorer.Explore(body, body.AnyCall, Get);
        var decided = answers.Where(a => a.Form != AnswerForm.Body && get.ReachesDecided(a.Operation)).ToList();
        if (decided.Count == 0)
        {
            yield break;
        }

        var post = _facts.Explorer.Explore(body, body.AnyCall, Post);
        foreach (var answer in decided)
        {
            if (!post.Reaches(answer.Operation) && answer.Status is not (NotAllowed or 401 or 403 or 429) && !answer.IsEventStream && (answer.Status >= 400 || !MayStream(body)))
            {
                yield return new(answer.Operation, answer, Allowed(MentionsDelete(body) ? Verbs.Post | Verbs.Delete : Verbs.Post));
                yield break;
            }
        }
    }

    /// <summary>Do GETs and others come to the body, and do they speak MCP?</summary>
    private bool MayServeGet(CodeBody body) =>
        _facts.Endpoints.All.All(e => e.Handler != body || (e.Verbs.May(Verbs.Get) && e.Verbs != Verbs.Get)) && _facts.Endpoints.SpeaksMcp(body);

    /// <summary>Is there any sign that code which runs for the request brings an event stream?</summary>
    private bool MayStream(CodeBody handler) => _facts.Code.Reachable(handler).Any(b => b.Operations.Any(o => o switch
    {
        ILiteralOperation or IFieldReferenceOperation when o.ConstantValue is { HasValue: true, Value: string text } => text.IndexOf("text/event-stream", StringComparison.OrdinalIgnoreCase) >= 0,
        IInvocationOperation { TargetMethod: var method } => AnswerNames.IsStream(method.Name) || NamesStream(method.Name) || NamesStream(method.ContainingType.Name),
        IObjectCreationOperation { Type.Name: var type } => NamesStream(type),
        _ => false,
    }));

    private static bool NamesStream(string name) => name.IndexOf("Sse", StringComparison.Ordinal) >= 0 || name.IndexOf("ServerSentEvent", StringComparison.Ordinal) >= 0 || name.IndexOf("EventStream", StringComparison.Ordinal) >= 0 || name.EndsWith("StreamAsync", StringComparison.Ordinal);

    /// <summary>Does the handler leave the answer to code out of sight?</summary>
    private bool HandsContextOn(CodeBody handler) => _facts.Code.Reachable(handler).Any(b => b.Operations.OfType<IInvocationOperation>().Any(c =>
        _facts.Code.Callee(c) is null
        && c.TargetMethod.ContainingNamespace?.ToDisplayString() is var space && space is not null && !space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !space.StartsWith("System", StringComparison.Ordinal)
        && c.Arguments.Any(a => ServerTypes.IsContext(a.Value.Type) || ServerTypes.IsResponse(a.Value.Type))));

    private bool MentionsDelete(CodeBody body) => _facts.Code.Reachable(body).Any(b => b.Operations.Any(o =>
        o is IInvocationOperation { TargetMethod.Name: "IsDelete" } || o.ConstantValue is { HasValue: true, Value: string text } && text.Equals("DELETE", StringComparison.OrdinalIgnoreCase)));

    private static string Allowed(Verbs verbs) => verbs.HasFlag(Verbs.Delete) ? "POST, DELETE" : "POST";
}
