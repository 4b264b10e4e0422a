using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.ClientSessionIdAdopted>;

namespace McpAnalyzers.Tests.Rules.Server;

public class ClientSessionIdAdoptedTests
{
    private const string Id = """
        var id = context.Request.Headers["Mcp-Session-Id"].ToString(); var method = await new StreamReader(context.Request.Body).ReadToEndAsync();
        """;

    [Theory]
    [InlineData("var session = {|MCPT4006:Sessions.GetOrAdd(id, key => new Session(key))|};")]
    [InlineData("if (id.Length == 0) { return Results.BadRequest(); } var session = {|MCPT4006:Sessions.GetOrAdd(id, new Session(id))|};")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { {|MCPT4006:Sessions[id] = new Session(id)|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { {|MCPT4006:Sessions.TryAdd(id, new Session(id))|}; }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { session = new Session(id); if (method.Length > 9) { Console.WriteLine(method); } {|MCPT4006:Sessions[id] = session|}; }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { session = new Session(Guid.NewGuid().ToString()); {|MCPT4006:Sessions[session.Id] = session|}; }")]
    [InlineData("if (id == \"\" || !Sessions.TryGetValue(id, out var session)) { session = new Session(Guid.NewGuid().ToString()); {|MCPT4006:Sessions[session.Id] = session|}; context.Response.Headers[\"Mcp-Session-Id\"] = session.Id; }")]
    [InlineData("if (method == \"initialize\") { {|MCPT4006:Sessions[id] = new Session(id)|}; }")]
    [InlineData("if (!Sessions.ContainsKey(id)) { {|MCPT4006:context.Response.Headers[\"Mcp-Session-Id\"] = Guid.NewGuid().ToString()|}; }")]
    public Task UnknownIdThatBecomesASession_IsReported(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { return Results.NotFound(); } Sessions[id] = session with { Id = id };")]
    [InlineData("if (!Sessions.ContainsKey(id)) { return Results.NotFound(); } var session = Sessions.GetOrAdd(id, key => new Session(key));")]
    [InlineData("if (method == \"initialize\") { var session = new Session(Guid.NewGuid().ToString()); Sessions[session.Id] = session; context.Response.Headers[\"Mcp-Session-Id\"] = session.Id; } else if (!Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { if (method != \"initialize\") { return Results.NotFound(); } session = new Session(Guid.NewGuid().ToString()); Sessions[session.Id] = session; }")]
    [InlineData("if (id == \"\") { var session = new Session(Guid.NewGuid().ToString()); Sessions[session.Id] = session; }")]
    [InlineData("var fresh = Guid.NewGuid().ToString(); Sessions[fresh] = new Session(fresh); context.Response.Headers[\"Mcp-Session-Id\"] = fresh;")]
    [InlineData("var limits = new ConcurrentDictionary<string, int>(); limits.AddOrUpdate(method, 1, (_, count) => count + 1);")]
    [InlineData("var sessionLocks = new ConcurrentDictionary<string, SemaphoreSlim>(); var one = sessionLocks.GetOrAdd(id, _ => new SemaphoreSlim(1)); if (!Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { session = await new Backup().RestoreAsync(id); if (session is null) { return Results.NotFound(); } Sessions[id] = session; }")]
    [InlineData("if (!Sessions.TryGetValue(id, out var session)) { var backup = new Backup(); if (!await backup.ReviveAsync(id)) { return Results.NotFound(); } Sessions[id] = new Session(id); }")]
    [InlineData("var misses = new Dictionary<string, int>(); if (!Sessions.ContainsKey(id)) { misses[id] = 1; return Results.NotFound(); }")]
    public Task RightCode_IsSilent(string body) => Verify.Analyzer(
        ServerCode.Post(Id + body) + "public sealed class Backup { public Task<Session?> RestoreAsync(string id) => Task.FromResult<Session?>(null); public Task<bool> ReviveAsync(string id) => Task.FromResult(id == Environment.MachineName); }");

    [Fact]
    public Task HelperOfTheType_IsReportedWhereItMakesTheSession() => Verify.Analyzer(ServerCode.Middleware(
        "var session = GetOrCreateSession(context.Request.Headers[\"Mcp-Session-Id\"].ToString());",
        "private Session GetOrCreateSession(string id) => {|MCPT4006:_sessions.GetOrAdd(id, key => new Session(key))|};"));

    [Theory]
    [InlineData("var session = {|#0:Sessions.GetOrAdd(id, key => new Session(key))|};", "becomes a session")]
    [InlineData("if (id.Length == 0) { id = Guid.NewGuid().ToString(); } if (!Sessions.TryGetValue(id, out var session)) { {|#0:Sessions[id] = new Session(id)|}; }", "becomes a session")]
    [InlineData("if (!Sessions.ContainsKey(id)) { {|#0:context.Response.Headers[\"Mcp-Session-Id\"] = Guid.NewGuid().ToString()|}; }", "is answered with a new session")]
    public Task Message_SaysWhatBecomesOfTheId(string body, string becomes) => Verify.Analyzer(
        ServerCode.Post(Id + body), Verify.Diagnostic().WithLocation(0).WithArguments(becomes, "answer 404, so that the client initializes again"));

    [Theory]
    [InlineData("{|#0:Sessions[id] = new Session(id)|};")]
    [InlineData("var session = {|#0:Sessions.GetOrAdd(id, key => new Session(key))|};")]
    public Task Message_SaysThatTheIdAtInitializeIsTheServers(string body) => Verify.Analyzer(
        ServerCode.Post($"{Id} if (method == \"initialize\") {{ {body} }}"),
        Verify.Diagnostic().WithLocation(0).WithArguments("comes with initialize and becomes a session", "give the session an id of the server's own"));

    [Theory]
    [InlineData("if (id.Length == 0) { id = Guid.NewGuid().ToString(\"N\"); } var session = {|MCPT4006:Sessions.GetOrAdd(id, key => new Session(key))|};")]
    [InlineData("if (id == \"\") id = Guid.NewGuid().ToString(); var session = {|MCPT4006:Sessions.GetOrAdd(id, key => new Session(key))|};")]
    [InlineData("if (string.IsNullOrWhiteSpace(id)) id = Guid.NewGuid().ToString(); var session = {|MCPT4006:Sessions.GetOrAdd(id, key => new Session(key))|};")]
    [InlineData("var key = string.IsNullOrEmpty(id) ? Guid.NewGuid().ToString() : id; var session = {|MCPT4006:Sessions.GetOrAdd(key, k => new Session(k))|};")]
    [InlineData("var key = context.Request.Headers[\"Mcp-Session-Id\"].FirstOrDefault() ?? Guid.NewGuid().ToString(); var session = {|MCPT4006:Sessions.GetOrAdd(key, k => new Session(k))|};")]
    [InlineData("if (id.Length == 0) id = Guid.NewGuid().ToString(); if (!Sessions.ContainsKey(id)) { {|MCPT4006:Sessions.TryAdd(id, new Session(id))|}; }")]
    [InlineData("if (id.Length == 0) return Results.BadRequest(); {|MCPT4006:Sessions[id] = new Session(id)|};")]
    [InlineData("{|MCPT4006:Sessions[id] = new Session(id)|};")]
    public Task IdThatIsMadeOnlyWhereThereIsNone_IsTheClients(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("id = Guid.NewGuid().ToString(); var session = Sessions.GetOrAdd(id, key => new Session(key));")]
    [InlineData("if (id.Length != 32) { id = Guid.NewGuid().ToString(\"N\"); } var session = Sessions.GetOrAdd(id, key => new Session(key));")]
    [InlineData("if (!Sessions.ContainsKey(id)) { id = Guid.NewGuid().ToString(); } var session = Sessions.GetOrAdd(id, key => new Session(key));")]
    [InlineData("if (id.Length == 0) { id = Guid.NewGuid().ToString(); var made = Sessions.GetOrAdd(id, key => new Session(key)); } else if (!Sessions.ContainsKey(id)) { return Results.NotFound(); }")]
    [InlineData("if (id.Length == 0) { id = Guid.NewGuid().ToString(); } else if (!Sessions.ContainsKey(id)) { return Results.NotFound(); } Sessions[id] = new Session(id);")]
    [InlineData("if (!context.User.IsInRole(id)) { return Results.NotFound(); } Sessions[id] = new Session(id);")]
    [InlineData("var seen = new Dictionary<string, DateTime>(); seen[id] = DateTime.UtcNow;")]
    public Task IdThatMayBeTheServers_OrWasAsked_IsSilent(string body) => Verify.Analyzer(ServerCode.Post(Id + body));

    [Theory]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.ContainsKey(\"X\")) await next(context); });", "", "private")]
    [InlineData("", ".AddEndpointFilter(async (filter, next) => await next(filter))", "private")]
    [InlineData("", "", "internal")]
    public Task StoreThatSomethingElseMayAsk_IsSilent(string before, string behind, string access) => Verify.Analyzer(ServerCode.Endpoints(
        $"{before} app.MapPost(\"/mcp\", (HttpContext context) => {{ var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); OpenSessions[id] = new Session(id); return Results.Ok(); }}){behind};",
        $"{access} static readonly ConcurrentDictionary<string, Session> OpenSessions = new();"));

    [Theory]
    [InlineData("new Session(id)", "if (store.TryGet(id, out var known)) { return known!; } var made = SESSION; {|MCPT4006:store.TryAdd(made)|}; return made;")]
    [InlineData("new Session(id)", "if (store.Find(id) is { } known) { return known; } var made = SESSION; {|MCPT4006:store.TryAdd(made)|}; return made;")]
    [InlineData("new Session(id)", "var found = store.Find(id); if (found is null) { found = new Session(id); } return found;")]
    [InlineData("new Session(Guid.NewGuid().ToString())", "if (store.TryGet(id, out var known)) { return known!; } var made = SESSION; store.TryAdd(made); return made;")]
    [InlineData("new Session(id)", "if (store.TryGet(id, out var known)) { return known!; } var made = SESSION; new Store().TryAdd(made); return made;")]
    public Task HelperThatMakesAndStoresWhatItDoesNotFind_IsReported(string made, string body) => Verify.Analyzer(ServerCode.File($$"""
        public sealed class Store
        {
            private readonly Dictionary<string, Session> _all = new();
            public bool TryGet(string id, out Session? session) => _all.TryGetValue(id, out session);
            public Session? Find(string id) => _all.GetValueOrDefault(id);
            public bool TryAdd(Session session) => _all.TryAdd(session.Id, session);
        }

        public static class McpEndpoints
        {
            public static void Map(WebApplication app) => app.MapPost("/mcp", (HttpContext http, Store store) =>
            {
                var id = http.Request.Headers["Mcp-Session-Id"].ToString();
                if (string.IsNullOrEmpty(id)) id = Guid.NewGuid().ToString("N");
                var session = SessionOf(store, id);
                http.Response.Headers["Mcp-Session-Id"] = session.Id;
                return Results.Ok();
            });

            private static Session SessionOf(Store store, string id) { {{body.Replace("SESSION", made, StringComparison.Ordinal)}} }
        }
        """));

    [Theory]
    [InlineData("if (method == \"initialize\") { store.GetOrCreateSession(id); }")]
    [InlineData("if (method == \"initialize\") { await store.GetOrAddSessionAsync(id); }")]
    public Task MethodOutOfSightAtInitialize_IsSilent(string body) => Verify.Analyzer(ServerCode.Post("var store = context.RequestServices.GetRequiredService<IStore>();" + Id + body)
        + "public interface IStore { Session GetOrCreateSession(string id); Task<Session> GetOrAddSessionAsync(string id); }");

    [Fact]
    public Task SessionsThatAClientKeeps_AreSilent() => Verify.Analyzer(ServerCode.File("""
        public sealed class SessionPool
        {
            public const string Header = "Mcp-Session-Id";
            private readonly ConcurrentDictionary<string, Session> _sessions = new();

            public Session Of(string sessionId) => _sessions.GetOrAdd(sessionId, id => new Session(id));
        }
        """));

    [Fact]
    public Task MigrationHandlerOfTheSdk_IsSilent() => Verify.Analyzer(ServerCode.File("""
        public interface ISessionMigrationHandler { void Migrate(HttpContext context, string sessionId); }
        public sealed class Migration : ISessionMigrationHandler
        {
            private readonly ConcurrentDictionary<string, Session> _sessions = new();
            public void Migrate(HttpContext context, string sessionId) => _sessions.GetOrAdd(context.Request.Headers["Mcp-Session-Id"].ToString(), id => new Session(id));
        }
        """));
}
