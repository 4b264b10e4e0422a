namespace McpAnalyzers.Gate;

/// <summary>The HTTP headers that only MCP transport code names.</summary>
[Flags]
internal enum McpHeader
{
    None = 0,
    SessionId = 1,
    ProtocolVersion = 2,
    Method = 4,
    Name = 8,
}

/// <summary>The spelling of each header. Field names are compared ignoring case (RFC 9110, section 5.1).</summary>
internal static class McpHeaders
{
    public const string SessionId = "Mcp-Session-Id";

    public static McpHeader Find(string? text)
    {
        if (text is not { Length: 8 or 10 or 14 or 20 })
        {
            return McpHeader.None;
        }

        return Is(SessionId) ? McpHeader.SessionId
            : Is("MCP-Protocol-Version") ? McpHeader.ProtocolVersion
            : Is("Mcp-Method") ? McpHeader.Method
            : Is("Mcp-Name") ? McpHeader.Name
            : McpHeader.None;

        bool Is(string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
    }
}
