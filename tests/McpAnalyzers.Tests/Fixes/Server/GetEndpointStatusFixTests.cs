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

    [Theory]
    [InlineData("(string? cursor) => {|MCPT4002:Results.NotFound(cursor)|}", "(string? cursor, HttpContext context) =>")]
    [InlineData("IResult () => {|MCPT4002:TypedResults.NotFound()|}", "IResult (HttpContext context) =>")]
    [InlineData("async Task<IResult> () => await {|MCPT4002:FindAsync()|}", null)]
    [InlineData("Results<Ok, NotFound> () => {|MCPT4002:TypedResults.NotFound()|}", null)]
    public Task LambdaOfAnyForm_GetsTheContextWhereItCan(string lambda, string? mended)
    {
        const string Members = "private static Task<IResult> FindAsync() => Task.FromResult(Results.NotFound());";
        return mended is null
            ? Verify.NoCodeFix(ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", {lambda});", Members))
            : Verify.CodeFix(
                ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", {lambda});", Members),
                ServerCode.Endpoints(Post + $$"""
                    app.MapGet("/mcp", {{mended}}
                            {
                                context.Response.Headers["Allow"] = "POST";
                                return Results.StatusCode(405);
                            });
                    """, Members));
    }

    [Fact]
    public Task LambdaThatReturnsATask_StillReturnsOne()
    {
        const string Members = "private static Task<IResult> FindAsync() => Task.FromResult(Results.NotFound());";
        return Verify.CodeFix(
            ServerCode.Endpoints(Post + "app.MapGet(\"/mcp\", (HttpContext http) => {|MCPT4002:FindAsync()|});", Members),
            ServerCode.Endpoints(Post + """
                app.MapGet("/mcp", (HttpContext http) =>
                        {
                            http.Response.Headers["Allow"] = "POST";
                            return Task.FromResult(Results.StatusCode(405));
                        });
                """, Members));
    }

    [Theory]
    [InlineData("return {|MCPT4002:TypedResults.NotFound()|};", "http.Response.Headers[\"Allow\"] = \"POST\";\n        return Results.StatusCode(405);")]
    [InlineData("if (http.WebSockets.IsWebSocketRequest) { return TypedResults.NotFound(); } return {|MCPT4002:TypedResults.NotFound()|};", null)]
    public Task LambdaWithSeveralAnswers_StaysOneType(string body, string? mended) => mended is null
        ? Verify.NoCodeFix(ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", (HttpContext http) => {{ {body} }});"))
        : Verify.CodeFix(
            ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", (HttpContext http) => {{ {body} }});"),
            ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", (HttpContext http) => {{ {mended} }});"));

    [Fact]
    public Task HttpListener_SetsBoth()
    {
        static string Server(string answer) => ServerCode.File($$"""
            public sealed class Server
            {
                public void Serve(HttpListenerContext context)
                {
                    var id = context.Request.Headers["Mcp-Session-Id"];
                    if (context.Request.HttpMethod == "GET")
                    {
                        {{answer}}
                        context.Response.Close();
                        return;
                    }
                }
            }
            """);
        return Verify.CodeFix(
            Server("{|MCPT4002:context.Response.StatusCode = 404|};"),
            Server("context.Response.Headers[\"Allow\"] = \"POST\";\n            context.Response.StatusCode = 405;"));
    }

    [Fact]
    public Task BracesOnTheLine_AreKept() => Verify.CodeFix(
        ServerCode.Endpoints(Post + "if (Sessions.IsEmpty) {\n            Sessions.Clear();\n        }\n        app.MapGet(\"/mcp\", () => {|MCPT4002:Results.NotFound()|});").Replace("\n{", " {").Replace("\n    {", " {"),
        ServerCode.Endpoints(Post + "if (Sessions.IsEmpty) {\n            Sessions.Clear();\n        }\n        app.MapGet(\"/mcp\", (HttpContext context) => {\n            context.Response.Headers[\"Allow\"] = \"POST\";\n            return Results.StatusCode(405);\n        });").Replace("\n{", " {").Replace("\n    {", " {"));
}
