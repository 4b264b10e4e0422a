using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.UnknownSessionStatus, McpAnalyzers.CodeFixes.Server.UnknownSessionStatusFix>;

namespace McpAnalyzers.Tests.Fixes.Server;

public class UnknownSessionStatusFixTests
{
    private const string Guarded = """var id = context.Request.Headers["Mcp-Session-Id"].ToString(); if (id == "") return Results.BadRequest(); """;

    [Theory]
    [InlineData("return {|MCPT4001:Results.BadRequest()|};", "return Results.NotFound();")]
    [InlineData("return {|MCPT4001:Results.BadRequest(new { error = \"unknown\" /* session */ })|};", "return Results.NotFound(new { error = \"unknown\" /* session */ });")]
    [InlineData("return {|MCPT4001:TypedResults.BadRequest(\"unknown\")|};", "return TypedResults.NotFound(\"unknown\");")]
    [InlineData("return {|MCPT4001:Results.Unauthorized()|};", "return Results.NotFound();")]
    [InlineData("return {|MCPT4001:Results.Forbid()|};", "return Results.NotFound();")]
    [InlineData("return {|MCPT4001:Results.Ok(new { error = \"unknown\" })|};", "return Results.NotFound(new { error = \"unknown\" });")]
    [InlineData("return {|MCPT4001:Results.StatusCode(410)|};", "return Results.StatusCode(404);")]
    [InlineData("return {|MCPT4001:Results.StatusCode(StatusCodes.Status400BadRequest)|};", "return Results.StatusCode(StatusCodes.Status404NotFound);")]
    [InlineData("return {|MCPT4001:Results.StatusCode((int)HttpStatusCode.Gone)|};", "return Results.StatusCode((int)HttpStatusCode.NotFound);")]
    [InlineData("return {|MCPT4001:Results.Json(new { error = 1 }, statusCode: 400)|};", "return Results.Json(new { error = 1 }, statusCode: 404);")]
    [InlineData("return {|MCPT4001:Results.Json(new { error = 1 })|};", "return Results.Json(new { error = 1 }, statusCode: 404);")]
    [InlineData("return {|MCPT4001:Results.Problem()|};", "return Results.Problem(statusCode: 404);")]
    [InlineData("return {|MCPT4001:Results.Problem(\"unknown\")|};", "return Results.Problem(\"unknown\", statusCode: 404);")]
    [InlineData("return {|MCPT4001:Results.Problem(\"unknown\", statusCode: 400)|};", "return Results.Problem(\"unknown\", statusCode: 404);")]
    [InlineData("return {|MCPT4001:Results.Forbid(authenticationSchemes: [\"cookies\"])|};", "return Results.NotFound();")]
    [InlineData("return {|MCPT4001:Results.Challenge(authenticationSchemes: [\"cookies\"])|};", "return Results.NotFound();")]
    [InlineData("return {|MCPT4001:Results.StatusCode(((int)HttpStatusCode.Gone))|};", "return Results.StatusCode(((int)HttpStatusCode.NotFound));")]
    [InlineData("return {|MCPT4001:Results.Text(\"unknown\", statusCode: 400)|};", "return Results.Text(\"unknown\", statusCode: 404);")]
    [InlineData("{|MCPT4001:context.Response.StatusCode = 400|}; return Results.Empty;", "context.Response.StatusCode = 404; return Results.Empty;")]
    [InlineData("throw {|MCPT4001:new BadHttpRequestException(\"unknown\", 400)|};", "throw new BadHttpRequestException(\"unknown\", 404);")]
    [InlineData("throw {|MCPT4001:new BadHttpRequestException(\"unknown\", (int)(HttpStatusCode.Gone))|};", "throw new BadHttpRequestException(\"unknown\", (int)(HttpStatusCode.NotFound));")]
    public Task Answer_Becomes404(string answer, string mended) => Verify.CodeFix(
        ServerCode.Post(Guarded + $"if (!Sessions.ContainsKey(id)) {{ {answer} }}"),
        ServerCode.Post(Guarded + $"if (!Sessions.ContainsKey(id)) {{ {mended} }}"));

