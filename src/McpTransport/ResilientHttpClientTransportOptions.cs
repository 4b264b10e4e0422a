using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// What a <see cref="ResilientHttpClientTransport"/> connects to and how far it goes to keep a session alive.
/// The first block of properties bears the names, meanings and defaults of <see cref="HttpClientTransportOptions"/>;
/// the second is what this transport adds.
/// </summary>
/// <remarks>Every value is checked when the transport is constructed; the message says which option, which value, and what is allowed.</remarks>
public sealed class ResilientHttpClientTransportOptions
{
    /// <summary>The absolute <c>http</c> or <c>https</c> address of the MCP endpoint. Session id and <see cref="AdditionalHeaders"/> are sent to this origin only.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>
    /// Which HTTP transport is spoken. The default, <see cref="HttpTransportMode.AutoDetect"/>, speaks Streamable HTTP and falls back to
    /// HTTP+SSE (revision 2024-11-05) only where the first message is answered with 400, 404 or 405 (revision 2025-11-25, "Backwards Compatibility").
    /// </summary>
    public HttpTransportMode TransportMode { get; init; } = HttpTransportMode.AutoDetect;

    /// <summary>The name of the transport in logs. Default: made from <see cref="Endpoint"/>.</summary>
    public string? Name { get; init; }

    /// <summary>How long one connection may take to be established; with HTTP+SSE, until the <c>endpoint</c> event has come. Default: 30 seconds.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Headers added to every request, for instance <c>Authorization</c>. They are read at each request, so a value that is replaced in the
    /// dictionary is sent from then on. Headers that the transport writes itself (such as <c>Mcp-Session-Id</c>) are refused.
    /// </summary>
    public IDictionary<string, string>? AdditionalHeaders { get; init; }

    /// <summary>
    /// The id of a session that was initialized earlier, to be resumed with <c>McpClient.ResumeSessionAsync</c>. Streamable HTTP only.
    /// Give <see cref="KnownInitializeParams"/> with it, so that the session can be replaced when it has ended.
    /// </summary>
    public string? KnownSessionId { get; init; }

    /// <summary>Whether the listening stream (HTTP GET) is opened once the server has accepted <c>notifications/initialized</c>. Default: <see langword="true"/>.</summary>
    public bool EnableStandaloneGetStream { get; init; } = true;

    /// <summary>Whether closing the transport ends the session on the server with HTTP DELETE. Default: <see langword="true"/>.</summary>
    public bool OwnsSession { get; init; } = true;

    /// <summary>How many reconnections in a row a stream may make without progress before it is given up; 0 means none. Default: 5.</summary>
    public int MaxReconnectionAttempts { get; init; } = 5;

    /// <summary>The least wait before a stream reconnects where the server names none with <c>retry</c>. Default: 1 second.</summary>
    public TimeSpan DefaultReconnectionInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The deadline of one recovery: <c>initialize</c> and <c>notifications/initialized</c> together. Default: 30 seconds.</summary>
    public TimeSpan RecoveryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many recoveries are attempted within one <see cref="RecoveryPause"/>. When they are spent, calls that meet the expiry fail
    /// at once with <see cref="RecoveryFailure.TooManyRecoveries"/> until the pause is over. Default: 5.
    /// </summary>
    public int RecoveryLimit { get; init; } = 5;

    /// <summary>The span over which <see cref="RecoveryLimit"/> counts. Default: 30 seconds.</summary>
    public TimeSpan RecoveryPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long closing may take altogether, the HTTP DELETE included. Default: 5 seconds.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The interval of <c>ping</c> requests that find a lost session before a user's call does; <see langword="null"/> (the default) sends none.
    /// Sent only while there is a session: revision 2026-07-28 has neither.
    /// </summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>
    /// Asked about each call that the server may have begun and whose answer was lost: <see langword="true"/> sends it once more, under a new
    /// request id. Default: <see cref="ReplayPolicies.Never"/>. See also <see cref="ReplayPolicies.WhenToolIsSafe"/>.
    /// </summary>
    /// <remarks>A call that the server refused because the session had ended was never begun: it is sent again without asking.</remarks>
    public Func<ReplayQuestion, bool> ReplayPolicy { get; init; } = ReplayPolicies.Never;

    /// <summary>The floor of every reconnection delay: no <c>retry</c> value, not even <c>retry: 0</c>, makes a stream reconnect sooner. Default: 500 milliseconds.</summary>
    public TimeSpan MinReconnectionInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The cap of the exponential backoff of streams. A longer <c>retry</c> or <c>Retry-After</c> from the server is still respected. Default: 30 seconds.</summary>
    public TimeSpan MaxReconnectionInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes that one JSON answer or one event may have; a larger one fails its call with <see cref="AnswerTooLargeException"/>. Default: 64 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// What <c>initialize</c> was sent with when the session of <see cref="KnownSessionId"/> was made, with the revision then negotiated as its
    /// protocol version. Without it a resumed session that has ended cannot be replaced, and its calls fail with <see cref="RecoveryFailure.NoHandshakeToRepeat"/>.
    /// </summary>
    public InitializeRequestParams? KnownInitializeParams { get; init; }

    /// <summary>The clock of every deadline and delay. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
