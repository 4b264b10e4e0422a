using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BrokenServer;

/// <summary>The MCP endpoint. A client works with it until the server restarts, or another client comes.</summary>
public static class McpEndpoint
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private static readonly ConcurrentDictionary<string, DateTimeOffset> Sessions = new();
    private static int s_lastSession;

    /// <summary>Maps the endpoint.</summary>
    public static void MapMcp(this IEndpointRouteBuilder app, string path)
    {
        app.MapPost(path, PostAsync);

        // A server without a listening stream answers 405, or maps no GET at all.
        app.MapGet(path, () => Results.NotFound()); // MCPT4002
    }

    private static async Task<IResult> PostAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // Whoever is refused for the page that the browser shows is to be told so: 403.
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !origin.StartsWith("http://localhost", StringComparison.Ordinal))
        {
            return Results.BadRequest("This origin is not allowed."); // MCPT4007
        }

        if (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: cancellationToken) is not JsonObject message)
        {
            return Results.BadRequest();
        }

        var method = message["method"]?.ToString();
        if (method == "initialize")
        {
            // Whoever has session-7 knows session-1 to session-6.
            var id = $"session-{Interlocked.Increment(ref s_lastSession)}"; // MCPT4004
            Sessions[id] = DateTimeOffset.UtcNow;
            context.Response.Headers[SessionIdHeader] = id;
            return Results.Json(Answer(message, new JsonObject
            {
                ["protocolVersion"] = "2025-06-18",
                ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                ["serverInfo"] = new JsonObject { ["name"] = "BrokenServer", ["version"] = "1.0" },
            }));
        }

        // An id that is not known takes 404: after a restart no client learns from 400 that it has to initialize again.
        var sessionId = context.Request.Headers[SessionIdHeader].ToString();
        if (sessionId.Length == 0 || !Sessions.ContainsKey(sessionId))
        {
            return Results.BadRequest("There is no such session."); // MCPT4001
        }

        // A notification is accepted with 202 and nothing else.
        if (!message.ContainsKey("id"))
        {
            return Results.Ok(); // MCPT4003
        }

        return Results.Json(Answer(message, method == "tools/list" ? new JsonObject { ["tools"] = new JsonArray() } : []));
    }

    private static JsonObject Answer(JsonObject message, JsonObject result) => new() { ["jsonrpc"] = "2.0", ["id"] = message["id"]?.DeepClone(), ["result"] = result };
}
