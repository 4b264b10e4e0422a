using McpAnalyzers.CodeFixes.Server;
using McpAnalyzers.Rules.Server;

namespace McpAnalyzers.Tests.Fixes.Server;

/// <summary>The fixes that do no more than give an answer another status.</summary>
public class AnswerFixTests
{
    private const string Id = """var id = context.Request.Headers["Mcp-Session-Id"].FirstOrDefault(); """;

    [Theory]
    [InlineData("{|MCPT4003:Results.Ok()|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.Ok(new { ok = true })|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.NoContent()|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.Json(new { ok = true })|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.Accepted(value: new { ok = true })|}", "Results.Accepted()")]
    public Task Notification_IsAccepted(string answer, string mended) => VerifyServer<NotificationReply, NotificationReplyFix>.CodeFix(Notification(answer), Notification(mended));

    private static string Notification(string answer) => ServerCode.Post(Id + $$"""
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        if (!document.RootElement.TryGetProperty("id", out _)) { return {{answer}}; }
        """);

    [Theory]
    [InlineData("{|MCPT4003:Ok()|}", "Accepted()")]
    [InlineData("{|MCPT4003:new OkResult()|}", "new AcceptedResult()")]
    [InlineData("{|MCPT4003:StatusCode(204)|}", "Accepted()")]
    public Task NotificationOfAController_IsAccepted(string answer, string mended) => VerifyServer<NotificationReply, NotificationReplyFix>.CodeFix(Action(answer), Action(mended));

    private static string Action(string answer) => ServerCode.Controller($$"""
        [HttpPost] public IActionResult Post([FromBody] JsonElement message, [FromHeader(Name = "Mcp-Session-Id")] string? id)
        {
            if (!message.TryGetProperty("id", out _)) { return {{answer}}; }
            return Ok(message);
        }
        """);

    [Fact]
    public Task BodyOfANotification_OffersNothing() => VerifyServer<NotificationReply, NotificationReplyFix>.NoCodeFix(ServerCode.Post(Id + """
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        if (!document.RootElement.TryGetProperty("id", out _)) { context.Response.StatusCode = 202; await {|MCPT4003:context.Response.WriteAsync("{}")|}; return Results.Empty; }
        """));

    [Theory]
    [InlineData("{|MCPT4008:Results.NotFound()|}", "Results.BadRequest()")]
    [InlineData("{|MCPT4008:Results.Unauthorized()|}", "Results.BadRequest()")]
    [InlineData("{|MCPT4008:Results.StatusCode(404)|}", "Results.StatusCode(400)")]
    public Task MissingId_IsABadRequest(string answer, string mended) => VerifyServer<MissingSessionIdStatus, MissingSessionIdStatusFix>.CodeFix(
        ServerCode.Post(Id + $"if (id is null) {{ return {answer}; }}"),
        ServerCode.Post(Id + $"if (id is null) {{ return {mended}; }}"));

    [Fact]
    public Task MergedTestWith404_IsSplit() => VerifyServer<MissingSessionIdStatus, MissingSessionIdStatusFix>.CodeFix(
        ServerCode.Post(Id + "\n        if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4008:Results.NotFound(\"no\")|};"),
        ServerCode.Post(Id + "\n        if (id is null) return Results.BadRequest(\"no\");\n        if (!Sessions.ContainsKey(id)) return Results.NotFound(\"no\");"));

    [Theory]
    [InlineData("{|MCPT4007:Results.BadRequest()|}", "Results.StatusCode(403)")]
    [InlineData("{|MCPT4007:Results.BadRequest(\"no\")|}", "Results.Json(\"no\", statusCode: 403)")]
    [InlineData("{|MCPT4007:Results.StatusCode(StatusCodes.Status401Unauthorized)|}", "Results.StatusCode(StatusCodes.Status403Forbidden)")]
    public Task InvalidOrigin_IsForbidden(string answer, string mended) => VerifyServer<OriginNotEnforced, OriginNotEnforcedFix>.CodeFix(
        ServerCode.Post(Id + $"if (context.Request.Headers.Origin.ToString() != \"https://a.example\") {{ return {answer}; }}"),
        ServerCode.Post(Id + $"if (context.Request.Headers.Origin.ToString() != \"https://a.example\") {{ return {mended}; }}"));
}
