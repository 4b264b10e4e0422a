using McpAnalyzers.Facts;
using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

/// <summary>What a condition of a server is when the request is as it is supposed to be. Where nothing is supposed, all of them are open.</summary>
public class ServedConditionsTests
{
    private const string True = nameof(Tri.True), False = nameof(Tri.False), Open = nameof(Tri.Unknown);

    private static ServedRequest[] Sessions => [new(SessionFound.Known), new(SessionFound.Unknown), new(SessionFound.Absent)];

    [Theory]
    [InlineData("id is null", False, False, True)]
    [InlineData("id == null", False, False, True)]
    [InlineData("null != id", True, True, False)]
    [InlineData("id is { }", True, True, False)]
    [InlineData("id == \"\"", False, False, True)]
    [InlineData("\"\" == id", False, False, True)]
    [InlineData("id is \"\" or null", False, False, True)]
    [InlineData("id is not (\"\" or null)", True, True, False)]
    [InlineData("id is { Length: > 0 }", True, True, False)]
    [InlineData("id.Length == 0", False, False, True)]
    [InlineData("0 == id.Length", False, False, True)]
    [InlineData("id.Length != 0", True, True, False)]
    [InlineData("id.Length > 0", True, True, False)]
    [InlineData("id.Length >= 1", True, True, False)]
    [InlineData("id.Length > 1", Open, Open, Open)]
    [InlineData("id.Length >= 2", Open, Open, Open)]
    [InlineData("id.Length < 1", Open, Open, Open)]
    [InlineData("other.Length > 0", Open, Open, Open)]
    [InlineData("headers[\"Mcp-Session-Id\"].Count > 0", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"].Count is 0", False, False, True)]
    [InlineData("headers[\"Mcp-Session-Id\"].Count is > 0", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"].Count is >= 0", Open, Open, Open)]
    [InlineData("headers[\"Mcp-Session-Id\"].Count is > 1", Open, Open, Open)]
    [InlineData("headers[\"X-Other\"].Count > 0", Open, Open, Open)]
    [InlineData("string.IsNullOrEmpty(id)", False, False, True)]
    [InlineData("headers.ContainsKey(\"Mcp-Session-Id\")", True, True, False)]
    [InlineData("headers.TryGetValue(\"mcp-session-id\", out _)", True, True, False)]
    [InlineData("headers.TryGetValue(\"X-Other\", out _)", Open, Open, Open)]
    [InlineData("Guid.TryParse(id, out _)", True, True, False)]
    [InlineData("Guid.TryParse(other, out _)", Open, Open, Open)]
    [InlineData("_sessions.ContainsKey(id)", True, False, False)]
    [InlineData("!_sessions.ContainsKey(id)", False, True, True)]
    [InlineData("_sessions.ContainsKey(other)", Open, Open, Open)]
    [InlineData("_sessions.TryGetValue(id, out var session)", True, False, False)]
    [InlineData("_sessions.TryGetValue(id, out var session) && session is not null", True, False, False)]
    [InlineData("_sessions.GetValueOrDefault(id) is null", False, True, True)]
    [InlineData("_sessions.GetOrAdd(id, new Session()) is null", False, False, False)]
    [InlineData("found is null", False, True, True)]
    [InlineData("FindSession(id) is { }", True, False, False)]
    [InlineData("FindSession(other) is { }", Open, Open, Open)]
    [InlineData("mixed is { }", Open, Open, Open)]
    [InlineData("late is null", False, True, Open)]
    [InlineData("await ExistsAsync(id)", True, False, False)]
    [InlineData("ExistsAsync(id).Result", True, False, False)]
    [InlineData("id == other", Open, Open, Open)]
    [InlineData("id.StartsWith(\"s\")", Open, Open, Open)]
    [InlineData("id is \"first\"", Open, Open, Open)]
    [InlineData("headers[\"Mcp-Session-Id\"] is []", False, False, True)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [..]", Open, Open, Open)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [_]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [var one]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [_, ..]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [not null]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [not \"\"]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [{ }]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [{ Length: > 0 }]", True, True, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [{ Length: > 3 }]", Open, Open, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [{ Length: 3 }]", Open, Open, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [\"x\"]", Open, Open, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [not \"x\"]", Open, Open, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [null]", Open, Open, False)]
    [InlineData("headers[\"Mcp-Session-Id\"] is [_, _]", Open, Open, False)]
    [InlineData("id is []", False, False, True)]
    [InlineData("id is [_]", Open, Open, False)]
    [InlineData("id is [_, ..]", True, True, False)]
    [InlineData("id is ['a', ..]", Open, Open, False)]
    public Task Session(string condition, string known, string unknown, string absent) => Is(condition, Sessions, known, unknown, absent);

    [Theory]
    [InlineData("method == \"initialize\"", True, False)]
    [InlineData("\"initialize\" == method", True, False)]
    [InlineData("method != \"initialize\"", False, True)]
    [InlineData("method.Equals(\"initialize\")", True, False)]
    [InlineData("string.Equals(method, \"initialize\", StringComparison.Ordinal)", True, False)]
    [InlineData("Equals(\"initialize\", method)", True, False)]
    [InlineData("method is \"initialize\"", True, False)]
    [InlineData("method is not \"initialize\"", False, True)]
    [InlineData("method is \"initialize\" or \"ping\"", True, Open)]
    [InlineData("method is \"initialize\" and not \"ping\"", Open, False)]
    [InlineData("rpc is { Method: \"initialize\" }", True, False)]
    [InlineData("rpc is { Method: \"ping\" }", Open, Open)]
    [InlineData("rpc is JsonRpcRequest { Method: \"initialize\" }", True, False)]
    [InlineData("json.GetProperty(\"method\").GetString() == \"initialize\"", True, False)]
    [InlineData("method == \"Initialize\"", Open, Open)]
    [InlineData("method == \"ping\"", Open, Open)]
    [InlineData("isInitialize", True, False)]
    [InlineData("_isInitialize", Open, Open)]
    [InlineData("IsInitializeRequest(json)", True, False)]
    [InlineData("rpc.IsInitialize", True, False)]
    [InlineData("isInitialized", Open, Open)]
    [InlineData("wasInitialize", Open, Open)]
    public Task Initialize(string condition, string isInitialize, string isOther) =>
        Is(condition, [new(IsInitialize: true), new(IsInitialize: false)], isInitialize, isOther);

    [Theory]
    [InlineData("rpc is JsonRpcNotification", True, False)]
    [InlineData("rpc is not JsonRpcNotification", False, True)]
    [InlineData("rpc is JsonRpcNotification sent", True, False)]
    [InlineData("rpc is JsonRpcNotification { }", True, False)]
    [InlineData("rpc is JsonRpcRequest", False, True)]
    [InlineData("rpc is JsonRpcRequest request", False, True)]
    [InlineData("rpc is JsonRpcRequest { }", False, True)]
    [InlineData("rpc is JsonRpcResponse", Open, Open)]
    [InlineData("rpc is JsonRpcNotification or JsonRpcResponse", True, Open)]
    [InlineData("rpc.Id is null", True, False)]
    [InlineData("rpc.Id != null", False, True)]
    [InlineData("rpc is { Id: null }", True, False)]
    [InlineData("rpc is { Id: not null }", Open, Open)]
    [InlineData("rpc is { Id: null, Method: \"ping\" }", Open, Open)]
    [InlineData("rpc is { Method: null }", Open, Open)]
    [InlineData("tool.Id is null", Open, Open)]
    [InlineData("chat.Id is null", True, False)]
    [InlineData("message[\"id\"] is null", True, False)]
    [InlineData("message[\"method\"] is null", Open, Open)]
    [InlineData("message[\"params\"]![\"id\"] is null", Open, Open)]
    [InlineData("parameters[\"id\"] is null", Open, Open)]
    [InlineData("body[\"id\"] is null", True, False)]
    [InlineData("part[\"id\"] is null", Open, Open)]
    [InlineData("whole[\"id\"] is null", True, False)]
    [InlineData("either[\"id\"] is null", Open, Open)]
    [InlineData("rpc is not JsonRpcRequest", True, False)]
    [InlineData("arguments[\"id\"] is null", Open, Open)]
    [InlineData("result[\"id\"] is null", Open, Open)]
    [InlineData("item[\"id\"] is null", Open, Open)]
    [InlineData("data[\"id\"] is null", Open, Open)]
    [InlineData("meta[\"id\"] is null", Open, Open)]
    [InlineData("content[\"id\"] is null", Open, Open)]
    [InlineData("input[\"id\"] is null", Open, Open)]
    [InlineData("json.TryGetProperty(\"id\", out _)", False, True)]
    [InlineData("!json.TryGetProperty(\"id\", out _)", True, False)]
    [InlineData("json.TryGetProperty(\"result\", out _)", Open, Open)]
    [InlineData("json.GetProperty(\"params\").TryGetProperty(\"id\", out _)", Open, Open)]
    [InlineData("body.ContainsKey(\"id\")", False, True)]
    [InlineData("body.ContainsKey(\"method\")", Open, Open)]
    [InlineData("body.TryGetPropertyValue(\"id\", out _)", False, True)]
    [InlineData("method.StartsWith(\"notifications/\")", True, False)]
    [InlineData("method.StartsWith(\"notifications\")", True, False)]
    [InlineData("method.StartsWith(\"tools/\")", Open, Open)]
    [InlineData("method == \"notifications/initialized\"", Open, False)]
    [InlineData("method is \"notifications/initialized\"", Open, False)]
    [InlineData("method == \"tools/call\"", Open, Open)]
    [InlineData("isNotification", True, False)]
    [InlineData("IsNotification(json)", True, False)]
    [InlineData("IsJsonRpcNotification(json)", True, False)]
    [InlineData("IsNotificationOrResponse(json)", Open, Open)]
    [InlineData("SendNotification(json)", Open, Open)]
    [InlineData("_isLost", Open, Open)]
    [InlineData("isInitialized", Open, Open)]
    public Task Notification(string condition, string isNotification, string isRequest) =>
        Is(condition, [new(IsNotification: true), new(IsNotification: false)], isNotification, isRequest);

    [Theory]
    [InlineData("method == \"notifications/initialized\"", True, False)]
    [InlineData("method == \"notifications/cancelled\"", False, True)]
    [InlineData("method is \"notifications/initialized\" or \"notifications/cancelled\"", True, True)]
    [InlineData("method.StartsWith(\"notifications/\")", True, True)]
    public Task NamedNotification(string condition, string initialized, string cancelled) =>
        Is(condition, [new(IsNotification: true, Notification: "notifications/initialized"), new(IsNotification: true, Notification: "notifications/cancelled")], initialized, cancelled);

    [Theory]
    [InlineData("headers.Accept.Contains(\"text/event-stream\")", True, False)]
    [InlineData("headers.Accept.ToString().Contains(\"TEXT/EVENT-STREAM\", StringComparison.OrdinalIgnoreCase)", True, False)]
    [InlineData("headers.Accept.Any(a => a!.Contains(\"text/event-stream\"))", True, False)]
    [InlineData("Accepts(context.Request, \"text/event-stream; charset=utf-8\")", True, False)]
    [InlineData("headers.Accept.Contains(\"application/json\")", Open, Open)]
    [InlineData("headers.Accept.ToString().Equals(\"text/event-stream\")", Open, Open)]
    [InlineData("headers.Accept.ToString().StartsWith(\"text/event-stream\")", Open, Open)]
    [InlineData("headers.TryGetValue(\"text/event-stream\", out _)", Open, Open)]
    public Task AcceptsEvents(string condition, string accepts, string doesNot) =>
        Is(condition, [new(AcceptsEvents: true), new(AcceptsEvents: false)], accepts, doesNot);

    [Theory]
    [InlineData("headers.ContainsKey(\"Origin\")", True, True)]
    [InlineData("headers.TryGetValue(\"Origin\", out _)", True, True)]
    [InlineData("string.IsNullOrEmpty(origin)", False, False)]
    [InlineData("origin is null", False, False)]
    [InlineData("origin is not null", True, True)]
    [InlineData("null == origin", False, False)]
    [InlineData("_allowed.Contains(origin)", True, False)]
    [InlineData("!_allowed.Contains(origin)", False, True)]
    [InlineData("IsTrusted(origin)", True, False)]
    [InlineData("IsTrusted(other)", Open, Open)]
    [InlineData("origin == \"http://localhost\"", True, False)]
    [InlineData("other == \"http://localhost\"", Open, Open)]
    [InlineData("origin == _home", True, False)]
    [InlineData("_home != origin", False, True)]
    [InlineData("other == _home", Open, Open)]
    [InlineData("origin.StartsWith(\"http://localhost\")", True, False)]
    [InlineData("new Uri(origin).IsLoopback", True, False)]
    [InlineData("new Uri(other).IsLoopback", Open, Open)]
    [InlineData("new Uri(origin).IsDefaultPort", Open, Open)]
    [InlineData("Uri.TryCreate(origin, UriKind.Absolute, out _)", True, True)]
    [InlineData("Uri.TryCreate(origin, UriKind.Absolute, out var parsed) && parsed.Host == \"localhost\"", True, False)]
    [InlineData("IsBlocked(origin)", Open, Open)]
    [InlineData("IsDenied(origin)", Open, Open)]
    [InlineData("Denies(origin)", Open, Open)]
    [InlineData("BlocksAny(origin)", Open, Open)]
    [InlineData("TrustsAny(origin)", True, False)]
    [InlineData("Blocked.Contains(origin)", Open, Open)]
    [InlineData("MustDeny(origin)", Open, Open)]
    [InlineData("IsForbidden(origin)", Open, Open)]
    [InlineData("Rejects(origin)", Open, Open)]
    [InlineData("IsInvalid(origin)", Open, Open)]
    [InlineData("Disallows(origin)", Open, Open)]
    [InlineData("IsUntrusted(origin)", Open, Open)]
    [InlineData("_blocklist.Contains(origin)", Open, Open)]
    public Task Origin(string condition, string allowed, string foreign) =>
        Is(condition, [new(IsOriginAllowed: true), new(IsOriginAllowed: false)], allowed, foreign);

    [Theory]
    [InlineData("context.Request.Method == \"POST\"", True, False)]
    [InlineData("context.Request.Method != \"POST\"", False, True)]
    [InlineData("context.Request.Method is \"GET\" or \"POST\"", True, True)]
    [InlineData("HttpMethods.IsGet(context.Request.Method)", False, True)]
    [InlineData("HttpMethods.IsPost(context.Request.Method)", True, False)]
    [InlineData("HttpMethods.IsDelete(context.Request.Method)", False, False)]
    [InlineData("context.Request.Method == HttpMethods.Post", True, False)]
    [InlineData("verb == \"POST\"", True, False)]
    [InlineData("verb == \"post\"", True, False)]
    [InlineData("method == \"POST\"", Open, Open)]
    [InlineData("rpc.Method == \"POST\"", Open, Open)]
    [InlineData("context.Request.Path == \"/mcp\"", True, True)]
    [InlineData("context.Request.Path == \"/mcp/\"", True, True)]
    [InlineData("context.Request.Path == \"/MCP\"", True, True)]
    [InlineData("context.Request.Path == \"/health\"", False, False)]
    [InlineData("context.Request.Path.Value == \"/health\"", False, False)]
    [InlineData("path == \"/mcp\"", True, True)]
    [InlineData("path == \"/health\"", False, False)]
    [InlineData("path.StartsWith(\"/mcp\")", True, True)]
    [InlineData("path.EndsWith(\"/health\")", False, False)]
    [InlineData("path.StartsWith(other)", Open, Open)]
    [InlineData("path.Contains(\"/health\")", Open, Open)]
    [InlineData("other.StartsWith(\"/health\")", Open, Open)]
    [InlineData("context.Request.Path.StartsWithSegments(\"/mcp\")", True, True)]
    [InlineData("context.Request.Path.StartsWithSegments(\"/health\")", False, False)]
    [InlineData("uri.AbsolutePath == \"/health\"", False, False)]
    [InlineData("uri.LocalPath == \"/health\"", False, False)]
    [InlineData("uri.PathAndQuery == \"/health\"", False, False)]
    [InlineData("uri.Host == \"health\"", Open, Open)]
    [InlineData("listener.RawUrl == \"/health\"", False, False)]
    [InlineData("(context.Request.Path.Value ?? \"/\") == \"/health\"", False, False)]
    [InlineData("route == \"/health\"", False, False)]
    [InlineData("maybe == \"POST\"", True, False)]
    [InlineData("Equals(\"POST\")", Open, Open)]
    public Task Verb(string condition, string ofPost, string ofGet) =>
        Is(condition, [new(Verb: Verbs.Post), new(Verb: Verbs.Get)], ofPost, ofGet);

    private static async Task Is(string condition, ServedRequest[] supposed, params string[] expected)
    {
        var facts = await FactsOf.Server("Server", ServerMembers.File($$"""
            using System.Text.Json.Nodes;

            public sealed class Session { }
            public abstract class JsonRpcMessage { public string? Id { get; set; } public string Method { get; set; } = ""; public bool IsInitialize { get; set; } }
            public sealed class JsonRpcRequest : JsonRpcMessage { }
            public sealed class JsonRpcNotification : JsonRpcMessage { }
            public sealed class JsonRpcResponse : JsonRpcMessage { }
            public sealed class Tool { public string? Id { get; set; } }
            public sealed class ChatMessage { public string? Id { get; set; } }

            public abstract class Server
            {
                private readonly ConcurrentDictionary<string, Session> _sessions = new();
                private readonly HashSet<string> _allowed = new();
                private readonly HashSet<string> _blocklist = new();
                private HashSet<string> Blocked => _blocklist;
                private static extern bool BlocksAny(string text);
                private static extern bool TrustsAny(string text);
                private static bool Equals(string text) => Console.ReadLine() == text;
                private string _home = "";
                private bool _isInitialize, _isLost;

                public async Task<bool> Ask(
                    HttpContext context, System.Net.HttpListenerRequest listener, Uri uri, string other, string method, JsonElement json, JsonNode message, JsonObject body, JsonRpcMessage rpc, Tool tool, ChatMessage chat,
                    JsonNode parameters, JsonNode arguments, JsonNode result, JsonNode item, JsonNode data, JsonNode meta, JsonNode content, JsonNode input,
                    bool isInitialize, bool isInitialized, bool wasInitialize, bool isNotification, bool flag)
                {
                    await Task.Yield();
                    var headers = context.Request.Headers;
                    var id = headers["Mcp-Session-Id"].ToString();
                    var origin = headers["Origin"].ToString();
                    var verb = context.Request.Method;
                    var path = context.Request.Path.Value!;
                    var found = _sessions.GetValueOrDefault(id);
                    var mixed = flag ? _sessions.GetValueOrDefault(id) : new Session();
                    var late = flag ? _sessions.GetValueOrDefault(id) : _sessions.GetValueOrDefault(headers["Mcp-Session-Id"].FirstOrDefault() ?? context.Request.Query["session"].ToString());
                    var part = message["params"]!;
                    var whole = JsonNode.Parse(other)!;
                    var either = flag ? message["params"]! : message;
                    var route = context.Request.Path.Value ?? "/";
                    var maybe = context.Request.Method ?? "";
                    return {{condition}};
                }

                private Session? FindSession(string key) => Console.ReadLine() == key ? new() : null;
                private Task<bool> ExistsAsync(string key) => Task.FromResult(Console.ReadLine() == key);
                protected abstract bool IsInitializeRequest(JsonElement m);
                protected abstract bool IsNotification(JsonElement m);
                protected abstract bool IsJsonRpcNotification(JsonElement m);
                protected abstract bool IsNotificationOrResponse(JsonElement m);
                protected abstract bool SendNotification(JsonElement m);
                protected abstract bool Accepts(HttpRequest request, string type);
                protected abstract bool IsTrusted(string text);
                protected abstract bool IsBlocked(string text);
                protected abstract bool IsDenied(string text);
                protected abstract bool Denies(string text);
                protected abstract bool MustDeny(string text);
                protected abstract bool IsForbidden(string text);
                protected abstract bool Rejects(string text);
                protected abstract bool IsInvalid(string text);
                protected abstract bool Disallows(string text);
                protected abstract bool IsUntrusted(string text);
            }
            """));
        var asked = facts.Body("Ask");
        var returned = asked.ReturnedValues().Single();

        Assert.Equal(expected, supposed.Select(Evaluate));
        Assert.Equal(Open, Evaluate(new ServedRequest()));

        string Evaluate(ServedRequest request) =>
            new ConditionEvaluator(facts, request.AsScenario(), facts.Explorer).Evaluate(returned, new PathPoint(asked.AnyCall)).ToString();
    }
}
