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
    [InlineData("{|MCPT4003:Results.Text(\"{}\", statusCode: 200)|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.Content(\"{}\", statusCode: 200)|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.Json(new { ok = true }, statusCode: 200)|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.StatusCode(200)|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:Results.StatusCode(StatusCodes.Status204NoContent)|}", "Results.Accepted()")]
    [InlineData("{|MCPT4003:TypedResults.Ok()|}", "TypedResults.StatusCode(202)")]
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

    [Theory]
    [InlineData("StatusCodes.Status200OK", "StatusCodes.Status202Accepted")]
    [InlineData("(int)HttpStatusCode.NoContent", "(int)HttpStatusCode.Accepted")]
    [InlineData("200", "202")]
    public Task StatusOfANotification_IsAccepted(string status, string mended)
    {
        static string Answered(string statement) => ServerCode.Post(Id + $$"""
            using var document = await JsonDocument.ParseAsync(context.Request.Body);
            if (!document.RootElement.TryGetProperty("id", out _)) { {{statement}}; return Results.Empty; }
            """);
        return VerifyServer<NotificationReply, NotificationReplyFix>.CodeFix(
            Answered($"{{|MCPT4003:context.Response.StatusCode = {status}|}}"), Answered($"context.Response.StatusCode = {mended}"));
    }

    [Fact]
    public Task BodyOfANotification_OffersNothing() => VerifyServer<NotificationReply, NotificationReplyFix>.NoCodeFix(ServerCode.Post(Id + """
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        if (!document.RootElement.TryGetProperty("id", out _)) { context.Response.StatusCode = 202; await {|MCPT4003:context.Response.WriteAsync("{}")|}; return Results.Empty; }
        """));

    [Theory]
    [InlineData("{|MCPT4008:Results.NotFound()|}", "Results.BadRequest()")]
    [InlineData("{|MCPT4008:Results.Unauthorized()|}", "Results.BadRequest()")]
    [InlineData("{|MCPT4008:Results.StatusCode(404)|}", "Results.StatusCode(400)")]
    [InlineData("{|MCPT4008:Results.NotFound(\"no id\")|}", "Results.BadRequest(\"no id\")")]
    [InlineData("{|MCPT4008:Results.StatusCode(StatusCodes.Status404NotFound)|}", "Results.StatusCode(StatusCodes.Status400BadRequest)")]
    [InlineData("{|MCPT4008:Results.StatusCode((int)HttpStatusCode.NotFound)|}", "Results.StatusCode((int)HttpStatusCode.BadRequest)")]
    [InlineData("{|MCPT4008:Results.StatusCode((int)(HttpStatusCode.NotFound))|}", "Results.StatusCode((int)(HttpStatusCode.BadRequest))")]
    public Task MissingId_IsABadRequest(string answer, string mended) => VerifyServer<MissingSessionIdStatus, MissingSessionIdStatusFix>.CodeFix(
        ServerCode.Post(Id + $"if (id is null) {{ return {answer}; }}"),
        ServerCode.Post(Id + $"if (id is null) {{ return {mended}; }}"));

    [Theory]
    [InlineData("{|MCPT4008:new NotFoundResult()|}", "new BadRequestResult()")]
    [InlineData("{|MCPT4008:new NotFoundObjectResult(\"no id\")|}", "new BadRequestObjectResult(\"no id\")")]
    [InlineData("{|MCPT4008:new Microsoft.AspNetCore.Mvc.NotFoundResult()|}", "new Microsoft.AspNetCore.Mvc.BadRequestResult()")]
    [InlineData("{|MCPT4008:NotFound()|}", "BadRequest()")]
    [InlineData("{|MCPT4008:this.NotFound(\"no id\")|}", "this.BadRequest(\"no id\")")]
    public Task MissingIdAtAController_IsABadRequest(string answer, string mended) => VerifyServer<MissingSessionIdStatus, MissingSessionIdStatusFix>.CodeFix(
        ServerCode.Controller($"[HttpPost] public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string? id) {{ if (id is null) {{ return {answer}; }} return Ok(); }}"),
        ServerCode.Controller($"[HttpPost] public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string? id) {{ if (id is null) {{ return {mended}; }} return Ok(); }}"));

    [Fact]
    public Task MergedTestWith404_IsSplit() => VerifyServer<MissingSessionIdStatus, MissingSessionIdStatusFix>.CodeFix(
        ServerCode.Post(Id + "\n        if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4008:Results.NotFound(\"no\")|};"),
        ServerCode.Post(Id + "\n        if (id is null) return Results.BadRequest(\"no\");\n        if (!Sessions.ContainsKey(id)) return Results.NotFound(\"no\");"));

    [Fact]
    public Task ConstantOfTheAuthor_StaysWhereItIsRight()
    {
        static string Server(string statements) => ServerCode.Post(Id + statements).Replace("private const string SessionHeader", "private const int Gone = 404;\n    private const string SessionHeader");
        return VerifyServer<MissingSessionIdStatus, MissingSessionIdStatusFix>.CodeFix(
            Server("\n        if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4008:Results.StatusCode(Gone)|};"),
            Server("\n        if (id is null) return Results.StatusCode(400);\n        if (!Sessions.ContainsKey(id)) return Results.StatusCode(Gone);"));
    }

    [Theory]
    [InlineData("{|MCPT4007:Results.BadRequest()|}", "Results.StatusCode(403)")]
    [InlineData("{|MCPT4007:Results.BadRequest(\"no\")|}", "Results.Json(\"no\", statusCode: 403)")]
    [InlineData("{|MCPT4007:Results.StatusCode(StatusCodes.Status401Unauthorized)|}", "Results.StatusCode(StatusCodes.Status403Forbidden)")]
    public Task InvalidOrigin_IsForbidden(string answer, string mended) => VerifyServer<OriginNotEnforced, OriginNotEnforcedFix>.CodeFix(
        ServerCode.Post(Id + $"if (context.Request.Headers.Origin.ToString() != \"https://a.example\") {{ return {answer}; }}"),
        ServerCode.Post(Id + $"if (context.Request.Headers.Origin.ToString() != \"https://a.example\") {{ return {mended}; }}"));

    [Theory]
    [InlineData("{|MCPT4007:BadRequest()|}", "StatusCode(403)")]
    [InlineData("{|MCPT4007:BadRequest(\"no\")|}", "StatusCode(403, \"no\")")]
    [InlineData("{|MCPT4007:new BadRequestResult()|}", "new StatusCodeResult(403)")]
    [InlineData("{|MCPT4007:new BadRequestObjectResult(\"no\")|}", "new ObjectResult(\"no\") { StatusCode = 403 }")]
    public Task InvalidOriginAtAController_IsForbidden(string answer, string mended) => VerifyServer<OriginNotEnforced, OriginNotEnforcedFix>.CodeFix(GuardedAction(answer), GuardedAction(mended));

    private static string GuardedAction(string answer) => ServerCode.Controller($$"""
        [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id)
        {
            if (Request.Headers.Origin.ToString() != "https://a.example") { return {{answer}}; }
            return Ok();
        }
        """);
}
