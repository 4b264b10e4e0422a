namespace McpAnalyzers.Tests.Rules.Server;

/// <summary>Whole servers that are right in every point, with every rule on: also none of the client's rules has anything to say about them.</summary>
public class RightServerTests
{
    [Fact]
    public async Task MinimalApi() => Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Server.cs", ServerCode.File("""
        public static class McpServer
        {
            private const string SessionHeader = "Mcp-Session-Id";
            private const string VersionHeader = "MCP-Protocol-Version";
            private static readonly ConcurrentDictionary<string, Session> Sessions = new();
            private static readonly HashSet<string> Origins = ["https://app.example.com"];

            public static void Map(WebApplication app)
            {
                app.Use(async (context, next) =>
                {
                    var origin = context.Request.Headers.Origin.ToString();
                    if (!string.IsNullOrEmpty(origin) && !Origins.Contains(origin))
                    {
                        context.Response.StatusCode = StatusCodes.Status403Forbidden;
                        return;
                    }

                    await next(context);
                });
                var group = app.MapGroup("/mcp");
                group.MapPost("", PostAsync);
                group.MapDelete("", Delete);
                app.MapGet("/health", () => Results.Ok("alive"));
            }

            private static async Task<IResult> PostAsync(HttpContext context, JsonElement message, ILogger<Session>? logger)
            {
                if (context.Request.Headers[VersionHeader].ToString() is { Length: > 0 } version && version is not ("2025-06-18" or "2025-11-25"))
                {
                    return Results.BadRequest();
                }

                var method = message.TryGetProperty("method", out var named) ? named.GetString() : null;
                if (method == "initialize")
                {
                    var session = new Session(Guid.NewGuid().ToString("N"));
                    Sessions[session.Id] = session;
                    context.Response.Headers[SessionHeader] = session.Id;
                    return Results.Json(new { jsonrpc = "2.0", id = message.GetProperty("id"), result = new { protocolVersion = "2025-11-25" } });
                }

                var id = context.Request.Headers[SessionHeader].FirstOrDefault();
                if (string.IsNullOrEmpty(id))
                {
                    return Results.BadRequest(new { error = "Mcp-Session-Id is missing" });
                }

                if (!Sessions.TryGetValue(id, out var known))
                {
                    logger?.LogInformation("Unknown session");
                    return Results.NotFound(new { error = "Session not found" });
                }

                if (!message.TryGetProperty("id", out var messageId))
                {
                    return Results.Accepted();
                }

                return Results.Json(new { jsonrpc = "2.0", id = messageId, result = await known.AnswerAsync(method ?? "") });
            }

            private static IResult Delete([FromHeader(Name = SessionHeader)] string? id) =>
                id is null ? Results.BadRequest() : Sessions.TryRemove(id, out _) ? Results.NoContent() : Results.NotFound();
        }
        """))]));

    [Fact]
    public async Task Controller() => Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Server.cs", ServerCode.Controller("""
        [HttpPost]
        public async Task<IActionResult> Post([FromBody] JsonElement message, [FromHeader(Name = "Mcp-Session-Id")] string? sessionId, [FromHeader(Name = "MCP-Protocol-Version")] string? version)
        {
            if (!message.TryGetProperty("method", out var method)) { return Accepted(); }
            if (method.ValueEquals("initialize"))
            {
                var fresh = new Session(Guid.NewGuid().ToString());
                Sessions.TryAdd(fresh.Id, fresh);
                Response.Headers.Append("Mcp-Session-Id", fresh.Id);
                return Ok(fresh);
            }

            if (sessionId is null) { return BadRequest(); }
            if (Find(sessionId) is not { } session) { return NotFound(); }
            return message.TryGetProperty("id", out _) ? Ok(await session.AnswerAsync(version ?? "")) : Accepted();
        }

        [HttpGet] public IActionResult Get() { Response.Headers.Allow = "POST, DELETE"; return StatusCode(405); }

        [HttpDelete] public IActionResult Delete([FromHeader(Name = "Mcp-Session-Id")] string? sessionId) => sessionId is null ? BadRequest() : Sessions.TryRemove(sessionId, out _) ? NoContent() : NotFound();

