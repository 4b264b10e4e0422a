using System.Text.Json;
using System.Text.Json.Nodes;

namespace CompliantServer;

/// <summary>The MCP endpoint: Streamable HTTP with sessions, revisions 2025-03-26 to 2025-11-25, on plain ASP.NET Core.</summary>
public static class McpEndpoint
{
    private const string SessionIdHeader = "Mcp-Session-Id";
    private const string ProtocolVersionHeader = "MCP-Protocol-Version";

    private static readonly string[] Revisions = ["2025-11-25", "2025-06-18", "2025-03-26"];

    /// <summary>
    /// Maps the endpoint. There is no GET: this server has no listening stream, and the routing of ASP.NET Core answers a verb that is not
    /// mapped with 405 and an Allow header, as the protocol asks for.
    /// </summary>
    public static void MapMcp(this IEndpointRouteBuilder app, string path)
    {
        var sessions = new SessionStore(TimeProvider.System);
        var endpoint = app.MapGroup(path).AddEndpointFilter(RefuseForeignOrigins).AddEndpointFilter(RefuseUnknownRevisions);
        endpoint.MapPost("", (HttpContext context, CancellationToken cancellationToken) => PostAsync(context, sessions, cancellationToken));
        endpoint.MapDelete("", (HttpContext context) => Delete(context, sessions));
    }

    private static async Task<IResult> PostAsync(HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context.Request.Body, cancellationToken) is not { } message)
        {
            return Results.BadRequest(Error(null, -32700, "The body is not one JSON-RPC message."));
        }

        // The one request without a session: it makes one.
        var method = NameOf(message);
        if (method == "initialize")
        {
            context.Response.Headers[SessionIdHeader] = sessions.Open().Id;
            return Results.Json(Answer(message, InitializeResult(message)));
        }

        var sessionId = context.Request.Headers[SessionIdHeader].ToString();
        if (sessionId.Length == 0)
        {
            return Results.BadRequest(Error(message["id"], -32600, "Mcp-Session-Id is required."));
        }

        // After a restart this is what tells clients to initialize again.
        if (!sessions.IsOpen(sessionId))
        {
            return Results.NotFound(Error(message["id"], -32600, "There is no such session."));
        }

        // Notifications have no id, and answers have no method: they are accepted, and nothing is said to them.
        if (method is null || !message.ContainsKey("id"))
        {
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }

        return Results.Json(method switch
        {
            "ping" => Answer(message, []),
            "tools/list" => Answer(message, new JsonObject { ["tools"] = new JsonArray(EchoTool()) }),
            "tools/call" => Call(message),
            _ => Error(message["id"], -32601, $"There is no method '{method}'."),
        });
    }

    private static IResult Delete(HttpContext context, SessionStore sessions)
    {
        var sessionId = context.Request.Headers[SessionIdHeader].ToString();
        if (sessionId.Length == 0)
        {
            return Results.BadRequest(Error(null, -32600, "Mcp-Session-Id is required."));
        }

        return sessions.Close(sessionId) ? Results.NoContent() : Results.NotFound(Error(null, -32600, "There is no such session."));
    }

    /// <summary>A page of another site must not reach a server on this machine through the browser that shows it (DNS rebinding).</summary>
    private static async ValueTask<object?> RefuseForeignOrigins(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var origin = invocation.HttpContext.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.IsLoopback))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        return await next(invocation);
    }

    /// <summary>No header means 2025-03-26, which did not have it. One that names no revision of this server's is an error.</summary>
    private static async ValueTask<object?> RefuseUnknownRevisions(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var revision = invocation.HttpContext.Request.Headers[ProtocolVersionHeader].ToString();
        if (revision.Length > 0 && !Revisions.Contains(revision))
        {
            // Clients of 2026-07-28 learn from the data that they have to initialize with an earlier revision.
            var supported = new JsonArray([.. Revisions.Select(known => JsonValue.Create(known))]);
            return Results.BadRequest(Error(null, -32022, "This revision is not supported.", new JsonObject { ["supported"] = supported, ["requested"] = revision }));
        }

        return await next(invocation);
    }

    private static async Task<JsonObject?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(body, cancellationToken: cancellationToken) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonObject message) => message["method"] is JsonValue name && name.TryGetValue<string>(out var method) ? method : null;

    private static JsonObject InitializeResult(JsonObject message)
    {
        var asked = message["params"]?["protocolVersion"]?.ToString();
        return new()
        {
            ["protocolVersion"] = Revisions.Contains(asked) ? asked : Revisions[0],
            ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
            ["serverInfo"] = new JsonObject { ["name"] = "CompliantServer", ["version"] = "1.0" },
        };
    }

    private static JsonObject EchoTool() => new()
    {
        ["name"] = "echo",
        ["description"] = "Says what it is told.",
        ["inputSchema"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "string" } },
            ["required"] = new JsonArray("text"),
        },
    };

    private static JsonObject Call(JsonObject message) =>
        message["params"]?["name"]?.ToString() != "echo" ? Error(message["id"], -32602, "There is no such tool.")
        : message["params"]?["arguments"]?["text"] is not { } text ? Error(message["id"], -32602, "The tool needs a text.")
        : Answer(message, new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.ToString() }) });

    private static JsonObject Answer(JsonObject message, JsonObject result) => new() { ["jsonrpc"] = "2.0", ["id"] = message["id"]?.DeepClone(), ["result"] = result };

    private static JsonObject Error(JsonNode? id, int code, string text, JsonObject? data = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = text };
        if (data is not null)
        {
            error["data"] = data;
        }

        return new() { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone(), ["error"] = error };
    }
}
