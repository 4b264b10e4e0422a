namespace McpTransport;

/// <summary>Where the most recent connection of a <see cref="ResilientHttpClientTransport"/> stands: the state of the session, not of the last handshake.</summary>
public enum TransportState
{
    /// <summary>No session has been established yet.</summary>
    NotConnected,

    /// <summary>Calls are sent to a session (or, with revision 2026-07-28, without one) that as far as is known lives.</summary>
    Connected,

    /// <summary>The session has ended and a new one is being made.</summary>
    Recovering,

    /// <summary>The session has ended and the last attempt to make a new one failed; the next call tries again.</summary>
    SessionLost,

    /// <summary>The connection is closed.</summary>
    Disconnected,
}
