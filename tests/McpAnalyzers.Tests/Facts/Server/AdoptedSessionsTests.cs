namespace McpAnalyzers.Tests.Facts;

public class AdoptedSessionsTests
{
    private const string Id = """var id = context.Request.Headers["Mcp-Session-Id"].ToString(); var fresh = Guid.NewGuid().ToString(); """;

    private static async Task<string> AdoptedIn(string body, string members = "", string type = "McpMiddleware", string source = "")
    {
        var facts = await FactsOf.Server(type, source.Length > 0 ? source : ServerCode.Middleware(Id + body, members));
        return string.Join("; ", facts.AdoptedSessions.All.Select(a => a.Operation.Syntax + (a.UnderItsId ? "" : " under another id")));
    }

    [Theory]
    [InlineData("_sessions.GetOrAdd(id, key => new Session(key));", "_sessions.GetOrAdd(id, key => new Session(key))")]
    [InlineData("if (!_sessions.ContainsKey(id)) { _sessions[id] = new Session(id); }", "_sessions[id] = new Session(id)")]
    [InlineData("if (!_sessions.ContainsKey(id)) { _sessions.TryAdd(id, new Session(id)); }", "_sessions.TryAdd(id, new Session(id))")]
    [InlineData("if (!_sessions.ContainsKey(id)) { _sessions[fresh] = new Session(fresh); }", "_sessions[fresh] = new Session(fresh) under another id")]
    [InlineData("if (_sessions.ContainsKey(id)) { _sessions[id] = new Session(id); }", "")]
    [InlineData("_sessions[id] = new Session(id);", "")]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.Headers[\"Mcp-Session-Id\"] = fresh; }", "context.Response.Headers[\"Mcp-Session-Id\"] = fresh under another id")]
    [InlineData("if (!_sessions.ContainsKey(id)) { var response = context.Response; response.Headers.Append(\"Mcp-Session-Id\", fresh); }", "response.Headers.Append(\"Mcp-Session-Id\", fresh) under another id")]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Request.Headers[\"Mcp-Session-Id\"] = fresh; }", "")]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.Headers[\"X-Other\"] = fresh; }", "")]
    [InlineData("if (_sessions.ContainsKey(id)) { context.Response.Headers[\"Mcp-Session-Id\"] = fresh; }", "")]
    [InlineData("context.Response.Headers[\"Mcp-Session-Id\"] = fresh;", "")]
    [InlineData("if (!_sessions.ContainsKey(id)) { _sessions[fresh] = new Session(fresh); context.Response.Headers[\"Mcp-Session-Id\"] = fresh; }", "_sessions[fresh] = new Session(fresh) under another id")]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.Headers[\"Mcp-Session-Id\"] = fresh; context.Response.Headers[\"Mcp-Session-Id\"] = id; }", "context.Response.Headers[\"Mcp-Session-Id\"] = fresh under another id")]
    [InlineData("if (id == \"\") { _sessions[fresh] = new Session(fresh); }", "")]
    [InlineData("var method = context.Request.ContentType; if (method == \"initialize\") { _sessions.GetOrAdd(id, key => new Session(key)); }", "_sessions.GetOrAdd(id, key => new Session(key))")]
    [InlineData("var method = context.Request.ContentType; if (method == \"initialize\") { _sessions[id] = new Session(id); }", "_sessions[id] = new Session(id)")]
    [InlineData("var method = context.Request.ContentType; if (method == \"initialize\") { _sessions[fresh] = new Session(fresh); }", "")]
    [InlineData("if (!_sessions.ContainsKey(id)) { _sessions.GetOrAdd(id, key => new Session(key)); context.Response.Headers[\"Mcp-Session-Id\"] = id; }", "_sessions.GetOrAdd(id, key => new Session(key))")]
    public async Task UnknownId_BecomesASession(string body, string adopted) => Assert.Equal(adopted, await AdoptedIn(body));

    [Theory]
    [InlineData("ConcurrentDictionary<string, Session>", "_any", true)]
    [InlineData("ConcurrentDictionary<string, Lazy<Session>>", "_any", true)]
    [InlineData("ConcurrentDictionary<string, Task<Session>>", "_any", true)]
    [InlineData("ConcurrentDictionary<string, List<Session>>", "_any", false)]
    [InlineData("ConcurrentDictionary<string, McpSessionState>", "_any", true)]
    [InlineData("ConcurrentDictionary<string, SessionLock>", "_any", false)]
    [InlineData("ConcurrentDictionary<string, State>", "_any", false)]
    [InlineData("ConcurrentDictionary<string, State>", "_openSessions", true)]
    [InlineData("ConcurrentDictionary<string, State>", "Sessions_", true)]
    [InlineData("ConcurrentDictionary<string, State>", "_bySession", true)]
    [InlineData("ConcurrentDictionary<string, State>", "_sessionStore", true)]
    [InlineData("ConcurrentDictionary<string, State>", "_sessionCounts", false)]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim>", "_openSessions", false)]
    [InlineData("ConcurrentDictionary<string, object>", "_openSessions", true)]
    [InlineData("ConcurrentDictionary<string, LockOfSession>", "_any", false)]
    public async Task Store_HoldsSessionsByItsTypeOrName(string type, string name, bool expected)
    {
        var made = type.Split([','], 2)[1].TrimEnd('>').Trim() + (type.EndsWith(">>", StringComparison.Ordinal) ? ">" : "");
        var members = $$"""
            private readonly {{type}} {{name}} = new();
            private sealed class McpSessionState;
            private sealed class SessionLock;
            private sealed class LockOfSession;
            private sealed class State;
            private static T Make<T>() => default!;
            """;
        foreach (var statement in new[] { $"{name}.GetOrAdd(id, _ => Make<{made}>())", $"{name}[id] = Make<{made}>()", $"{name}.TryAdd(id, Make<{made}>())", $"((IDictionary<string, {made}>){name}).Add(id, Make<{made}>())" })
        {
            Assert.Equal(expected ? statement : "", await AdoptedIn($"if (!_sessions.ContainsKey(id)) {{ {statement}; }}", members));
        }
    }

    [Theory]
    [InlineData("default(IStore)!.GetOrCreateSession(id);", "default(IStore)!.GetOrCreateSession(id)")]
    [InlineData("await default(IStore)!.GetOrAddAsync(id);", "default(IStore)!.GetOrAddAsync(id)")]
    [InlineData("default(IStore)!.GetOrCreate(id);", "")]
    [InlineData("default(IStore)!.GetOrCreateSessionLock(id);", "")]
    [InlineData("GetOrCreateSession(id);", "_sessions.GetOrAdd(id, key => new Session(key))")]
    [InlineData("await default(IStore)!.GetOrStartAsync(id);", "default(IStore)!.GetOrStartAsync(id)")]
    public async Task StoreOutOfSight_MakesSessionsByItsName(string statement, string adopted) => Assert.Equal(adopted, await AdoptedIn(statement, """
        public interface IStore { object GetOrCreateSession(string id); Task<Session> GetOrAddAsync(string id); ValueTask<Session> GetOrStartAsync(string id); object GetOrCreate(string id); object GetOrCreateSessionLock(string id); }
        private Session GetOrCreateSession(string id) => _sessions.GetOrAdd(id, key => new Session(key));
        """));

    [Theory]
    [InlineData("new Cache().Set(id, new Session(id));", "new Cache().Set(id, new Session(id))")]
    [InlineData("new Cache().Put(id, new Session(id));", "")]
    [InlineData("new Bag().Set(id, new Session(id));", "")]
    [InlineData("new Bag()[id] = new Session(id);", "")]
    public async Task Store_IsADictionary(string statement, string adopted) => Assert.Equal(adopted, await AdoptedIn($"if (!_sessions.ContainsKey(id)) {{ {statement} }}", """
        private sealed class Cache : Dictionary<string, Session> { public void Set(string id, Session session) => Console.WriteLine(); public void Put(string id, Session session) => Console.WriteLine(); }
        private sealed class Bag { public Session this[string id] { set => Console.WriteLine(); } public void Set(string id, Session session) => Console.WriteLine(); }
        """));

    [Theory]
    [InlineData("ISessionMigrationHandler", "")]
    [InlineData("IOtherHandler", "_sessions.GetOrAdd(context.Request.Headers[\"Mcp-Session-Id\"].ToString(), id => new Session(id))")]
    public async Task MigrationHandler_MayAdopt(string implemented, string adopted) => Assert.Equal(adopted, await AdoptedIn("", type: "Handler", source: ServerCode.File($$"""
        public interface ISessionMigrationHandler { void Run(HttpContext context); }
        public interface IOtherHandler { void Run(HttpContext context); }
        public sealed class Handler : {{implemented}}, IDisposable
        {
            private readonly ConcurrentDictionary<string, Session> _sessions = new();
            public void Run(HttpContext context) => _sessions.GetOrAdd(context.Request.Headers["Mcp-Session-Id"].ToString(), id => new Session(id));
            public void Dispose() { }
        }
        """)));
}
