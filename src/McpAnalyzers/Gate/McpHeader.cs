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
    private const string ProtocolVersion = "MCP-Protocol-Version", Method = "Mcp-Method", Name = "Mcp-Name";

    public static McpHeader Find(string? text)
    {
        if (text is not { Length: 8 or 10 or 14 or 20 })
        {
            return McpHeader.None;
        }

        return Is(SessionId) ? McpHeader.SessionId
            : Is(ProtocolVersion) ? McpHeader.ProtocolVersion
            : Is(Method) ? McpHeader.Method
            : Is(Name) ? McpHeader.Name
            : McpHeader.None;

        bool Is(string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Is the text the beginning of a header's name, or all of it?</summary>
    public static bool AnyBeginsWith(string text) => Begins(SessionId, text) || Begins(ProtocolVersion, text) || Begins(Method, text) || Begins(Name, text);

    private static bool Begins(string name, string text) => name.StartsWith(text, StringComparison.OrdinalIgnoreCase);
}
