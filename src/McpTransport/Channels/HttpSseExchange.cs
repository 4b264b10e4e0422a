using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// HTTP+SSE (revision 2024-11-05): one stream carries all that the server says; its first event names the address to post to. The session
/// is the stream: when that ends, a new one is opened, with a new address, and initialized.
/// </summary>
internal sealed class HttpSseExchange(ConnectionScope scope, IAnswerTarget deliver) : IExchange
{
    // One for all streams of the connection: a server that drops each at once is a storm too.
    private readonly ReconnectGovernor _governor = scope.NewGovernor();
    private volatile SseConnection? _newest;

    /// <inheritdoc/>
    public async Task<Uri> OpenAsync(CancellationToken cancellationToken)
    {
        if (_newest is { IsUsed: false, HasEnded: false } open)
        {
            return open.Endpoint;
        }

        _newest?.Retire();
        _newest = await SseConnection.OpenAsync(scope, deliver, cancellationToken).ConfigureAwait(false);
        return _newest.Endpoint;
    }

    /// <inheritdoc/>
    public Task<PostResult> SendAsync(Call call, Session? session, CancellationToken cancellationToken)
    {
        // Revision 2024-11-05 knows no server/discover. So answered, McpClient sends initialize.
        if (call.Request is { Method: RequestMethods.ServerDiscover })
        {
            throw new McpProtocolException("HTTP+SSE (revision 2024-11-05) has no server/discover.", McpErrorCode.MethodNotFound);
        }

        return _newest is { } newest && (session is null || ReferenceEquals(session.Endpoint, newest.Endpoint))
            ? newest.SendAsync(call, session, cancellationToken)
            : Task.FromResult(new PostResult(session is null ? PostOutcome.AnswerLost : PostOutcome.SessionEnded));
    }

    /// <inheritdoc/>
    public void Begin(Session session, SessionRecovery recovery)
    {
        if (_newest is { } connection && ReferenceEquals(connection.Endpoint, session.Endpoint))
        {
            scope.RunInBackground(() => WatchAsync(connection, session, recovery));
        }
    }

    /// <inheritdoc/>
    public bool CanEnd(Session session) => true;

    /// <inheritdoc/>
    public Task EndAsync(Session session, CancellationToken cancellationToken)
    {
        _newest?.Close();
        return Task.CompletedTask;
    }

    private static bool HasSuccessor(Session session, SessionRecovery recovery) =>
        recovery.Current is { } current && current.Generation > session.Generation && !recovery.IsLost(current);

    /// <summary>Opens a new stream when this one has ended, as fast as the governor allows. A call that comes sooner does not wait for it.</summary>
    private async Task WatchAsync(SseConnection connection, Session session, SessionRecovery recovery)
    {
        try
        {
            var end = await connection.Ended.WaitAsync(Timeout.InfiniteTimeSpan, scope.Time, scope.Lifetime).ConfigureAwait(false);
            recovery.ReportLost(session, null);
            while (!HasSuccessor(session, recovery) && _governor.Next(end) is { } delay)
            {
                scope.Log.StreamReconnects(delay);
                await scope.Time.WaitFor(delay, scope.Lifetime).ConfigureAwait(false);
                try
                {
                    await recovery.ReplaceAsync(session, scope.Lifetime, sendsAgain: 0).ConfigureAwait(false);
                    return;
                }
                catch (SessionRecoveryException e)
                {
                    end = new(StreamProgress.None, McpTransportException.StatusOf(e));
                }
            }
        }
        catch (OperationCanceledException) when (scope.Lifetime.IsCancellationRequested)
        {
            // The connection closes.
        }
    }
}
