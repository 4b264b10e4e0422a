using System.Net;

namespace McpTransport;

/// <summary>
/// The server pointed to another origin, by a redirect or by the <c>endpoint</c> event of HTTP+SSE. The session id and the additional
/// headers carry secrets and go to the endpoint's own origin only, so it was not followed.
/// </summary>
public sealed class OriginRefusedException : McpTransportException
{
    internal OriginRefusedException(string message, Uri target, HttpStatusCode? statusCode = null)
        : base(message, null, statusCode) => Target = target;

    /// <summary>Where the server pointed to.</summary>
    public Uri Target { get; }
}
