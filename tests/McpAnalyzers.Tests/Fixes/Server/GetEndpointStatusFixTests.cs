using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.GetEndpointStatus, McpAnalyzers.CodeFixes.Server.GetEndpointStatusFix>;

namespace McpAnalyzers.Tests.Fixes.Server;

public class GetEndpointStatusFixTests
{
    private const string Post = "app.MapPost(\"/mcp\", (HttpContext context) => context.Request.Headers[SessionHeader].Count == 0 ? Results.BadRequest() : Results.Ok());\n        ";

    private const string Delete = "app.MapDelete(\"/mcp\", () => Results.Ok());\n        ";

    [Fact]
    public Task Lambda_GetsTheContext() => Verify.CodeFix(
        ServerCode.Endpoints(Post + "app.MapGet(\"/mcp\", () => {|MCPT4002:Results.NotFound()|});"),
        ServerCode.Endpoints(Post + """
            app.MapGet("/mcp", (HttpContext context) =>
                    {
                        context.Response.Headers["Allow"] = "POST";
                        return Results.StatusCode(405);
                    });
            """));

    [Fact]
    public Task Allow_NamesDeleteWhereItIsMapped() => Verify.CodeFix(
        ServerCode.Endpoints(Post + Delete + "app.MapGet(\"/mcp\", (HttpContext http) => { return {|MCPT4002:Results.Ok(\"alive\")|}; });"),
        ServerCode.Endpoints(Post + Delete + "app.MapGet(\"/mcp\", (HttpContext http) => { http.Response.Headers[\"Allow\"] = \"POST, DELETE\";\n        return Results.StatusCode(405); });"));

    [Fact]
    public Task Middleware_SetsBoth() => Verify.CodeFix(
        ServerCode.Middleware("""
            var id = context.Request.Headers["Mcp-Session-Id"];
                    if (context.Request.Method != "POST")
                    {
                        {|MCPT4002:context.Response.StatusCode = StatusCodes.Status404NotFound|};
                        return;
                    }
            """),
        ServerCode.Middleware("""
            var id = context.Request.Headers["Mcp-Session-Id"];
                    if (context.Request.Method != "POST")
                    {
                        context.Response.Headers["Allow"] = "POST";
                        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                        return;
                    }
            """));

    [Theory]
    [InlineData("    [HttpGet] public IActionResult Get() => {|MCPT4002:NotFound()|};", "    [HttpGet] public IActionResult Get()\n    {\n        Response.Headers[\"Allow\"] = \"POST\";\n        return StatusCode(405);\n    }")]
    [InlineData("    [HttpGet] public IActionResult Get()\n    {\n        return {|MCPT4002:Ok(\"alive\")|};\n    }", "    [HttpGet] public IActionResult Get()\n    {\n        Response.Headers[\"Allow\"] = \"POST\";\n        return StatusCode(405);\n    }")]
    public Task Action_SetsBoth(string action, string mended) => Verify.CodeFix(Controller(action), Controller(mended));

    [Fact]
    public Task PlainValue_OffersNothing() => Verify.NoCodeFix(Controller("    [HttpGet] public string Get() => {|MCPT4002:\"alive\"|};"));

    private static string Controller(string action) => ServerCode.Controller("\n" + action + """


            [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id) => id is null ? BadRequest() : Ok();
        """);
}
