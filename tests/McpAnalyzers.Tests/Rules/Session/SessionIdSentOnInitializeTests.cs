using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdSentOnInitialize>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionIdSentOnInitializeTests
{
    private static string Initialize(string write, string content = "\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"initialize\\\"}\"") => ClientCode.WithSession($$"""
        private sealed record Rpc(string Method, object? Params);

        public async Task InitializeAsync(string version)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Content = new StringContent({{content}});
            {{write}}
            using var response = await _http.SendAsync(request);
        }
        """);

    [Theory]
    [InlineData("{|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    [InlineData("{|MCPT1003:request.Headers.TryAddWithoutValidation(\"mcp-session-id\", _sessionId)|};")]
    [InlineData("if (_sessionId is not null) { {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; }")]
    [InlineData("if (!string.IsNullOrEmpty(_sessionId)) {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    [InlineData("var hasSession = _sessionId is not null; if (hasSession) { {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; }")]
    [InlineData("if (HasSession()) { {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; } bool HasSession() => _sessionId is not null;")]
    [InlineData("var hasSession = _sessionId is not null; if (Is(hasSession)) { {|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; } static bool Is(bool value) => value;")]
    [InlineData("Write(request); void Write(HttpRequestMessage message) { if (_sessionId is not null) {|MCPT1003:message.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; }")]
    [InlineData("if (_sessionId is not null) { Write(request); } void Write(HttpRequestMessage message) => {|MCPT1003:message.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    public Task HeaderWrittenForInitialize_IsReported(string write) => Verify.Analyzer(Initialize(write));

    [Theory]
    [InlineData("JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = 1, method = \"initialize\", @params = new { protocolVersion = version } })")]
    [InlineData("JsonSerializer.Serialize(new Rpc(\"initialize\", new { protocolVersion = version }))")]
    [InlineData("JsonSerializer.Serialize(new Dictionary<string, object> { [\"method\"] = \"initialize\", [\"params\"] = version })")]
    [InlineData("$\"{{\\\"method\\\":\\\"initialize\\\",\\\"params\\\":\\\"{version}\\\"}}\"")]
    public Task InitializeInAnyForm_IsReported(string content) =>
        Verify.Analyzer(Initialize("{|MCPT1003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};", content));

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"tools/list\\\"}\"")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"notifications/initialized\\\"}\"")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "version")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", version);", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    [InlineData("if (version != \"initialize\") request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    [InlineData("switch (version) { case \"initialize\": break; default: request.Headers.Add(\"Mcp-Session-Id\", _sessionId); break; }", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    [InlineData("switch (version) { case \"initialize\" or \"ping\": break; case var _: request.Headers.Add(\"Mcp-Session-Id\", _sessionId); break; }", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    [InlineData("var isOther = version != \"initialize\"; if (isOther) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    [InlineData("if (MaySend(version)) request.Headers.Add(\"Mcp-Session-Id\", _sessionId); static bool MaySend(string asked) => asked.Length > 9;", "\"{\\\"method\\\":\\\"initialize\\\"}\"")]
    public Task OtherRequestsAndHeaders_AreSilent(string write, string content) => Verify.Analyzer(Initialize(write, content));

    [Fact]
    public Task GeneralHelper_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task InitializeAsync() => SendAsync("initialize", new { });

        public Task ListAsync() => SendAsync("tools/list", new { });

        private async Task SendAsync(string method, object parameters)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Content = new StringContent(JsonSerializer.Serialize(new { method, @params = parameters }));
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }
        """));

    [Theory]
    [InlineData("Write(request); Write(new HttpRequestMessage(HttpMethod.Post, _endpoint)); void Write(HttpRequestMessage message) => message.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("if (version.Length > 3) { Write(request); } void Write(HttpRequestMessage message) => message.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("Write(request, false); void Write(HttpRequestMessage message, bool hasSession) { if (hasSession) message.Headers.Add(\"Mcp-Session-Id\", _sessionId); }")]
    public Task HelperThatKnowsMoreOrServesOthers_IsSilent(string write) => Verify.Analyzer(Initialize(write));

    [Fact]
    public Task HelperWithAFlag_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task InitializeAsync() => SendAsync("{\"method\":\"initialize\"}", includeSession: false);

        private async Task SendAsync(string json, bool includeSession)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (includeSession) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }
        """));

    /// <summary>A general helper that adds the id whenever there is one, and what is done when it is answered 404.</summary>
    internal static string Recovering(string lost, string initialize = "await {|MCPT1003:SendAsync(\"initialize\")|};", string write = "if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", string members = "") => ClientCode.WithSession($$"""
        public async Task<string> CallAsync(string method)
        {
            using var response = await SendAsync(method);
            if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null)
            {
                {{lost}}
            }

            return await response.Content.ReadAsStringAsync();
        }

        private async Task InitializeAsync()
        {
            {{initialize}}
        }

        private async Task<HttpResponseMessage> SendAsync(string method)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(JsonSerializer.Serialize(new { jsonrpc = "2.0", method })) };
            {{write}}
            return await _http.SendAsync(request);
        }

        private void Capture(HttpResponseMessage response)
        {
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
        }

        {{members}}
        """);

    private const string Initialize404 = "using var answer = await {|MCPT1003:SendAsync(\"initialize\")|}; Capture(answer);";
    private const string SilentInitialize = "using var answer = await SendAsync(\"initialize\"); Capture(answer);";

    [Theory]
    [InlineData("await InitializeAsync();")]
    [InlineData("if (!response.IsSuccessStatusCode) { await InitializeAsync(); }")]
    [InlineData("await RecoverAsync();", Initialize404, "private async Task RecoverAsync() { Console.WriteLine(\"lost\"); await InitializeAsync(); }")]
    public Task HandshakeAfter404WithTheOldId_IsReported(string lost, string initialize = Initialize404, string members = "") =>
        Verify.Analyzer(Recovering(lost, initialize, members: members));

    [Fact]
    public Task HeaderWrittenInAHelper_IsReportedWhereInitializeIsSent() => Verify.Analyzer(Recovering(
        "await InitializeAsync();", Initialize404, "AddSession(request);", "private void AddSession(HttpRequestMessage message) { if (_sessionId is { } id) message.Headers.Add(\"Mcp-Session-Id\", id); }"));

    [Fact]
    public Task HandshakeInTheHandlerOf404_IsReported() => Verify.Analyzer(Recovering("using var answer = await {|MCPT1003:SendAsync(\"initialize\")|}; Capture(answer);", ""));

    [Theory]
    [InlineData("_sessionId = null; await InitializeAsync();")]
    [InlineData("Forget(); await InitializeAsync();")]
    [InlineData("_sessionId = string.Empty; await InitializeAsync();")]
    [InlineData("await InitializeAsync();", "_sessionId = null; " + SilentInitialize)]
    [InlineData("await InitializeAsync();", "Forget(); " + SilentInitialize)]
    [InlineData("Interlocked.Exchange(ref _sessionId, null); await InitializeAsync();")]
    [InlineData("(_sessionId, _version) = (null, null); await InitializeAsync();")]
    [InlineData("await InitializeAsync();", "(_version, _sessionId) = (\"\", \"\"); " + SilentInitialize)]
    public Task StoreIsEmptiedBefore_IsSilent(string lost, string initialize = SilentInitialize) =>
        Verify.Analyzer(Recovering(lost, initialize, members: "private string? _version; private void Forget() => _sessionId = null;"));

    [Theory]
    [InlineData("if (_sessionId is not null && method != \"initialize\") request.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("if (method == \"initialize\") return await _http.SendAsync(request); if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    [InlineData("switch (method) { case \"initialize\": return await _http.SendAsync(request); } if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);")]
    public Task HelperThatKnowsInitialize_IsSilent(string write) => Verify.Analyzer(Recovering("await InitializeAsync();", SilentInitialize, write));

    [Theory]
    [InlineData("throw new SessionExpiredException();")]
    [InlineData("_sessionId = null;")]
    public Task NoWayFrom404ToInitialize_IsSilent(string lost) =>
        Verify.Analyzer(Recovering(lost, SilentInitialize, members: "public async Task ConnectAsync() { await InitializeAsync(); }"));

    [Fact]
    public Task MutuallyRecursiveHelpers_EndQuickly()
    {
        var methods = string.Join("\n", Enumerable.Range(0, 5).Select(i => $"private async Task M{i}(string text, int n) {{ "
            + string.Concat(Enumerable.Range(0, 5).Select(j => $"if (n > {j}) await M{j}(\"initialize\", n - 1); ")) + "using var answer = await SendAsync(\"tools/list\"); }"));
        return Verify.Analyzer(Recovering("_sessionId = null; await M0(\"initialize\", 3);", SilentInitialize, members: methods));
    }
}