    [Theory]
    [InlineData("Results.ValidationProblem(new Dictionary<string, string[]>())")]
    [InlineData("Results.Forbid(null, [\"cookies\"])")]
    public Task AnswerThatTakesMoreThanABody_OffersNothing(string answer) =>
        Verify.NoCodeFix(ServerCode.Post(Guarded + $"if (!Sessions.ContainsKey(id)) {{ return {{|MCPT4001:{answer}|}}; }}"));

    [Theory]
    [InlineData("IResult", "", true)]
    [InlineData("async Task<IResult>", "await Task.Yield(); ", true)]
    [InlineData("async ValueTask<IResult>", "await Task.Yield(); ", true)]
    [InlineData("Results<Ok, BadRequest<string>>", "", false)]
    [InlineData("async Task<Results<Ok, BadRequest<string>>>", "await Task.Yield(); ", false)]
    public async Task TypedResult_BecomesAnotherWhereTheSignatureLetsIt(string type, string first, bool isMended)
    {
        const string Wrong = "{|MCPT4001:TypedResults.BadRequest(\"no\")|}";
        var answer = $"{type} Answer(string id) {{ {first}if (id == \"\") {{ return TypedResults.BadRequest(\"none\"); }} if (!Sessions.ContainsKey(id)) {{ return {Wrong}; }} return TypedResults.Ok(); }}";
        foreach (var source in new[] { ServerCode.Endpoints($"{Mapped}\n        static {answer}"), ServerCode.Endpoints(Mapped, $"private static {answer}") })
        {
            await (isMended ? Verify.CodeFix(source, source.Replace(Wrong, "TypedResults.NotFound(\"no\")")) : Verify.NoCodeFix(source));
        }
    }

    [Fact]
    public Task ArmOfAConditionalStatus_Becomes404()
    {
        static string Server(string status) => ServerCode.Post(Guarded + $"context.Response.StatusCode = Sessions.ContainsKey(id) ? 200 : {status}; return Results.Empty;");
        return Verify.CodeFix(Server("{|MCPT4001:410|}"), Server("404"));
    }

    private const string Mapped = "app.MapPost(\"/mcp\", (HttpContext context) => Answer(context.Request.Headers[\"Mcp-Session-Id\"].ToString()));";

    [Theory]
    [InlineData("{|MCPT4001:BadRequest(\"no\")|}", "NotFound(\"no\")")]
    [InlineData("{|MCPT4001:StatusCode(400, new { error = 1 })|}", "StatusCode(404, new { error = 1 })")]
    [InlineData("{|MCPT4001:new BadRequestResult()|}", "new NotFoundResult()")]
    [InlineData("{|MCPT4001:new BadRequestObjectResult(\"no\")|}", "new NotFoundObjectResult(\"no\")")]
    [InlineData("{|MCPT4001:new ObjectResult(\"no\") { StatusCode = 400 }|}", "new ObjectResult(\"no\") { StatusCode = 404 }")]
    public Task AnswerOfAController_Becomes404(string answer, string mended) => Verify.CodeFix(Action(answer), Action(mended));

    private static string Action(string answer) => ServerCode.Controller($$"""
        [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id)
        {
            if (id is null) return BadRequest();
            return Sessions.ContainsKey(id) ? Ok() : {{answer}};
        }
        """);

