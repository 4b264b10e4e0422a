using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Facts;

/// <summary>A session id written on a request, or into the defaults of a client.</summary>
internal sealed record SessionHeader(HeaderWrite Write, CodeBody Body);

/// <summary>Where the code of a type puts the session id on requests, as far as nobody else may add headers to them.</summary>
internal sealed class SessionHeaders(TransportFacts facts)
{
    /// <summary>Does code of this type name the header of the protocol version, in constants of other assemblies too?</summary>
    public bool AreBesideVersion { get; } = facts.Code.All.Any(b => b.Operations.Any(o =>
        o.ConstantValue is { HasValue: true, Value: string text } && McpHeaders.Find(text) == McpHeader.ProtocolVersion));

    public IEnumerable<SessionHeader> All
    {
        get
        {
            foreach (var body in facts.Code.Own)
            {
                foreach (var operation in body.Operations)
                {
                    if (facts.Headers.Write(operation) is { Owner: { } owner, Target: not HeaderTarget.Dictionary } write
                        && IsOfRequest(owner, write)
                        && facts.Headers.HeaderOf(write.Name, body.AnyCall) == McpHeader.SessionId
                        && !MayGetOtherHeaders(write, body))
                    {
                        yield return new(write, body);
                    }
                }
            }
        }
    }

    private bool IsOfRequest(IOperation owner, HeaderWrite write) =>
        write.Target == HeaderTarget.Client || facts.Types.IsRequest(owner.Type) || owner.Type?.Name == "HttpRequestHeaders";

    private bool MayGetOtherHeaders(HeaderWrite write, CodeBody body) =>
        IsOfHandler(write, body)
        || CopiesHeaders
        || facts.SentRequests.All.Any(r => facts.SentRequests.HeadersOf(r).Any(h => h.Write.Operation == write.Operation) && facts.SentRequests.MayGetOtherHeaders(r));

    /// <summary>A handler gets its requests from others, who give them headers of their own.</summary>
    private bool IsOfHandler(HeaderWrite write, CodeBody body) =>
        facts.Types.IsHandler(body.Outermost.Symbol.ContainingType)
        && facts.Origins.Of(write.Owner!, body.AnyCall).Leaves.Any(l => l.Operation.Kind == OperationKind.ParameterReference);

    /// <summary>Headers with names that are not constant: those of another message, or of a dictionary.</summary>
    private bool CopiesHeaders { get; } = facts.Code.All.Any(b => b.Operations.Any(o =>
        facts.Headers.Write(o) is { Target: HeaderTarget.Request, Owner: { } owner } write
        && (facts.Types.IsRequest(owner.Type) || owner.Type?.Name == "HttpRequestHeaders")
        && facts.Headers.TextOf(write.Name, b.AnyCall) is null));
}
