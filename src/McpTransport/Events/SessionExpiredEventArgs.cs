using System.Net;

namespace McpTransport;

/// <summary>The server has ended the session (revision 2025-11-25, "Session Management"); a new one is about to be made.</summary>
public sealed class SessionExpiredEventArgs : EventArgs
{
    internal SessionExpiredEventArgs(string? sessionId, HttpStatusCode? statusCode)
    {
        SessionId = sessionId;
        StatusCode = statusCode;
    }

    /// <summary>The id of the session that ended; <see langword="null"/> with HTTP+SSE, where the session is the stream. Handle it like a secret.</summary>
    public string? SessionId { get; }

    /// <summary>The HTTP status that said so, or <see langword="null"/> where a stream or a connection ended instead.</summary>
    public HttpStatusCode? StatusCode { get; }
}
