using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset>;

namespace McpAnalyzers.Tests.Rules.Session;

/// <summary>Whole clients in the hands of different people, for MCPT1002.</summary>
public class CachedSessionIdShapeTests
{
    [Fact]
    public Task HandlerThatCaptures_IsReported() => Verify.Analyzer(ClientCode.File("""
        public sealed class McpSessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {|MCPT1002:_sessionId = values.FirstOrDefault()|};
                return response;
            }
        }
        """));

    /// <summary>A base class that hands messages to the transport beneath, and is told when one fails.</summary>
    [Theory]
    [InlineData("catch (Exception e) { _lost = true; Console.WriteLine(e); throw; }", false)]
    [InlineData("catch (HttpRequestException) { await DisposeAsync(); throw; }", false)]
    [InlineData("catch (OperationCanceledException) { _lost = true; throw; }", true)]
    [InlineData("catch (Exception e) { Console.WriteLine(e); throw; }", true)]
    public Task BaseClassThatIsOverWhenAnOverrideThrows_EndsTheUseOfTheId(string handler, bool isReported) => Verify.Analyzer(ClientCode.File($$"""
        public abstract class Connection : IAsyncDisposable
        {
            private bool _lost;

            public async Task<string> CallAsync(string json)
            {
                ObjectDisposedException.ThrowIf(_lost, this);
                try { return await TransmitAsync(json); } {{handler}}
            }

            protected abstract Task<string> TransmitAsync(string json);

            public ValueTask DisposeAsync() => default;
        }

        public sealed class HttpConnection(HttpClient http) : Connection
        {
            private string? _sessionId;

            protected override async Task<string> TransmitAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {{(isReported ? "{|MCPT1002:_sessionId = values.FirstOrDefault()|}" : "_sessionId = values.FirstOrDefault()")}};
                return await response.Content.ReadAsStringAsync();
            }
        }
        """));

    [Fact]
    public Task HeaderWrittenAndReadInOtherClasses_IsReported() => Verify.Analyzer(ClientCode.File("""
        internal static class McpHeaders
        {
            public static readonly string SessionId = "Mcp-Session-Id";

            public static void AddSession(this HttpRequestMessage request, string? id)
            {
                if (!string.IsNullOrEmpty(id)) request.Headers.TryAddWithoutValidation(SessionId, id);
            }

            public static string? ReadSession(HttpResponseMessage response) =>
                response.Headers.TryGetValues(SessionId, out var values) ? values.FirstOrDefault() : null;
        }

        public sealed class Client(HttpClient http)
        {
            private string? _session;

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                request.AddSession(_session);
                using var response = await http.SendAsync(request);
                if (McpHeaders.ReadSession(response) is { } id) {|MCPT1002:_session = id|};
            }
        }
        """));

    [Fact]
    public Task ReadByAHelperThatMayReturnNull_IsAReset() => Verify.Analyzer(ClientCode.File("""
        internal static class McpHeaders
        {
            public static string? ReadSession(HttpResponseMessage response) =>
                response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.FirstOrDefault() : null;
        }

        public sealed class Client(HttpClient http)
        {
            private string? _session;

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                if (_session is not null) request.Headers.Add("Mcp-Session-Id", _session);
                using var response = await http.SendAsync(request);
                _session = McpHeaders.ReadSession(response);
            }
        }
        """));

    [Fact]
    public Task DefaultRequestHeaders_AreAnotherRules() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task InitializeAsync()
        {
            using var response = await _http.PostAsync(_endpoint, new StringContent("{}"));
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
            {
                _http.DefaultRequestHeaders.Add("Mcp-Session-Id", values.First());
            }
        }
        """));

    [Fact]
    public Task DefaultRequestHeadersThatOtherRequestsCopy_AreAnotherRules() => Verify.Analyzer(ClientCode.WithSession("""
        private readonly HttpClient _streaming = new();

        public async Task InitializeAsync()
        {
            using var response = await _http.PostAsync(_endpoint, new StringContent("{}"));
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
            {
                _http.DefaultRequestHeaders.Add("Mcp-Session-Id", values.First());
            }
        }

