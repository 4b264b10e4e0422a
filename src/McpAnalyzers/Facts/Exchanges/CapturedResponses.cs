using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Of which responses a store takes the session id: only of that to initialize, or of those to requests of a session as well?</summary>
internal sealed class CapturedResponses(TransportFacts facts)
{
    private const int Success = 200;

    /// <summary>Does the capture certainly put the id of a response to another request in the place of the one that is there?</summary>
    public bool IncludeOthers(StoreWrite capture) =>
        !KeepsWhatIsThere(capture) && IncludeOthers(capture.Operation, capture.Body, new Seen());

    /// <summary>Does an answer of 404 empty the store?</summary>
    public bool AreDroppedOn404(ISymbol store) =>
        facts.Stores.Writes.Any(w => w.IsReset && SymbolEqualityComparer.Default.Equals(w.Store, store) && facts.NotFoundAnswers.LeadTo(w.Operation, w.Body));

    /// <summary>Does it store what comes with the answer to initialize, and with no other?</summary>
    public bool IsOnlyOfInitialize(StoreWrite capture)
    {
        if (capture.Operation is not ISimpleAssignmentOperation { Value: var value })
        {
            return false;
        }

        var frames = facts.Origins.Of(value, capture.Body.AnyCall).Leaves.Select(l => l.Frame).Append(capture.Body.AnyCall).Distinct();
        var exchanges = frames.SelectMany(f => ResponsesReadIn(f).SelectMany(r => facts.Exchanges.Behind(r, f))).ToList();
        return exchanges.Count > 0 && exchanges.All(facts.Purposes.IsOnlyInitialize);
    }

