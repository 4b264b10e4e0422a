using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests.Rules;

/// <summary>Code as it stands while somebody types it: the analyzer must come through, whatever it then says.</summary>
public class HalfTypedCodeTests
{
    private static readonly string Source = ClientCode.File("""
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

    [Theory]
    [InlineData(0, 17)]
    [InlineData(5, 17)]
    [InlineData(11, 17)]
    public async Task WithoutATokenHereAndThere_IsNoFailure(int first, int step)
    {
        var tokens = Tokens();
        for (var i = first; i < tokens.Length; i += step)
        {
            await Analyze(Source.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
        }
    }

    [Fact]
    public async Task CutOffAnywhere_IsNoFailure()
    {
        var tokens = Tokens();
        for (var i = 5; i < tokens.Length; i += 19)
        {
            await Analyze(Source.Substring(0, tokens[i].SpanStart));
        }
    }

    [Theory]
    [InlineData(0, 17)]
    [InlineData(6, 17)]
    [InlineData(12, 17)]
    public async Task ServerWithoutATokenHereAndThere_IsNoFailure(int first, int step)
    {
        var tokens = Tokens(Server, "public static class");
        for (var i = first; i < tokens.Length; i += step)
        {
            await Analyze(Server.Remove(tokens[i].SpanStart, tokens[i].Span.Length), ServerCode.References);
        }
    }

    [Fact]
    public async Task ServerCutOffAnywhere_IsNoFailure()
    {
        var tokens = Tokens(Server, "public static class");
        for (var i = 5; i < tokens.Length; i += 19)
        {
            await Analyze(Server.Substring(0, tokens[i].SpanStart), ServerCode.References);
        }
    }

    [Fact]
    public Task LocalMadeOfItself_EndsTheSearch() => Analyze(
        ServerCode.Middleware(
            "Node node; node = node.Next; if (node.Headers[\"Mcp-Session-Id\"].Count == 0) { context.Response.StatusCode = 400; return; }",
            "public sealed class Node { public Node Next => this; public IHeaderDictionary Headers => null!; }"),
        ServerCode.References);

    private static readonly string Server = ServerCode.Endpoints(
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

    private static ImmutableArray<SyntaxToken> Tokens() => Tokens(Source, "internal abstract");

    private static ImmutableArray<SyntaxToken> Tokens(string source, string from) =>
        [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(t => t.SpanStart > source.IndexOf(from, StringComparison.Ordinal) && t.Span.Length > 0)];

    private static async Task Analyze(string source, ReferenceAssemblies? references = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: cancellationToken)],
            await (references ?? ReferenceAssemblies.Net.Net80).ResolveAsync(LanguageNames.CSharp, cancellationToken),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var diagnostics = await compilation.WithAnalyzers([new McpTransportAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellationToken);

        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
    }
}
