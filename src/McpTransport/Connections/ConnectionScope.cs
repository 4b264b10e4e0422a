using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>What the parts of one connection report to, and where the messages of the server go.</summary>
internal interface IConnectionListener
{
    Task DeliverAsync(JsonRpcMessage message, CancellationToken cancellationToken);

    /// <summary>Runs no foreign code: it is called under locks, so that the last state that is set is the newest.</summary>
    void SetState(TransportState state);

    void OnSessionExpired(Session session, HttpStatusCode? status);

    void OnSessionReestablished(SessionReestablishedEventArgs reestablished);

    void OnListeningStreamUnavailable(HttpStatusCode? status);

    /// <summary>Nothing can be done on this connection any more.</summary>
    void OnFatal(Exception exception);
}

/// <summary>What the parts of one connection share.</summary>
internal sealed class ConnectionScope(
    ResilientHttpClientTransportOptions options,
    EndpointClient http,
    ConnectionLog log,
    IConnectionListener listener,
    Func<double> random,
    CancellationToken lifetime,
    WorkStarter? starter = null)
{
    private readonly List<Task> _background = [];

    public ResilientHttpClientTransportOptions Options { get; } = options;

    public EndpointClient Http { get; } = http;

    public ConnectionLog Log { get; } = log;

    public IConnectionListener Listener { get; } = listener;

    public TimeProvider Time { get; } = options.TimeProvider;

    /// <summary>Cancelled when the connection closes.</summary>
    public CancellationToken Lifetime { get; } = lifetime;

    public WorkStarter Starter { get; } = starter ?? WorkStarter.ThreadPool;

    public EventStreamReader Events { get; } = new(options.MaxMessageBytes, log);

    public ReconnectGovernor NewGovernor() => new(
        new(Options.MinReconnectionInterval, Options.MaxReconnectionInterval, Options.DefaultReconnectionInterval, Options.MaxReconnectionAttempts),
        random);

    /// <summary>Starts work that outlives the call that caused it; closing waits for it. It must not fault.</summary>
    public void RunInBackground(Func<Task> work)
    {
        lock (_background)
        {
            if (!Lifetime.IsCancellationRequested)
            {
                _background.RemoveAll(task => task.IsCompleted);
                _background.Add(Starter.Start(work));
            }
        }
    }

    public Task BackgroundWork()
    {
        lock (_background)
        {
            return Task.WhenAll(_background);
        }
    }
}
