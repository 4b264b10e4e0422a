using System.Net;

namespace McpTransport;

/// <summary>The listening stream (HTTP GET) is not to be had. Calls are not affected; messages that the server sends of its own accord do not arrive.</summary>
public sealed class ListeningStreamUnavailableEventArgs : EventArgs
{
    internal ListeningStreamUnavailableEventArgs(HttpStatusCode? statusCode) => StatusCode = statusCode;

    /// <summary>The status of the answer, 405 for a server that offers no such stream; <see langword="null"/> where it was given up after reconnections without progress.</summary>
    public HttpStatusCode? StatusCode { get; }
}
