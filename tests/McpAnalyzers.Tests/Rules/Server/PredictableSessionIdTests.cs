using System.Diagnostics.CodeAnalysis;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Server.PredictableSessionId>;

namespace McpAnalyzers.Tests.Rules.Server;

public class PredictableSessionIdTests
{
    private static Task Analyze([StringSyntax("C#-test")] string source) => Verify.Analyzer([source], test => test.UseWeb());

    private static string Sends(string id, string members = "", string before = "") => ServerMembers.Class($$"""
        private static int s_last;
        private long _next;
        private readonly Random _random = new();
        private readonly ConcurrentDictionary<string, Session> _sessions = new();
        {{members}}

        public void Initialize(HttpContext context, string user, Func<string> make)
        {
            {{before}}
            context.Response.Headers["Mcp-Session-Id"] = {{id}};
        }

        private void Count() => _next++;
        """);

    [Fact]
    public Task Message_NamesTheExpressionInOneLine() => Verify.Analyzer(
        [Sends("{|#0:(++s_last)\n            .ToString(\"x8\")|}")],
        test => test.UseWeb(),
        Verify.Diagnostic().WithLocation(0).WithArguments("(++s_last) .ToString(\"x8\")", "is counted: whoever has one id knows the others"));

    [Theory]
    [InlineData("\"session-1\"", "is the same for every session: whoever knows it is in all of them")]
    [InlineData("DateTime.UtcNow.Ticks.ToString()", "is taken from the clock: others can try the few times that it may be")]
    [InlineData("Environment.ProcessId.ToString()", "tells of the process and not of the session: others can guess it")]
    [InlineData("user.GetHashCode().ToString()", "is a hash code, of which there are few and which can be computed")]
    [InlineData("Random.Shared.Next().ToString()", "comes from System.Random, whose numbers can be predicted")]
    [InlineData("$\"session {Guid.NewGuid()}\"", "has a character that is not visible ASCII: clients and proxies may refuse the header")]
    public Task Message_SaysWhy(string id, string why) => Verify.Analyzer(
        [Sends($"{{|#0:{id}|}}")], test => test.UseWeb(), Verify.Diagnostic().WithLocation(0).WithArguments(id, why));

    [Fact]
    public Task SessionsOfSomethingElseBesideTheSdk_AreSilent() => Verify.Analyzer(
        [ServerMembers.File("""
            using ModelContextProtocol.Client;

            public sealed class Chats(Uri endpoint)
            {
                private readonly ConcurrentDictionary<string, HttpClientTransport> _sessions = new();
                private int _next;

                public HttpClientTransport? Find(string sessionId) => _sessions.TryGetValue(sessionId, out var transport) ? transport : null;

                public string Open()
                {
                    var id = $"chat-{Interlocked.Increment(ref _next)}";
                    _sessions[id] = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint });
                    return id;
                }
            }
            """)],
        test => test.UseSdk());

    [Theory]
    [InlineData("{|MCPT4004:Interlocked.Increment(ref s_last).ToString()|}")]
    [InlineData("{|MCPT4004:$\"session-{Interlocked.Increment(ref s_last)}\"|}")]
    [InlineData("{|MCPT4004:(++s_last).ToString(\"x8\")|}")]
    [InlineData("{|MCPT4004:\"s\" + _next|}")]
    [InlineData("{|MCPT4004:(_sessions.Count + 1).ToString()|}")]
    [InlineData("{|MCPT4004:string.Join(\"-\", 1, _next)|}")]
    [InlineData("{|MCPT4004:string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"s-{_next}\")|}")]
    [InlineData("{|MCPT4004:Convert.ToBase64String(Encoding.UTF8.GetBytes($\"s-{_next}\"))|}")]
    [InlineData("{|MCPT4004:Convert.ToHexString(SHA256.Create().ComputeHash(BitConverter.GetBytes(_next)))|}")]
    public Task Counter_IsReported(string id) => Analyze(Sends(id));

