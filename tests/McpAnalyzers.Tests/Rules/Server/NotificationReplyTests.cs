using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.NotificationReply>;

namespace McpAnalyzers.Tests.Rules.Server;

public class NotificationReplyTests
{
    private const string Read = """
        var id = context.Request.Headers["Mcp-Session-Id"].ToString();
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var root = document.RootElement;
        var method = root.GetProperty("method").GetString() ?? "";
        """;

    [Theory]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return {|MCPT4003:Results.Ok()|}; }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out var messageId)) return {|MCPT4003:Results.NoContent()|};")]
    [InlineData("var isNotification = !root.TryGetProperty(\"id\", out _); if (isNotification) { return {|MCPT4003:Results.StatusCode(200)|}; }")]
    [InlineData("if (method.StartsWith(\"notifications/\")) { return {|MCPT4003:Results.NoContent()|}; }")]
    [InlineData("if (method == \"notifications/initialized\") { return {|MCPT4003:Results.Ok()|}; }")]
    [InlineData("if (method == \"notifications/cancelled\") { return Results.Accepted(); } if (method is \"notifications/initialized\") { return {|MCPT4003:Results.Ok()|}; }")]
    [InlineData("switch (method) { case \"initialize\": return Results.Ok(); case \"notifications/initialized\": return {|MCPT4003:Results.NoContent()|}; }")]
    [InlineData("return method switch { \"notifications/initialized\" => {|MCPT4003:Results.NoContent()|}, _ => Results.Ok() };")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return {|MCPT4003:Results.Accepted(value: new { ok = true })|}; }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return {|MCPT4003:Results.Json(new { ok = true }, statusCode: 202)|}; }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { {|MCPT4003:context.Response.StatusCode = 204|}; return Results.Empty; }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { context.Response.StatusCode = 202; await {|MCPT4003:context.Response.WriteAsync(\"{}\")|}; return Results.Empty; }")]
    [InlineData("if (JsonNode.Parse(\"{}\")![\"id\"] is null) { return {|MCPT4003:Results.Ok()|}; }")]
    public Task OtherAnswerToANotification_IsReported(string body) => Verify.Analyzer(ServerCode.Post(Read + body));

    [Theory]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return {|#0:Results.Ok()|}; }", "200")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return {|#0:Results.Accepted(value: new { ok = true })|}; }", "202 and a body")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { await {|#0:context.Response.WriteAsync(\"{}\")|}; return Results.Empty; }", "a body")]
    public Task Message_SaysWhatIsAnswered(string body, string answer) => Verify.Analyzer(
        ServerCode.Post(Read + body), Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(answer));

    [Theory]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return Results.StatusCode(300); }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return Results.Accepted(); }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return Results.StatusCode(202); }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return TypedResults.StatusCode(StatusCodes.Status202Accepted); }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { return Results.BadRequest(); }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { context.Response.StatusCode = 202; return Results.Empty; }")]
    [InlineData("if (root.TryGetProperty(\"id\", out _)) { return Results.Ok(new { result = 1 }); } return Results.Accepted();")]
    [InlineData("if (method.StartsWith(\"notifications/\") || method == \"ping\") { return Results.Ok(); }")]
    [InlineData("if (method == \"ping\") { return Results.Ok(); }")]
    [InlineData("if (!root.GetProperty(\"params\").TryGetProperty(\"id\", out _)) { return Results.Ok(new { isError = true }); }")]
    [InlineData("var arguments = root.GetProperty(\"params\"); if (!arguments.TryGetProperty(\"id\", out _)) { return Results.Ok(new { isError = true }); }")]
    [InlineData("var given = root.GetProperty(\"params\"); if (!given.TryGetProperty(\"id\", out _)) { return Results.Ok(new { isError = true }); }")]
    [InlineData("var given = JsonNode.Parse(method)![\"params\"]!; if (given[\"id\"] is null) { return Results.Ok(new { isError = true }); }")]
    [InlineData("if (JsonNode.Parse(method)![\"params\"]![\"id\"] is null) { return Results.Ok(new { isError = true }); }")]
    [InlineData("if (!root.TryGetProperty(\"id\", out _)) { if (id.Length > 99) { return Results.NoContent(); } return Results.Accepted(); }")]
    public Task RightAnswers_AndOtherMessages_AreSilent(string body) => Verify.Analyzer(ServerCode.Post(Read + body));

    [Theory]
    [InlineData("if (method == Methods.Initialized) { return {|MCPT4003:Results.Ok()|}; }")]
    [InlineData("switch (method) { case Methods.Cancelled: return Results.Accepted(); case Methods.Initialized: return {|MCPT4003:Results.NoContent()|}; }")]
    [InlineData("return method switch { Methods.Initialized => {|MCPT4003:Results.NoContent()|}, _ => Results.Ok() };")]
    [InlineData("switch (method) { case Methods.Cancelled: return Results.Accepted(); case Methods.Ping: return Results.Ok(); }")]
    [InlineData("if (method == Methods.Initialized || method == Methods.Ping) { return Results.Ok(); }")]
    public Task MethodsThatAnotherClassNames_AreToldApart(string body) => Verify.Analyzer(ServerCode.Post(Read + body) + """
        internal static class Methods
        {
            public const string Initialized = "notifications/initialized";
            public const string Cancelled = "notifications/cancelled";
            public const string Ping = "ping";
        }
        """);

    [Theory]
    [InlineData("if (message is JsonRpcNotification) { return {|MCPT4003:Ok()|}; } return Ok(message);")]
    [InlineData("if (message is not JsonRpcRequest request) { return {|MCPT4003:NoContent()|}; } return Ok(message);")]
    [InlineData("if (message.Id is null) { return {|MCPT4003:new OkResult()|}; } return Ok(message);")]
    [InlineData("return message.Id == null ? {|MCPT4003:Ok()|} : Ok(message);")]
    [InlineData("if (IsNotification(message)) { return {|MCPT4003:Accepted(new { ok = true })|}; } return Ok(message);")]
    [InlineData("switch (message) { case JsonRpcNotification: return {|MCPT4003:NoContent()|}; default: return Ok(message); }")]
    public Task TypedMessages_AreUnderstood(string body) => Verify.Analyzer(ServerCode.Controller($$"""
        [HttpPost] public IActionResult Post([FromBody] JsonRpcMessage message, [FromHeader(Name = "Mcp-Session-Id")] string? id) { {{body}} }
        private static bool IsNotification(JsonRpcMessage message) => message.Method?.Contains("ified") == true;
        public class JsonRpcMessage { public string? Method { get; set; } public object? Id { get; set; } }
        public class JsonRpcRequest : JsonRpcMessage;
        public class JsonRpcNotification : JsonRpcMessage;
        """));
}
