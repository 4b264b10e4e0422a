using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.ProtocolVersionHeaderMissing, McpAnalyzers.CodeFixes.Request.ProtocolVersionHeaderMissingFix>;

namespace McpAnalyzers.Tests.Fixes.Request;

public class ProtocolVersionHeaderMissingFixTests
{
    private static string Send(string members, string statements) => ClientCode.WithSession($$"""
        {{members}}

        private void Apply(HttpRequestMessage request)
        {
            if (_sessionId is not null)
            {
        {{statements}}
            }
        }
        """);

    private const string Reported = "        {|MCPT3003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|}; // of this session";
    private const string Fixed = "        request.Headers.Add(\"Mcp-Session-Id\", _sessionId); // of this session\n        ";

    [Theory]
    [InlineData("private const string ProtocolVersion = \"2025-06-18\";", "ProtocolVersion")]
    [InlineData("private string _negotiatedProtocolVersion = \"2025-11-25\";", "_negotiatedProtocolVersion")]
    [InlineData("private object Initialize() => new { protocolVersion = \"2025-06-18\" };", "\"2025-06-18\"")]
    [InlineData("private string? _protocolVersion; private object Initialize() => new { protocolVersion = \"2025-06-18\" };", "\"2025-06-18\"")]
    [InlineData("private string _protocolVersion = \"\"; private object Initialize() => new { protocolVersion = \"2025-06-18\" };", "_protocolVersion")]
    [InlineData("private string _clientName = \"mine\"; private object Initialize() => new { name = _clientName, protocolVersion = \"2025-06-18\" };", "\"2025-06-18\"")]
    [InlineData("public required string HeaderOfProtocolVersion { get; init; } private object Initialize() => new { protocolVersion = \"2025-06-18\" };", "\"2025-06-18\"")]
    public Task VersionInSight_IsSentBesideTheSession(string members, string version) => Verify.CodeFix(
        Send(members, Reported),
        Send(members, $"{Fixed}request.Headers.Add(\"MCP-Protocol-Version\", {version});"));

    [Fact]
    public Task OtherWaysOfWriting_AreKept() => Verify.CodeFix(
        Send("private const string ProtocolVersion = \"2025-06-18\";", "        {|MCPT3003:request.Headers.TryAddWithoutValidation(\"Mcp-Session-Id\", new[] { _sessionId })|};"),
        Send("private const string ProtocolVersion = \"2025-06-18\";", "        request.Headers.TryAddWithoutValidation(\"Mcp-Session-Id\", new[] { _sessionId });\n        request.Headers.TryAddWithoutValidation(\"MCP-Protocol-Version\", ProtocolVersion);"));

    [Fact]
    public Task OldIdThatIsRemovedFirst_TakesTheOldVersionAlong() => Verify.CodeFix(
        Send("private const string ProtocolVersion = \"2025-06-18\";", "        _http.DefaultRequestHeaders.Remove(\"Mcp-Session-Id\");\n        {|MCPT3003:_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _sessionId)|};"),
        Send("private const string ProtocolVersion = \"2025-06-18\";", "        _http.DefaultRequestHeaders.Remove(\"Mcp-Session-Id\");\n        _http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _sessionId);\n        _http.DefaultRequestHeaders.Remove(\"MCP-Protocol-Version\");\n        _http.DefaultRequestHeaders.Add(\"MCP-Protocol-Version\", ProtocolVersion);"));

    [Fact]
    public Task OtherHeaderThatIsRemovedFirst_IsNoMatter() => Verify.CodeFix(
        Send("private const string ProtocolVersion = \"2025-06-18\";", "        request.Headers.Remove(\"X-Trace\");\n" + Reported),
        Send("private const string ProtocolVersion = \"2025-06-18\";", "        request.Headers.Remove(\"X-Trace\");\n" + $"{Fixed}request.Headers.Add(\"MCP-Protocol-Version\", ProtocolVersion);"));

    [Theory]
    [InlineData("private string? _protocolVersion;", Reported)]
    [InlineData("private object[] Initialize() => [new { protocolVersion = \"2025-06-18\" }, new { protocolVersion = \"2025-11-25\" }];", Reported)]
    [InlineData("private const string ProtocolVersion = \"2025-06-18\";", "if (true) {|MCPT3003:request.Headers.Add(\"Mcp-Session-Id\", _sessionId)|};")]
    public Task VersionOrPlaceUnknown_OffersNothing(string members, string statements) => Verify.NoCodeFix(Send(members, statements));
}
