using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Decides whether the refusal of the first message is a reason to try HTTP+SSE.</summary>
internal static class FallbackDecision
{
    /// <param name="message">The message that was refused, with no JSON-RPC error that answers it.</param>
    /// <param name="status">The status it was refused with.</param>
    public static bool TriesHttpSse(JsonRpcMessage message, HttpStatusCode? status) => message switch
    {
        // Revision 2025-11-25, "Backwards Compatibility": 400, 404 or 405, and no other status. 401, 403 and 5xx are about something else.
        JsonRpcRequest { Method: RequestMethods.Initialize } =>
            status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed,

        // McpClient asks server/discover first and turns to initialize after 400 and 404 by itself, but not after 405.
        JsonRpcRequest { Method: RequestMethods.ServerDiscover } => status is HttpStatusCode.MethodNotAllowed,
        _ => false,
    };
}
