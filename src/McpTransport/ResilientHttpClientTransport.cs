using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// Connects an <see cref="McpClient"/> to an MCP server over HTTP, in the place of <see cref="HttpClientTransport"/>, and keeps it connected:
/// a session that the server has ended is replaced once for all calls that meet its end, and each of them is sent again, once.
/// </summary>
/// <remarks>
/// Speaks Streamable HTTP (revisions 2025-03-26 to 2025-11-25 with sessions, 2026-07-28 without) and HTTP+SSE (2024-11-05).
/// Handlers of the events run on the transport's own threads, must not block, and may throw: that is logged, no more.
/// </remarks>
public sealed class ResilientHttpClientTransport : IClientTransport, IAsyncDisposable, IConnectionEvents
{
    private readonly ResilientHttpClientTransportOptions _options;
    private readonly HttpClient _httpClient;
    private readonly bool _ownsHttpClient;
    private readonly ILoggerFactory? _loggerFactory;
    private readonly Random _random = new();
    private volatile int _state;

    /// <summary>Creates a transport with an HTTP client of its own, which follows no redirects by itself and keeps no cookies.</summary>
    /// <param name="options">Where to and how.</param>
    /// <param name="loggerFactory">Makes the loggers; <see langword="null"/> logs nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An option has a value that is not allowed; the message names both.</exception>
    public ResilientHttpClientTransport(ResilientHttpClientTransportOptions options, ILoggerFactory? loggerFactory = null)
        : this(options, OwnHttpClient(options), loggerFactory, ownsHttpClient: true)
    {
    }

    /// <summary>Creates a transport over an HTTP client that is given.</summary>
    /// <param name="options">Where to and how.</param>
    /// <param name="httpClient">
    /// Sends the requests. Switch automatic redirection of its handler off: a handler that follows redirects by itself carries the headers
    /// to the other origin before the transport can refuse it.
    /// </param>
    /// <param name="loggerFactory">Makes the loggers; <see langword="null"/> logs nothing.</param>
    /// <param name="ownsHttpClient">Whether disposing the transport disposes <paramref name="httpClient"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> or <paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An option has a value that is not allowed; the message names both.</exception>
    public ResilientHttpClientTransport(
        ResilientHttpClientTransportOptions options, HttpClient httpClient, ILoggerFactory? loggerFactory = null, bool ownsHttpClient = false)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _httpClient = httpClient ?? throw new ArgumentNullException(nameof(httpClient));
        _ownsHttpClient = ownsHttpClient;
        _loggerFactory = loggerFactory;
        OptionsValidation.Check(options);
        Name = options.Name ?? $"resilient-http ({OriginGuard.Describe(options.Endpoint)})";
    }

    /// <summary>The server answered that the session has ended; raised once for each session.</summary>
    public event EventHandler<SessionExpiredEventArgs>? SessionExpired;

    /// <summary>A new session stands in its place.</summary>
    public event EventHandler<SessionReestablishedEventArgs>? SessionReestablished;

    /// <summary>The listening stream is not to be had; calls go on. Raised once for each session.</summary>
    public event EventHandler<ListeningStreamUnavailableEventArgs>? ListeningStreamUnavailable;

    /// <summary>The connection has reached its end.</summary>
    public event EventHandler<DisconnectedEventArgs>? Disconnected;

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Where the most recent connection stands.</summary>
    public TransportState State => (TransportState)_state;

    /// <summary>Makes a connection. Nothing is sent yet: the first message, as a rule <c>server/discover</c> or <c>initialize</c>, reaches the server first.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> asked for it.</exception>
    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<ITransport>(cancellationToken);
        }

        _state = (int)TransportState.NotConnected;
        return Task.FromResult<ITransport>(new ClientConnection(_options, _httpClient, this, Name, _loggerFactory, NextRandom));
    }

    /// <summary>Disposes the HTTP client if the transport owns it. Connections are closed by whoever connected, as a rule by <c>McpClient.DisposeAsync</c>.</summary>
    public ValueTask DisposeAsync()
    {
        if (_ownsHttpClient)
        {
            _httpClient.Dispose();
        }

        return default;
    }

    void IConnectionEvents.SetState(TransportState state) => _state = (int)state;

    void IConnectionEvents.OnSessionExpired(SessionExpiredEventArgs e) => SessionExpired?.Invoke(this, e);

    void IConnectionEvents.OnSessionReestablished(SessionReestablishedEventArgs e) => SessionReestablished?.Invoke(this, e);

    void IConnectionEvents.OnListeningStreamUnavailable(ListeningStreamUnavailableEventArgs e) => ListeningStreamUnavailable?.Invoke(this, e);

    void IConnectionEvents.OnDisconnected(DisconnectedEventArgs e) => Disconnected?.Invoke(this, e);

    private static HttpClient OwnHttpClient(ResilientHttpClientTransportOptions options)
    {
        if (options is null)
        {
            throw new ArgumentNullException(nameof(options));
        }

        OptionsValidation.Check(options);
#if NETSTANDARD2_0
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
#else
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = options.ConnectionTimeout };
#endif

        // How long a call may take, its caller decides, with a CancellationToken.
        return new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private double NextRandom()
    {
        lock (_random)
        {
#pragma warning disable CA5394 // Spreads reconnections; nothing is kept secret by it.
            return _random.NextDouble();
#pragma warning restore CA5394
        }
    }
}
