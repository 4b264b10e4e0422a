using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Decides whether the answer to a POST says that the session has ended. Pure; the table of its cases is ExpiryDecisionTests.</summary>
internal static class ExpiryDecision
{
    private static readonly string[] EndedWords =
        ["not found", "no valid", "invalid", "expired", "unknown", "terminated", "not exist", "closed", "no longer"];

    /// <param name="carriedSessionId">Whether the request bore a session id. Without one nothing can have ended.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="error">The JSON-RPC error in its body, if there was one within the bound.</param>
    /// <param name="requestId">The id of our request; <see langword="default"/> for notifications.</param>
    public static bool SaysSessionEnded(bool carriedSessionId, HttpStatusCode status, JsonRpcError? error, RequestId requestId)
    {
        if (!carriedSessionId)
        {
            return false;
        }

        switch (status)
        {
            // Revisions 2025-03-26 to 2025-11-25, "Session Management": 404 to a request with a session id means that the session is gone.
            // Servers of 2026-07-28 answer an unknown method with 404 and -32601; one that echoes our id has understood us, so the session lives.
            case HttpStatusCode.NotFound:
                return !(error is { Error.Code: McpErrorCodes.MethodNotFound } && requestId.Id is not null && error.Id.Equals(requestId));

            // In no revision, but it can mean nothing else, and servers send it.
            case HttpStatusCode.Gone:
                return true;

            // In no revision either: servers, the reference server among them, say so in words.
            case HttpStatusCode.BadRequest:
            case HttpStatusCode.OK:
                return error is not null && NamesEndedSession(error.Error);

            default:
                return false;
        }
    }

    private static bool NamesEndedSession(JsonRpcErrorDetail error) =>
        error.Code is McpErrorCodes.InvalidRequest or McpErrorCodes.LegacySessionNotFound or McpErrorCodes.LegacyServerError
        && error.Message is { } message
        && message.ContainsIgnoringCase("session")
        && Array.Exists(EndedWords, message.ContainsIgnoringCase);
}

/// <summary>The JSON-RPC error codes that decisions rest on.</summary>
internal static class McpErrorCodes
{
    public const int MethodNotFound = -32601;
    public const int InvalidRequest = -32600;

    /// <summary>Not in any revision; the TypeScript and C# servers send it for an unknown session.</summary>
    public const int LegacySessionNotFound = -32001;

    /// <summary>Not in any revision; server-everything sends it for an unknown session.</summary>
    public const int LegacyServerError = -32000;

    /// <summary>Revision 2026-07-28: HeaderMismatch (-32020), MissingRequiredClientCapability (-32021), UnsupportedProtocolVersion (-32022).</summary>
    public static bool IsModern(int code) => code is -32020 or -32021 or -32022;
}