    [Theory]
    [InlineData("{|MCPT4004:new Random().Next().ToString()|}")]
    [InlineData("{|MCPT4004:Random.Shared.NextInt64().ToString(\"x\")|}")]
    [InlineData("{|MCPT4004:$\"{_random.Next():x8}{_random.Next():x8}\"|}")]
    [InlineData("{|MCPT4004:new string(Random.Shared.GetItems(\"abcdef\".ToCharArray(), 16))|}")]
    [InlineData("{|MCPT4004:new string(Enumerable.Range(0, 16).Select(_ => \"abcdef\"[Random.Shared.Next(6)]).ToArray())|}")]
    [InlineData("{|MCPT4004:Convert.ToHexString(SHA256.HashData(BitConverter.GetBytes(_random.Next())))|}")]
    public Task SystemRandom_IsReported(string id) => Analyze(Sends(id));

    [Theory]
    [InlineData("var bytes = new byte[16]; _random.NextBytes(bytes);", "{|MCPT4004:Convert.ToHexString(bytes)|}")]
    [InlineData("Span<byte> bytes = stackalloc byte[16]; Random.Shared.NextBytes(bytes);", "{|MCPT4004:Convert.ToHexString(bytes)|}")]
    [InlineData("var bytes = new byte[16]; _random.NextBytes(bytes);", "{|MCPT4004:new Guid(bytes).ToString()|}")]
    [InlineData("var text = new char[8]; for (var i = 0; i < 8; i++) text[i] = \"abc\"[_random.Next(3)];", "{|MCPT4004:new string(text)|}")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 8; i++) text.Append(_random.Next(10));", "{|MCPT4004:text.ToString()|}")]
    public Task BufferFilledFromSystemRandom_IsReported(string before, string id) => Analyze(Sends(id, before: before));

    [Theory]
    [InlineData("{|MCPT4004:DateTime.UtcNow.Ticks.ToString()|}")]
    [InlineData("{|MCPT4004:DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString()|}")]
    [InlineData("{|MCPT4004:Stopwatch.GetTimestamp().ToString()|}")]
    [InlineData("{|MCPT4004:$\"{Environment.TickCount64:x}\"|}")]
    [InlineData("{|MCPT4004:DateTime.Now.ToString(\"yyyyMMddHHmmss\")|}")]
    [InlineData("{|MCPT4004:$\"{Environment.ProcessId}-{DateTime.UtcNow.Ticks}\"|}")]
    [InlineData("{|MCPT4004:user.GetHashCode().ToString(\"x\")|}")]
    [InlineData("{|MCPT4004:HashCode.Combine(user, make).ToString()|}")]
    [InlineData("{|MCPT4004:Guid.NewGuid().GetHashCode().ToString()|}")]
    [InlineData("{|MCPT4004:\"session-1\"|}")]
    [InlineData("{|MCPT4004:Guid.Empty.ToString()|}")]
    [InlineData("{|MCPT4004:new Guid().ToString(\"N\")|}")]
    public Task ClockHashCodeAndConstant_AreReported(string id) => Analyze(Sends(id));

    [Theory]
    [InlineData("{|MCPT4004:$\"session {Guid.NewGuid()}\"|}")]
    [InlineData("{|MCPT4004:\"sitzung-\u00fc-\" + Guid.NewGuid()|}")]
    public Task TextThatIsNotVisibleAscii_IsReported(string id) => Analyze(Sends(id));

    [Theory]
    [InlineData("Guid.NewGuid().ToString()")]
    [InlineData("Guid.NewGuid().ToString(\"N\")")]
    [InlineData("$\"mcp-{Guid.NewGuid():N}\"")]
    [InlineData("$\"{_next}-{Guid.NewGuid():N}\"")]
    [InlineData("RandomNumberGenerator.GetHexString(32)")]
    [InlineData("Convert.ToHexString(RandomNumberGenerator.GetBytes(16))")]
    [InlineData("RandomNumberGenerator.GetInt32(int.MaxValue).ToString()")]
    [InlineData("make()")]
    [InlineData("user")]
    [InlineData("context.TraceIdentifier")]
    [InlineData("context.Request.Headers[\"Mcp-Session-Id\"]")]
    [InlineData("Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(make()), Encoding.UTF8.GetBytes(user)))")]
    [InlineData("Convert.ToHexString(HMACSHA256.HashData(RandomNumberGenerator.GetBytes(32), BitConverter.GetBytes(_next)))")]
    public Task SecureAndUnknown_AreSilent(string id) => Analyze(Sends(id));

