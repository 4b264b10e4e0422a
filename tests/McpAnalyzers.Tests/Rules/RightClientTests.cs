using Verify = McpAnalyzers.Tests.Verify<McpAnalyzers.McpTransportAnalyzer>;

namespace McpAnalyzers.Tests.Rules;

/// <summary>Clients that do everything right, each in a hand of its own: no rule may say a word.</summary>
public class RightClientTests
{
    [Fact]
    public Task OneTypeWithARetryFlag() => Verify.Analyzer(ClientCode.WithSession("""
        private const string SessionHeader = "Mcp-Session-Id";
        private readonly SemaphoreSlim _gate = new(1, 1);

        public async Task<string> RequestAsync(string json, CancellationToken ct, bool isRetry = false)
        {
            await EnsureInitializedAsync(ct).ConfigureAwait(false);
            var sent = _sessionId;
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
            if (sent is not null) request.Headers.TryAddWithoutValidation(SessionHeader, sent);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && sent is not null && !isRetry)
            {
                Interlocked.CompareExchange(ref _sessionId, null, sent);
                return await RequestAsync(json, ct, isRetry: true).ConfigureAwait(false);
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false);
        }

        private async Task EnsureInitializedAsync(CancellationToken ct)
        {
            await _gate.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                if (_sessionId is not null) return;
                using var response = await _http.PostAsync(_endpoint, new StringContent("{\"method\":\"initialize\"}"), ct).ConfigureAwait(false);
                response.EnsureSuccessStatusCode();
                if (response.Headers.TryGetValues(SessionHeader, out var values)) _sessionId = values.FirstOrDefault();
            }
            finally
            {
                _gate.Release();
            }
        }

        public async Task ListenAsync(Action<string> onEvent, CancellationToken ct)
        {
            for (var attempt = 0; attempt < 5 && !ct.IsCancellationRequested; attempt++)
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                    request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
                    if (_sessionId is { Length: > 0 } id) request.Headers.Add(SessionHeader, id);
                    using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                    switch (response.StatusCode)
                    {
                        case HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound:
                            return;
                        case >= HttpStatusCode.InternalServerError:
                            throw new HttpRequestException("the server failed", null, response.StatusCode);
                    }

                    using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
                    while (await reader.ReadLineAsync(ct) is { } line) onEvent(line);
                }
                catch (HttpRequestException) when (attempt < 4)
                {
                    await Task.Delay(TimeSpan.FromSeconds(attempt), ct);
                }
            }
        }
        """));

    [Fact]
    public Task SessionsAsImmutableObjects() => Verify.Analyzer(ClientCode.File("""
        internal sealed record McpSession(string? Id, int Generation);

        internal sealed class McpConnection(HttpClient http, Uri endpoint)
        {
            private McpSession? _session;
            private Task? _listening;

            public async Task<JsonElement> CallAsync(JsonElement message, CancellationToken ct)
            {
                var session = _session ?? await StartAsync(ct);
                var (lost, answer) = await PostAsync(session, message, ct);
                if (lost)
                {
                    session = await RenewAsync(session, ct);
                    (_, answer) = await PostAsync(session, message, ct);
                }

                return answer;
            }

            private async Task<McpSession> StartAsync(CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(new { method = "initialize" }) };
                using var response = (await http.SendAsync(request, ct)).EnsureSuccessStatusCode();
                var id = response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.Single() : null;
                _session = new McpSession(id, (_session?.Generation ?? 0) + 1);
                _listening ??= Task.Run(() => ListenAsync(_session, ct), ct);
                return _session;
            }

            private Task<McpSession> RenewAsync(McpSession old, CancellationToken ct) =>
                _session is { } current && current.Generation > old.Generation ? Task.FromResult(current) : StartAsync(ct);

            private async Task<(bool Lost, JsonElement Answer)> PostAsync(McpSession session, JsonElement message, CancellationToken ct)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) };
                request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                if (session.Id is not null) request.Headers.Add("Mcp-Session-Id", session.Id);
                using var response = await http.SendAsync(request, ct);
                if (session.Id is not null && response.StatusCode == HttpStatusCode.NotFound) return (true, default);
                response.EnsureSuccessStatusCode();
                if (response.Content.Headers.ContentType?.MediaType == "application/json") return (false, await response.Content.ReadFromJsonAsync<JsonElement>(ct));
                await foreach (var line in LinesAsync(response, ct))
                {
                    if (line.StartsWith("data:", StringComparison.Ordinal)) return (false, JsonSerializer.Deserialize<JsonElement>(line.AsSpan(5)));
                }

                return (false, default);
            }

            private async Task ListenAsync(McpSession session, CancellationToken ct)
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, endpoint) { Headers = { Accept = { new("text/event-stream") } } };
                    if (session.Id is not null) request.Headers.Add("Mcp-Session-Id", session.Id);
                    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                    if (!response.IsSuccessStatusCode) return;
                    await foreach (var line in LinesAsync(response, ct)) Console.WriteLine(line);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    Console.Error.WriteLine(e);
                }
            }

            private static async IAsyncEnumerable<string> LinesAsync(HttpResponseMessage response, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
            {
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
                while (await reader.ReadLineAsync(ct) is { } line) yield return line;
            }
        }
        """));