        public Task<HttpResponseMessage> PostAsync(string json)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _http.DefaultRequestHeaders.GetValues("Mcp-Session-Id"));
            return _streaming.SendAsync(request);
        }
        """));

    [Fact]
    public Task StoreThatOnlyFillsTheDefaultRequestHeaders_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task InitializeAsync()
        {
            using var response = await _http.PostAsync(_endpoint, new StringContent("{}"));
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
            {
                _sessionId = values.First();
                _http.DefaultRequestHeaders.Add("Mcp-Session-Id", _sessionId);
            }
        }

        public void Forget() => _http.DefaultRequestHeaders.Remove("Mcp-Session-Id");
        """));

    [Fact]
    public Task LocalPassedOnThroughTuples_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task RunAsync()
        {
            var (id, body) = await PostAsync(null, "initialize");
            (id, body) = await PostAsync(id, "tools/list");
        }

        private async Task<(string? Id, string Body)> PostAsync(string? id, string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (id is not null) request.Headers.Add("Mcp-Session-Id", id);
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) id = values.First();
            return (id, await response.Content.ReadAsStringAsync());
        }
        """));

    [Fact]
    public Task FieldFilledFromATuple_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        private string? _name;

        public async Task InitializeAsync() => ({|MCPT1002:_sessionId|}, _name) = await PostAsync("initialize");

        private async Task<(string? Id, string Body)> PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            return (response.Headers.GetValues("Mcp-Session-Id").First(), await response.Content.ReadAsStringAsync());
        }
        """));

    [Fact]
    public Task TopLevelStatements_AreSilent() => Verify.Analyzer(
        [ClientCode.File("""
            var http = new HttpClient();
            string? sessionId = null;
            var first = await PostAsync("initialize");
            var second = await PostAsync("tools/list");

            async Task<string> PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                if (sessionId is not null) request.Headers.Add("Mcp-Session-Id", sessionId);
                using var response = await http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) sessionId = values.First();
                return await response.Content.ReadAsStringAsync();
            }
            """)],
        test => test.UseTopLevelStatements());

    [Fact]
    public Task TransportMadeWithItsId_IsSilent() => Verify.Analyzer(ClientCode.File("""
        public sealed class Session
        {
            private readonly HttpClient _http = new();
            private string? _later;

            private Session(string id) => Id = id;

            public string Id { get; }

            public string? Other { get; private init; }

            public static async Task<Session> ConnectAsync(HttpClient http)
            {
                using var response = await http.PostAsync("http://localhost/mcp", new StringContent("initialize"));
                var id = response.Headers.GetValues("Mcp-Session-Id").First();
                var session = new Session(id) { Other = id, _later = id };
                session._later = id;
                return session;
            }

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                request.Headers.Add("Mcp-Session-Id", Id + Other + _later);
                using var response = await _http.SendAsync(request);
            }
        }
        """));

    [Theory]
    [InlineData("public async Task CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); Keep(response); void Keep(HttpResponseMessage r) { if (r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v)) {|MCPT1002:_sessionId = v.First()|}; } }")]
    [InlineData("public async Task CaptureAsync() { Action<HttpResponseMessage> keep = r => {|MCPT1002:_sessionId = r.Headers.GetValues(\"Mcp-Session-Id\").First()|}; keep(await _http.PostAsync(_endpoint, null)); }")]
    [InlineData("public async IAsyncEnumerable<string> CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); {|MCPT1002:_sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First()|}; yield return await response.Content.ReadAsStringAsync(); }")]
    [InlineData("public Task CaptureAsync() => Task.Run(async () => { using var response = await _http.PostAsync(_endpoint, null); {|MCPT1002:_sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First()|}; });")]
    [InlineData("public async Task CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); try { {|MCPT1002:_sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First()|}; } catch (InvalidOperationException) { } }")]
    [InlineData("public async Task CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); switch (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var v)) { case true: {|MCPT1002:_sessionId = v!.First()|}; break; } }")]
    [InlineData("public async Task CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); foreach (var h in response.Headers) if (h.Key.Equals(\"mcp-session-id\", StringComparison.OrdinalIgnoreCase)) {|MCPT1002:_sessionId = h.Value.First()|}; }")]
    [InlineData("public async Task CaptureAsync() => {|MCPT1002:_sessionId = (await _http.PostAsync(_endpoint, null)).Headers.GetValues(\"Mcp-Session-Id\").First()|};")]
    [InlineData("public async Task CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); foreach (var h in response.Headers) if (IsSession(h.Key)) {|MCPT1002:_sessionId = h.Value.First()|}; } private static bool IsSession(string name) => name.Equals(\"mcp-session-id\", StringComparison.OrdinalIgnoreCase);")]
    [InlineData("public async Task CaptureAsync() { using var response = await _http.PostAsync(_endpoint, null); foreach (var h in response.Headers) if (IsSession(h.Key)) {|MCPT1002:_sessionId = h.Value.First()|}; } private static bool IsSession(string name) => IsNamed(name); private static bool IsNamed(string name) => name.Equals(\"mcp-session-id\", StringComparison.OrdinalIgnoreCase);")]
    public Task CaptureInEveryKindOfCode_IsReported(string capture) => Verify.Analyzer(ClientCode.WithSession(capture + """


        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }
        """));

    [Fact]
    public Task HelperThatComparesWithAnotherHeader_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            foreach (var header in response.Headers) if (IsTrace(header.Key)) _sessionId = header.Value.First();
        }

        private static bool IsTrace(string name) => name.Equals("traceparent", StringComparison.OrdinalIgnoreCase);
        """));

    [Theory]
    [InlineData("X-Session-Id")]
    [InlineData("Set-Cookie")]
    public Task OtherHeaders_AreSilent(string header) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Protocol = "MCP-Protocol-Version";

        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add(Protocol, "2025-06-18");
            request.Headers.Add("{{header}}", _sessionId);
            using var response = await _http.SendAsync(request);
            _sessionId = response.Headers.GetValues("{{header}}").First();
        }
        """));

    [Fact]
    public Task IdOfARequest_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task<HttpResponseMessage> ForwardAsync(HttpRequestMessage incoming)
        {
            if (incoming.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return _http.SendAsync(request);
        }
        """));

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2027-01-01")]
    public Task RevisionWithoutSessions_IsSilent(string revision) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("MCP-Protocol-Version", "{{revision}}");
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
        }
        """));

    [Fact]
    public Task IdCarriedInRequestOptions_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        private static readonly HttpRequestOptionsKey<string?> Key = new("Mcp-Session-Id");

        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Options.Set(Key, _sessionId);
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
        }
        """));

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("request.Headers.Add(\"mcp-session-id\", new[] { _sessionId! });")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"MCP-Session-Id\", $\"{_sessionId}\");")]
    [InlineData("request.Content = new StringContent(\"\"); request.Content.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("if (_sessionId is { Length: > 0 } id) request.Headers.Add(\"Mcp-Session-Id\", id);")]
    [InlineData("var id = _sessionId; if (!string.IsNullOrEmpty(id)) request.Headers.Add(\"Mcp-Session-Id\", id);")]
    [InlineData("Apply(request); void Apply(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("Apply(request, _sessionId); static void Apply(HttpRequestMessage r, string? id) => r.Headers.Add(\"Mcp-Session-Id\", id);")]
    [InlineData("foreach (var (name, value) in new Dictionary<string, string?> { [\"Mcp-Session-Id\"] = _sessionId }) request.Headers.Add(name, value);")]
    [InlineData("request.Headers.Add(string.Concat(\"Mcp-\", \"Session-Id\"), _sessionId); request.Headers.Add(\"Mcp-\" + \"Session-Id\", _sessionId);")]
    public Task SentInEveryForm_IsReported(string send) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            {{send}}
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {|MCPT1002:_sessionId = values.First()|};
        }
        """));

    /// <summary>What is said of a failed handshake shakes no hands.</summary>
    [Theory]
    [InlineData("throw new InvalidOperationException(\"MCP initialize failed\");")]
    [InlineData("throw new InvalidOperationException($\"initialize: HTTP {(int)welcome.StatusCode}\");")]
    [InlineData("{ Console.Error.WriteLine(\"the method 'initialize' returned {0}\", (int)welcome.StatusCode); welcome.EnsureSuccessStatusCode(); }")]
    [InlineData("throw new InvalidOperationException(\"\\\"initialize\\\" was answered with an error\");")]
    public Task SentenceAboutAFailedHandshake_IsReported(string failure) => Verify.Analyzer(ClientCode.WithSession($$"""
        private async Task OpenAsync()
        {
            if (_sessionId is not null) return;
            using var hello = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}") };
            using var welcome = await _http.SendAsync(hello);
            if (!welcome.IsSuccessStatusCode) {{failure}}
            if (welcome.Headers.TryGetValues("Mcp-Session-Id", out var given)) {|MCPT1002:_sessionId = given.First()|};
        }

        public async Task<string> CallAsync(string json)
        {
            await OpenAsync();
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var answer = await _http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsStringAsync();
        }
        """));
}