    [Fact]
    public Task MergedTest_IsSplit_WithTheErrorOfTheAuthor() => Verify.CodeFix(
        ServerCode.Middleware("""
            var id = context.Request.Headers["Mcp-Session-Id"].FirstOrDefault();

                    // Nobody without a session.
                    if (string.IsNullOrEmpty(id) || !_sessions.TryGetValue(id, out var session))
                    {
                        {|MCPT4001:context.Response.StatusCode = StatusCodes.Status400BadRequest|};
                        await context.Response.WriteAsJsonAsync(new { error = "Missing or unknown session" }); // for the log
                        return;
                    }

                    await session.AnswerAsync("");
            """),
        ServerCode.Middleware("""
            var id = context.Request.Headers["Mcp-Session-Id"].FirstOrDefault();

                    // Nobody without a session.
                    if (string.IsNullOrEmpty(id))
                    {
                        context.Response.StatusCode = StatusCodes.Status400BadRequest;
                        await context.Response.WriteAsJsonAsync(new { error = "Missing or unknown session" }); // for the log
                        return;
                    }

                    if (!_sessions.TryGetValue(id, out var session))
                    {
                        context.Response.StatusCode = StatusCodes.Status404NotFound;
                        await context.Response.WriteAsJsonAsync(new { error = "Missing or unknown session" }); // for the log
                        return;
                    }

                    await session.AnswerAsync("");
            """));

