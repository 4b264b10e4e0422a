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
    [InlineData("if (http.WebSockets.IsWebSocketRequest) { return Results.NotFound(); } return {|MCPT4002:Results.NotFound()|};", "if (http.WebSockets.IsWebSocketRequest) { return Results.NotFound(); } http.Response.Headers[\"Allow\"] = \"POST\";\n        return Results.StatusCode(405);")]
    public Task LambdaWithSeveralAnswers_StaysOneType(string body, string? mended) => mended is null
        ? Verify.NoCodeFix(ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", (HttpContext http) => {{ {body} }});"))
        : Verify.CodeFix(
            ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", (HttpContext http) => {{ {body} }});"),
            ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", (HttpContext http) => {{ {mended} }});"));

    [Theory]
    [InlineData("404", "405")]
    [InlineData("(int)HttpStatusCode.NotFound", "(int)HttpStatusCode.MethodNotAllowed")]
    public Task HttpListener_SetsBoth(string status, string mended)
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
            Server($"{{|MCPT4002:context.Response.StatusCode = {status}|}};"),
            Server($"context.Response.Headers[\"Allow\"] = \"POST\";\n            context.Response.StatusCode = {mended};"));
    }

    [Fact]
    public Task BracesOnTheLine_AreKept() => Verify.CodeFix(
        ServerCode.Endpoints(Post + "if (Sessions.IsEmpty) {\n            Sessions.Clear();\n        }\n        app.MapGet(\"/mcp\", () => {|MCPT4002:Results.NotFound()|});").Replace("\n{", " {").Replace("\n    {", " {"),
        ServerCode.Endpoints(Post + "if (Sessions.IsEmpty) {\n            Sessions.Clear();\n        }\n        app.MapGet(\"/mcp\", (HttpContext context) => {\n            context.Response.Headers[\"Allow\"] = \"POST\";\n            return Results.StatusCode(405);\n        });").Replace("\n{", " {").Replace("\n    {", " {"));

    [Fact]
    public Task ActionInAFileWithBracesOnTheLine_KeepsThem() => Verify.CodeFix(
        Controller("    [HttpDelete] public IActionResult Delete() {\n        return Ok();\n    }\n\n    [HttpGet] public IActionResult Get() => {|MCPT4002:NotFound()|};"),
        Controller("    [HttpDelete] public IActionResult Delete() {\n        return Ok();\n    }\n\n    [HttpGet] public IActionResult Get() {\n        Response.Headers[\"Allow\"] = \"POST, DELETE\";\n        return StatusCode(405);\n    }"));

    [Fact]
    public Task ActionOfAClassWithoutAResponse_OffersNothing() => Verify.NoCodeFix(ServerCode.File("""
        [ApiController, Route("mcp")]
        public sealed class PlainController
        {
            [HttpGet] public IActionResult Get() => {|MCPT4002:new NotFoundResult()|};

            [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id) => id is null ? new BadRequestResult() : new OkResult();
        }
        """));

    [Fact]
    public Task StatementWithoutABlock_OffersNothing() => Verify.NoCodeFix(ServerCode.Middleware("""
        var id = context.Request.Headers["Mcp-Session-Id"];
                if (context.Request.Method == "GET") {|MCPT4002:context.Response.StatusCode = 404|};
                if (context.Request.Method == "GET") return;
        """));

    [Fact]
    public Task ResponseOfAzureFunctions_OffersNothing() => Verify.NoCodeFix(ServerCode.File("""
        public sealed class McpFunction
        {
            [Microsoft.Azure.Functions.Worker.Function("mcp")]
            public Microsoft.Azure.Functions.Worker.Http.HttpResponseData Run(
                [Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Anonymous, "get", "post", Route = "mcp")] Microsoft.Azure.Functions.Worker.Http.HttpRequestData request)
            {
                var response = request.CreateResponse();
                if (request.Method == "GET")
                {
                    {|MCPT4002:response.StatusCode = HttpStatusCode.NotFound|};
                    return response;
                }

                request.Headers.TryGetValues("Mcp-Session-Id", out var ids);
                return response;
            }
        }
        """) + ServerCode.Functions);

    [Fact]
    public Task ResponseOfAnotherFramework_OffersNothing() => Verify.NoCodeFix(ServerCode.File("""
        namespace Tiny
        {
            public sealed class HttpRequest { public string Method { get; set; } = ""; public Dictionary<string, string> Headers { get; } = new(); }
            public sealed class HttpResponse { public int StatusCode { get; set; } public List<(string, string)> Headers { get; } = new(); }

            public sealed class Server
            {
                public void Serve(HttpRequest request, HttpResponse response)
                {
                    var id = request.Headers["Mcp-Session-Id"];
                    if (request.Method == "GET")
                    {
                        {|MCPT4002:response.StatusCode = 404|};
                        return;
                    }
                }
            }
        }
        """));
}
