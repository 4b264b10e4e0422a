using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

/// <summary>A missing session id and an unknown one are told apart by nobody.</summary>
public static class MergedTest
{
    private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

    public static void Map(WebApplication app) => app.MapPost("/mcp", Post);

    private static IResult Post(HttpContext context, JsonObject message)
    {
        string? id = context.Request.Headers["Mcp-Session-Id"];
        if (id is null || !Sessions.TryGetValue(id, out var session))
        {
            return Results.BadRequest("No such session."); // MCPT4001
        }

        return Results.Json(session);
    }
}
