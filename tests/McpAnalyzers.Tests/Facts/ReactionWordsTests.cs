using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class ReactionWordsTests
{
    [Theory]
    [InlineData("SessionExpired")]
    [InlineData("OnMcpSessionExpired")]
    [InlineData("MCPSessionLostException")]
    [InlineData("_sessionStale")]
    [InlineData("session_not_found")]
    [InlineData("SESSION_EXPIRED")]
    [InlineData("ResetSession")]
    [InlineData("SessionNotFound")]
    [InlineData("Session expired. Server returned 404.")]
    [InlineData("the MCP session is no longer known")]
    [InlineData("Session not found")]
    [InlineData("unknown session id")]
    [InlineData("Sessions were lost")]
    public void LossOfTheSession(string text) => Assert.True(ReactionWords.SaysSessionLost(text));

    [Theory]
    [InlineData("Session")]
    [InlineData("Expired")]
    [InlineData("TokenExpired")]
    [InlineData("SessionStarted")]
    [InlineData("obsession lost")]
    [InlineData("not a session found here")]
    [InlineData("SessionIdentity")]
    [InlineData("NotFound")]
    [InlineData("")]
    [InlineData("404")]
    [InlineData("Mcp-Session-Id")]
    public void SomethingElse(string text) => Assert.False(ReactionWords.SaysSessionLost(text));

    [Theory]
    [InlineData("InitializeAsync", true)]
    [InlineData("ReinitializeAsync", true)]
    [InlineData("ReInitialize", true)]
    [InlineData("ReconnectAsync", true)]
    [InlineData("StartNewSessionAsync", true)]
    [InlineData("EnsureInitializedAsync", true)]
    [InlineData("SendInitializeRequest", true)]
    [InlineData("DoHandshake", true)]
    [InlineData("HandshakeAsync", true)]
    [InlineData("IsInitialized", false)]
    [InlineData("InitialSize", false)]
    [InlineData("StartAsync", false)]
    [InlineData("OnReconnecting", false)]
    [InlineData("CreateRequest", false)]
    [InlineData("", false)]
    public void Handshake(string name, bool expected) => Assert.Equal(expected, ReactionWords.NamesHandshake(name));

    [Theory]
    [InlineData("_connected", true)]
    [InlineData("IsInitialized", true)]
    [InlineData("_isSessionEstablished", true)]
    [InlineData("NotConnected", false)]
    [InlineData("_connectedOnce", false)]
    [InlineData("_count", false)]
    [InlineData("", false)]
    public void Connected(string name, bool expected) => Assert.Equal(expected, ReactionWords.NamesConnected(name));

    [Theory]
    [InlineData("Reset", true)]
    [InlineData("ClearAsync", true)]
    [InlineData("RemoveAll", true)]
    [InlineData("Preset", false)]
    [InlineData("Add", false)]
    [InlineData("", false)]
    public void End(string name, bool expected) => Assert.Equal(expected, ReactionWords.NamesEnd(name));

    [Theory]
    [InlineData("Cancel", true)]
    [InlineData("TrySetResult", true)]
    [InlineData("SetException", true)]
    [InlineData("Try", false)]
    [InlineData("Wait", false)]
    [InlineData("", false)]
    public void Signal(string name, bool expected) => Assert.Equal(expected, ReactionWords.NamesSignal(name));
}