        private static Session? Find(string id) => Sessions.TryGetValue(id, out var session) ? session : null;
        """))]));

    [Fact]
    public async Task Listener() => Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Server.cs", ServerCode.File("""
        public sealed class McpListener
        {
            private readonly Dictionary<string, Session> _sessions = new();

            public async Task HandleAsync(HttpListenerContext context)
            {
                var request = context.Request;
                if (request.Url?.AbsolutePath != "/mcp") { await EndAsync(context, 404); return; }
                if (request.Headers["Origin"] is { } origin && !IsAllowed(origin)) { await EndAsync(context, 403); return; }
                switch (request.HttpMethod)
                {
                    case "POST":
                        await PostAsync(context);
                        break;
                    case "DELETE":
                        await EndAsync(context, request.Headers["Mcp-Session-Id"] is not { } id ? 400 : _sessions.Remove(id) ? 204 : 404);
                        break;
                    default:
                        context.Response.AddHeader("Allow", "POST, DELETE");
                        await EndAsync(context, 405);
                        break;
                }
            }

            private async Task PostAsync(HttpListenerContext context)
            {
                var message = JsonNode.Parse(await new StreamReader(context.Request.InputStream).ReadToEndAsync())!;
                var id = context.Request.Headers.Get("Mcp-Session-Id");
                if ((string?)message["method"] == "initialize")
                {
                    id = Guid.NewGuid().ToString("N");
                    _sessions.Add(id, new Session(id));
                    context.Response.Headers["Mcp-Session-Id"] = id;
                    await EndAsync(context, 200);
                    return;
                }

                if (id is null) { await EndAsync(context, 400); return; }
                if (!_sessions.TryGetValue(id, out var session)) { await EndAsync(context, 404); return; }
                if (message["id"] is null) { await EndAsync(context, 202); return; }
                await session.AnswerAsync(message.ToJsonString());
                await EndAsync(context, 200);
            }

            private static bool IsAllowed(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback;

            private static Task EndAsync(HttpListenerContext context, int status)
            {
                context.Response.StatusCode = status;
                context.Response.Close();
                return Task.CompletedTask;
            }
        }
        """))]));

    [Fact]
    public async Task Middleware_ThatStreams() => Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Server.cs", ServerCode.Middleware(
        """
        if (!context.Request.Path.Equals("/mcp")) { await next(context); return; }
        var id = context.Request.Headers["Mcp-Session-Id"].ToString();
        if (HttpMethods.IsGet(context.Request.Method))
        {
            if (!context.Request.Headers.Accept.ToString().Contains("text/event-stream")) { context.Response.StatusCode = 406; return; }
            if (id.Length == 0) { context.Response.StatusCode = 400; return; }
            if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }
            context.Response.StatusCode = 200;
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(": \n\n");
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method)) { context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed; return; }
        """))]));

    /// <summary>A proxy is both: what it says to its server is not an answer to its client.</summary>
    [Fact]
    public async Task Proxy() => Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Server.cs", ServerCode.File("""
        using System.Net.Http;

        public sealed class McpProxy(HttpClient http)
        {
            public async Task ForwardAsync(HttpContext context)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StreamContent(context.Request.Body) };
                request.Headers.Accept.ParseAdd("application/json");
                request.Headers.Accept.ParseAdd("text/event-stream");
                foreach (var name in new[] { "Mcp-Session-Id", "MCP-Protocol-Version" })
                {
                    if (context.Request.Headers.TryGetValue(name, out var values)) { request.Headers.TryAddWithoutValidation(name, (string?)values); }
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                context.Response.StatusCode = (int)response.StatusCode;
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids)) { context.Response.Headers["Mcp-Session-Id"] = ids.First(); }
                await response.Content.CopyToAsync(context.Response.Body);
            }
        }
        """).Replace("using System.Net.Http;\n\n", "", StringComparison.Ordinal).Replace("using System.Net;\n", "using System.Net;\nusing System.Net.Http;\n", StringComparison.Ordinal))]));
}
