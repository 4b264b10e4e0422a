using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests.Rules;

/// <summary>Code as it stands while somebody types it: the analyzer must come through, whatever it then says.</summary>
public class HalfTypedCodeTests
{
    private static readonly string Client = ClientCode.File("""
        internal abstract class Transport { protected string? Extra { get; set; } }

        internal sealed partial class Client(string? first) : Transport
        {
            private readonly HttpClient _http = new();
            private readonly Dictionary<string, string> _headers = new();
            private (string? Id, int Count) _pair;
            private State _state = new(null);
            private Task? _loop;

            private string? Backed { get => _state.SessionId; set => _state = _state with { SessionId = value }; }

            public async Task<string> PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Headers = { { "Mcp-Session-Id", first } } };
                foreach (var (name, value) in _headers) request.Headers.Add(name, value);
                if (_pair.Id is { Length: > 0 } id) request.Headers.Add("Mcp-Session-Id", id);
                using var response = await _http.SendAsync(request);
                lock (_headers)
                {
                    if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) (first, _pair.Id) = (values.First(), Backed);
                    Interlocked.Exchange(ref first, response.StatusCode switch { HttpStatusCode.NotFound => null, _ => first });
                }

                return await response.Content.ReadAsStringAsync();
            }

            public void Start() => _loop = Task.Run(async () => { await foreach (var line in ListenAsync()) _headers["Mcp-Session-Id"] = line; });

            private async IAsyncEnumerable<string> ListenAsync()
            {
                using HttpRequestMessage request = new() { Method = HttpMethod.Get };
                request.Headers.Accept.ParseAdd("text/event-stream");
                for (var i = 0; i < 3; i++)
                {
                    using var response = await _http.SendAsync(request);
                    try { Check(response); }
                    catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.MethodNotAllowed or not HttpStatusCode.NotFound && e is not null) { throw; }
                    finally { _state = new(Extra ??= first); }
                    yield return await response.Content.ReadAsStringAsync();
                }

                static void Check(HttpResponseMessage r) { if (!r.IsSuccessStatusCode) throw new IOException($"{r.StatusCode}"); }
            }

            private sealed record State(string? SessionId);
        }
        """);

    private static readonly string Server = ServerMembers.File("""
        using McpTransport;
        using ModelContextProtocol.Client;

        internal abstract class Endpoint { protected Dictionary<string, string> Extra { get; } = new() { ["Accept"] = "text/event-stream" }; }

        internal sealed class Server(string first, IDictionary<string, string> users) : Endpoint
        {
            private readonly ConcurrentDictionary<string, State> _sessions = new();
            private readonly Lazy<Task<McpClient>> _lazy = new(() => McpClient.CreateAsync(new HttpClientTransport(new() { Endpoint = new Uri("http://localhost/mcp") })));
            private McpClient? _client;
            private int _next;

            public async Task<IResult> PostAsync(HttpContext context)
            {
                if (context.Request.Headers.TryGetValue("Mcp-Session-Id", out var id) && _sessions.TryGetValue(id.ToString(), out var state))
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, users[id!])], "Session"));
                    return state is { Id: { Length: > 0 } known } ? Results.Ok(known) : Results.NotFound();
                }

                var opened = new State($"s{++_next}-{DateTime.UtcNow.Ticks}") { Random = Random.Shared.Next() };
                var bytes = new byte[16];
                new Random().NextBytes(bytes);
                _sessions[Convert.ToHexString(bytes)] = opened;
                context.Response.Headers["Mcp-Session-Id"] = opened.Id ?? first;
                _client ??= await ConnectAsync(opened);
                return Results.Json(new { _client.ServerInfo });
            }

            private async Task<McpClient> ConnectAsync(State state)
            {
                var headers = new Dictionary<string, string>(Extra) { { "Mcp-Method", "tools/list" } };
                if (state.Id is { } id) headers["Mcp-Session-Id"] = id;
                var options = new HttpClientTransportOptions { Endpoint = new Uri("http://localhost/mcp"), AdditionalHeaders = headers };
                options.AdditionalHeaders?.Remove("Accept");
                try { return await McpClient.CreateAsync(new HttpClientTransport(options)); }
                catch (Exception) when (_next > 3) { _client = null; throw; }
            }

            private sealed record State(string? Id) { public int Random { get; init; } }
        }
        """);

