using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.MissingSessionIdStatus>;

namespace McpAnalyzers.Tests.Rules.Server;

public class MissingSessionIdStatusTests
{
    private const string Id = """
        string? id = context.Request.Headers["Mcp-Session-Id"].FirstOrDefault(); var method = await new StreamReader(context.Request.Body).ReadToEndAsync();
        """;

    [Theory]
    [InlineData("if (id is null) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("if (string.IsNullOrEmpty(id)) { return {|MCPT4008:Results.Unauthorized()|}; }")]
    [InlineData("if (id is null) { return {|MCPT4008:Results.StatusCode(500)|}; }")]
    [InlineData("if (id is null) { return {|MCPT4008:Results.Json(new { error = 1 })|}; }")]
    [InlineData("if (id is null && method != \"initialize\") { return {|MCPT4008:Results.Forbid()|}; }")]
    [InlineData("if (id is null) { if (method == \"initialize\") { return Results.Ok(); } return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("if (string.IsNullOrEmpty(id) || !Sessions.TryGetValue(id, out var session)) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("if (id is null) { return {|MCPT4008:Results.NotFound()|}; } if (!Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    [InlineData("if (!context.Request.Headers.ContainsKey(\"mcp-session-id\")) { {|MCPT4008:context.Response.StatusCode = 401|}; return Results.Empty; }")]
    [InlineData("if (0 == context.Request.Headers[\"Mcp-Session-Id\"].Count) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("switch (context.Request.Headers[\"Mcp-Session-Id\"].Count) { case 0: return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"].Count is not > 0) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("var count = context.Request.Headers[\"Mcp-Session-Id\"].Count; if (count == 0) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("var ids = context.Request.Headers[\"Mcp-Session-Id\"]; var count = ids.Count; if (count is not > 0) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"] is []) { return {|MCPT4008:Results.NotFound()|}; }")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"] is not [{ Length: > 0 } given, ..]) { return {|MCPT4008:Results.NotFound()|}; } if (!Sessions.ContainsKey(given)) { return Results.NotFound(); }")]
    public Task OtherAnswerToAMissingId_IsReported(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("if (id is null) { return {|#0:Results.NotFound()|}; }", "404")]
    [InlineData("if (id is null) { return {|#0:Results.Json(new { error = 1 })|}; }", "200 and an error")]
    public Task Message_SaysWhatIsAnswered(string body, string answer) => Verify.Analyzer(
        ServerCode.Post(Id + body), Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(answer));

    [Theory]
    [InlineData("if (id is null) { return Results.BadRequest(); }")]
    [InlineData("if (null == id) { return Results.BadRequest(); } if (0 == id.Length) { return Results.BadRequest(); }")]
    [InlineData("switch (context.Request.Headers[\"Mcp-Session-Id\"].Count) { case 0: return Results.BadRequest(); case > 1: return Results.Conflict(); }")]
    [InlineData("var count = context.Request.Headers[\"Mcp-Session-Id\"].Count; if (count == 0) { return Results.BadRequest(); } if (count > 1) { return Results.Conflict(); }")]
    [InlineData("var count = context.Request.Headers[\"X-Trace\"].Count; if (count == 0) { return Results.NotFound(); }")]
    [InlineData("var count = context.Request.Headers[\"Mcp-Session-Id\"].Count; if (id == \"x\") { count = Sessions.Count; } if (count == 0) { return Results.NotFound(); }")]
    [InlineData("if (id?.Length == 0) { return Results.NotFound(); }")]
    [InlineData("var length = id?.Length; if (length == 0) { return Results.NotFound(); }")]
    [InlineData("var text = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); if (text is []) { return Results.BadRequest(); } if (!Sessions.ContainsKey(text)) { return Results.NotFound(); }")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"] is not [{ } given]) { return Results.BadRequest(); } if (!Sessions.ContainsKey(given)) { return Results.NotFound(); }")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"] is [{ Length: > 0 } given]) { return Sessions.ContainsKey(given) ? Results.Ok() : Results.NotFound(); } return Results.BadRequest();")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"] is [not null and var given]) { return Sessions.ContainsKey(given) ? Results.Ok() : Results.NotFound(); } return Results.BadRequest();")]
    [InlineData("if (context.Request.Headers[\"Mcp-Session-Id\"] is [_, _, ..]) { return Results.Conflict(); }")]
    [InlineData("if (id is null) { return Results.Ok(); }")]
    [InlineData("if (id is null) { return Results.StatusCode(405); }")]
    [InlineData("if (id is null) { return Results.StatusCode(421); }")]
    [InlineData("if (id is null) { return Results.StatusCode(429); }")]
    [InlineData("if (id is null) { return Results.StatusCode(503); }")]
    [InlineData("if (id is null) { if (context.User.Identity is null) { return Results.Unauthorized(); } return Results.BadRequest(); }")]
    [InlineData("if (context.User.Identity is null) { return Results.Unauthorized(); } if (id is null) { return Results.BadRequest(); }")]
    [InlineData("if (id is null && method.Length == 0) { return Results.StatusCode(int.Parse(method)); }")]
    [InlineData("if (id is not null && !Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    // the other rule's
    [InlineData("if (string.IsNullOrEmpty(id) || !Sessions.TryGetValue(id, out var session)) { return Results.BadRequest(); }")]
    [InlineData("if (string.IsNullOrEmpty(id) || !Sessions.TryGetValue(id, out var session)) { return Results.Unauthorized(); }")]
    // a server that has no sessions
    [InlineData("if (!string.IsNullOrEmpty(id)) { return Results.NotFound(); } return method switch { \"ping\" => Results.Json(new { result = 1 }), _ => Results.Json(new { error = 1 }) };")]
    [InlineData("if (id is not null) { return Results.StatusCode(404); } if (method.Length == 0) { return Results.Json(new { error = 1 }); }")]
    public Task RightAnswer_OrAnotherQuestion_IsSilent(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); if (!string.IsNullOrEmpty(id)) { return id; } return context.Request.Query[\"sessionId\"].ToString();")]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); return id.Length > 0 ? id : context.Request.Query[\"sessionId\"].ToString();")]
    [InlineData("return context.Request.Headers[\"Mcp-Session-Id\"].FirstOrDefault() ?? context.Request.Cookies[\"mcp-session\"] ?? \"\";")]
    [InlineData("return context.Request.Headers.TryGetValue(\"Mcp-Session-Id\", out var id) ? id.ToString() : context.Request.RouteValues[\"session\"]?.ToString() ?? \"\";")]
    [InlineData("if (context.Request.Headers.TryGetValue(\"Mcp-Session-Id\", out var ids)) { return ids.ToString(); } return context.Request.Query.TryGetValue(\"sessionId\", out var others) ? others.ToString() : \"\";")]
    [InlineData("string id = context.Request.Query[\"sessionId\"].ToString(); if (context.Request.Headers.ContainsKey(\"Mcp-Session-Id\")) { id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); } return id;")]
    [InlineData("return context.Request.Headers[\"Mcp-Session-Id\"].FirstOrDefault() ?? context.Items[\"session\"] as string ?? \"\";")]
    public async Task IdThatMayComeFromElsewhere_SaysNothingOfTheHeader(string reading)
    {
        var helper = $"private static string IdOf(HttpContext context) {{ {reading} }}";
        foreach (var rest in new[]
        {
            "if (string.IsNullOrEmpty(id)) { return Results.BadRequest(); } if (!Sessions.TryGetValue(id, out var found)) { return Results.NotFound(); } return Results.Json(found);",
            "if (id == \"\") { return Results.BadRequest(); } return Sessions.TryGetValue(id, out var found) ? Results.Json(found) : Results.NotFound();",
            "if (id.Length == 0) { return Results.BadRequest(); } var found = Sessions.GetValueOrDefault(id); if (found is null) { return Results.NotFound(); } return Results.Json(found);",
            "if (id is not { Length: > 0 }) { return Results.BadRequest(); } if (!Sessions.Keys.Any(k => k == id)) { return Results.NotFound(); } return Results.Ok();",
        })
        {
            await Verify.Analyzer(ServerCode.Endpoints($"app.MapPost(\"/mcp\", (HttpContext context) => {{ var id = IdOf(context); {rest} }});", helper));
        }
    }
}
