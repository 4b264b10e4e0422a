using System.Text;
using McpAnalyzers.CodeFixes.EventStream;
using McpAnalyzers.CodeFixes.Session;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tests.Fixes;

/// <summary>A file that starts with a byte order mark still does once it is mended: the fixed text has to have the encoding too.</summary>
public class ByteOrderMarkTests
{
    [Fact]
    public Task ExpiryTest() => Keeps<SessionExpiryIgnoresRequestFix>(
        Client("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }"),
        Client("if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }"));

    [Fact]
    public Task CachedId() => Keeps<CachedSessionIdNeverResetFix>(
        Client("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var v)) {|MCPT1002:_sessionId = v.First()|};"),
        Client(
            "",
            "if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"))",
            "{",
            "    _sessionId = null;",
            "}",
            "",
            "if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var v)) _sessionId = v.First();"));

    [Fact]
    public Task ListeningStream() => Keeps<ListeningStreamRequiredFix>(
        Client("{|MCPT2001:response.EnsureSuccessStatusCode()|};").Replace("HttpMethod.Post", "HttpMethod.Get"),
        Client(
            "if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)",
            "{",
            "    return;",
            "}",
            "",
            "response.EnsureSuccessStatusCode();").Replace("HttpMethod.Post", "HttpMethod.Get"));

    private static string Client(params string[] afterSend) => ClientCode.WithSession($$"""
        public async Task SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);{{string.Concat(afterSend.Select(l => l.Length == 0 ? "\n" : "\n    " + l))}}
        }
        """);

    private static Task Keeps<TFix>(string source, string fixedSource)
        where TFix : CodeFixProvider, new()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        var test = new CSharpCodeFixTest<McpTransportAnalyzer, TFix, DefaultVerifier>
        {
            ReferenceAssemblies = ReferenceAssemblies.Net.Net80,
            TestState = { Sources = { SourceText.From(source, encoding) } },
            FixedState = { Sources = { SourceText.From(fixedSource, encoding) } },
        };
        test.DisabledDiagnostics.AddRange(new McpTransportAnalyzer().SupportedDiagnostics.Select(d => d.Id).Where(id => !source.Contains(id, StringComparison.Ordinal)));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
