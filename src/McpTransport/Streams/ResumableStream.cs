namespace McpTransport;

/// <summary>
/// Holds a stream open with HTTP GET for as long as its governor allows: the listening stream, and the rest of a call's stream that broke.
/// A GET is never evidence that a session has ended: to some servers 404 means "no stream here".
/// </summary>
internal sealed class ResumableStream(ConnectionScope scope, Func<Session, bool> isWanted)
{
    /// <summary>Opens the stream, and again each time that it ends.</summary>
    /// <param name="session">The session it belongs to.</param>
    /// <param name="position">Where to resume from.</param>
    /// <param name="ended">How it ended before, or <see langword="null"/> to open it at once.</param>
    /// <param name="receiver">Takes the messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns><see langword="null"/> if the receiver has what it wanted or nobody wants the stream any more; else how the last attempt ended.</returns>
    public async Task<StreamEnd?> HoldAsync(
        Session session, StreamPosition position, StreamEnd? ended, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        var governor = scope.NewGovernor();
        while (true)
        {
            if (ended is { } end)
            {
                if (governor.Next(end) is not { } delay)
                {
                    return end;
                }

                scope.Log.StreamReconnects(delay);
                await scope.Time.WaitFor(delay, cancellationToken).ConfigureAwait(false);
            }

            if (!isWanted(session))
            {
                return null;
            }

            ended = await OpenAsync(session, position, receiver, cancellationToken).ConfigureAwait(false);
            if (ended is null || !isWanted(session))
            {
                return null;
            }
        }
    }

    private async Task<StreamEnd?> OpenAsync(Session session, StreamPosition position, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await scope.Http.OpenStreamAsync(session.Endpoint, session, position.LastEventId, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode || HeaderNames.MediaTypeOf(response) != HeaderNames.EventStream)
            {
                return new(StreamProgress.None, response.StatusCode, position.Retry, RetryAfter(response));
            }

            var opened = scope.Time.GetTimestamp();
            if (await scope.Events.ReadAsync(response, position, receiver, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var lived = scope.Time.GetElapsedTime(opened) >= scope.Options.MaxReconnectionInterval;
            return new(lived ? StreamProgress.Message : position.Progress, null, position.Retry);
        }
        catch (HttpRequestException e) when (e is not McpTransportException)
        {
            position.Cause = e;
            return new(StreamProgress.None, null, position.Retry);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - scope.Time.GetUtcNow(),
        _ => null,
    };
}
