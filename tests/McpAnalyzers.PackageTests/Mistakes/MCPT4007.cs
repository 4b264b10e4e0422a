using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

/// <summary>A page of another origin is refused with the wrong status.</summary>
public static class VagueServer
{
    private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

    public static void Map(WebApplication app) => app.MapPost("/mcp", Post);

    private static IResult Post(HttpContext context, JsonObject message)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != "http://localhost")
        {
            return Results.BadRequest("Not from there."); // MCPT4007
        }

        string? id = context.Request.Headers["Mcp-Session-Id"];
        if (id is null)
        {
            return Results.BadRequest();
        }

        return Sessions.TryGetValue(id, out var session) ? Results.Json(session) : Results.NotFound();
    }
}
