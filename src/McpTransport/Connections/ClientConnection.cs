using System.Net;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// What <c>McpClient</c> sees of a connection: it decides which channel is spoken, gives every failure a name, and closes within a deadline.
/// </summary>
internal sealed class ClientConnection : TransportBase, IConnectionListener
{
    private readonly IConnectionEvents _events;
    private readonly ResilientHttpClientTransportOptions _options;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly ConnectionScope _scope;
    private volatile SessionChannel _channel;
    private volatile bool _channelIsCertain;
    private volatile Exception? _fatal;
    private readonly TaskCompletionSource<bool> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closing;

    public ClientConnection(
        ResilientHttpClientTransportOptions options,
        HttpClient httpClient,
        IConnectionEvents events,
        string name,
        ILoggerFactory? loggerFactory,
        Func<double> random,
        WorkStarter? starter = null)
        : base(name, loggerFactory)
    {
        _events = events;
        _options = options;
        var http = new EndpointClient(httpClient, new RequestHeaders(options.AdditionalHeaders));
        _scope = new(options, http, new ConnectionLog(name, loggerFactory), this, random, _lifetime.Token, starter);
        SetConnected();
        _channel = options.TransportMode == HttpTransportMode.Sse
            ? new SessionChannel(_scope, target => new HttpSseExchange(_scope, target))
            : new SessionChannel(_scope, target => new StreamableHttpExchange(_scope, target));
        _channelIsCertain = options.TransportMode != HttpTransportMode.AutoDetect || options.KnownSessionId is not null;
    }

    /// <inheritdoc/>
    public override string? SessionId
    {
        get => _channel.SessionId;
        protected set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (_closing != 0)
        {
            throw Closed();
        }

        try
        {
            if (_channelIsCertain)
            {
                await _channel.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await DetectAsync(message, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && e.CancellationToken != cancellationToken)
        {
            // The caller asked for it: with the token that the caller knows.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            if (_closing != 0)
            {
                throw Closed();
            }

            // Nobody asked for it: the timeout of the HttpClient, or a handler's own.
            var method = (message as JsonRpcRequest)?.Method ?? (message as JsonRpcNotification)?.Method ?? "an answer";
            throw new CallOutcomeUnknownException(
                method, $"{method} was given up by the HTTP client, as a rule after HttpClient.Timeout. The server may have begun it, so it was not sent again.", e);
        }
        catch (SessionRecoveryException) when (_closing != 0)
        {
            throw Closed();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            await CloseAsync(null).ConfigureAwait(false);
        }

        await _closed.Task.ConfigureAwait(false);
    }

    Task IConnectionListener.DeliverAsync(JsonRpcMessage message, CancellationToken cancellationToken) => WriteMessageAsync(message, cancellationToken);

    void IConnectionListener.SetState(TransportState state)
    {
        if (_closing == 0)
        {
            _events.SetState(state);
        }
    }

    void IConnectionListener.OnSessionExpired(Session session, HttpStatusCode? status) =>
        Raise(nameof(ResilientHttpClientTransport.SessionExpired), events => events.OnSessionExpired(new(session.Id, status)));

    void IConnectionListener.OnSessionReestablished(SessionReestablishedEventArgs reestablished) =>
        Raise(nameof(ResilientHttpClientTransport.SessionReestablished), events => events.OnSessionReestablished(reestablished));

    void IConnectionListener.OnListeningStreamUnavailable(HttpStatusCode? status) =>
        Raise(nameof(ResilientHttpClientTransport.ListeningStreamUnavailable), events => events.OnListeningStreamUnavailable(new(status)));

    void IConnectionListener.OnFatal(Exception exception)
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            _fatal = exception;

            // Not from here: this is the recovery, which closing cancels.
            _ = _scope.Starter.Start(() => CloseAsync(exception));
        }
    }

    /// <summary>AutoDetect: the first message decides which channel is spoken (revision 2025-11-25, "Backwards Compatibility").</summary>
    private async Task DetectAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.SendAsync(message, cancellationToken).ConfigureAwait(false);

            // An error that answers server/discover decides nothing: initialize comes next.
            _channelIsCertain = message is not JsonRpcRequest { Method: RequestMethods.ServerDiscover };
        }
        catch (HttpRequestException e) when (FallbackDecision.TriesHttpSse(message, McpTransportException.StatusOf(e)))
        {
            _scope.Log.FallsBackToHttpSse(McpTransportException.StatusOf(e));
            HttpSseExchange exchange = null!;
            var channel = new SessionChannel(_scope, target => exchange = new(_scope, target));
            try
            {
                await exchange.OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception other) when (other is TimeoutException or InvalidAnswerException or HttpRequestException and not OriginRefusedException)
            {
                _scope.Log.HttpSseNotSpokenEither(other);
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e).Throw();
            }

            _channel = channel;
            _channelIsCertain = true;
            await channel.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(Exception? reason)
    {
        // Calls that are blocked are dropped before the session is ended.
        // Their ends are not run by whoever closes, who may hold a lock.
        await _scope.Starter.Start(() =>
        {
            _lifetime.Cancel();
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        try
        {
            using var deadline = _scope.Time.CancelAfter(_options.CloseTimeout);

            // The waits have the deadline too, for handlers that do not heed their token.
            await _channel.CloseAsync(deadline.Token).WaitAsync(Timeout.InfiniteTimeSpan, _scope.Time, deadline.Token).ConfigureAwait(false);
            await _scope.BackgroundWork().WaitAsync(Timeout.InfiniteTimeSpan, _scope.Time, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _scope.Log.CloseFailed(e);
        }

        SetDisconnected(Closed());
        _events.SetState(TransportState.Disconnected);
        Raise(nameof(ResilientHttpClientTransport.Disconnected), events => events.OnDisconnected(new(reason)));
        _closed.TrySetResult(true);
    }

    private ClientTransportClosedException Closed() =>
        new(new HttpClientCompletionDetails { Exception = _fatal, HttpStatusCode = McpTransportException.StatusOf(_fatal) });

    private void Raise(string name, Action<IConnectionEvents> raise)
    {
        try
        {
            raise(_events);
        }
        catch (Exception e)
        {
            _scope.Log.HandlerThrew(name, e);
        }
    }
}

/// <summary>The events of the transport, for its connections to raise.</summary>
internal interface IConnectionEvents
{
    void SetState(TransportState state);

    void OnSessionExpired(SessionExpiredEventArgs e);

    void OnSessionReestablished(SessionReestablishedEventArgs e);

    void OnListeningStreamUnavailable(ListeningStreamUnavailableEventArgs e);

    void OnDisconnected(DisconnectedEventArgs e);
}
