using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What a request of a revision without sessions has, or lacks, that the revision does not allow.</summary>
/// <param name="Operation">The header, the method, or the request as a whole.</param>
/// <param name="Revision">The revision that the request declares.</param>
/// <param name="Reason">Why that is wrong, to be read after "a revision that".</param>
internal sealed record ModernViolation(IOperation Operation, string Revision, string Reason);

/// <summary>Looks at the requests that certainly declare revision 2026-07-28 or later.</summary>
internal sealed class ModernRequests(TransportFacts facts)
{
    public IEnumerable<ModernViolation> Violations =>
        facts.SentRequests.All.SelectMany(ViolationsOf).GroupBy(v => v.Operation.Syntax).Select(g => g.First());

    private IEnumerable<ModernViolation> ViolationsOf(SentRequest request)
    {
        foreach (var (version, frame) in facts.SentRequests.HeadersOf(request, McpHeader.ProtocolVersion))
        {
            if (version.Value is not { } value || facts.Headers.TextOf(value, frame) is not { } revision || !Revisions.IsStateless(revision))
            {
                continue;
            }

            var isDeclared = IsAlwaysOn(version, request);
            foreach (var (header, headerFrame) in facts.SentRequests.HeadersOf(request))
            {
                if (ReasonAgainst(header, headerFrame) is { } reason && (isDeclared || GoTogether(version, frame, header, headerFrame)))
                {
                    yield return new(facts.InThisType(header.Operation, headerFrame), revision, reason);
                }
            }

            if (isDeclared && ReasonAgainst(request) is { } wrong)
            {
                yield return new(wrong.Operation, revision, wrong.Reason);
            }
        }
    }

    private string? ReasonAgainst(HeaderWrite header, Frame frame) =>
        facts.Headers.HeaderOf(header.Name, frame) == McpHeader.SessionId ? "has no sessions: Mcp-Session-Id has no place on it"
        : facts.Headers.IsNamed(header, "Last-Event-ID", frame) ? "has no streams to resume: Last-Event-ID has no place on it"
        : null;

    private (IOperation Operation, string Reason)? ReasonAgainst(SentRequest request)
    {
        switch (request.Verbs)
        {
            case Verbs.Get:
                return (MethodOf(request), "has no GET: its messages come as answers to a POST");
            case Verbs.Delete:
                return (MethodOf(request), "has no sessions to DELETE");
            case Verbs.Post:
                var content = facts.MessageContents.Of(request);
                return content.IsInitialize ? (request.Made, "has no initialize")
                    : !content.IsNotification && LacksMethodHeader(request) ? (request.Made, "requires the Mcp-Method header")
                    : null;
            default:
                return null;
        }
    }

    private bool LacksMethodHeader(SentRequest request) =>
        !facts.SentRequests.HeadersOf(request, McpHeader.Method).Any()
        && !facts.SentRequests.MayGetOtherHeaders(request)
        && facts.SentRequests.HasClientInSight(request)
        && !facts.Code.All.SelectMany(facts.Code.Reachable).SelectMany(b => b.Operations).Any(o => o.ConstantValue is { HasValue: true, Value: string text } && McpHeaders.Find(text) == McpHeader.Method && !IsOnAnotherRequest(o, request));

    /// <summary>A header written on what is certainly another request says nothing of this one.</summary>
    private bool IsOnAnotherRequest(IOperation name, SentRequest request)
    {
        for (var parent = name.Parent; parent is not null; parent = parent.Parent)
        {
            if (facts.Headers.Write(parent) is { Owner: { } owner })
            {
                return facts.Types.IsRequestMessage(owner.Type)
                    && facts.Code.All.FirstOrDefault(b => b.Operations.Contains(parent)) is { } body
                    && !facts.SentRequests.MayBe(owner, body.AnyCall, request);
            }
        }

        return false;
    }

    private IOperation MethodOf(SentRequest request)
    {
        var written = request.Made is IObjectCreationOperation { Initializer: { } initializer }
            ? initializer.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is IPropertyReferenceOperation { Property.Name: "Method" })?.Value
            : null;
        return written ?? Frame.ArgumentsOf(request.Made).FirstOrDefault(a => facts.Types.IsHttpMethod(a.Value.Type))?.Value ?? request.Made;
    }

    /// <summary>Is the request never sent without the header?</summary>
    private bool IsAlwaysOn(HeaderWrite header, SentRequest request)
    {
        var sender = Without(header.Operation, request.Exchange.Frame.Body);
        if (!sender.Reaches(request.Exchange.Operation))
        {
            return true;
        }

        var maker = request.MadeIn.Body;
        return maker != request.Exchange.Frame.Body && !Without(header.Operation, maker).ReachesExit;
    }

    /// <summary>Is one of two headers of one body written only after the other?</summary>
    private bool GoTogether(HeaderWrite left, Frame leftFrame, HeaderWrite right, Frame rightFrame) =>
        leftFrame.Body == rightFrame.Body
        && (!Without(left.Operation, leftFrame.Body).Reaches(right.Operation) || !Without(right.Operation, rightFrame.Body).Reaches(left.Operation));

    /// <summary>What runs when the operation does not come to its end.</summary>
    private Exploration Without(IOperation operation, CodeBody body) =>
        facts.Explorer.Explore(body, body.AnyCall, Scenario.Nothing with { FailingCall = operation.Syntax }, Exceptions.OfScenario);
}
