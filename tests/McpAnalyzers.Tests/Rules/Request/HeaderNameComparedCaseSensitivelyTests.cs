using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.HeaderNameComparedCaseSensitively>;

namespace McpAnalyzers.Tests.Rules.Request;

public class HeaderNameComparedCaseSensitivelyTests
{
    private static string Read(string statements) => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";
        private static readonly string VersionHeader = "MCP-Protocol-Version";

        public void Read(HttpResponseMessage response, KeyValuePair<string, IEnumerable<string>> header, string name, StringComparison how)
        {
            {{statements}}
        }
        """);

    [Theory]
    [InlineData("if ({|MCPT3005:name == \"Mcp-Session-Id\"|}) { }")]
    [InlineData("if ({|MCPT3005:\"mcp-session-id\" != name|}) { }")]
    [InlineData("if ({|MCPT3005:header.Key == Header|}) { }")]
    [InlineData("if ({|MCPT3005:name == VersionHeader|}) { }")]
    [InlineData("if ({|MCPT3005:name.Equals(Header)|}) { }")]
    [InlineData("if ({|MCPT3005:Header.Equals(name)|}) { }")]
    [InlineData("if ({|MCPT3005:name.Equals(Header, StringComparison.Ordinal)|}) { }")]
    [InlineData("if ({|MCPT3005:name.Equals(Header, StringComparison.InvariantCulture)|}) { }")]
    [InlineData("if ({|MCPT3005:string.Equals(name, Header)|}) { }")]
    [InlineData("if ({|MCPT3005:string.Equals(Header, name, StringComparison.Ordinal)|}) { }")]
    [InlineData("if ({|MCPT3005:Equals(name, Header)|}) { }")]
    [InlineData("if ({|MCPT3005:StringComparer.Ordinal.Equals(name, Header)|}) { }")]
    [InlineData("if ({|MCPT3005:name is \"Mcp-Session-Id\"|}) { }")]
    [InlineData("if ({|MCPT3005:name is not Header|}) { }")]
    [InlineData("if ({|MCPT3005:name is \"Mcp-Method\" or \"Mcp-Name\"|}) { }")]
    [InlineData("if ({|MCPT3005:header is { Key: \"Mcp-Session-Id\" }|}) { }")]
    [InlineData("switch ({|MCPT3005:name|}) { case \"Mcp-Session-Id\": break; case \"Mcp-Method\": break; }")]
    [InlineData("switch ({|MCPT3005:name|}) { case \"Mcp-Session-Id\" when _sessionId is null: break; default: break; }")]
    [InlineData("var n = {|MCPT3005:header.Key|} switch { \"Mcp-Session-Id\" => 1, \"mcp-protocol-version\" => 2, _ => 0 };")]
    [InlineData("var id = response.Headers.FirstOrDefault(h => {|MCPT3005:h.Key == \"Mcp-Session-Id\"|}).Value;")]
    [InlineData("foreach (var h in response.Headers) if ({|MCPT3005:h.Key == Header|}) _sessionId = h.Value.First();")]
    [InlineData("var all = {|MCPT3005:response.Headers.ToDictionary(h => h.Key, h => h.Value.First())|}; all.TryGetValue(Header, out _sessionId);")]
    [InlineData("var all = {|MCPT3005:response.Headers.ToDictionary(h => h.Key, h => h.Value.First(), StringComparer.Ordinal)|}; _sessionId = all[Header];")]
    [InlineData("var all = {|MCPT3005:new Dictionary<string, string>()|}; foreach (var h in response.Headers) all[h.Key] = h.Value.First(); if (all.ContainsKey(Header)) { }")]
    [InlineData("Dictionary<string, string> all = {|MCPT3005:new()|}; foreach (var (key, value) in response.Headers) { all.Add(key, value.First()); } if (all.TryGetValue(Header, out var id)) { }")]
    public Task ComparisonByCase_IsReported(string statements) => Verify.Analyzer(Read(statements));

    [Theory]
    [InlineData("if (name.Equals(Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if (string.Equals(name, Header, StringComparison.InvariantCultureIgnoreCase)) { }")]
    [InlineData("if (string.Equals(name, Header, how)) { }")]
    [InlineData("if (StringComparer.OrdinalIgnoreCase.Equals(name, Header)) { }")]
    [InlineData("if (name.ToLowerInvariant() == \"mcp-session-id\") { }")]
    [InlineData("var lower = name.ToLowerInvariant(); switch (lower) { case \"mcp-session-id\": break; }")]
    [InlineData("var n = name.ToUpperInvariant() switch { \"MCP-SESSION-ID\" => 1, _ => 0 };")]
    [InlineData("if (name == \"Accept\") { }")]
    [InlineData("if (response.Headers.Contains(Header)) { }")]
    [InlineData("var all = response.Headers.ToDictionary(h => h.Key, h => h.Value.First(), StringComparer.OrdinalIgnoreCase); all.TryGetValue(Header, out _sessionId);")]
    [InlineData("var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase); foreach (var h in response.Headers) all[h.Key] = h.Value.First(); if (all.ContainsKey(Header)) { }")]
    [InlineData("var sent = new Dictionary<string, string>(); sent[Header] = name; if (sent.ContainsKey(Header)) { }")]
    [InlineData("var own = \"Mcp-Session-Id\"; if (own == Header) { }")]
    public Task CaseThatIsIgnoredOrOurOwn_IsSilent(string statements) => Verify.Analyzer(Read(statements));

    [Fact]
    public Task HelperThatGetsOnlyConstants_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        private static string Describe(string header) => header switch { "Mcp-Session-Id" => "session", _ => "other" };

        public string Both() => Describe("Mcp-Session-Id") + Describe("MCP-Protocol-Version");
        """));
}