    [Fact]
    public Task ChannelTransportThatEndsWithItsSession() => Verify.Analyzer(ClientCode.File("""
        public sealed class StreamableTransport : IAsyncDisposable
        {
            private readonly HttpClient _http = new();
            private readonly Channel<string> _incoming = Channel.CreateUnbounded<string>();
            private readonly CancellationTokenSource _closing = new();
            private string? _sessionId;
            private Task _listening = Task.CompletedTask;

            public ChannelReader<string> Incoming => _incoming.Reader;

            public async Task SendAsync(string message, CancellationToken ct = default)
            {
                using var request = Create(HttpMethod.Post);
                request.Content = new StringContent(message);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains("Mcp-Session-Id"))
                {
                    _incoming.Writer.TryComplete(new IOException("the session has expired"));
                    return;
                }

                response.EnsureSuccessStatusCode();
                if (_sessionId is null && response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    _sessionId = values.First();
                    _listening = ListenAsync();
                }

                _incoming.Writer.TryWrite(await response.Content.ReadAsStringAsync(ct));
            }

            public async ValueTask DisposeAsync()
            {
                _closing.Cancel();
                try { await _listening; } catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { }
                if (_sessionId is not null)
                {
                    using var request = Create(HttpMethod.Delete);
                    using var response = await _http.SendAsync(request);
                }

                _incoming.Writer.TryComplete();
                _http.Dispose();
            }

            private HttpRequestMessage Create(HttpMethod method)
            {
                var request = new HttpRequestMessage(method, "http://localhost/mcp");
                request.Headers.Add("Accept", "application/json, text/event-stream");
                request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                if (_sessionId is { } id) request.Headers.Add("Mcp-Session-Id", id);
                return request;
            }

            private async Task ListenAsync()
            {
                using var request = Create(HttpMethod.Get);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _closing.Token);
                response.EnsureSuccessStatusCode();
                _incoming.Writer.TryWrite(await response.Content.ReadAsStringAsync(_closing.Token));
            }
        }
        """));

    [Theory]
    [InlineData("_cookie = response.Headers.GetValues(\"Set-Cookie\").First();")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) throw new SessionExpiredException(); _cookie = response.Headers.GetValues(\"X-Session-Id\").First();")]
    [InlineData("using var stream = await _http.GetStreamAsync(_endpoint); _cookie = response.Headers.GetValues(\"Mcp-Session\").First();")]
    public Task WebSessionsOfOthers(string after) => Verify.Analyzer(ClientCode.WithSession($$"""
        private string? _cookie;

        public async Task PostAsync(string mcpSessionId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Cookie", _cookie);
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            {{after}}
        }
        """));
}
