using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Decisions;

public class ExpiryDecisionTests
{
    private const int OurId = 7;

    [Theory]

    // Revisions 2025-03-26 to 2025-11-25: 404 is expiry whatever the body says ...
    [InlineData(404, null, null, null, true)]
    [InlineData(404, -32001, "Session not found", null, true)]
    [InlineData(404, -32603, "Internal error", OurId, true)]

    // ... but one body, which shows that the server has understood the request.
    [InlineData(404, -32601, "Method not found", OurId, false)]
    [InlineData(404, -32601, "Method not found", null, true)]
    [InlineData(404, -32601, "Method not found", 8, true)]

    [InlineData(410, null, null, null, true)]
    [InlineData(410, -32601, "Method not found", OurId, true)]

    // Said in words, as the reference server does.
    [InlineData(400, -32000, "Bad Request: No valid session ID provided", null, true)]
    [InlineData(400, -32001, "Session not found", null, true)]
    [InlineData(400, -32600, "Invalid session", null, true)]
    [InlineData(400, -32600, "SESSION EXPIRED", OurId, true)]
    [InlineData(400, -32600, "Unknown session id", null, true)]
    [InlineData(400, -32600, "The session was terminated", null, true)]
    [InlineData(400, -32600, "The session does not exist", null, true)]
    [InlineData(400, -32600, "The session is no longer there", null, true)]
    [InlineData(400, -32600, "Session closed", null, true)]
    [InlineData(200, -32001, "Session not found", OurId, true)]
    [InlineData(200, -32600, "Session not found", OurId, true)]
    [InlineData(200, -32000, "No valid session", OurId, true)]

    // Other words, other codes.
    [InlineData(400, null, null, null, false)]
    [InlineData(400, -32000, "Bad Request: Mcp-Session-Id header is required", null, false)]
    [InlineData(400, -32602, "Session not found", OurId, false)]
    [InlineData(400, -32600, "Invalid Request", OurId, false)]
    [InlineData(200, -32603, "Session not found", OurId, false)]
    [InlineData(200, -32001, "Tool not found", OurId, false)]
    [InlineData(200, null, null, null, false)]

    // Other statuses are about something else, whatever they say.
    [InlineData(401, -32001, "Session not found", null, false)]
    [InlineData(403, -32001, "Session not found", null, false)]
    [InlineData(405, null, null, null, false)]
    [InlineData(409, -32001, "Session not found", null, false)]
    [InlineData(429, null, null, null, false)]
    [InlineData(500, -32001, "Session not found", null, false)]
    [InlineData(503, null, null, null, false)]
    public void A_session_has_ended_only_on_evidence(int status, int? code, string? message, int? errorId, bool ended)
    {
        var error = code is null ? null : Error(code.Value, message!, errorId);

        Assert.Equal(ended, ExpiryDecision.SaysSessionEnded(true, (HttpStatusCode)status, error, new RequestId(OurId)));
        Assert.False(ExpiryDecision.SaysSessionEnded(false, (HttpStatusCode)status, error, new RequestId(OurId)));
    }

    [Fact]
    public void A_notification_has_no_id_that_an_error_could_echo() =>
        Assert.True(ExpiryDecision.SaysSessionEnded(true, HttpStatusCode.NotFound, Error(-32601, "Method not found", null), default));

    [Theory]
    [InlineData(-32019, false)]
    [InlineData(-32020, true)]
    [InlineData(-32021, true)]
    [InlineData(-32022, true)]
    [InlineData(-32023, false)]
    [InlineData(-32001, false)]
    [InlineData(32020, false)]
    public void Three_codes_are_of_revision_2026_07_28_alone(int code, bool modern) => Assert.Equal(modern, McpErrorCodes.IsModern(code));

    private static JsonRpcError Error(int code, string message, int? id) =>
        new() { Id = id is { } number ? new RequestId(number) : default, Error = new() { Code = code, Message = message } };
}