    [Theory]
    [InlineData("if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4001:Results.BadRequest(\"no\")|};", "if (id is null) return Results.BadRequest(\"no\");\n        if (!Sessions.ContainsKey(id)) return Results.NotFound(\"no\");")]
    [InlineData("if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4001:Results.Unauthorized()|};", "if (id is null) return Results.BadRequest();\n        if (!Sessions.ContainsKey(id)) return Results.NotFound();")]
    [InlineData("if (id is null || id.Length == 0 || !Sessions.ContainsKey(id)) { return {|MCPT4001:Results.BadRequest()|}; }", "if (id is null || id.Length == 0) { return Results.BadRequest(); }\n        if (!Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    [InlineData("if (!Sessions.ContainsKey(id + \"\")) { return {|MCPT4001:Results.BadRequest()|}; }", null)]
    [InlineData("var other = id ?? \"\"; if (!Sessions.ContainsKey(other)) { return {|MCPT4001:Results.BadRequest()|}; }", "var other = id ?? \"\"; if (string.IsNullOrEmpty(other)) { return Results.BadRequest(); }\n        if (!Sessions.ContainsKey(other)) { return Results.NotFound(); }")]
    [InlineData("if (id is not null && Sessions.ContainsKey(id)) { return Results.Ok(); } return {|MCPT4001:Results.BadRequest()|};", null)]
    [InlineData("if (!(id is not null && Sessions.ContainsKey(id))) { return {|MCPT4001:Results.BadRequest()|}; }", "if (string.IsNullOrEmpty(id)) { return Results.BadRequest(); }\n        if (!(id is not null && Sessions.ContainsKey(id))) { return Results.NotFound(); }")]
    [InlineData("if (id is null || (!Sessions.ContainsKey(id))) { return {|MCPT4001:Results.BadRequest()|}; }", null)]
    [InlineData("if (id is null // none\n            || !Sessions.ContainsKey(id)) { return {|MCPT4001:Results.BadRequest()|}; }", null)]
    [InlineData("if (id is null || /* unknown */ !Sessions.ContainsKey(id)) { return {|MCPT4001:Results.BadRequest()|}; }", null)]
    [InlineData("if ((id is null || !Sessions.ContainsKey(id))) { return {|MCPT4001:Results.BadRequest()|}; }", null)]
    [InlineData("if (id is null || (id.Length == 0 || !Sessions.ContainsKey(id))) { return {|MCPT4001:Results.BadRequest()|}; }", null)]
    [InlineData("if (id is null || id.Length == 0 || !Sessions.ContainsKey(id) || id == \"0\") { return {|MCPT4001:Results.BadRequest()|}; }", "if (id is null || id.Length == 0) { return Results.BadRequest(); }\n        if (!Sessions.ContainsKey(id) || id == \"0\") { return Results.NotFound(); }")]
    [InlineData("if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4001:Results.ValidationProblem(new Dictionary<string, string[]>())|};", null)]
    public Task MergedTestInOneLine_IsSplit(string test, string? mended)
    {
        const string Read = "string? id = context.Request.Headers[SessionHeader].FirstOrDefault();\n        ";
        return mended is null ? Verify.NoCodeFix(ServerCode.Post(Read + test)) : Verify.CodeFix(ServerCode.Post(Read + test), ServerCode.Post(Read + mended));
    }

    [Fact]
    public Task HeaderTestedItself_IsSplit() => Verify.CodeFix(
        ServerCode.Post("""
            if (!context.Request.Headers.TryGetValue("Mcp-Session-Id", out var id) || !Sessions.TryGetValue(id.ToString(), out var session)) { return {|MCPT4001:Results.BadRequest()|}; }
            """),
        ServerCode.Post("""
            if (!context.Request.Headers.TryGetValue("Mcp-Session-Id", out var id)) { return Results.BadRequest(); }
                if (!Sessions.TryGetValue(id.ToString(), out var session)) { return Results.NotFound(); }
            """));

    [Fact]
    public Task TypedUnionOfResults_OffersNothing() => Verify.NoCodeFix(ServerCode.Endpoints("""
        app.MapPost("/mcp", Results<Ok<string>, BadRequest<string>> ([FromHeader(Name = "Mcp-Session-Id")] string? id) =>
        {
            if (id is null) return TypedResults.BadRequest("missing");
            if (!Sessions.ContainsKey(id)) return {|MCPT4001:TypedResults.BadRequest("unknown")|};
            return TypedResults.Ok("");
        });
        """));

    [Theory]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { return {|MCPT4001:Results.BadRequest($\"no {session}\")|}; }", null)]
    [InlineData(
        "if (!context.Request.Headers.TryGetValue(\"Mcp-Session-Id\", out var sent) || !Sessions.ContainsKey(sent.ToString())) { return {|MCPT4001:Results.BadRequest($\"no {sent}\")|}; }",
        "if (!context.Request.Headers.TryGetValue(\"Mcp-Session-Id\", out var sent)) { return Results.BadRequest($\"no {sent}\"); }\n        if (!Sessions.ContainsKey(sent.ToString())) { return Results.NotFound($\"no {sent}\"); }")]
    public Task SessionThatTheTestDeclares_IsUsedWhereItIsThere(string test, string? mended)
    {
        const string Read = "string id = context.Request.Headers[SessionHeader].ToString();\n        ";
        return mended is null ? Verify.NoCodeFix(ServerCode.Post(Read + test)) : Verify.CodeFix(ServerCode.Post(Read + test), ServerCode.Post(Read + mended));
    }

    [Fact]
    public Task ConstantOfTheAuthor_StaysWhereItIsRight()
    {
        static string Server(string statements) => ServerCode.Post(statements).Replace("private const string SessionHeader", "private const int Refused = 400;\n    private const string SessionHeader");
        return Verify.CodeFix(
            Server("string? id = context.Request.Headers[SessionHeader].FirstOrDefault();\n        if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4001:Results.StatusCode(Refused)|};"),
            Server("string? id = context.Request.Headers[SessionHeader].FirstOrDefault();\n        if (id is null) return Results.StatusCode(Refused);\n        if (!Sessions.ContainsKey(id)) return Results.StatusCode(404);"));
    }

    [Theory]
    [InlineData("{|MCPT4001:new BadRequestObjectResult(\"no\") { DeclaredType = typeof(string) }|}")]
    [InlineData("{|MCPT4001:new BadRequestObjectResult(\"no\") { ContentTypes = { \"text/plain\" } }|}")]
    public Task ResultThatIsGivenMoreThanABody_OffersNothing(string answer) => Verify.NoCodeFix(Action(answer));

    [Fact]
    public Task TypedResultOfAProperty_OffersNothing() => Verify.NoCodeFix(ServerCode.File("""
        public sealed class Endpoint(HttpContext context)
        {
            private static readonly ConcurrentDictionary<string, Session> Sessions = new();

            public IResult Answer
            {
                get
                {
                    var id = context.Request.Headers["Mcp-Session-Id"].ToString();
                    if (id == "") { return TypedResults.BadRequest("none"); }
                    if (!Sessions.ContainsKey(id)) { return {|MCPT4001:TypedResults.BadRequest("no")|}; }
                    return TypedResults.Ok();
                }
            }
        }
        """));
}
