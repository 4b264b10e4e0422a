using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Rules;

/// <summary>Clients that do much wrong at once: each mistake is said once, by the rule that knows most of it, and no rule speaks of another's.</summary>
public partial class OneDiagnosticPerMistakeTests
{
    private const string RequestMistakes = """
        using System.Net;
        using System.Net.Http.Json;
        using System.Text.Json;

        public sealed class HandWrittenClient : IDisposable // MCPT1009
        {
            private readonly HttpClient _http = new();
            private readonly Uri _endpoint = new("http://localhost/mcp");
            private string? _sessionId;

            public async Task InitializeAsync(CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint); // MCPT3001
                request.Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "initialize", @params = new { protocolVersion = "2026-06-30" } }); // MCPT3004
                if (_sessionId is not null)
                {
                    request.Headers.Add("Mcp-Session-Id", _sessionId); // MCPT1003 MCPT3003
                }

                using var response = await _http.SendAsync(request, ct);
                _sessionId = response.Headers.GetValues("Mcp-Session-Id").First(); // MCPT1002 MCPT1006
            }

            public async Task<JsonElement> CallAsync(string method, CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = JsonContent.Create(new { jsonrpc = "2.0", id = 2, method }) };
                request.Headers.Accept.ParseAdd("application/json, text/event-stream");
                request.Headers.Add("Mcp-Session-Id", _sessionId); // MCPT3003
                using var response = await _http.SendAsync(request, ct); // MCPT2004
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadFromJsonAsync<JsonElement>(ct); // MCPT3002
            }

            public void Dispose() => _http.Dispose();
        }
        """;

    private const string SessionMistakes = """
        using System.Net;
        using System.Net.Http.Json;

        public sealed class RecoveringClient(HttpClient http)
        {
            private const string ProtocolVersionHeader = "MCP-Protocol-Version";
            private readonly Uri _endpoint = new("http://localhost/mcp");
            private string? _sessionId;

            public async Task<string> CallAsync(string method, CancellationToken ct)
            {
                using var response = await PostAsync(method, ct);
                if (response.StatusCode == HttpStatusCode.NotFound) // MCPT1001
                {
                    Console.Error.WriteLine("The session has expired");
                    using var initialized = await PostAsync("initialize", ct); // MCPT1003
                    if (initialized.Headers.TryGetValues("Mcp-Session-Id", out var values))
                    {
                        _sessionId = values.First();
                    }
                }

                return await response.Content.ReadAsStringAsync(ct);
            }

            public async Task CloseAsync(CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await http.SendAsync(request, ct);
                response.EnsureSuccessStatusCode(); // MCPT1010
            }

            private async Task<HttpResponseMessage> PostAsync(string method, CancellationToken ct)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method }) };
                if (_sessionId is not null)
                {
                    request.Headers.Add("Mcp-Session-Id", _sessionId);
                }

                return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            }
        }

        public sealed class GuessingClient(HttpClient http)
        {
            private const string ProtocolVersionHeader = "MCP-Protocol-Version";
            private string? _sessionId;

            public async Task<string> CallAsync(HttpContent message, CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "mcp") { Content = message };
                if (_sessionId is not null)
                {
                    request.Headers.Add("Mcp-Session-Id", _sessionId);
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.StatusCode == HttpStatusCode.BadRequest) // MCPT1007
                {
                    _sessionId = null;
                }

                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    _sessionId = values.First();
                }

                return await response.Content.ReadAsStringAsync(ct);
            }
        }

        public sealed class ForgetfulClient(HttpClient http)
        {
            private const string ProtocolVersionHeader = "MCP-Protocol-Version";
            private string? _sessionId;

            public async Task<string> CallAsync(HttpContent message, CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "mcp") { Content = message };
                if (_sessionId is not null)
                {
                    request.Headers.Add("Mcp-Session-Id", _sessionId);
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.StatusCode == HttpStatusCode.NotFound) // MCPT1001
                {
                    _sessionId = null;
                    return await CallAsync(message, ct); // MCPT1005
                }

                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    _sessionId = values.First(); // MCPT1008
                }

                return await response.Content.ReadAsStringAsync(ct);
            }

            public async Task ListenAsync(CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "mcp");
                request.Headers.Accept.ParseAdd("text/event-stream");
                using var response = await http.SendAsync(request, ct); // MCPT2004
                response.EnsureSuccessStatusCode(); // MCPT2001
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
                while (await reader.ReadLineAsync(ct) is { } line)
                {
                    if (line.StartsWith("data: ", StringComparison.Ordinal)) // MCPT2007
                    {
                        Console.WriteLine(System.Text.Json.JsonDocument.Parse(line.Substring(6))); // MCPT2006
                    }
                }
            }
        }
        """;

    [Theory]
    [InlineData(RequestMistakes)]
    [InlineData(SessionMistakes)]
    public async Task EveryMarkedLine_IsReportedByItsRulesAlone(string source)
    {
        var marked = source.Split('\n').SelectMany((line, index) => Marker().Match(line) is { Success: true } match ? match.Groups["ids"].Value.Split(' ').Select(id => $"{index + 1}: {id}") : []);

        var found = (await SourceAnalysis.DiagnosticsOf([("/Clients.cs", source)])).Select(d => $"{d.Location.GetLineSpan().StartLinePosition.Line + 1}: {d.Id}");

        Assert.Equal(marked, found.Order(LineThenId.Instance));
    }

    private sealed class LineThenId : IComparer<string>
    {
        public static LineThenId Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var left = x!.Split(':');
            var right = y!.Split(':');
            var byLine = int.Parse(left[0], System.Globalization.CultureInfo.InvariantCulture).CompareTo(int.Parse(right[0], System.Globalization.CultureInfo.InvariantCulture));
            return byLine != 0 ? byLine : string.CompareOrdinal(left[1], right[1]);
        }
    }

    [GeneratedRegex(@"// (?<ids>MCPT\d{4}( MCPT\d{4})*)\s*$")]
    private static partial Regex Marker();
}
