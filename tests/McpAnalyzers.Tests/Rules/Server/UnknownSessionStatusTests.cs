using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.UnknownSessionStatus>;

namespace McpAnalyzers.Tests.Rules.Server;

public class UnknownSessionStatusTests
{
    private const string Id = """var id = context.Request.Headers["Mcp-Session-Id"].ToString();""";

    [Theory]
    // look-ups
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) return {|MCPT4001:Results.Unauthorized()|}; ")]
    [InlineData("lock (Sessions) { if (!Sessions.TryGetValue(id, out var session)) return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("bool isKnown; lock (Sessions) { isKnown = Sessions.ContainsKey(id); } if (!isKnown) return {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) return {|MCPT4001:Results.Forbid()|};")]
    [InlineData("if (Sessions.ContainsKey(id) == false) return {|MCPT4001:Results.StatusCode(410)|};")]
    [InlineData("var session = Sessions.GetValueOrDefault(id); if (session is null) return {|MCPT4001:Results.StatusCode(StatusCodes.Status400BadRequest)|};")]
    [InlineData("var session = Sessions.Values.FirstOrDefault(s => s.Id == id); if (session == null) return {|MCPT4001:Results.BadRequest(\"unknown\")|};")]
    [InlineData("if (Sessions.Values.FirstOrDefault(s => string.Equals(s.Id, id, StringComparison.Ordinal)) is not { } session) return {|MCPT4001:Results.BadRequest(new { error = 1 })|};")]
    [InlineData("if (!Sessions.Values.Any(s => s.Id == id)) return {|MCPT4001:Results.Conflict()|};")]
    [InlineData("Sessions.TryGetValue(id, out var session); if (session is null) { return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("var found = Sessions.TryGetValue(id, out var session); if (!found) { return {|MCPT4001:TypedResults.BadRequest()|}; }")]
    [InlineData("if (Sessions.TryGetValue(id, out var session)) { return Results.Text(await session.AnswerAsync(\"\")); } return {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("if (Sessions.TryGetValue(id, out var session)) { return Results.Ok(); } else { return {|MCPT4001:Results.Problem(statusCode: 400)|}; }")]
    [InlineData("return Sessions.TryGetValue(id, out var session) ? Results.Ok(session) : {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("return Sessions.GetValueOrDefault(id) switch { null => {|MCPT4001:Results.BadRequest()|}, var session => Results.Ok(session) };")]
    [InlineData("var session = Sessions.GetValueOrDefault(id); switch (session) { case null: return {|MCPT4001:Results.BadRequest()|}; default: return Results.Ok(session); }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session) || session.Id.Length > 99) return {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("if (!Sessions.TryRemove(id, out _)) return {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) return {|MCPT4001:Results.StatusCode(500)|};")]
    // the merged test
    [InlineData("if (string.IsNullOrEmpty(id) || !Sessions.TryGetValue(id, out var session)) { return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (id.Length == 0 || !Sessions.ContainsKey(id)) { return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!string.IsNullOrWhiteSpace(id) && Sessions.TryGetValue(id, out var session)) { return Results.Ok(session); } return {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("var known = id != \"\" && Sessions.ContainsKey(id); if (!known) { return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("return string.IsNullOrEmpty(id) || !Sessions.ContainsKey(id) ? {|MCPT4001:Results.BadRequest()|} : Results.Ok();")]
    // two tests, each with its own answer
    [InlineData("if (id == \"\") { return Results.BadRequest(); } if (!Sessions.ContainsKey(id)) { return {|MCPT4001:Results.BadRequest()|}; }")]
    // forms of answers
    [InlineData("if (!Sessions.ContainsKey(id)) return {|MCPT4001:Results.Json(new { error = 1 }, statusCode: 400)|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) return {|MCPT4001:Results.Json(new { jsonrpc = \"2.0\", error = new { code = -32001 } })|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) return {|MCPT4001:Results.Ok(new { error = \"no session\" })|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) return {|MCPT4001:Results.Text(\"{\\\"error\\\":1}\")|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) { context.RequestServices.GetRequiredService<ILogger<Session>>()?.LogWarning(\"x\"); return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { if (id.Length > 99) { Console.WriteLine(id); } return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { if (id.Length > 99) { } else { Console.WriteLine(id); } return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { switch (id.Length) { case > 99: Console.WriteLine(id); break; default: break; } return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { var isOdd = id.Length > 99 && id[0] == 'a'; if (isOdd) { Console.WriteLine(id); } return {|MCPT4001:Results.BadRequest()|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { {|MCPT4001:context.Response.StatusCode = 400|}; await context.Response.WriteAsync(\"no\"); return Results.Empty; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) throw {|MCPT4001:new BadHttpRequestException(\"no\", 400)|};")]
    [InlineData("if (!Sessions.ContainsKey(id)) { await {|MCPT4001:context.Response.WriteAsJsonAsync(new { error = 1 })|}; return Results.Empty; }")]
    public Task WrongAnswerToAnUnknownId_IsReported(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { return Results.NotFound(); }")]
    [InlineData("if (string.IsNullOrEmpty(id)) { return Results.BadRequest(); } if (!Sessions.TryGetValue(id, out var session)) { return Results.NotFound(); }")]
    [InlineData("if (string.IsNullOrEmpty(id) || !Sessions.TryGetValue(id, out var session)) { return Results.NotFound(); }")]
    [InlineData("if (string.IsNullOrEmpty(id)) { return Results.BadRequest(); }")]
    [InlineData("if (!Guid.TryParse(id, out var parsed)) { return Results.BadRequest(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { return Results.StatusCode(int.Parse(id)); }")]
    [InlineData("if (!Sessions.TryRemove(id, out _)) { return Results.NoContent(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { return Results.StatusCode(503); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { throw new InvalidOperationException(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { if (context.User.Identity is not null) { Console.WriteLine(id); } else { return Results.Unauthorized(); } return Results.NotFound(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { switch (context.User.Identity) { case null: return Results.Unauthorized(); default: break; } return Results.NotFound(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { var isNobody = context.User.Identity is null && id.Length > 99; if (isNobody) { return Results.Unauthorized(); } return Results.NotFound(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { return Results.Ok(); }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { if (context.User.Identity is null) { return Results.Unauthorized(); } return Results.NotFound(); }")]
    [InlineData("if (context.User.Identity is null) { return Results.Unauthorized(); } if (!Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    [InlineData("var user = context.Request.Headers[\"X-User\"].ToString(); if (!Sessions.ContainsKey(user)) { return Results.Unauthorized(); }")]
    [InlineData("context.Response.StatusCode = Sessions.ContainsKey(id) ? 200 : 404; ")]
    [InlineData("context.Response.StatusCode = id == \"\" ? 400 : Sessions.ContainsKey(id) ? 200 : 404; ")]
    [InlineData("if (!Sessions.ContainsKey(id)) { context.Response.StatusCode = 404; await context.Response.WriteAsJsonAsync(new { error = 1 }); return Results.Empty; }")]
    [InlineData("var session = Sessions[id]; if (session.Id != id) { return Results.BadRequest(); }")]
    public Task RightAnswer_OrAnotherQuestion_IsSilent(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("Task<Session?> TryGetAsync(string id)", "await store.TryGetAsync(id)")]
    [InlineData("ValueTask<Session?> TryFindAsync(string id, CancellationToken cancel)", "await store.TryFindAsync(id, context.RequestAborted)")]
    [InlineData("Task<Session?> TryGetSessionAsync(string id)", "await store.TryGetSessionAsync(id).ConfigureAwait(false)")]
    [InlineData("Session? TryGet(string id)", "store.TryGet(id)")]
    [InlineData("Task<Session?> TryLoadAsync(string id)", "await store.TryLoadAsync(id)")]
    [InlineData("Session? TryResolveSession(string id)", "store.TryResolveSession(id)")]
    public Task LookUpThatTries_IsALookUp(string method, string call) => Verify.Analyzer(ServerCode.Endpoints(
        $"app.MapPost(\"/mcp\", async (HttpContext context, IStore store) => {{ {Id} if (id.Length == 0) return Results.BadRequest(); var session = {call}; if (session is null) {{ return {{|MCPT4001:Results.BadRequest()|}}; }} await Task.Yield(); return Results.Ok(); }});",
        $"public interface IStore {{ {method}; }}"));

    [Theory]
    [InlineData("Session? TryGetOrCreate(string id)", "store.TryGetOrCreate(id)")]
    [InlineData("Task<Session?> GetSessionOrCreateAsync(string id)", "await store.GetSessionOrCreateAsync(id)")]
    [InlineData("(bool Found, Session? Session) TryGet(string id)", "store.TryGet(id).Session")]
    public Task CallThatMayMakeASession_IsNoLookUp(string method, string call) => Verify.Analyzer(ServerCode.Endpoints(
        $"app.MapPost(\"/mcp\", async (HttpContext context, IStore store) => {{ {Id} var session = {call}; if (session is null) {{ return Results.StatusCode(401); }} await Task.Yield(); return Results.Ok(); }});",
        $"public interface IStore {{ {method}; }}"));

    [Theory]
    [InlineData("context.Request.Headers.FirstOrDefault(h => string.Equals(h.Key, \"Mcp-Session-Id\", StringComparison.OrdinalIgnoreCase)).Value.FirstOrDefault()", true)]
    [InlineData("context.Request.Headers.FirstOrDefault(h => h.Key.Equals(\"Mcp-Session-Id\", StringComparison.OrdinalIgnoreCase)).Value.ToString()", true)]
    [InlineData("context.Request.Headers.First(h => h.Key == SessionHeader).Value[0]", true)]
    [InlineData("context.Request.Headers.FirstOrDefault(h => h.Key == \"X-Other\").Value.ToString()", false)]
    [InlineData("context.Request.Headers.FirstOrDefault(h => h.Value == \"Mcp-Session-Id\").Value.ToString()", false)]
    [InlineData("context.Response.Headers.FirstOrDefault(h => h.Key == \"Mcp-Session-Id\").Value.ToString()", false)]
    public Task HeaderThatIsSoughtAmongAll_IsRead(string read, bool isReported) => Verify.Analyzer(ServerCode.Post(
        $"var id = {read}; if (string.IsNullOrEmpty(id)) return Results.BadRequest(); if (!Sessions.ContainsKey(id)) return {(isReported ? "{|MCPT4001:Results.BadRequest()|}" : "Results.BadRequest()")};"));

    [Theory]
    [InlineData("if (!string.IsNullOrEmpty(id) && !Sessions.ContainsKey(id)) return {|#0:Results.StatusCode(410)|};")]
    [InlineData("if (string.IsNullOrEmpty(id)) return Results.BadRequest(); if (!Sessions.TryGetValue(id, out var session)) return {|#0:Results.StatusCode(410)|};")]
    [InlineData("if (Sessions.GetValueOrDefault(id) is null) return {|#0:Results.StatusCode(410)|};")]
    public Task IdThatMayComeFromElsewhere_IsUnknown_ButNotAbsent(string body) => Verify.Analyzer(
        ServerCode.Endpoints(
            $"app.MapPost(\"/mcp\", (HttpContext context) => {{ var id = IdOf(context.Request); {body} return Results.Ok(); }});",
            "private static string IdOf(HttpRequest request) { var id = request.Headers[\"Mcp-Session-Id\"].ToString(); return id.Length > 0 ? id : request.Query[\"sessionId\"].ToString(); }"),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("An unknown session id is", "410"));

    [Theory]
    [InlineData("""var id = context.Request.Headers["mcp-session-id"].FirstOrDefault();""")]
    [InlineData("""string? id = context.Request.Headers[SessionHeader];""")]
    [InlineData("""context.Request.Headers.TryGetValue("Mcp-Session-Id", out var values); var id = values.ToString();""")]
    [InlineData("""if (!context.Request.Headers.TryGetValue(SessionHeader, out StringValues values)) { return Results.BadRequest(); } var id = values[0];""")]
    [InlineData("""var headers = context.Request.Headers; var id = headers[SessionHeader] is { Count: > 0 } v ? v.ToString() : null;""")]
    public Task Reads_OfEveryKind_AreUnderstood(string read) => Verify.Analyzer(ServerCode.Post(
        read + "if (!Sessions.TryGetValue(id!, out var session)) { return {|MCPT4001:Results.BadRequest()|}; }"));

    [Fact]
    public Task MergedTestOfTheHeaderItself_IsReported() => Verify.Analyzer(ServerCode.Post("""
        if (!context.Request.Headers.TryGetValue("Mcp-Session-Id", out var id) || !Sessions.TryGetValue(id.ToString(), out var session)) { return {|MCPT4001:Results.BadRequest("Invalid session")|}; }
        """));

    [Theory]
    [InlineData("app.MapPost(\"/mcp\", ([FromHeader(Name = \"Mcp-Session-Id\")] string? id) => id is not null && Sessions.ContainsKey(id) ? Results.Ok() : {|MCPT4001:Results.BadRequest()|});")]
    [InlineData("app.MapMethods(\"/mcp\", [\"POST\"], ([FromHeader(Name = \"Mcp-Session-Id\")] string id) => { if (!Sessions.ContainsKey(id)) { return {|MCPT4001:Results.BadRequest()|}; } return Results.Ok(); });")]
    [InlineData("app.MapGroup(\"/mcp\").MapPost(\"\", Handle); static IResult Handle([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? Results.Ok() : {|MCPT4001:Results.BadRequest()|};")]
    [InlineData("app.MapPost(\"/mcp\", () => Results.Ok()).AddEndpointFilter(async (filter, next) => Sessions.ContainsKey(filter.HttpContext.Request.Headers[SessionHeader].ToString()) ? await next(filter) : {|MCPT4001:Results.BadRequest()|});")]
    [InlineData("app.Use(async (context, next) => { if (!Sessions.ContainsKey(context.Request.Headers[SessionHeader].ToString())) { {|MCPT4001:context.Response.StatusCode = StatusCodes.Status401Unauthorized|}; return; } await next(context); });")]
    [InlineData("app.MapPost(\"/mcp\", Results<Ok<string>, BadRequest<string>> ([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? TypedResults.Ok(\"\") : {|MCPT4001:TypedResults.BadRequest(\"\")|});")]
    public Task MinimalApis_AreUnderstood(string mapping) => Verify.Analyzer(ServerCode.Endpoints(mapping));

    [Fact]
    public Task TopLevelProgram_IsUnderstood() => Verify.Program(ServerCode.File("""
        var app = WebApplication.CreateBuilder(args).Build();
        var sessions = new ConcurrentDictionary<string, Session>();
        app.MapPost("/mcp", (HttpRequest request) =>
        {
            var id = request.Headers["Mcp-Session-Id"].ToString();
            if (!sessions.TryGetValue(id, out var session)) return {|MCPT4001:Results.BadRequest()|};
            return Results.Ok();
        });
        app.Run();
        """));

    [Theory]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string? id) { if (id is null || !Sessions.ContainsKey(id)) return {|MCPT4001:BadRequest(\"no session\")|}; return Ok(); }")]
    [InlineData("public ActionResult<string> Post() { if (!Sessions.TryGetValue(Request.Headers[\"Mcp-Session-Id\"]!, out var session)) { return {|MCPT4001:Unauthorized()|}; } return session.Id; }")]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? Ok() : {|MCPT4001:StatusCode(410)|};")]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? Ok() : {|MCPT4001:StatusCode(StatusCodes.Status400BadRequest, new { error = 1 })|};")]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? Ok() : {|MCPT4001:new BadRequestObjectResult(\"\")|};")]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? Ok() : {|MCPT4001:new StatusCodeResult(400)|};")]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(id) ? Ok() : {|MCPT4001:new ObjectResult(\"\") { StatusCode = 400 }|};")]
    [InlineData("public async Task Post() { if (!Sessions.ContainsKey(Request.Headers[\"Mcp-Session-Id\"].ToString())) { {|MCPT4001:Response.StatusCode = 400|}; return; } await Response.WriteAsync(\"\"); }")]
    public Task Controllers_AreUnderstood(string action) => Verify.Analyzer(ServerCode.Controller("[HttpPost] " + action));

    [Theory]
    [InlineData("public IActionResult Post([FromHeader(Name = \"Mcp-Session-Id\")] string? id) { if (id is null) return BadRequest(); if (!Sessions.ContainsKey(id)) return NotFound(); return Ok(); }")]
    [InlineData("public IActionResult Post([FromRoute] string sessionId, [FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(sessionId) ? Ok() : BadRequest();")]
    [InlineData("public IActionResult Post(string sessionId, [FromHeader(Name = \"Mcp-Session-Id\")] string id) => Sessions.ContainsKey(sessionId) ? Ok() : BadRequest();")]
    public Task RightControllers_AreSilent(string action) => Verify.Analyzer(ServerCode.Controller("[HttpPost] " + action));

    [Theory]
    [InlineData("if (Find(context) is not { } session) { await {|MCPT4001:RejectAsync(context, 400, \"Unknown session\")|}; return; }")]
    [InlineData("if (!TryFind(IdOf(context), out var other)) { await {|MCPT4001:BadRequestAsync(context)|}; return; }")]
    [InlineData("if (!_sessions.ContainsKey(IdOf(context))) { await {|MCPT4001:Errors.WriteAsync(context, HttpStatusCode.BadRequest)|}; return; }")]
    [InlineData("if (!_sessions.ContainsKey(IdOf(context))) { await Errors.WriteAsync(context, HttpStatusCode.NotFound); return; }")]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); context.Response.StatusCode = _sessions.ContainsKey(id) ? 200 : {|MCPT4001:400|};")]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); context.Response.StatusCode = id.Length == 0 ? 400 : _sessions.ContainsKey(id) ? 200 : (int){|MCPT4001:HttpStatusCode.Gone|};")]
    public Task Middleware_WithHelpers_IsUnderstood(string body) => Verify.Analyzer(ServerCode.Middleware(
        body,
        """
        private Session? Find(HttpContext context) => _sessions.TryGetValue(IdOf(context), out var session) ? session : null;
        private bool TryFind(string id, out Session? session) => _sessions.TryGetValue(id, out session);
        private static string IdOf(HttpContext context) => context.Request.Headers["Mcp-Session-Id"].ToString();
        private static async Task RejectAsync(HttpContext context, int status, string text) { context.Response.StatusCode = status; await context.Response.WriteAsync(text); }
        private static Task BadRequestAsync(HttpContext context) { context.Response.StatusCode = 400; return Task.CompletedTask; }
        private static class Errors { public static Task WriteAsync(HttpContext context, HttpStatusCode code) { context.Response.StatusCode = (int)code; return Task.CompletedTask; } }
        """));

    [Theory]
    // what is done in the end does not answer
    [InlineData("private static async Task AnswerAsync(HttpContext context) { try { context.Response.StatusCode = 400; await context.Response.WriteAsync(\"no\"); } finally { Console.WriteLine(\"done\"); } }")]
    // a local function does what the helper does
    [InlineData("private static Task AnswerAsync(HttpContext context, int status = 400) { return WriteAsync(); async Task WriteAsync() { context.Response.StatusCode = status; await context.Response.WriteAsync(\"no\"); } }", "context, 400")]
    [InlineData("private static Task AnswerAsync(HttpContext context) { return WriteAsync(); async Task WriteAsync() { context.Response.StatusCode = 400; await context.Response.WriteAsync(\"no\"); } }")]
    public Task HelperThatAnswers_HoweverItIsWritten_IsReported(string helper, string arguments = "context") => Verify.Analyzer(ServerCode.Middleware(
        $$"""if (!_sessions.ContainsKey(context.Request.Headers["Mcp-Session-Id"].ToString())) { await {|MCPT4001:AnswerAsync({{arguments}})|}; return; }""", helper));

    [Fact]
    public Task HelperOfAHelper_IsReported_HoweverDeepItsCallerIs() => Verify.Analyzer(ServerCode.Middleware(
        "await ServeAllAsync(context);",
        """
        private Task ServeAllAsync(HttpContext context) => ServeAsync(context);

        private Task ServeAsync(HttpContext context)
        {
            return AnswerAsync();
            async Task AnswerAsync()
            {
                if (!_sessions.ContainsKey(context.Request.Headers["Mcp-Session-Id"].ToString())) await {|MCPT4001:Errors.WriteAsync(context, 400)|};
            }
        }

        private static class Errors
        {
            public static Task WriteAsync(HttpContext context, int status) => WriteAsync(context.Response, status);
            private static Task WriteAsync(HttpResponse response, int status) { response.StatusCode = status; return Task.CompletedTask; }
        }
        """));

    [Theory]
    [InlineData("private static async Task AnswerAsync(HttpContext context) { try { context.Response.StatusCode = 404; await context.Response.WriteAsync(\"no\"); } finally { Console.WriteLine(\"done\"); } }")]
    // an answer to what goes wrong
    [InlineData("private static async Task AnswerAsync(HttpContext context) { try { await context.Response.StartAsync(); } catch (InvalidOperationException) { context.Response.StatusCode = 400; } }")]
    [InlineData("private static Task AnswerAsync(HttpContext context, int status = 400) { return WriteAsync(); async Task WriteAsync() { context.Response.StatusCode = status; await context.Response.WriteAsync(\"no\"); } }", "context, 404")]
    // the local function has a status of its own
    [InlineData("private static Task AnswerAsync(HttpContext context, int status) { return WriteAsync(404); async Task WriteAsync(int written) { context.Response.StatusCode = written; await context.Response.WriteAsync(status.ToString()); } }", "context, 400")]
    public Task HelperThatAnswersOtherwise_IsSilent(string helper, string arguments = "context") => Verify.Analyzer(ServerCode.Middleware(
        $$"""if (!_sessions.ContainsKey(context.Request.Headers["Mcp-Session-Id"].ToString())) { await AnswerAsync({{arguments}}); return; }""", helper));

    [Theory]
    [InlineData("{\\\"error\\\":1}", "{|MCPT4001:Results.Text(Texts.Unknown)|}")]
    [InlineData("error", "{|MCPT4001:Results.Json(new Dictionary<string, string> { [Texts.Unknown] = \"no session\" })|}")]
    [InlineData("{\\\"result\\\":{}}", "Results.Text(Texts.Unknown)")]
    public Task TextOfAnotherClass_IsRead(string text, string answer) => Verify.Analyzer(
        ServerCode.Post($"{Id} if (!Sessions.ContainsKey(id)) return {answer};") + $"internal static class Texts {{ public const string Unknown = \"{text}\"; }}");

    [Fact]
    public Task HelperThatAnswersAndSaysSo_IsReportedWhereItAnswers() => Verify.Analyzer(ServerCode.Middleware(
        "if (!TryGetSession(context, out var session)) return;",
        """
        private bool TryGetSession(HttpContext context, out Session? session)
        {
            session = null;
            if (!context.Request.Headers.TryGetValue("Mcp-Session-Id", out var id)) { context.Response.StatusCode = 400; return false; }
            if (_sessions.TryGetValue(id!, out session)) { return true; }
            {|MCPT4001:context.Response.StatusCode = 400|};
            return false;
        }
        """));

    [Theory]
    [InlineData("private readonly IStore _store = null!; public interface IStore { Session? Find(string id); }", "_store.Find(id) is null")]
    [InlineData("private readonly IStore _store = null!; public interface IStore { Task<Session?> GetAsync(string id, CancellationToken token); }", "await _store.GetAsync(id, default) == null")]
    [InlineData("private readonly IStore _store = null!; public interface IStore { bool Exists(string id); }", "!_store.Exists(id)")]
    [InlineData("private readonly IStore _store = null!; public interface IStore { bool TryGet(Guid id, out Session? session); }", "!Guid.TryParse(id, out var parsed) || !_store.TryGet(parsed, out var session)")]
    [InlineData("private readonly IStore _sessionStore = null!; public interface IStore { Task<bool> IsValidAsync(string id); }", "!await _sessionStore.IsValidAsync(id)")]
    public Task StoresOutOfSight_AreUnderstoodByTheirNames(string members, string condition) => Verify.Analyzer(ServerCode.Middleware(
        $$"""var id = context.Request.Headers["Mcp-Session-Id"].ToString(); if ({{condition}}) { {|MCPT4001:context.Response.StatusCode = 400|}; return; }""", members));

    [Theory]
    [InlineData("private readonly IStore _store = null!; public interface IStore { bool IsValidSessionId(string id); }", "!_store.IsValidSessionId(id)")]
    [InlineData("private readonly IStore _terminated = null!; public interface IStore { bool Contains(string id); }", "!_terminated.Contains(id)")]
    [InlineData("private readonly IStore _limits = null!; public interface IStore { bool TryAcquire(string id); }", "!_limits.TryAcquire(id)")]
    public Task OtherQuestionsAboutTheId_AreSilent(string members, string condition) => Verify.Analyzer(ServerCode.Middleware(
        $$"""var id = context.Request.Headers["Mcp-Session-Id"].ToString(); if ({{condition}}) { context.Response.StatusCode = 400; return; }""", members));

    [Fact]
    public Task HttpListener_IsUnderstood() => Verify.Analyzer(ServerCode.File("""
        public sealed class Server
        {
            private readonly Dictionary<string, Session> _sessions = new();
            public void Handle(HttpListenerContext context)
            {
                var id = context.Request.Headers["Mcp-Session-Id"];
                if (id == null || !_sessions.TryGetValue(id, out var session))
                {
                    {|MCPT4001:context.Response.StatusCode = (int)HttpStatusCode.BadRequest|};
                    context.Response.Close();
                    return;
                }
            }
        }
        """));

    [Fact]
    public Task AzureFunctions_AreUnderstood() => Verify.Analyzer(ServerCode.File("""
        public sealed class McpFunction
        {
            private readonly ConcurrentDictionary<string, Session> _sessions = new();
            [Microsoft.Azure.Functions.Worker.Function("mcp")]
            public Microsoft.Azure.Functions.Worker.Http.HttpResponseData Run(
                [Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Anonymous, "post", Route = "mcp")] Microsoft.Azure.Functions.Worker.Http.HttpRequestData request)
            {
                var id = request.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.FirstOrDefault() : null;
                if (id is null || !_sessions.ContainsKey(id)) return {|MCPT4001:request.CreateResponse(HttpStatusCode.BadRequest)|};
                return request.CreateResponse(HttpStatusCode.OK);
            }
        }
        """) + ServerCode.Functions);

    [Fact]
    public Task OwnAbstraction_IsUnderstoodByItsShape() => Verify.Analyzer(ServerCode.File("""
        public interface IHttpExchangeContext { string? GetHeader(string name); Task RespondAsync(HttpStatusCode status, string body); }
        public sealed class McpHandler
        {
            private readonly Dictionary<string, Session> _sessions = new();
            public async Task HandleAsync(IHttpExchangeContext context)
            {
                var id = context.GetHeader("Mcp-Session-Id");
                if (id is null) { await context.RespondAsync(HttpStatusCode.BadRequest, "missing"); return; }
                if (!_sessions.TryGetValue(id, out var session)) { await {|MCPT4001:context.RespondAsync(HttpStatusCode.BadRequest, "unknown")|}; return; }
                await context.RespondAsync(HttpStatusCode.OK, await session.AnswerAsync(""));
            }
        }
        """));

    [Fact]
    public Task ErrorReturnedAsAPlainObject_IsReported() => Verify.Analyzer(ServerCode.Controller("""
        [HttpPost] public object Post([FromHeader(Name = "Mcp-Session-Id")] string? id)
        {
            if (id is null || !Sessions.ContainsKey(id)) { return {|MCPT4001:new { jsonrpc = "2.0", error = new { code = -32001 } }|}; }
            return new { jsonrpc = "2.0", result = id };
        }
        """));

    [Theory]
    [InlineData("if (id is null || !Sessions.ContainsKey(id)) { object reply = new { error = 1 }; return {|MCPT4001:reply|}; } return new { result = id };")]
    [InlineData("object failed = new { error = 1 }; if (id is null || !Sessions.ContainsKey(id)) { return {|MCPT4001:failed|}; } return new { result = id };")]
    [InlineData("if (id is null || !Sessions.ContainsKey(id)) { object reply = NotFound(new { error = 1 }); return reply; } return new { result = id };")]
    [InlineData("object reply = new { error = 1 }; if (id is not null && Sessions.ContainsKey(id)) { reply = new { result = id }; } return reply;")]
    public Task ErrorKeptBeforeItIsReturned_IsReported_WhereItIsSureToBeAPlainObject(string body) => Verify.Analyzer(ServerCode.Controller(
        "[HttpPost] public object Post([FromHeader(Name = \"Mcp-Session-Id\")] string? id) {" + body + "}"));

    [Theory]
    [InlineData("=> PostCore(id);", "if (id is null || !Sessions.ContainsKey(id)) { return {|MCPT4001:new { error = 1 }|}; } return new { result = id };")]
    [InlineData("=> PostCore(id);", "if (id is null || !Sessions.ContainsKey(id)) { return NotFound(new { error = 1 }); } return new { result = id };")]
    [InlineData("=> PostCore(id) is string text ? Ok(text) : NotFound();", "if (id is null || !Sessions.ContainsKey(id)) { return new { error = 1 }; } return id;")]
    public Task ErrorThatAHelperReturns_IsReported_WhereTheHandlerOnlyHandsItOn(string handler, string helper) => Verify.Analyzer(ServerCode.Controller(
        "[HttpPost] public object Post([FromHeader(Name = \"Mcp-Session-Id\")] string? id) " + handler + " private object PostCore([FromHeader(Name = \"Mcp-Session-Id\")] string? id) {" + helper + "}"));

    [Fact]
    public Task SessionIdAsParameterOfAServersMethod_IsUnderstood() => Verify.Analyzer(ServerCode.Middleware(
        "await AnswerAsync(context, context.Request.Headers[\"Mcp-Session-Id\"].ToString());",
        "public async Task AnswerAsync(HttpContext context, string sessionId) { if (!_sessions.ContainsKey(sessionId)) { {|MCPT4001:context.Response.StatusCode = 400|}; return; } await Task.Yield(); }"));

    [Fact]
    public Task Message_SaysWhatIsMerged() => Verify.Analyzer(
        ServerCode.Post(Id + "if (string.IsNullOrEmpty(id) || {|#1:!Sessions.ContainsKey(id)|}) { return {|#0:Results.BadRequest()|}; }"),
        Verify.Diagnostic().WithLocation(0).WithLocation(0).WithLocation(1).WithArguments("A missing and an unknown session id are both", "400"));

    [Fact]
    public Task Message_SaysWhatIsAnswered() => Verify.Analyzer(
        ServerCode.Post(Id + "if (id.Length == 0) { return Results.BadRequest(); } if (!Sessions.ContainsKey(id)) { return {|#0:Results.Unauthorized()|}; }"),
        Verify.Diagnostic().WithLocation(0).WithLocation(0).WithArguments("An unknown session id is", "401"));
}