    [Theory]
    [InlineData("var bytes = new byte[16]; RandomNumberGenerator.Fill(bytes);", "Convert.ToHexString(bytes)")]
    [InlineData("var bytes = new byte[16]; using (var rng = RandomNumberGenerator.Create()) rng.GetBytes(bytes);", "Convert.ToHexString(bytes)")]
    [InlineData("var text = new char[8]; for (var i = 0; i < 8; i++) text[i] = \"abc\"[RandomNumberGenerator.GetInt32(3)];", "new string(text)")]
    [InlineData("var text = new StringBuilder(\"s\"); text.Append(make());", "text.ToString()")]
    [InlineData("string? id = null; if (user.Length > 0) id = Guid.NewGuid().ToString();", "id")]
    [InlineData("var bytes = new byte[16]; bytes[0] = 1; RandomNumberGenerator.Fill(bytes.AsSpan(1));", "Convert.ToHexString(bytes)")]
    [InlineData("var bytes = BitConverter.GetBytes(DateTime.UtcNow.Ticks); RandomNumberGenerator.Fill(bytes.AsSpan(2));", "Convert.ToHexString(bytes)")]
    [InlineData("var bytes = new byte[33]; bytes[0] = 1; HMACSHA256.HashData(Encoding.UTF8.GetBytes(make()), Encoding.UTF8.GetBytes(user), bytes.AsSpan(1));", "Convert.ToHexString(bytes)")]
    public Task BufferFilledSecurely_IsSilent(string before, string id) => Analyze(Sends(id, before: before));

    [Theory]
    [InlineData("NewId()", "private string NewId() => {|MCPT4004:Interlocked.Increment(ref s_last).ToString()|};", "")]
    [InlineData("id", "", "var id = {|MCPT4004:$\"s{++_next}\"|}; _sessions[id] = new Session();")]
    [InlineData("_id", "private readonly string _id = {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|};", "")]
    [InlineData("new StringValues(id)", "", "var id = {|MCPT4004:$\"s{++_next}\"|};")]
    [InlineData("state.Id", "private sealed class State { public string Id { get; } = {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|}; }", "var state = new State();")]
    [InlineData("state.Id", "private sealed record State(string Id);", "var state = new State({|MCPT4004:$\"s{++_next}\"|});")]
    [InlineData("state.Id", "private sealed class State(string id) { public string Id => id; }", "var state = new State({|MCPT4004:$\"s{++_next}\"|});")]
    [InlineData("state.Id", "private sealed class State { public State(string id) { Id = id; } public string Id { get; } }", "var state = new State({|MCPT4004:$\"s{++_next}\"|});")]
    [InlineData("state.Id", "private sealed class State { public required string Id { get; init; } }", "var state = new State { Id = {|MCPT4004:$\"s{++_next}\"|} };")]
    public Task ValueThatTravels_IsReportedWhereItIsMade(string id, string members, string before) => Analyze(Sends(id, members, before));

    [Theory]
    [InlineData("{|MCPT4004:Ids.Next()|}", "internal static class Ids { private static int s_n; public static string Next() => Interlocked.Increment(ref s_n).ToString(); }")]
    [InlineData("{|MCPT4004:Ids.Default|}", "internal static class Ids { public const string Default = \"default\"; }")]
    public Task IdMadeByAnotherType_IsReportedWhereItIsAskedFor(string id, string other) => Analyze(Sends(id) + other);

