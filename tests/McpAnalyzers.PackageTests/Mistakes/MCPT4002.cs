using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

/// <summary>A GET is answered as a lost session is.</summary>
public static class ServerWithoutStream
{
    private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

    public static void Map(WebApplication app)
    {
        app.MapPost("/mcp", Post);
        app.MapGet("/mcp", () => Results.NotFound()); // MCPT4002
    }

    private static IResult Post(HttpContext context)
    {
        string? id = context.Request.Headers["Mcp-Session-Id"];
        if (id is null)
        {
            return Results.BadRequest();
        }

        return Sessions.TryGetValue(id, out var session) ? Results.Json(session) : Results.NotFound();
    }
}
