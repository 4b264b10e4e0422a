using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests;

/// <summary>An unmodified McpClient over the transport, connected to a fault server, with everything that the transport said.</summary>
public sealed class Connected : IAsyncDisposable
{
    private readonly Signal _said = new();

    private Connected(ResilientHttpClientTransport transport, RecordingLoggerFactory log)
    {
        Transport = transport;
        Log = log;
        transport.SessionExpired += (_, e) => Note(Expired, e);
        transport.SessionReestablished += (_, e) => Note(Reestablished, e);
        transport.ListeningStreamUnavailable += (_, e) => Note(StreamUnavailable, e);
        transport.Disconnected += (_, e) => Note(Disconnected, e);
    }

    public ResilientHttpClientTransport Transport { get; }

    public McpClient Client { get; private set; } = null!;

    public RecordingLoggerFactory Log { get; }

    public ConcurrentQueue<SessionExpiredEventArgs> Expired { get; } = new();

    public ConcurrentQueue<SessionReestablishedEventArgs> Reestablished { get; } = new();

    public ConcurrentQueue<ListeningStreamUnavailableEventArgs> StreamUnavailable { get; } = new();

    public ConcurrentQueue<DisconnectedEventArgs> Disconnected { get; } = new();

    /// <summary>Options whose deadlines no fake clock reaches by accident.</summary>
    public static ResilientHttpClientTransportOptions Options(
        FaultServer server,
        TimeProvider? time = null,
        bool listens = false,
        HttpTransportMode mode = HttpTransportMode.StreamableHttp,
        TimeSpan? recoveryTimeout = null,
        TimeSpan? closeTimeout = null,
        int recoveryLimit = 5,
        TimeSpan? recoveryPause = null,
        TimeSpan? keepAlive = null,
        Func<ReplayQuestion, bool>? replay = null,
        int maxMessageBytes = 1024 * 1024,
        IDictionary<string, string>? headers = null,
        bool ownsSession = true,
        string? knownSessionId = null,
        InitializeRequestParams? knownInitializeParams = null,
        int maxReconnectionAttempts = 5) => new()
        {
            Endpoint = server.Endpoint,
            TransportMode = mode,
            EnableStandaloneGetStream = listens,
            TimeProvider = time ?? TimeProvider.System,
            RecoveryTimeout = recoveryTimeout ?? TimeSpan.FromMinutes(5),
            CloseTimeout = closeTimeout ?? (time is null ? Signal.Patience : TimeSpan.FromSeconds(8)),
            RecoveryLimit = recoveryLimit,
            RecoveryPause = recoveryPause ?? TimeSpan.FromMinutes(10),
            KeepAliveInterval = keepAlive,
            ReplayPolicy = replay ?? ReplayPolicies.Never,
            MaxMessageBytes = maxMessageBytes,
            AdditionalHeaders = headers,
            OwnsSession = ownsSession,
            KnownSessionId = knownSessionId,
            KnownInitializeParams = knownInitializeParams,
            MaxReconnectionAttempts = maxReconnectionAttempts,
            ConnectionTimeout = TimeSpan.FromMinutes(5),
        };

    public static Task<Connected> ToAsync(FaultServer server, TimeProvider? time = null, bool listens = false, McpClientOptions? client = null) =>
        ToAsync(Options(server, time, listens), client);

    public static async Task<Connected> ToAsync(ResilientHttpClientTransportOptions options, McpClientOptions? client = null, HttpClient? httpClient = null)
    {
        var log = new RecordingLoggerFactory();
        var transport = httpClient is null
            ? new ResilientHttpClientTransport(options, log)
            : new ResilientHttpClientTransport(options, httpClient, log);
        var connected = new Connected(transport, log);
        try
        {
            client ??= new() { ProtocolVersion = "2025-11-25" };
            connected.Client = options.KnownSessionId is null
                ? await McpClient.CreateAsync(transport, client)
                : await McpClient.ResumeSessionAsync(transport, new() { ServerCapabilities = new(), ServerInfo = new() { Name = "known", Version = "1" } }, client);
            return connected;
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls the echo tool, and returns what it answers.</summary>
    public async Task<string> EchoAsync(string text, CancellationToken cancellationToken = default)
    {
        var result = await Client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = text }, cancellationToken: cancellationToken).AsTask().WaitAsync(Signal.Patience, CancellationToken.None);
        return ((TextContentBlock)result.Content[0]).Text;
    }

    public Task SaidAsync(Func<bool> condition) => _said.UntilAsync(condition);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Transport.DisposeAsync();
    }

    private void Note<T>(ConcurrentQueue<T> queue, T e)
    {
        queue.Enqueue(e);
        _said.Set();
    }
}

/// <summary>Keeps what was logged.</summary>
public sealed class RecordingLoggerFactory : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
