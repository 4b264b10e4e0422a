namespace McpTransport;

/// <summary>The header names and media types of the protocol, each spelled once. Names are compared without regard to case (RFC 9110).</summary>
internal static class HeaderNames
{
    /// <summary>Revisions 2025-03-26 to 2025-11-25, "Session Management".</summary>
    public const string SessionId = "Mcp-Session-Id";

    /// <summary>Since revision 2025-06-18, "Protocol Version Header".</summary>
    public const string ProtocolVersion = "MCP-Protocol-Version";

    /// <summary>Revisions 2025-03-26 to 2025-11-25, "Resumability and Redelivery".</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>Since revision 2026-07-28, "Standard Request Headers".</summary>
    public const string Method = "Mcp-Method";

    /// <summary>Since revision 2026-07-28, "Standard Request Headers".</summary>
    public const string Name = "Mcp-Name";

    /// <summary>Since revision 2026-07-28, "Custom Headers from Tool Parameters".</summary>
    public const string ParameterPrefix = "Mcp-Param-";

    public const string Accept = "Accept";
    public const string ContentType = "Content-Type";

    public const string Json = "application/json";
    public const string EventStream = "text/event-stream";

    /// <summary>What every POST accepts: the client must list both media types (every revision since 2025-03-26, "Sending Messages to the Server").</summary>
    public const string JsonAndEventStream = Json + ", " + EventStream;

    /// <summary>The media type of an answer: <see cref="Json"/> or <see cref="EventStream"/> however it is written (RFC 9110), or what it is.</summary>
    public static string? MediaTypeOf(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType switch
    {
        Json => Json,
        EventStream => EventStream,
        { } other when Is(other, Json) => Json,
        { } other when Is(other, EventStream) => EventStream,
        var other => other,
    };

    /// <summary>Whether the transport writes the header itself, so that it cannot be one of the additional ones.</summary>
    public static bool IsReserved(string name) =>
        Is(name, SessionId) || Is(name, ProtocolVersion) || Is(name, LastEventId) || Is(name, Method) || Is(name, Name) ||
        Is(name, Accept) || Is(name, ContentType) || name.StartsWith(ParameterPrefix, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
