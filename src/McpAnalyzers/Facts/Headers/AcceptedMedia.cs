using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What a request says it accepts.</summary>
/// <param name="Json">application/json.</param>
/// <param name="Events">text/event-stream.</param>
/// <param name="IsOfClient">Is any of it the client's default, which a request's own value replaces?</param>
internal sealed record Acceptance(bool Json, bool Events, bool IsOfClient);

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
        var accepted = new Acceptance(false, false, false);
        foreach (var write in _writes.Where(w => MayApplyTo(w, request)))
        {
            if (write.Text.Length == 0 || write.Text.Contains("*/*") || HasUnknownParts(write))
            {
                return null;
            }

            accepted = new(accepted.Json | Names(write, Json), accepted.Events | Names(write, Events), accepted.IsOfClient | write.IsOfClient);
        }

        return accepted;
    }

    private bool MayApplyTo(AcceptWrite write, SentRequest request) =>
        write.IsOfClient || write.Owner is not { } owner || !_facts.Types.IsRequestMessage(owner.Type) || _facts.SentRequests.MayBe(owner, write.Body.AnyCall, request);

    private bool HasUnknownParts(AcceptWrite write) => Frame.ArgumentsOf(write.Operation)
        .SelectMany(a => _facts.Origins.Of(a.Value, write.Body.AnyCall).Leaves)
        .SelectMany(l => l.Operation.DescendantsAndSelf())
        .Any(o => !o.ConstantValue.HasValue && o is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation);

    private static bool Names(AcceptWrite write, string mediaType) => write.Text.IndexOf(mediaType, StringComparison.OrdinalIgnoreCase) >= 0;
}
