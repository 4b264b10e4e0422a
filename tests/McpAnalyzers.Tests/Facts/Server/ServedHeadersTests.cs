using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class ServedHeadersTests
{
    private const string Sources = """
        private const string Header = "mcp-session-id";
        private readonly IRequests _requests = null!;
        private readonly System.Net.Http.HttpRequestMessage _message = new();
        private readonly System.Net.Http.HttpResponseMessage _answer = new();
        private readonly HttpListenerContext _listener = null!;
        private readonly System.Net.Http.Headers.HttpRequestHeaders _sent = null!;
        private readonly System.Net.Http.Headers.HttpResponseHeaders _received = null!;
        private readonly System.Net.Http.Headers.HttpContentHeaders _described = null!;
        private static void Give(object? value) => Console.WriteLine(value);
        public interface IRequests
        {
            string? Header(string name);
            object? Find(Wrapped wrapped);
            string? GetHeader(string name, string fallback);
            string? GetHeader(string name, string fallback, string other);
            bool TryHeader(string name, out string value);
            bool TryHeader(ref string name);
            string? AddHeader(string name);
            string? SetHeader(string name);
            string? RemoveHeader(string name);
            string? AppendHeader(string name);
            string? TryAddHeader(string name);
            string? LogHeader(string name);
            string? WriteHeader(string name);
            string? WithHeader(string name);
            bool TryUnprotect(string text, out string plain);
            bool TryDecode(string text, out string plain);
            bool TryFormat(string text, out string plain);
            bool TryUpper(string text, out string plain);
        }
        public sealed class Wrapped(string text) { public string Text => text; public string Host => text; public string Other { get; set; } = ""; }
        private static string Static(string name) => Console.ReadLine() ?? name;

        """;

    /// <summary>A value, and the frame that it is in.</summary>
    private static async Task<(TransportFacts Facts, IOperation Value, Frame Frame)> Given(string expression, string before = "", string members = "")
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware(
            $"""var id = context.Request.Headers["Mcp-Session-Id"].ToString(); var other = context.Request.Headers["X-Other"].ToString(); {before} Give({expression});""",
            Sources + members) + " public static class Reading { public static extern string? HeaderOrNull(this object message, string name); }");
        var run = facts.Body("InvokeAsync");
        return (facts, run.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give").Arguments[0].Value, run.AnyCall);
    }

    [Theory]
    [InlineData("context.Request.Headers[\"Mcp-Session-Id\"]", true)]
    [InlineData("context.Request.Headers[\"mcp-session-id\"]", true)]
    [InlineData("context.Request.Headers[Header]", true)]
    [InlineData("context.Request.Headers[\"MCP-Protocol-Version\"]", false)]
    [InlineData("context.Request.Headers[other]", false)]
    [InlineData("context.Request.Headers[\"Mcp-Session-Id\"] = \"x\"", false)]
    [InlineData("context.Response.Headers[\"Mcp-Session-Id\"]", false)]
    [InlineData("context.Request.Headers.Origin", false)]
    [InlineData("context.Request.Headers?[\"Mcp-Session-Id\"]", true)]
    [InlineData("_listener.Request.Headers[\"Mcp-Session-Id\"]", true)]
    [InlineData("_listener.Response.Headers[\"Mcp-Session-Id\"]", false)]
    [InlineData("_message.Headers.GetValues(\"Mcp-Session-Id\")", false)]
    [InlineData("_answer.Headers.GetValues(\"Mcp-Session-Id\")", false)]
    [InlineData("_answer.Content.Headers.GetValues(\"Mcp-Session-Id\")", false)]
    [InlineData("context.Request.Headers.ContainsKey(Header)", true)]
    [InlineData("context.Request.Headers.TryGetValue(Header, out var values)", true)]
    [InlineData("context.Request.Headers.GetCommaSeparatedValues(Header)", true)]
    [InlineData("_requests.Header(Header)", true)]
    [InlineData("_requests?.Header(Header)", true)]
    [InlineData("_requests.Header(\"X-Other\")", false)]
    [InlineData("_requests.GetHeader(Header, \"\")", true)]
    [InlineData("_requests.GetHeader(\"\", Header)", true)]
    [InlineData("_requests.GetHeader(Header, \"\", \"\")", false)]
    [InlineData("_requests.TryHeader(Header, out var found)", true)]
    [InlineData("_requests.TryHeader(ref header)", false)]
    [InlineData("_requests.AddHeader(Header)", false)]
    [InlineData("_requests.SetHeader(Header)", false)]
    [InlineData("_requests.RemoveHeader(Header)", false)]
    [InlineData("_requests.AppendHeader(Header)", false)]
    [InlineData("_requests.TryAddHeader(Header)", false)]
    [InlineData("_requests.LogHeader(Header)", false)]
    [InlineData("_requests.WriteHeader(Header)", false)]
    [InlineData("_requests.WithHeader(Header)", false)]
    [InlineData("string.Equals(Header, other)", false)]
    [InlineData("Header.Equals(other)", false)]
    [InlineData("string.Compare(Header, other)", false)]
    [InlineData("Static(Header)", true)]
    [InlineData("Header.Trim()", false)]
    [InlineData("Header.First()", false)]
    [InlineData("new Dictionary<string, string>()[Header]", true)]
    [InlineData("new Dictionary<string, int[,]>()[Header][1, 2]", false)]
    [InlineData("_sent.GetValues(Header)", false)]
    [InlineData("_received.GetValues(Header)", false)]
    [InlineData("_described.GetValues(Header)", false)]
    [InlineData("_message.HeaderOrNull(Header)", false)]
    [InlineData("_answer.HeaderOrNull(Header)", false)]
    [InlineData("new System.Net.Http.HttpClient().HeaderOrNull(Header)", false)]
    [InlineData("_listener.HeaderOrNull(Header)", true)]
    [InlineData("Header.AsMemory()", false)]
    public async Task ReadsSessionId_WhereTheHeaderOfTheRequestIsAskedFor(string expression, bool expected)
    {
        var (facts, value, frame) = await Given(expression, "var header = Header;");

        Assert.Equal(expected, facts.ServedHeaders.ReadsSessionId(ValueOrigins.Unwrap(value), frame));
    }

    [Theory]
    [InlineData("context.Request.Headers.Origin", true)]
    [InlineData("context.Request.Headers[\"Origin\"]", true)]
    [InlineData("context.Request.Headers[\"ORIGIN\"]", true)]
    [InlineData("context.Request.Headers.Referer", false)]
    [InlineData("context.Response.Headers.Origin", false)]
    [InlineData("context.Request.Headers.Origin = \"x\"", false)]
    [InlineData("context.Request.Headers[\"Mcp-Session-Id\"]", false)]
    [InlineData("_requests.Header(\"origin\")", true)]
    [InlineData("own.Origin", false)]
    public async Task ReadsOrigin_WhereTheHeaderOfTheRequestIsAskedFor(string expression, bool expected)
    {
        var (facts, value, frame) = await Given(expression, "var own = new Uris();", "public sealed class Uris { public string Origin => Header; }");

        Assert.Equal(expected, facts.ServedHeaders.ReadsOrigin(ValueOrigins.Unwrap(value), frame));
    }

    [Theory]
    [InlineData("var headers = context.Request.Headers;", "headers[Header]", true)]
    [InlineData("var headers = context.Response.Headers;", "headers[Header]", false)]
    [InlineData("var response = context.Response; var headers = response.Headers;", "headers[Header]", false)]
    [InlineData("var headers = _message.Headers;", "headers.GetValues(Header)", false)]
    [InlineData("var headers = new System.Net.Http.HttpClient().DefaultRequestHeaders;", "headers.GetValues(Header)", false)]
    [InlineData("IHeaderDictionary headers; if (other == \"\") headers = context.Response.Headers; else headers = context.Request.Headers;", "headers[Header]", true)]
    [InlineData("var first = context.Response.Headers; var headers = first;", "headers[Header]", true)]
    [InlineData("var node = new Node(); node = node.Parent;", "node.Header(Header)", true)]
    public async Task ReadsSessionId_FollowsTheHeadersToTheirMessage(string before, string expression, bool expected)
    {
        var (facts, value, frame) = await Given(expression, before, "public sealed class Node { public Node Parent => null!; public string? Header(string name) => Console.ReadLine(); }");

        Assert.Equal(expected, facts.ServedHeaders.ReadsSessionId(ValueOrigins.Unwrap(value), frame));
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("other", false)]
    [InlineData("context.Request.Headers[Header][0]", true)]
    [InlineData("context.Request.Headers[\"X-Other\"][0]", false)]
    [InlineData("id.Trim()", true)]
    [InlineData("id.ToLowerInvariant()", true)]
    [InlineData("id.ToUpperInvariant()", true)]
    [InlineData("other.Trim()", false)]
    [InlineData("id.Normalize()", false)]
    [InlineData("context.Request.Headers[Header].ToArray()", true)]
    [InlineData("context.Request.Headers[Header].First()", true)]
    [InlineData("context.Request.Headers[Header].FirstOrDefault()", true)]
    [InlineData("context.Request.Headers[Header].Single()", true)]
    [InlineData("context.Request.Headers[Header].SingleOrDefault()", true)]
    [InlineData("context.Request.Headers[Header].Last()", true)]
    [InlineData("context.Request.Headers[Header].LastOrDefault()", true)]
    [InlineData("context.Request.Headers[Header].ElementAt(0)", true)]
    [InlineData("context.Request.Headers[Header].Max()", false)]
    [InlineData("context.Request.Headers[\"X-Other\"].First()", false)]
    [InlineData("context.Request.Headers[Header].FirstOrDefault()?.Trim()", true)]
    [InlineData("context.Request.Headers[\"X-Other\"].FirstOrDefault()?.Trim()", false)]
    [InlineData("id.Length", false)]
    [InlineData("id == other", false)]
    [InlineData("Enum.Parse<DayOfWeek>(id)", false)]
    [InlineData("Guid.Parse(id)", true)]
    [InlineData("Guid.Parse(other)", false)]
    [InlineData("Guid.ParseExact(id, \"N\")", false)]
    [InlineData("string.Concat(\"s:\", id)", true)]
    [InlineData("string.Join(\":\", \"s\", id, \"\", \"\", \"\")", false)]
    [InlineData("string.Join(\":\", other, id)", false)]
    [InlineData("string.Format(\"{0}\", id)", true)]
    [InlineData("SessionId.Create(id)", true)]
    [InlineData("SessionId.Create(other)", false)]
    [InlineData("SessionId.From(id)", true)]
    [InlineData("SessionId.Make(id)", false)]
    [InlineData("default(SessionId)!.Parse(id)", false)]
    [InlineData("new SessionId(id)", true)]
    [InlineData("new SessionId(other)", false)]
    [InlineData("$\"s:{id}\"", true)]
    [InlineData("$\"s:{other}\"", false)]
    [InlineData("\"s:\" + id", true)]
    [InlineData("id + \":s\"", true)]
    [InlineData("\"s:\" + other", false)]
    [InlineData("new Uri(id).Host", true)]
    [InlineData("new Uri(id).Authority", true)]
    [InlineData("new Uri(id).OriginalString", true)]
    [InlineData("new Uri(id).AbsoluteUri", true)]
    [InlineData("new Uri(id).Query", false)]
    [InlineData("new Uri(other).Host", false)]
    [InlineData("new Uri(id).IsLoopback", false)]
    [InlineData("new Lazy<string>(id).Value", true)]
    [InlineData("new SessionId(id).Text", false)]
    [InlineData("other == \"\" ? null : id", true)]
    [InlineData("other ?? id", true)]
    [InlineData("Identity(id)", true)]
    [InlineData("new Uri(new Uri(id).Host).Host", true)]
    [InlineData("new Uri(new Uri(new Uri(id).Host).Host).Host", false)]
    [InlineData("$\"{other}:{id}\"", true)]
    [InlineData("string.Join(\",\", context.Request.Headers[Header].ToArray())", true)]
    [InlineData("string.Join(\",\", context.Request.Headers[\"X-Other\"].ToArray())", false)]
    public async Task IsSessionId_OfWhatComesFromTheHeader(string expression, bool expected)
    {
        var (facts, value, frame) = await Given(expression, "", """
            public sealed class SessionId(string text)
            {
                public string Text => text;
                [System.Runtime.InteropServices.DllImport("ids")] public static extern SessionId Create(string text);
                [System.Runtime.InteropServices.DllImport("ids")] public static extern SessionId From(string text);
                [System.Runtime.InteropServices.DllImport("ids")] public static extern SessionId Make(string text);
                public object Parse(string text) => Console.ReadLine() ?? text.Normalize();
            }
            private static string Identity(string text) => text;
            """);

        Assert.Equal(expected, facts.ServedHeaders.IsSessionId(value, frame));
    }

    [Theory]
    [InlineData("context.Request.Headers.TryGetValue(Header, out var found);", true)]
    [InlineData("context.Request.Headers.TryGetValue(\"X-Other\", out var found);", false)]
    [InlineData("Guid.TryParse(id, out var found);", true)]
    [InlineData("Guid.TryParse(other, out var found);", false)]
    [InlineData("Guid.TryParseExact(id, \"N\", out var found);", true)]
    [InlineData("Uri.TryCreate(id, UriKind.Absolute, out var found);", true)]
    [InlineData("_requests.TryUnprotect(id, out var found);", true)]
    [InlineData("_requests.TryDecode(id, out var found);", true)]
    [InlineData("_requests.TryFormat(id, out var found);", true)]
    [InlineData("_requests.TryUpper(id, out var found);", false)]
    [InlineData("_requests.TryHeader(Header, out var found);", true)]
    [InlineData("_requests.TryHeader(Header, out var found); found = other;", true)]
    [InlineData("if (id is not { } found) return;", true)]
    [InlineData("if (other is not { } found) return;", false)]
    [InlineData("if (id is not { Length: var found }) return;", false)]
    [InlineData("if (new Wrapped(id) is not { Other: var found }) return;", false)]
    [InlineData("string found; if (id == \"\") found = id; else found = other;", true)]
    [InlineData("foreach (var found in context.Request.Headers[Header])", false)]
    [InlineData("string found = null!; found = found;", false)]
    [InlineData("var found = \"\"; found = found + found;", false)]
    [InlineData("StringValues found; found = context.Request.Headers[Header];", true)]
    [InlineData("if (context.Request.Headers[Header] is not [var found]) return;", true)]
    [InlineData("if (context.Request.Headers[\"X-Other\"] is not [var found]) return;", false)]
    public async Task IsSessionId_OfLocalsThatTakeIt(string before, bool expected)
    {
        var (facts, value, frame) = await Given("found", before);

        Assert.Equal(expected, facts.ServedHeaders.IsSessionId(value, frame));
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("other == \"\" ? id : null", true)]
    [InlineData("other == \"\" ? id : \"\"", true)]
    [InlineData("other == \"\" ? id : \"none\"", false)]
    [InlineData("other == \"\" ? id : other", false)]
    [InlineData("id.Trim()", true)]
    [InlineData("null", false)]
    [InlineData("other", false)]
    public async Task IsOnlySessionId_WhereItCanBeNothingElse(string expression, bool expected)
    {
        var (facts, value, frame) = await Given(expression);

        Assert.Equal(expected, facts.ServedHeaders.IsOnlySessionId(value, frame));
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("other", false)]
    [InlineData("new List<string> { id }", true)]
    [InlineData("new List<string> { other }", false)]
    [InlineData("new[] { new KeyValuePair<string, string>(\"a\", id) }", true)]
    [InlineData("_requests.Find(new Wrapped(id))", true)]
    [InlineData("_requests.Find(new Wrapped(other))", false)]
    [InlineData("id.Length", true)]
    [InlineData("found", true)]
    [InlineData("session", true)]
    [InlineData("missed", false)]
    [InlineData("new Func<string>(() => id)", false)]
    [InlineData("_sessions", false)]
    public async Task IsMadeOfSessionId_WhereItGoesIntoTheMaking(string expression, bool expected)
    {
        var (facts, value, frame) = await Given(
            expression,
            "var found = _sessions[id]; _sessions.TryGetValue(id, out var session); _sessions.TryGetValue(other, out var missed);");

        Assert.Equal(expected, facts.ServedHeaders.IsMadeOfSessionId(value, frame));
    }

    [Theory]
    [InlineData("public void Target(string sessionId) => Give(sessionId);", true)]
    [InlineData("public void Target(string mcpSessionId) => Give(mcpSessionId);", true)]
    [InlineData("public void Target(string session_id) => Give(session_id);", true)]
    [InlineData("public void Target(string sessionIds) => Give(sessionIds);", false)]
    [InlineData("public void Target(string id) => Give(id);", false)]
    [InlineData("public void Target(Guid sessionId) => Give(sessionId);", false)]
    [InlineData("public Task Target(string sessionId) { Give(sessionId); return Task.CompletedTask; }", true)]
    [InlineData("public IResult Target(string sessionId) { Give(sessionId); return Results.Ok(); }", false)]
    [InlineData("public async Task<IResult> Target(string sessionId) { Give(sessionId); await Task.Yield(); return Results.Ok(); }", false)]
    [InlineData("public static implicit operator McpMiddleware(string sessionId) { Give(sessionId); return null!; }", false)]
    [InlineData("[HttpGet] public void Target(string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Give(id);", true)]
    [InlineData("public void Target([FromHeader(Name = \"X-Other\")] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromHeader] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromRoute] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromQuery] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromBody] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromForm] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromServices] string sessionId) => Give(sessionId);", false)]
    [InlineData("public void Target([FromKeyedServices(\"a\")] string sessionId) => Give(sessionId);", true)]
    public async Task IsSessionId_OfParameters(string member, bool expected)
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("", Sources + member));
        var body = facts.Code.All.Single(b => b.Symbol.Name is "Target" or "op_Implicit");
        var value = body.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give").Arguments[0].Value;

        Assert.Equal(expected, facts.ServedHeaders.IsSessionId(value, body.AnyCall));
    }

    [Theory]
    [InlineData("[FromHeader(Name = \"Mcp-Session-Id\")] string id", true)]
    [InlineData("[FromHeader(Name = \"X-Other\")] string id", false)]
    [InlineData("[FromRoute] string sessionId", false)]
    [InlineData("string sessionId", false)]
    public async Task IsFilledWithSessionId_IsSaidByAttributes(string parameter, bool expected)
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("", $"public void Target({parameter}) {{ }}"));

        Assert.Equal(expected, facts.ServedHeaders.IsFilledWithSessionId(facts.Body("Target").Method!.Parameters[0]));
    }

    [Theory]
    [InlineData("public void Target([FromHeader] string origin) => Give(origin);", true)]
    [InlineData("public void Target([FromHeader] string Origin) => Give(Origin);", true)]
    [InlineData("public void Target([FromHeader(Name = \"Origin\")] string from) => Give(from);", true)]
    [InlineData("public void Target([FromHeader] string from) => Give(from);", false)]
    [InlineData("public void Target(string origin) => Give(origin);", false)]
    [InlineData("public void Target(HttpContext context) => Give(context.Request.Headers.Origin.ToString());", true)]
    [InlineData("public void Target(HttpContext context) => Give(new Uri(context.Request.Headers.Origin!).Host);", true)]
    [InlineData("public void Target(HttpContext context) => Give(context.Request.Headers.Referer.ToString());", false)]
    [InlineData("public void Target(HttpContext context) { if (context.Request.Headers is { Referer: var origin }) Give(origin); }", false)]
    [InlineData("public void Target(HttpContext context) { if (context.Response.Headers is { Origin: var origin }) Give(origin); }", false)]
    public async Task IsOrigin_OfWhatComesFromTheHeader(string member, bool expected)
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("", Sources + member));
        var body = facts.Body("Target");
        var value = body.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give").Arguments[0].Value;

        Assert.Equal(expected, facts.ServedHeaders.IsOrigin(value, body.AnyCall));
    }

    [Fact]
    public async Task Header_IsNotReadWhereItIsWritten()
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("context.Request.Headers[Header] = \"x\";", Sources));
        var run = facts.Body("InvokeAsync");

        Assert.DoesNotContain(run.Operations, o => facts.ServedHeaders.ReadsSessionId(o, run.AnyCall));
    }

    [Fact]
    public async Task ReadsSessionId_OfWhatACatchIsGiven()
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("try { Give(1); } catch (Refused refused) { Give(refused.Header(Header)); }", Sources + "private sealed class Refused : Exception { public string? Header(string name) => Console.ReadLine(); }"));
        var run = facts.Body("InvokeAsync");

        Assert.True(facts.ServedHeaders.ReadsSessionId(run.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Header"), run.AnyCall));
    }
}
