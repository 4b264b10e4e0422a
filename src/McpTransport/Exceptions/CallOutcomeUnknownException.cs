using System.Net;

namespace McpTransport;

/// <summary>
/// The answer to a call was lost after the server may have begun it, so it was not sent again: doing so could execute it twice.
/// Where that is harmless, <see cref="ResilientHttpClientTransportOptions.ReplayPolicy"/> may say so.
/// </summary>
public sealed class CallOutcomeUnknownException : McpTransportException
{
    internal CallOutcomeUnknownException(string method, string message, Exception? innerException = null, HttpStatusCode? statusCode = null)
        : base(message, innerException, statusCode) => Method = method;

    /// <summary>The JSON-RPC method of the call.</summary>
    public string Method { get; }
}
