using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

/// <summary>A missing session id is answered as an unknown one.</summary>
public static class MissingId
{
    private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

    public static void Map(WebApplication app) => app.MapPost("/mcp", Post);

    private static IResult Post(HttpContext context, JsonObject message)
    {
        string? id = context.Request.Headers["Mcp-Session-Id"];
        if (string.IsNullOrEmpty(id))
        {
            return Results.NotFound("Initialize first."); // MCPT4008
        }

        return Sessions.TryGetValue(id, out var session) ? Results.Json(session) : Results.NotFound();
    }
}