    [Theory]
    [InlineData("context.Response.Headers.Append(\"mcp-session-id\", {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|});")]
    [InlineData("context.Response.Headers.Add(\"Mcp-Session-Id\", {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|});")]
    [InlineData("context.Response.Headers.TryAdd(Header, {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|});")]
    [InlineData("var headers = context.Response.Headers; headers[Header] = {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|};")]
    [InlineData("context.Response.OnStarting(() => { context.Response.Headers[Header] = {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|}; return Task.CompletedTask; });")]
    [InlineData("listener.Response.Headers[Header] = {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|};")]
    [InlineData("listener.Response.AddHeader(Header, {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|});")]
    [InlineData("var response = new HttpResponseMessage(); response.Headers.Add(Header, {|MCPT4004:DateTime.UtcNow.Ticks.ToString()|});")]
    public Task EveryWayToWriteTheHeader_IsSeen(string statement) => Analyze(ServerMembers.Class($$"""
        private const string Header = "Mcp-Session-Id";

        public void Initialize(HttpContext context, HttpListenerContext listener)
        {
            {{statement}}
        }
        """));

    [Theory]
    [InlineData("context.Response.Headers[\"X-Request-Id\"] = DateTime.UtcNow.Ticks.ToString();")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", \"abc\");")]
    public Task OtherHeadersAndRequests_AreSilent(string statement) => Analyze(ServerMembers.Class($$"""
        private const string Header = "Mcp-Session-Id";

        public void Handle(HttpContext context, HttpRequestMessage request)
        {
            {{statement}}
        }
        """));

    [Fact]
    public Task KeyOfTheStoreThatRequestsSearch_IsReported() => Analyze(ServerMembers.Class("""
        private readonly ConcurrentDictionary<string, Session> _sessions = new();
        private readonly ConcurrentDictionary<string, Session> _others = new();
        private int _next;

        public Session? Find(HttpRequest request) =>
            request.Headers.TryGetValue("Mcp-Session-Id", out var id) && _sessions.TryGetValue(id.ToString(), out var session) ? session : null;

        public string Open()
        {
            var id = {|MCPT4004:$"s{Interlocked.Increment(ref _next)}"|};
            _sessions[id] = new Session();
            _others[$"o{_next}"] = new Session();
            return id;
        }
        """));

    [Theory]
    [InlineData("private string _id = \"none\"; private void Renew() => _id = Guid.NewGuid().ToString();", "_id")]
    [InlineData("", "make() ?? \"none\"")]
    [InlineData("", "user.Length == 0 ? \"stateless\" : Guid.NewGuid().ToString()")]
    [InlineData("public sealed class State { public string Id { get; set; } = \"none\"; } private State _state = new();", "_state.Id")]
    public Task ConstantThatStandsInForAnId_IsSilent(string members, string id) => Analyze(Sends(id, members));

    [Fact]
    public Task MinimalApi_WithTopLevelStatements_IsReported() => Verify.Analyzer(
        ["""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;

        var app = WebApplication.Create(args);
        var next = 0;
        app.MapPost("/mcp", (HttpContext context) =>
        {
            var id = {|MCPT4004:$"session-{++next}"|};
            context.Response.Headers["Mcp-Session-Id"] = id;
            return Results.Ok();
        });
        app.Run();
        """],
        test =>
        {
            test.UseWeb();
            test.UseTopLevelStatements();
        });

    [Fact]
    public Task Controller_IsReported() => Analyze(ServerMembers.File("""
        [ApiController]
        public sealed class McpController : ControllerBase
        {
            private static readonly ConcurrentDictionary<string, DateTime> Sessions = new();

            [HttpPost("/mcp")]
            public IActionResult Post([FromHeader(Name = "Mcp-Session-Id")] string? sessionId)
            {
                if (sessionId is not null && !Sessions.ContainsKey(sessionId))
                {
                    return NotFound();
                }

                var id = {|MCPT4004:Environment.TickCount64.ToString()|};
                Sessions.TryAdd(id, DateTime.UtcNow);
                return Ok(new { id });
            }
        }
        """));
}
