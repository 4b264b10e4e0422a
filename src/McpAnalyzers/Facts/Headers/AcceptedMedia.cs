using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What a request says it accepts.</summary>
/// <param name="Json">application/json.</param>
/// <param name="Events">text/event-stream.</param>
/// <param name="IsOfClient">Is any of it the client's default, which a request's own value replaces?</param>
/// <param name="ReplacesDefaults">Has the request certainly a value of its own, so that the client's defaults, in sight or not, are none of it?</param>
internal sealed record Acceptance(bool Json, bool Events, bool IsOfClient, bool ReplacesDefaults);

/// <summary>Which media types the requests of a type accept, whoever in sight says so.</summary>
internal sealed class AcceptedMedia
{
    public const string Json = "application/json";
    public const string Events = "text/event-stream";

    private readonly TransportFacts _facts;
    private readonly IReadOnlyList<AcceptWrite> _writes;

    public AcceptedMedia(TransportFacts facts)
    {
        _facts = facts;
        _writes = [.. facts.Headers.AcceptWrites(facts.Code.All.SelectMany(facts.Code.Reachable).Distinct())];
    }

    /// <summary>Null where some of it cannot be told.</summary>
    public Acceptance? Of(SentRequest request)
    {
        var replacesDefaults = _writes.Any(w => IsOwn(w, request));
        var accepted = new Acceptance(false, false, false, replacesDefaults);
        foreach (var write in _writes.Where(w => MayApplyTo(w, request) && !(replacesDefaults && w.IsOfClient)))
        {
            if (write.Text.Length == 0 || write.Text.Contains("*/*") || HasUnknownParts(write))
            {
                return null;
            }

            accepted = accepted with { Json = accepted.Json | Names(write, Json), Events = accepted.Events | Names(write, Events), IsOfClient = accepted.IsOfClient | write.IsOfClient };
        }

        return accepted;
    }

    private bool MayApplyTo(AcceptWrite write, SentRequest request) =>
        write.IsOfClient ? !IsOfOtherClient(write, request) : write.Owner is not { } owner || !_facts.Types.IsRequestMessage(owner.Type) || _facts.SentRequests.MayBe(owner, write.Body.AnyCall, request);

    /// <summary>Is the client another one than the request's, both made in sight?</summary>
    private bool IsOfOtherClient(AcceptWrite write, SentRequest request) =>
        MadeClients(write.Owner, write.Body.AnyCall) is { } configured
        && MadeClients(request.Send.Call.Instance ?? request.Send.Call.Arguments.FirstOrDefault()?.Value, request.Exchange.Frame) is { } sending
        && !configured.Overlaps(sending);

    /// <summary>Where in sight the client is made; null where it may be made elsewhere.</summary>
    private HashSet<SyntaxNode>? MadeClients(IOperation? client, Frame frame) =>
        client is not null && _facts.Origins.Of(client, frame).Leaves is { Count: > 0 } leaves && leaves.All(l => l.Operation is IObjectCreationOperation && _facts.Types.IsClient(l.Operation.Type))
            ? [.. leaves.Select(l => l.Operation.Syntax)]
            : null;

    /// <summary>Is it written on this request and no other, whenever that is made?</summary>
    private bool IsOwn(AcceptWrite write, SentRequest request) =>
        write is { IsOfClient: false, Owner: { } owner }
        && write.Body == request.MadeIn.Body
        && !write.IsConditional(request.Exchange)
        && _facts.Origins.Of(owner, write.Body.AnyCall).Leaves is [{ Operation: IObjectCreationOperation made }]
        && made.Syntax == request.Made.Syntax;

    private bool HasUnknownParts(AcceptWrite write) => Frame.ArgumentsOf(write.Operation)
        .SelectMany(a => _facts.Origins.Of(a.Value, write.Body.AnyCall).Leaves)
        .SelectMany(l => l.Operation.DescendantsAndSelf())
        .Any(o => !o.ConstantValue.HasValue && o is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation);

    private static bool Names(AcceptWrite write, string mediaType) => write.Text.IndexOf(mediaType, StringComparison.OrdinalIgnoreCase) >= 0;
}
