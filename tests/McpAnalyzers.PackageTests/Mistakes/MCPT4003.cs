using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

/// <summary>A notification is answered with 200.</summary>
public static class TalkativeServer
{
    private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

    public static void Map(WebApplication app) => app.MapPost("/mcp", Post);

    private static IResult Post(HttpContext context, JsonObject message)
    {
        string? id = context.Request.Headers["Mcp-Session-Id"];
        if (id is null)
        {
            return Results.BadRequest();
        }

        if (!Sessions.TryGetValue(id, out var session))
        {
            return Results.NotFound();
        }

        if (!message.ContainsKey("id"))
        {
            return Results.Ok(); // MCPT4003
        }

        return Results.Json(session);
    }
}
