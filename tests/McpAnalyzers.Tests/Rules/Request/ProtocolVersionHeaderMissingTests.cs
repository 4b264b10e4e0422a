using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.ProtocolVersionHeaderMissing>;

namespace McpAnalyzers.Tests.Rules.Request;

public class ProtocolVersionHeaderMissingTests
{
    private static string Send(string statements, string members = "") => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";
        {{members}}
        public async Task SendAsync(HttpContent content)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = content };
            {{statements}}
            await _http.SendAsync(request);
        }
        """);

    private const string Write = "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);";
    private const string Reported = "{|MCPT3003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};";

    [Theory]
    [InlineData(Reported)]
    [InlineData("{|MCPT3003:request.Headers.TryAddWithoutValidation(Header, _sessionId)|};")]
    [InlineData("{|MCPT3003:request.Content.Headers.Add(Header, _sessionId)|};")]
    [InlineData("{|MCPT3003:_http.DefaultRequestHeaders.Add(Header, _sessionId)|};")]
    [InlineData("var headers = request.Headers; {|MCPT3003:headers.Add(Header, _sessionId)|};")]
    [InlineData("/* no MCP-Protocol-Version yet */ " + Reported)]
    public Task SessionWithoutVersion_IsReportedWhereItIsWritten(string statements) => Verify.Analyzer(Send(statements));

    [Fact]
    public Task EveryPlace_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public Task PostAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            {|MCPT3003:request.Headers.Add("Mcp-Session-Id", _sessionId)|};
            return _http.SendAsync(request);
        }

        public Task CloseAsync() => _http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, _endpoint) { Headers = { {|MCPT3003:{ "Mcp-Session-Id", _sessionId }|} } });
        """));

    [Theory]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"2025-06-18\");")]
    [InlineData("request.Headers.Add($\"mcp-{\"protocol-version\"}\", \"2025-06-18\");")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"MCP-\" + \"Protocol-Version\", \"2025-06-18\");")]
    [InlineData("foreach (var h in new Dictionary<string, string>()) request.Headers.Add(h.Key, h.Value);")]
    [InlineData("Configure?.Invoke(request);")]
    public Task VersionOrUnknownHeaders_AreSilent(string statements) =>
        Verify.Analyzer(Send(Write + statements, "public Action<HttpRequestMessage>? Configure { get; set; }"));

    [Fact]
    public Task VersionSentByAnotherType_IsSilent() => Verify.Analyzer(
    [
        Send(Write),
        ClientCode.File("""
            class VersionHandler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                    return base.SendAsync(request, cancellationToken);
                }
            }
            """),
    ]);

    [Theory]
    [InlineData("2025-03-26", false)]
    [InlineData("2025-06-18", true)]
    public Task RevisionBeforeTheHeader_IsSilent(string revision, bool isReported) =>
        Verify.Analyzer(Send((isReported ? Reported : Write) + $" var parameters = new {{ protocolVersion = \"{revision}\" }};"));

    [Theory]
    [InlineData("var json = $\"{{\\\"protocolVersion\\\":\\\"{Version}\\\"}}\";")]
    [InlineData("var json = $\"{{\\\"id\\\":{content.GetHashCode()},\" + $\"\\\"protocolVersion\\\": \\\"{Version}\\\",\\\"capabilities\\\":{{}}}}\";")]
    [InlineData("var json = \"{\\\"protocolVersion\\\":\\\"\" + Version + \"\\\"}\";")]
    [InlineData("var json = \"{\" + content.GetHashCode() + \",\\\"protocolVersion\\\":\\\"\" + Version + \"\\\"}\";")]
    public async Task RevisionPutIntoJson_IsSeen(string statements)
    {
        await Verify.Analyzer(Send(Write + statements, "private const string Version = \"2025-03-26\";"));
        await Verify.Analyzer(Send(Reported + statements, "private const string Version = \"2025-06-18\";"));
    }

    [Fact]
    public Task OneRevisionWithTheHeader_IsEnough() =>
        Verify.Analyzer(Send(Reported + " object[] parameters = [new { protocolVersion = \"2025-03-26\" }, new { protocolVersion = \"2025-06-18\" }];"));

    [Fact]
    public Task StatelessRevision_IsSilent() => Verify.Analyzer(Send(Write, "private const string Other = \"2026-07-28\"; public string Revision => Other;"));

    [Fact]
    public Task HandedInClient_DoesNotExcuse() => Verify.Analyzer(ClientCode.File("""
        public class Client(HttpClient http)
        {
            public Task SendAsync(string session)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
                {|MCPT3003:request.Headers.Add("Mcp-Session-Id", session)|};
                return http.SendAsync(request);
            }
        }
        """));

    [Fact]
    public Task HandlerOfOthersRequests_IsSilent() => Verify.Analyzer(ClientCode.File("""
        class SessionHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Add("Mcp-Session-Id", "x");
                return base.SendAsync(request, cancellationToken);
            }
        }
        """));

    [Fact]
    public Task DictionaryAndResponse_AreSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public void Answer(HttpResponseMessage response, Dictionary<string, string?> log)
        {
            response.Headers.Add("Mcp-Session-Id", _sessionId);
            log["Mcp-Session-Id"] = _sessionId;
        }
        """));
}
