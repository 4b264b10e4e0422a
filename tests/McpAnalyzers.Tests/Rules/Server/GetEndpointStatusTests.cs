using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.GetEndpointStatus>;

namespace McpAnalyzers.Tests.Rules.Server;

public class GetEndpointStatusTests
{
    private const string Post = "app.MapPost(\"/mcp\", (HttpContext context) => context.Request.Headers[SessionHeader].Count == 0 ? Results.BadRequest() : Results.Ok()); ";

    [Theory]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:Results.NotFound()|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:Results.Ok(\"alive\")|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:Results.BadRequest(\"No session\")|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:Results.StatusCode(501)|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:Results.StatusCode(StatusCodes.Status501NotImplemented)|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:TypedResults.NotFound()|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:\"MCP server is running\"|});")]
    [InlineData("app.MapGet(\"/mcp\", () => {|MCPT4002:new { status = \"ok\" }|});")]
    [InlineData("app.MapGet(\"mcp/\", async () => { await Task.Yield(); return {|MCPT4002:Results.Text(\"alive\")|}; });")]
    [InlineData("app.MapMethods(\"/mcp\", [\"GET\"], () => {|MCPT4002:Results.NotFound()|});")]
    [InlineData("app.MapMethods(\"/mcp\", new[] { HttpMethods.Get }, () => {|MCPT4002:Results.NotFound()|});")]
    [InlineData("app.MapGet(\"/mcp\", Alive); static IResult Alive() => {|MCPT4002:Results.Ok(\"alive\")|};")]
    [InlineData("app.MapGet(\"/mcp\", (HttpContext context) => { {|MCPT4002:context.Response.StatusCode = 404|}; });")]
    [InlineData("app.MapGet(\"/mcp\", async (HttpContext context) => { {|MCPT4002:context.Response.StatusCode = 400|}; await context.Response.WriteAsync(\"POST only\"); });")]
    [InlineData("app.MapGet(\"/mcp\", (HttpContext context) => { if (context.User.Identity is null) { return Results.Unauthorized(); } return {|MCPT4002:Results.Ok(\"alive\")|}; });")]
    [InlineData("app.MapGet(\"/mcp\", ([FromHeader(Name = \"Mcp-Session-Id\")] string? id) => id is null ? Results.BadRequest() : {|MCPT4002:Results.NotFound()|});")]
    [InlineData("app.MapGet(\"/mcp\", Handlers.Get); ", true)]
    public Task GetAnsweredOtherwise_IsReported(string mapping, bool isElsewhere = false) => Verify.Analyzer(
        ServerCode.Endpoints(Post + (isElsewhere ? "{|MCPT4002:app.MapGet(\"/mcp\", Handlers.Get)|};" : mapping)) + (isElsewhere ? "public static class Handlers { public static IResult Get() => Results.NotFound(); }" : ""));

    [Theory]
    [InlineData("")]
    [InlineData("app.MapGet(\"/mcp\", () => Results.StatusCode(405));")]
    [InlineData("app.MapGet(\"/mcp\", () => Results.StatusCode(StatusCodes.Status405MethodNotAllowed));")]
    [InlineData("app.MapGet(\"/mcp\", (HttpContext context) => { context.Response.StatusCode = 405; context.Response.Headers.Allow = \"POST\"; });")]
    [InlineData("app.MapGet(\"/health\", () => Results.Ok(\"alive\"));")]
    [InlineData("app.MapGet(\"/\", () => \"hello\");")]
    [InlineData("app.MapGet(\"/mcp/info\", () => Results.Ok());")]
    [InlineData("app.MapGet(\"/sse\", () => Results.Ok());")]
    [InlineData("app.MapGet(\"/debug/session\", (HttpContext context) => Results.Ok(context.Request.Headers[SessionHeader].ToString()));")]
    [InlineData("app.MapGet(\"/mcp\", async (HttpContext context) => { context.Response.ContentType = \"text/event-stream\"; await context.Response.WriteAsync(\": \\n\\n\"); });")]
    [InlineData("app.MapGet(\"/mcp\", async (HttpContext context) => { await Stream(context); }); static Task Stream(HttpContext context) { context.Response.Headers.ContentType = \"text/event-stream\"; return context.Response.Body.FlushAsync(); }")]
    [InlineData("app.MapGet(\"/mcp\", () => TypedResults.ServerSentEvents(Events())); static async IAsyncEnumerable<string> Events() { await Task.Yield(); yield return \"\"; }")]
    [InlineData("app.MapGet(\"/mcp\", (IMcpTransport transport, HttpContext context) => transport.HandleAsync(context));")]
    [InlineData("app.MapGet(\"/mcp\", (IMcpTransport transport) => transport.Get());")]
    [InlineData("app.MapGet(\"/mcp\", (HttpContext context) => context.Request.Headers.Accept.Any(a => a == \"text/event-stream\") ? Results.Stream(Stream.Null, \"text/event-stream\") : Results.StatusCode(406));")]
    [InlineData("app.MapGet(\"/mcp\", (HttpContext context) => !context.Request.Headers.Accept.ToString().Contains(\"text/event-stream\") ? Results.StatusCode(406) : Results.StatusCode(405));")]
    public Task RightGet_AndOtherEndpoints_AreSilent(string mapping) => Verify.Analyzer(
        ServerCode.Endpoints(Post + mapping) + "public interface IMcpTransport { Task HandleAsync(HttpContext context); IResult Get(); }");

    [Fact]
    public Task Groups_AreFollowed() => Verify.Analyzer(ServerCode.Endpoints("""
        var group = app.MapGroup("/api").MapGroup("agent");
        group.MapPost("", (HttpContext context) => context.Request.Headers[SessionHeader].Count == 0 ? Results.BadRequest() : Results.Ok());
        group.MapGet("", () => {|MCPT4002:Results.NotFound()|});
        group.MapGet("health", () => Results.Ok());
        app.MapGet("/", () => Results.Ok());
        """));

    [Theory]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { {|MCPT4002:context.Response.StatusCode = 404|}; return; }")]
    [InlineData("if (context.Request.Method == \"GET\") { {|MCPT4002:context.Response.StatusCode = 400|}; return; }")]
    [InlineData("if (string.Equals(context.Request.Method, HttpMethods.Get, StringComparison.OrdinalIgnoreCase)) { {|MCPT4002:context.Response.StatusCode = 200|}; await context.Response.WriteAsync(\"alive\"); return; }")]
    [InlineData("if (!HttpMethods.IsPost(context.Request.Method)) { {|MCPT4002:context.Response.StatusCode = StatusCodes.Status404NotFound|}; return; }")]
    [InlineData("if (context.Request.Method != \"POST\") { {|MCPT4002:context.Response.StatusCode = 501|}; return; }")]
    [InlineData("switch (context.Request.Method) { case \"POST\": break; case \"GET\": {|MCPT4002:context.Response.StatusCode = 404|}; return; default: context.Response.StatusCode = 405; return; }")]
    [InlineData("var method = context.Request.Method; if (method is not \"POST\" and not \"DELETE\") { {|MCPT4002:context.Response.StatusCode = 404|}; return; }")]
    [InlineData("context.Response.StatusCode = context.Request.Method switch { \"POST\" => 202, \"DELETE\" => 200, _ => {|MCPT4002:404|} }; return;")]
    public Task BranchForGets_IsReported(string test) => Verify.Analyzer(ServerCode.Middleware(test + "var id = context.Request.Headers[\"Mcp-Session-Id\"];"));

    [Theory]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 405; return; }")]
    [InlineData("if (context.Request.Method != \"POST\") { context.Response.StatusCode = 405; return; }")]
    [InlineData("if (context.Request.Path == \"/health\" && HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; return; }")]
    [InlineData("if (string.Equals(context.Request.Path, \"/health\", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; return; }")]
    [InlineData("if (context.Request.Path.Equals(\"/health\") && HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; return; }")]
    [InlineData("if (context.Request.Path.StartsWithSegments(\"/health\") && HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; return; }")]
    [InlineData("switch (context.Request.Path) { case \"/health\" when HttpMethods.IsGet(context.Request.Method): context.Response.StatusCode = 200; return; }")]
    [InlineData("switch (context.Request.Path.Value) { case \"/ready\": if (context.Request.Method != \"GET\") { context.Response.StatusCode = 400; return; } context.Response.StatusCode = 200; return; }")]
    [InlineData("if (!context.Request.Path.StartsWithSegments(\"/mcp\")) { context.Response.StatusCode = 404; return; }")]
    [InlineData("var path = context.Request.Path.Value; if (path == \"/ready\") { if (context.Request.Method != \"GET\") { context.Response.StatusCode = 400; return; } context.Response.StatusCode = 200; return; }")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; context.Response.ContentType = \"text/event-stream\"; return; }")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Headers.Accept.ToString().Contains(\"text/event-stream\")) { context.Response.StatusCode = 406; return; }")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers[\"Mcp-Session-Id\"].Count == 0) { context.Response.StatusCode = 400; return; }")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { if (context.User.Identity is null) { context.Response.StatusCode = 401; return; } }")]
    [InlineData("if (HttpMethods.IsDelete(context.Request.Method)) { context.Response.StatusCode = 404; return; }")]
    public Task RightBranch_IsSilent(string test) => Verify.Analyzer(ServerCode.Middleware(test + "var id = context.Request.Headers[\"Mcp-Session-Id\"];"));

    [Theory]
    [InlineData("[HttpGet] public IActionResult Get() => {|MCPT4002:NotFound()|};")]
    [InlineData("[HttpGet] public IActionResult Get() { return {|MCPT4002:Ok(\"alive\")|}; }")]
    [InlineData("[HttpGet] public ActionResult<string> Get() => {|MCPT4002:BadRequest()|};")]
    [InlineData("[AcceptVerbs(\"GET\")] public Task<IActionResult> Get() => Task.FromResult<IActionResult>({|MCPT4002:new NotFoundResult()|});")]
    [InlineData("[HttpGet] public string Get() => {|MCPT4002:\"alive\"|};")]
    public Task ActionOfAController_IsReported(string action) => Verify.Analyzer(ServerCode.Controller(action + """
        [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id) => id is null ? BadRequest() : Ok();
        """));

    [Theory]
    [InlineData("[HttpGet] public IActionResult Get() => StatusCode(405);")]
    [InlineData("[HttpGet(\"health\")] public IActionResult Health() => Ok();")]
    [InlineData("[HttpGet] public async Task Get() { Response.ContentType = \"text/event-stream\"; await Response.WriteAsync(\": \\n\\n\"); }")]
    [InlineData("[HttpGet] public IActionResult Get() => new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);")]
    public Task RightActions_AreSilent(string action) => Verify.Analyzer(ServerCode.Controller(action + """
        [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id) => id is null ? BadRequest() : Ok();
        """));

    [Theory]
    [InlineData("[HttpGet] public IActionResult Get() => {|MCPT4002:Refuse()|}; private IActionResult Refuse() => NotFound();")]
    [InlineData("[HttpGet] public IActionResult Get() { return {|MCPT4002:Refuse(404)|}; } private IActionResult Refuse(int unused) { return NotFound(); }")]
    [InlineData("[HttpGet] public IActionResult Get() => Refuse(); private IActionResult Refuse() => StatusCode(405);")]
    [InlineData("[HttpGet] public IActionResult Get() => Refuse(); private IActionResult Refuse() => Request.Query.Count > 0 ? NotFound() : StatusCode(405);")]
    [InlineData("[HttpGet] public IActionResult Get() => Refuse(Request.Query.Count); private IActionResult Refuse(int status) => StatusCode(status);")]
    public Task AnswerOfAHelper_IsTheAnswerOfTheAction(string members) => Verify.Analyzer(ServerCode.Controller(members + """
        [HttpPost] public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? id) => id is null ? BadRequest() : Ok();
        """));

    [Fact]
    public Task HttpListener_IsReported() => Verify.Analyzer(ServerCode.File("""
        public sealed class Server
        {
            public void Handle(HttpListenerContext context)
            {
                if (context.Request.HttpMethod != "POST")
                {
                    {|MCPT4002:context.Response.StatusCode = 404|};
                    context.Response.Close();
                    return;
                }
                var id = context.Request.Headers["Mcp-Session-Id"];
            }
        }
        """));

    [Fact]
    public Task AzureFunction_IsReported() => Verify.Analyzer(ServerCode.File("""
        public sealed class McpFunction
        {
            [Microsoft.Azure.Functions.Worker.Function("mcp")]
            public Microsoft.Azure.Functions.Worker.Http.HttpResponseData Run(
                [Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Anonymous, "get", "post", Route = "mcp")] Microsoft.Azure.Functions.Worker.Http.HttpRequestData request)
            {
                if (request.Method == "GET") return {|MCPT4002:request.CreateResponse(HttpStatusCode.NotFound)|};
                return request.CreateResponse(request.Headers.Contains("Mcp-Session-Id") ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
            }
        }
        """) + ServerCode.Functions);

    [Fact]
    public Task HandlerMappedForPostsAlone_IsSilent() => Verify.Analyzer(ServerCode.Endpoints("""
        app.MapPost("/mcp", (HttpContext context) => HttpMethods.IsGet(context.Request.Method) || context.Request.Headers[SessionHeader].Count == 0 ? Results.NotFound() : Results.Ok());
        """));

    [Theory]
    [InlineData("() => {|#0:Results.NotFound()|}", "404")]
    [InlineData("() => {|#0:\"MCP server is running\"|}", "something else")]
    public Task Message_SaysWhatIsAnswered(string handler, string answer) => Verify.Analyzer(
        ServerCode.Endpoints(Post + $"app.MapGet(\"/mcp\", {handler});"),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(answer));

    [Fact]
    public Task RoutesOfSomethingElse_AreSilent() => Verify.Analyzer(ServerCode.File("""
        public sealed class Recording
        {
            private const string Header = "Mcp-Session-Id";
            private readonly Dictionary<string, Func<string>> _pages = [];

            public Recording() => MapGet("/mcp", () => Header);

            private void MapGet(string path, Func<string> handler) => _pages[path] = handler;
        }
        """));
}
