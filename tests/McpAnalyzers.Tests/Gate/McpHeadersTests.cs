using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Gate;

public class McpHeadersTests
{
    [Theory]
    [InlineData("Mcp-Session-Id", nameof(McpHeader.SessionId))]
    [InlineData("MCP-SESSION-ID", nameof(McpHeader.SessionId))]
    [InlineData("MCP-Protocol-Version", nameof(McpHeader.ProtocolVersion))]
    [InlineData("mcp-method", nameof(McpHeader.Method))]
    [InlineData("Mcp-Name", nameof(McpHeader.Name))]
    [InlineData("Mcp-Nome", nameof(McpHeader.None))]
    [InlineData("Mcp-Session-Id ", nameof(McpHeader.None))]
    [InlineData("X-Mcp-Session-Id", nameof(McpHeader.None))]
    [InlineData("", nameof(McpHeader.None))]
    [InlineData(null, nameof(McpHeader.None))]
    public void Header(string? text, string expected) => Assert.Equal(expected, McpHeaders.Find(text).ToString());
}
