namespace McpAnalyzers.Tests.Facts;

public class NotificationAnswersTests
{
    [Theory]
    [InlineData("if (method == \"notifications/initialized\") { context.Response.StatusCode = 200; return; }", "200")]
    [InlineData("if (method == \"notifications/initialized\") { context.Response.StatusCode = 404; return; }", "404")]
    [InlineData("if (method.StartsWith(\"notifications/\")) { context.Response.StatusCode = 204; return; }", "204")]
    [InlineData("if (method == \"notifications/a\") { context.Response.StatusCode = 200; return; } if (method == \"notifications/b\") { context.Response.StatusCode = 204; return; }", "200 204")]
    [InlineData("if (method == \"notifications/a\" || method == \"notifications/b\") { context.Response.StatusCode = 200; return; }", "200")]
    [InlineData("if (method == \"ping\") { context.Response.StatusCode = 200; return; }", "")]
    [InlineData("context.Response.StatusCode = 200;", "")]
    [InlineData("if (method.StartsWith(\"notifications/\")) { await context.Response.WriteAsync(\"x\"); return; }", "200")]
    [InlineData("if (method.StartsWith(\"notifications/\")) { context.Response.StatusCode = 202; await context.Response.WriteAsync(\"x\"); return; }", "202 200")]
    [InlineData("if (method.StartsWith(\"notifications/\")) { context.Response.StatusCode = 400; await context.Response.WriteAsync(\"x\"); return; }", "400")]
    [InlineData("if (method.StartsWith(\"notifications/\")) { context.Response.StatusCode = 399; await context.Response.WriteAsync(\"x\"); return; }", "399 200")]
    public async Task Answer_IsGivenToNotificationsAlone(string statement, string statuses)
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("var method = context.Request.Headers[\"Mcp-Method\"].ToString(); " + statement));

        Assert.Equal(statuses, string.Join(" ", facts.NotificationAnswers.All.Select(a => a.Status)));
    }
}
