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

    private static ImmutableArray<SyntaxToken> Tokens() =>
        [.. CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().Where(t => t.SpanStart > Source.IndexOf("internal abstract", StringComparison.Ordinal) && t.Span.Length > 0)];

    private static async Task Analyze(string source)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: cancellationToken)],
            await ReferenceAssemblies.Net.Net80.ResolveAsync(LanguageNames.CSharp, cancellationToken),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var diagnostics = await compilation.WithAnalyzers([new McpTransportAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellationToken);

        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
    }
}