    /// <summary><c>??=</c>, <c>store ?? id</c>, CompareExchange: what asks for the store's own content first.</summary>
    private static bool KeepsWhatIsThere(StoreWrite capture)
    {
        return capture.Operation switch
        {
            ICoalesceAssignmentOperation => true,
            IInvocationOperation { TargetMethod.Name: "CompareExchange" or "TryAdd" } => true,
            ISimpleAssignmentOperation { Value: var value } => value.DescendantsAndSelf().Any(o =>
                (o is ICoalesceOperation coalesce && MentionsStore(coalesce.Value)) || (o is IConditionalOperation conditional && MentionsStore(conditional.Condition))),
            _ => false,
        };

        bool MentionsStore(IOperation asked) => asked.DescendantsAndSelf().Any(o =>
            o is IMemberReferenceOperation { Member: var member } && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, capture.Store));
    }

    /// <summary>The id is read where it is stored, or handed to the method that stores it.</summary>
    private bool IncludeOthers(IOperation point, CodeBody body, Seen seen) =>
        ResponsesReadIn(body.AnyCall).Any(r => IsOverwritten(point, body, r, seen))
        || (seen.Ids.Add(point) && IsOpenTo(point, body, Scenario.Nothing with { CarriesSession = true })
            && facts.Code.CallersOf(body) is { Complete: true } callers && callers.Sites.Any(s => HandsOverId(s) && IncludeOthers(s.Call, s.Caller, seen)));

    private bool HandsOverId(CallSite site) =>
        Frame.ArgumentsOf(site.Call).Any(a => !facts.Types.IsResponse(a.Value.Type) && facts.Session.IsFromResponse(a.Value, site.Caller.AnyCall));

    private IEnumerable<IOperation> ResponsesReadIn(Frame frame)
    {
        foreach (var operation in frame.Body.Operations)
        {
            if (facts.Session.ReadsResponse(operation, frame) && facts.Headers.Read(operation) is { } read)
            {
                if (facts.Headers.ResponseBehind(read.Collection, frame) is { } response && facts.Types.IsResponse(response.Type))
                {
                    yield return response;
                }
            }
            else if (operation is IInvocationOperation call && facts.Code.Callee(call) is not null
                && call.Arguments.FirstOrDefault(a => facts.Types.IsResponse(a.Value.Type)) is { } passed && facts.Session.IsFromResponse(call, frame))
            {
                yield return passed.Value;
            }
        }
    }

    private bool IsOverwritten(IOperation point, CodeBody body, IOperation response, Seen seen)
    {
        if (ValueOrigins.Unwrap(response) is IParameterReferenceOperation { Parameter: var parameter } && body.Locals.Of(parameter).Count == 0)
        {
            return seen.Responses.Add((point, parameter))
                && IsOpenTo(point, body, Scenario.Nothing with { CarriesSession = true })
                && facts.Code.CallersOf(body) is { Complete: true } callers
                && callers.Sites.Any(s => s.Caller.AnyCall.Enter(body, s.Call).Argument(parameter) is { } passed && IsOverwritten(s.Call, s.Caller, passed, seen));
        }

        return facts.Exchanges.Behind(response, body.AnyCall).Any(exchange =>
            IsOfSession(exchange) && IsOpenTo(point, body, new Scenario(exchange, Success, facts.Exchanges.VerbsOf(exchange), CarriesSession: true)));
    }

    /// <summary>Is it the answer to a request of a session: one that says so by its method, or that is given the session id?</summary>
    private bool IsOfSession(Origin exchange)
    {
        if (facts.Exchanges.SendOf(exchange.Operation) is not { } send || facts.Exchanges.VerbsOf(exchange) is not (Verbs.Post or Verbs.Get) || facts.IsStateless(exchange))
        {
            return false;
        }

        var purpose = facts.Purposes.Of(exchange);
        return (purpose & (Purpose.Other | Purpose.Notification | Purpose.Response)) != Purpose.None
            || (purpose != Purpose.Initialize && facts.Exchanges.HeadersOf(send, exchange.Frame).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId)));
    }

    /// <summary>Is the point reached, and is nothing asked on the way that may tell initialize from other requests?</summary>
    private bool IsOpenTo(IOperation point, CodeBody body, Scenario scenario) =>
        facts.Explorer.Explore(body, body.AnyCall, scenario) is { IsOpen: false } explored && explored.Reaches(point)
        && facts.Guards.Of(point, body, body.AnyCall, scenario).All(condition => IsOfResponse(condition, depth: 0));

    private bool IsOfResponse(Origin condition, int depth) => condition.Operation.DescendantsAndSelf().All(part => part switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => IsResponseOrPart(new(part, condition.Frame), depth),
        IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false, Name: var name } } => SaysClosed(name),
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Property: { SetMethod: not null, Name: var name } } => SaysClosed(name),
        IInvocationOperation { Arguments: [], Instance: null or IInstanceReferenceOperation } => false,
        IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } when facts.Code.Callee(part) is { OnlyAnswer: null } => false,
        _ => true,
    });

    private bool IsResponseOrPart(Origin part, int depth)
    {
        var (reference, frame) = part;
        var type = reference.Type;
        return facts.Types.IsResponse(type) || facts.Types.IsHeaders(type) || facts.Types.IsContent(type) || facts.Types.IsStatusCode(type) || type?.Name == "CancellationToken"
            || facts.Session.IsFromResponse(reference, frame)
            || (type?.SpecialType == SpecialType.System_Int32 && reference.Parent is IBinaryOperation { OperatorKind: not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) })
            || (type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 && depth < 2 && facts.Origins.Of(reference, frame).Leaves is { Count: > 0 } leaves
                && leaves.All(l => l.Operation.DescendantsAndSelf().Any(o => facts.Types.IsResponse(o.Type)) && IsOfResponse(l, depth + 1)));
    }

    private static bool SaysClosed(string name) => name.IndexOf("dispos", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("closed", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The points from which callers were already gone to: for an id that they hand over, and for a response, by the parameter that gets it.</summary>
    private sealed class Seen
    {
        public HashSet<IOperation> Ids { get; } = [];

        public HashSet<(IOperation Point, IParameterSymbol Response)> Responses { get; } = [];
    }
}
