namespace McpTransport;

/// <summary>A new session stands in the place of one that ended.</summary>
public sealed class SessionReestablishedEventArgs : EventArgs
{
    internal SessionReestablishedEventArgs(
        string? oldSessionId, string? newSessionId, int callsSentAgain, int callsFailed, bool capabilitiesChanged, bool serverInfoChanged)
    {
        OldSessionId = oldSessionId;
        NewSessionId = newSessionId;
        CallsSentAgain = callsSentAgain;
        CallsFailed = callsFailed;
        CapabilitiesChanged = capabilitiesChanged;
        ServerInfoChanged = serverInfoChanged;
    }

    /// <summary>The id of the session that ended. Handle it like a secret.</summary>
    public string? OldSessionId { get; }

    /// <summary>The id of the new session, or <see langword="null"/> if the server now offers none. Handle it like a secret.</summary>
    public string? NewSessionId { get; }

    /// <summary>How many messages met the end of the session, or came while the new one was made, and are now sent, each once.</summary>
    public int CallsSentAgain { get; }

    /// <summary>How many messages were cancelled by their callers while they waited for the new session.</summary>
    public int CallsFailed { get; }

    /// <summary>Whether the server's capabilities differ from those of the first handshake. <c>McpClient</c> keeps showing the first ones.</summary>
    public bool CapabilitiesChanged { get; }

    /// <summary>Whether the server's name or version differs from that of the first handshake.</summary>
    public bool ServerInfoChanged { get; }
}
