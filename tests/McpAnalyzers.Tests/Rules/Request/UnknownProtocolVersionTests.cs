using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.UnknownProtocolVersion>;

namespace McpAnalyzers.Tests.Rules.Request;

public class UnknownProtocolVersionTests
{
    private static string Initialize(string statements) => ClientCode.WithSession($$"""
        private const string VersionHeader = "MCP-Protocol-Version";

        public async Task InitializeAsync(Utf8JsonWriter writer, bool modern)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            {{statements}}
            await _http.SendAsync(request);
        }
        """);

    [Theory]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", {|MCPT3004:\"2026-06-30\"|});")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"mcp-protocol-version\", {|MCPT3004:\"2025-06-08\"|});")]
    [InlineData("request.Headers.Add(VersionHeader, {|MCPT3004:\"1.0\"|});")]
    [InlineData("request.Headers.Add(VersionHeader, {|MCPT3004:\"2025-02-31\"|});")]
    [InlineData("request.Headers.Add(VersionHeader, new[] { \"2025-06-18\" }); _http.DefaultRequestHeaders.Add(VersionHeader, {|MCPT3004:\"latest\"|});")]
    [InlineData("request.Headers.Add(VersionHeader, modern ? {|MCPT3004:\"2026-06-30\"|} : \"2025-11-25\");")]
    [InlineData("var version = {|MCPT3004:\"2025-01-01\"|}; request.Headers.Add(VersionHeader, version);")]
    [InlineData("const string version = {|MCPT3004:\"2025-01-01\"|}; request.Headers.Add(VersionHeader, version); var p = new { protocolVersion = version };")]
    [InlineData("var parameters = new { protocolVersion = {|MCPT3004:\"2025-01-01\"|}, capabilities = new { } };")]
    [InlineData("var parameters = new Dictionary<string, object> { [\"protocolVersion\"] = {|MCPT3004:\"2025-01-01\"|} };")]
    [InlineData("var parameters = new Dictionary<string, object> { { \"protocolVersion\", {|MCPT3004:\"2025-01-01\"|} } };")]
    [InlineData("var parameters = new System.Text.Json.Nodes.JsonObject { [\"protocolVersion\"] = {|MCPT3004:\"2025-01-01\"|} };")]
    [InlineData("var meta = new System.Text.Json.Nodes.JsonObject { [\"io.modelcontextprotocol/protocolVersion\"] = {|MCPT3004:\"2026-06-30\"|} };")]
    [InlineData("writer.WriteString(\"protocolVersion\", {|MCPT3004:\"2025-01-01\"|});")]
    [InlineData("var json = \"{\\\"method\\\":\\\"initialize\\\",\\\"params\\\":{\\\"protocolVersion\\\":\\\"{|MCPT3004:2025-01-01|}\\\"}}\";")]
    [InlineData("var json = @\"{\"\"protocolVersion\"\": \"\"{|MCPT3004:2025-01-01|}\"\"}\";")]
    [InlineData("var json = $\"{{\\\"protocolVersion\\\":\\\"{|MCPT3004:2025-01-01|}\\\",\\\"id\\\":{modern}}}\";")]
    [InlineData("""string json = @"{""protocolVersion"":""{|MCPT3004:2026-06-30|}""}", other = @"{""protocolVersion"":""2026-07-28""}";""")]
    public Task VersionThatNeverWas_IsReported(string statements) => Verify.Analyzer(Initialize(statements));

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    [InlineData("2024-10-07")]
    [InlineData("draft")]
    [InlineData("DRAFT-2026-v1")]
    [InlineData("2026-07-29")]
    [InlineData("2027-01-01")]
    [InlineData("")]
    public Task RevisionsDraftsAndLaterDates_AreSilent(string version) => Verify.Analyzer(Initialize($$"""
        request.Headers.Add("MCP-Protocol-Version", "{{version}}");
            var parameters = new { protocolVersion = "{{version}}" };
        """));

    [Theory]
    [InlineData("var agent = new { protocolVersion = \"0.3.0\" };")]
    [InlineData("request.Headers.Add(\"X-Date\", \"2025-01-01\");")]
    [InlineData("var day = \"2025-01-01\"; if (day == _sessionId) return;")]
    [InlineData("request.Headers.Add(VersionHeader, _sessionId);")]
    [InlineData("var json = \"{\\\"protocolVersion\\\":\\\"0.3.0\\\"}\";")]
    [InlineData("var json = \"{\\\"releaseDate\\\":\\\"2025-01-01\\\"}\";")]
    public Task OtherTextsAndDates_AreSilent(string statements) => Verify.Analyzer(Initialize(statements));

    [Fact]
    public Task ConstantOfTheType_IsReportedWhereItIsDeclared() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Version = {|MCPT3004:"2025-06-08"|};

        public async Task InitializeAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("MCP-Protocol-Version", Version);
            var parameters = new { protocolVersion = Version };
            await _http.SendAsync(request);
        }
        """));

    [Fact]
    public Task JsonConstantOfTheType_IsReportedWhereItIsDeclared() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";
        private const string Initialize = "{\"protocolVersion\":\"{|MCPT3004:2025-06-08|}\"}";

        public Task InitializeAsync() => _http.PostAsync(_endpoint, new StringContent(Initialize));
        """));

    [Fact]
    public Task FieldAndHelper_AreFollowed() => Verify.Analyzer(ClientCode.WithSession("""
        private string _version = {|MCPT3004:"2025-06-08"|};

        private void Apply(HttpRequestMessage request) => request.Headers.Add("MCP-Protocol-Version", _version);
        private void Apply(HttpRequestMessage request, string version) => request.Headers.Add("MCP-Protocol-Version", version);

        public void Send(HttpRequestMessage request) => Apply(request, {|MCPT3004:"2025-06-09"|});
        """));

    [Fact]
    public Task ConstantOfAnotherType_IsReportedWhereItIsUsed() => Verify.Analyzer(
    [
        ClientCode.File("""
            static class Names
            {
                public const string VersionHeader = "MCP-Protocol-Version";
                public const string Version = "2025-06-08";
            }
            """),
        ClientCode.File("""
            class Client
            {
                public void Apply(HttpRequestMessage request) => request.Headers.Add(Names.VersionHeader, {|MCPT3004:Names.Version|});
            }
            """),
    ]);

    [Fact]
    public Task PropertiesAndRecords_AreReported() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        private sealed record InitializeParams(string ProtocolVersion);

        private sealed class Options
        {
            [System.Text.Json.Serialization.JsonPropertyName("protocolVersion")]
            public string Version { get; set; } = {|MCPT3004:"2025-06-08"|};

            public string? ProtocolVersion { get; set; }
        }

        public object Create() => new object[] { new InitializeParams({|MCPT3004:"2025-01-01"|}), new Options { ProtocolVersion = {|MCPT3004:"2025-01-02"|} } };
        """));

    [Fact]
    public Task TypeThatHasNothingToDoWithMcp_IsSilent() => Verify.Analyzer(ClientCode.File("""
        class Other
        {
            public object Mcp() => new { protocolVersion = "2025-01-01" };
        }
        """));
}