    private static readonly string Endpoints = ServerCode.Endpoints(
        """
        var group = app.MapGroup("/mcp");
        group.MapPost("", async Task<IResult> (HttpContext context, JsonElement message) =>
        {
            var id = context.Request.Headers[SessionHeader].FirstOrDefault();
            if (id is null || !Sessions.TryGetValue(id, out var session)) { return Results.Json(new { error = 1 }, statusCode: id == null ? 400 : 410); }
            if (!message.TryGetProperty("id", out _) || message.GetProperty("method").GetString() is "notifications/initialized") return Results.NoContent();
            return Find(id) switch { null => Results.BadRequest(), var found => Results.Ok(await found.AnswerAsync($"{id}")) };
        }).AddEndpointFilter(async (filter, next) => filter.HttpContext.Request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != "x" ? Results.BadRequest() : await next(filter));
        group.MapMethods("", ["GET", HttpMethods.Delete], (HttpContext context) => { context.Response.StatusCode = context.Request.Method switch { "GET" => 404, _ => 200 }; });
        app.MapGet("/mcp", Alive).RequireCors(p => p.AllowAnyOrigin());
        static IResult Alive([FromHeader(Name = "Mcp-Session-Id")] string? id) => Sessions.GetOrAdd(id ?? "", key => new Session(key)) is null ? Results.NotFound() : Results.Ok("alive");
        """,
        """
        private static Session? Find(string id) => Sessions.Values.FirstOrDefault(s => s.Id == id);
        """);

    private static string SourceOf(string name) => name switch { nameof(Client) => Client, nameof(Server) => Server, _ => Endpoints };

    [Theory]
    [InlineData(nameof(Client), 0, 17)]
    [InlineData(nameof(Client), 5, 17)]
    [InlineData(nameof(Client), 11, 17)]
    [InlineData(nameof(Server), 3, 17)]
    [InlineData(nameof(Server), 9, 17)]
    [InlineData(nameof(Endpoints), 0, 17)]
    [InlineData(nameof(Endpoints), 6, 17)]
    [InlineData(nameof(Endpoints), 12, 17)]
    public async Task WithoutATokenHereAndThere_IsNoFailure(string name, int first, int step)
    {
        var source = SourceOf(name);
        var tokens = Tokens(source);
        for (var i = first; i < tokens.Length; i += step)
        {
            await Analyze(source.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
        }
    }

    [Theory]
    [InlineData(nameof(Client))]
    [InlineData(nameof(Server))]
    [InlineData(nameof(Endpoints))]
    public async Task CutOffAnywhere_IsNoFailure(string name)
    {
        var source = SourceOf(name);
        var tokens = Tokens(source);
        for (var i = 5; i < tokens.Length; i += 19)
        {
            await Analyze(source.Substring(0, tokens[i].SpanStart));
        }
    }

    [Fact]
    public Task LocalMadeOfItself_EndsTheSearch() => Analyze(
        ServerCode.Middleware(
            "Node node; node = node.Next; if (node.Headers[\"Mcp-Session-Id\"].Count == 0) { context.Response.StatusCode = 400; return; }",
            "public sealed class Node { public Node Next => this; public IHeaderDictionary Headers => null!; }"));

    [Fact]
    public Task ErrorThatIsKeptInItself_EndsTheSearch() => Analyze(ServerCode.Controller("[HttpPost] public object Post() { _ = Request.Headers[\"Mcp-Session-Id\"]; object kept = kept; return kept; }"));

    [Fact]
    public Task HeadersThatAreGivenNothingYet_AreNoFailure() => Analyze(ServerCode.Middleware("IHeaderDictionary headers; if (headers[\"Mcp-Session-Id\"].Count == 0) { context.Response.StatusCode = 400; return; }"));

    [Fact]
    public Task NodeThatIsMadeOfItself_EndsTheSearch() => Analyze(
        ServerCode.Middleware(
            "Node node = node.Next; if (node.Headers[\"Mcp-Session-Id\"].Count == 0) { context.Response.StatusCode = 400; return; }",
            "public sealed class Node { public Node Next => this; public IHeaderDictionary Headers => null!; }"));

    [Theory]
    [InlineData("Route")]
    [InlineData("Route()")]
    [InlineData("Route(Prefix)")]
    public Task RouteWithoutAText_IsNoFailure(string route) => Analyze(ServerCode.File($$"""
        [ApiController, {{route}}]
        public sealed class McpController : ControllerBase
        {
            private static readonly string Prefix = "mcp";

            [HttpGet]
            public IResult Get([FromHeader(Name = "Mcp-Session-Id")] string id) => Results.NotFound();
        }
        """));

    /// <summary>Without those of the usings: where they end, something internal or a class begins.</summary>
    private static ImmutableArray<SyntaxToken> Tokens(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();
        return [.. root.Members.SelectMany(m => m.DescendantTokens()).Where(t => t.Span.Length > 0)];
    }

    private static async Task Analyze(string source)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var compilation = (await SourceCompilation.EmptyAsync(OutputKind.DynamicallyLinkedLibrary)).AddSyntaxTrees(SourceCompilation.Tree("/0.cs", source));
        var diagnostics = await compilation.WithAnalyzers([new McpTransportAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellationToken);

        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
    }
}
