using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

/// <summary>Whoever has one session id knows the next.</summary>
public static class CountingServer
{
    private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

    public static void Map(WebApplication app) => app.MapPost("/mcp", Post);

    private static IResult Post(HttpContext context, JsonObject message)
    {
        var id = Random.Shared.Next().ToString(); // MCPT4004
        Sessions[id] = message;
        context.Response.Headers["Mcp-Session-Id"] = id;
        return Results.Json(message);
    }
}
