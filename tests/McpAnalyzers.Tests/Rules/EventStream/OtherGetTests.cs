using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRequired>;
using VerifyAll = McpAnalyzers.Tests.Verify<McpAnalyzers.McpTransportAnalyzer>;

namespace McpAnalyzers.Tests.Rules.EventStream;

/// <summary>GETs that are not the optional listening stream of Streamable HTTP: MCPT2001 leaves them alone.</summary>
public class OtherGetTests
{
    private const string Post = """
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }


        """;

    [Theory]
    [InlineData("await _http.GetStringAsync(\"http://localhost/.well-known/oauth-protected-resource\");")]
    [InlineData("await _http.GetFromJsonAsync<JsonElement>(new Uri(_endpoint, \"/.well-known/oauth-authorization-server\"));")]
    [InlineData("using var response = await _http.GetAsync(\"/health\"); response.EnsureSuccessStatusCode();")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, \"http://localhost/tools.json\"); using var response = await _http.SendAsync(request); response.EnsureSuccessStatusCode();")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, \"http://localhost/tools.json\") { Headers = { Accept = { new(\"application/json\") } } }; (await _http.SendAsync(request)).EnsureSuccessStatusCode();")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Head, _endpoint); request.Headers.Add(\"Mcp-Session-Id\", _sessionId); (await _http.SendAsync(request)).EnsureSuccessStatusCode();")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint); request.Headers.Add(\"Mcp-Session-Id\", _sessionId); (await _http.SendAsync(request)).EnsureSuccessStatusCode();")]
    [InlineData("using var request = new HttpRequestMessage(method, _endpoint); request.Headers.Add(\"Mcp-Session-Id\", _sessionId); (await _http.SendAsync(request)).EnsureSuccessStatusCode();")]
    public Task OfTheSameClient_AreSilent(string send) => Verify.Analyzer(ClientCode.WithSession(Post + $"public async Task OtherAsync(HttpMethod method) {{ {send} }}"));

    [Theory]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", lastEventId);")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"last-event-id\", lastEventId);")]
    [InlineData("request.Headers.Add(LastEventId, lastEventId);")]
    [InlineData("Resume(request, lastEventId);")]
    public Task ResumeOfABrokenPost_IsSilent(string resume) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string LastEventId = "Last-Event-ID";

        public async Task<Stream> ResumeAsync(string lastEventId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{resume}}
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStreamAsync();
        }

        private static void Resume(HttpRequestMessage request, string id) => request.Headers.Add("Last-Event-ID", id);
        """));

    [Theory]
    [InlineData("Resume(); void Resume() => request.Headers.Add(\"Last-Event-ID\", lastEventId); (await _http.SendAsync(request)).EnsureSuccessStatusCode();")]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", lastEventId); (await SendAsync(request)).EnsureSuccessStatusCode();")]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", lastEventId); await CheckedAsync(request);")]
    public Task ResumeThroughAHelper_IsSilent(string send) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task ResumeAsync(string lastEventId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{send}}
        }

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        private async Task CheckedAsync(HttpRequestMessage request) { using var response = await SendAsync(request); response.EnsureSuccessStatusCode(); }
        """));

    [Fact]
    public Task ListeningThatMayResume_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task ListenAsync(string? lastEventId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            {|MCPT2001:response.EnsureSuccessStatusCode()|};
        }
        """));

    private const string SseGet = """
        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
                request.Headers.Add("MCP-Protocol-Version", "2024-11-05");
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                response.EnsureSuccessStatusCode();
        """;

    [Theory]
    [InlineData("var name = await ReadAsync(response); if (name == \"endpoint\") _posts = name;")]
    [InlineData("switch (await ReadAsync(response)) { case \"endpoint\": _posts = \"\"; break; case \"message\": break; }")]
    [InlineData("await foreach (var name in EventsAsync(response)) { if (name.Equals(\"endpoint\", StringComparison.Ordinal)) _posts = name; }")]
    [InlineData("await HandleAsync(response);")]
    [InlineData("_posts = \"http://localhost/messages\"; await ReadAsync(response);")]
    public Task LegacyHttpWithSse_IsSilent(string read) => Verify.Analyzer(ClientCode.WithSession($$"""
        private string? _posts;

        public async Task ConnectAsync()
        {
            {{SseGet}}
            {{read}}
        }

        public Task<HttpResponseMessage> PostAsync(string json) => _http.PostAsync(_posts, new StringContent(json));

        private static async Task<string> ReadAsync(HttpResponseMessage response) => await response.Content.ReadAsStringAsync();

        private static async IAsyncEnumerable<string> EventsAsync(HttpResponseMessage response) { yield return await response.Content.ReadAsStringAsync(); }

        private async Task HandleAsync(HttpResponseMessage response) { if (await ReadAsync(response) == "endpoint") _posts = ""; }
        """));

    [Fact]
    public Task BothTransportsInOneType_JudgesOnlyTheStreamableOne() => Verify.Analyzer(ClientCode.WithSession($$"""
        private string? _posts;

        {{Post}}
        public async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            {|MCPT2001:response.EnsureSuccessStatusCode()|};
        }

        public async Task ConnectLegacyAsync()
        {
            {{SseGet}}
            if (await response.Content.ReadAsStringAsync() == "endpoint") _posts = "";
        }
        """));

    [Fact]
    public Task OneMethodForBothTransports_IsSilent() => Verify.Analyzer(ClientCode.WithSession($$"""
        private string? _posts;

        {{Post}}
        public async Task OpenStreamAsync(bool legacy)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, legacy ? new Uri("http://localhost/sse") : _endpoint);
            if (!legacy) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            if (legacy && await response.Content.ReadAsStringAsync() == "endpoint") _posts = "";
        }
        """));

    [Theory]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\");")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", Version);")]
    [InlineData("request.Headers.Add(\"Mcp-Method\", \"subscriptions/listen\");")]
    public Task RevisionWithoutSessions_IsSilent(string header) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Version = "2026-07-28";

        public async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Accept.ParseAdd("text/event-stream");
            {{header}}
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
        """));

    [Fact]
    public Task EventStreamsOfOthers_AreSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Accept.ParseAdd("text/event-stream");
            if (_sessionId is not null) request.Headers.Add("X-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
        """));

    [Theory]
    [InlineData("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; throw new SessionExpiredException(); } if (response.StatusCode == HttpStatusCode.MethodNotAllowed) return;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.MethodNotAllowed) return; if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new SessionExpiredException(); response.EnsureSuccessStatusCode();")]
    public Task NotFoundTakenForExpiry_IsTheOtherRulesAlone(string afterSend) => VerifyAll.Analyzer(ClientCode.WithSession($$"""
        public async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Accept.ParseAdd("text/event-stream");
            request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            {{afterSend}}
        }
        """));

    [Fact]
    public Task NotFoundTakenForExpiryAndMethodNotAllowedFailing_NamesOnly405() => VerifyAll.Analyzer(
        ClientCode.WithSession("""
            public async Task ListenAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                request.Headers.Accept.ParseAdd("text/event-stream");
                request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; return; }
                {|#0:response.EnsureSuccessStatusCode()|};
            }
            """),
        VerifyAll.Diagnostic("MCPT2001").WithLocation(0).WithArguments("405", "EnsureSuccessStatusCode()"));
}
