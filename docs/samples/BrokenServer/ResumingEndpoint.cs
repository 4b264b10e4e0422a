using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BrokenServer;

/// <summary>An endpoint that wants to spare its clients the trouble of a lost session.</summary>
public static class ResumingEndpoint
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private static readonly ConcurrentDictionary<string, Session> Sessions = new();

    /// <summary>Maps the endpoint.</summary>
    public static void MapResumingMcp(this IEndpointRouteBuilder app, string path) => app.MapPost(path, Post);

    private static IResult Post(HttpContext context, JsonObject message)
    {
        if ((string?)message["method"] == "initialize")
        {
            var opened = new Session(Guid.NewGuid().ToString("N"));
            Sessions[opened.Id] = opened;
            context.Response.Headers[SessionIdHeader] = opened.Id;
            return Results.Json(opened.Answer(message));
        }

        // A request without an id is a mistake of the client's: 400. What 404 says is that a session is gone.
        string? sessionId = context.Request.Headers[SessionIdHeader];
        if (string.IsNullOrEmpty(sessionId))
        {
            return Results.NotFound("Initialize first."); // MCPT4008
        }

        // Whatever id a client makes up becomes a session that has never been initialized.
        var session = Sessions.GetOrAdd(sessionId, id => new Session(id)); // MCPT4006
        return Results.Json(session.Answer(message));
    }

    private sealed record Session(string Id)
    {
        public JsonObject Answer(JsonObject message) => new() { ["jsonrpc"] = "2.0", ["id"] = message["id"]?.DeepClone(), ["result"] = new JsonObject { ["session"] = Id } };
    }
}
