using System.Diagnostics;
using System.Net;

namespace McpTransport;

/// <summary>A session that was just made, and what is different about the server.</summary>
internal readonly record struct NewSession(Session Session, bool CapabilitiesChanged = false, bool ServerInfoChanged = false);

/// <summary>
/// Holds the current session and replaces it when it has ended: once, for any number of calls that meet its end at the same time.
/// </summary>
/// <param name="scope">The connection.</param>
/// <param name="establish">Makes a new session in the place of the one given: initialize without an id, then notifications/initialized.</param>
/// <param name="begin">Brings the new session, which is now the current one, to where the old one was.</param>
internal sealed class SessionRecovery(ConnectionScope scope, Func<Session, CancellationToken, Task<NewSession>> establish, Action<Session> begin)
{
    private readonly object _gate = new();
    private readonly EventSequence _events = new();
    private readonly RecoveryBudget _budget = new(scope.Options.RecoveryLimit, scope.Options.RecoveryPause);
    private volatile Session? _current;
    private volatile int _lostGeneration;
    private Attempt? _attempt;

    /// <summary>The newest session, lost or not; <see langword="null"/> before the first and in revisions without.</summary>
    public Session? Current => _current;

    /// <summary>Whether the session, or a later one, is known to have ended.</summary>
    public bool IsLost(Session session) => session.Generation <= _lostGeneration;

    /// <summary>Whether calls are still sent in this session.</summary>
    public bool IsCurrent(Session session) => ReferenceEquals(session, _current) && !IsLost(session);

    /// <summary>Takes the session that the client's own handshake has made.</summary>
    public Session Establish(string? id, string? revision, Uri endpoint)
    {
        Session session;
        lock (_gate)
        {
            session = new((_current?.Generation ?? 0) + 1, id, revision, endpoint);
            _current = session;
            scope.Listener.SetState(TransportState.Connected);
        }

        scope.Log.SessionEstablished(session);
        return session;
    }

    /// <summary>Takes evidence that a session has ended. It is news only if it is about the current one.</summary>
    public void ReportLost(Session session, HttpStatusCode? status)
    {
        lock (_gate)
        {
            if (IsLost(session) || !ReferenceEquals(session, _current))
            {
                return;
            }

            _lostGeneration = session.Generation;
            scope.Listener.SetState(TransportState.SessionLost);
            _events.Queue(() => scope.Listener.OnSessionExpired(session, status));
        }

        Telemetry.SessionsExpired.Add(1);
        scope.Log.SessionExpired(session, status);
        _events.Raise();
    }

    /// <summary>A session to send in instead of the one that was lost: one that is there already, or a new one.</summary>
    /// <param name="lost">The session that was lost.</param>
    /// <param name="cancellationToken">Ends the wait, not the recovery.</param>
    /// <param name="sendsAgain">How many messages are sent again for it: none, where nobody has met its end.</param>
    /// <exception cref="SessionRecoveryException">There is none.</exception>
    public async Task<Session> ReplaceAsync(Session lost, CancellationToken cancellationToken, int sendsAgain = 1)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            Attempt attempt;
            bool hadBegun;
            lock (_gate)
            {
                var current = _current!;
                if (current.Generation > lost.Generation && !IsLost(current))
                {
                    return current;
                }

                hadBegun = _attempt is not null;
                attempt = _attempt ??= Start(current);
                attempt.Waiting += sendsAgain;
            }

            var outcome = await WaitAsync(attempt, sendsAgain, cancellationToken).ConfigureAwait(false);
            if (outcome.Session is { } session)
            {
                return session;
            }

            // An attempt that had begun before this call came may have found a server that was still starting. This call has one that has not.
            if (!(isFirst && hadBegun && outcome.Reason == RecoveryFailure.Unreachable))
            {
                throw outcome.ToException();
            }
        }
    }

    private async Task<Outcome> WaitAsync(Attempt attempt, int sendsAgain, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.Outcome.WaitAsync(Timeout.InfiniteTimeSpan, scope.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                attempt.Waiting -= sendsAgain;
                attempt.GivenUp += sendsAgain;
            }

            throw;
        }
    }

    private Attempt Start(Session lost)
    {
        if (!_budget.TrySpend(scope.Time.GetUtcNow(), out var wait))
        {
            throw new SessionRecoveryException(
                RecoveryFailure.TooManyRecoveries,
                $"The session has ended, and {scope.Options.RecoveryLimit} recoveries within {scope.Options.RecoveryPause} " +
                $"({nameof(ResilientHttpClientTransportOptions.RecoveryLimit)}, {nameof(ResilientHttpClientTransportOptions.RecoveryPause)}) did not help. " +
                $"The next attempt is made in {wait}. The call was not executed.",
                retryAfter: wait);
        }

        scope.Listener.SetState(TransportState.Recovering);
        var attempt = new Attempt(lost);
        attempt.Outcome = scope.Starter.Start(() => RunAsync(attempt));
        return attempt;
    }

    private async Task<Outcome> RunAsync(Attempt attempt)
    {
        using var activity = Telemetry.Activities.StartActivity("mcp.session.recover", ActivityKind.Client);
        var started = scope.Time.GetTimestamp();
        Outcome outcome;
        using (var deadline = scope.Time.CancelAfter(scope.Options.RecoveryTimeout))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, scope.Lifetime))
        {
            try
            {
                // The wait has the deadline too, for handlers that do not heed their token.
                var establishing = establish(attempt.Lost, either.Token);

                // What such a handler comes to later is nobody's failure any more.
                _ = establishing.ContinueWith(
                    static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                var made = await establishing
                    .WaitAsync(Timeout.InfiniteTimeSpan, scope.Time, either.Token).ConfigureAwait(false);
                outcome = new(made.Session, default, null, made);
            }
            catch (Exception e)
            {
                outcome = new(null, Classify(e, deadline.IsCancellationRequested), e, default);
            }
        }

        Telemetry.RecoveryDuration.Record(scope.Time.GetElapsedTime(started).TotalSeconds);
        activity?.SetStatus(outcome.Session is null ? ActivityStatusCode.Error : ActivityStatusCode.Ok, outcome.Exception?.Message);
        Finish(attempt, outcome);
        return outcome;
    }

    private void Finish(Attempt attempt, Outcome outcome)
    {
        int sentAgain, givenUp;
        lock (_gate)
        {
            _attempt = null;
            (sentAgain, givenUp) = (attempt.Waiting, attempt.GivenUp);
            if (outcome.Session is { } session)
            {
                _current = session;
                scope.Listener.SetState(TransportState.Connected);
                _events.Queue(() => scope.Listener.OnSessionReestablished(new(
                    attempt.Lost.Id, session.Id, sentAgain, givenUp, outcome.Made.CapabilitiesChanged, outcome.Made.ServerInfoChanged)));
            }
            else
            {
                if (outcome.Reason == RecoveryFailure.Unreachable)
                {
                    _budget.Refund();
                }

                if (!scope.Lifetime.IsCancellationRequested)
                {
                    scope.Listener.SetState(TransportState.SessionLost);
                }
            }
        }

        if (outcome.Session is { } current)
        {
            Telemetry.SessionsReestablished.Add(1);
            Telemetry.CallsSentAgain.Add(sentAgain);
            scope.Log.SessionReestablished(attempt.Lost, current, sentAgain, givenUp);
            if (outcome.Made is { CapabilitiesChanged: true } or { ServerInfoChanged: true })
            {
                scope.Log.ServerChanged(outcome.Made.CapabilitiesChanged, outcome.Made.ServerInfoChanged);
            }

            begin(current);
            _events.Raise();
            return;
        }

        Telemetry.RecoveriesFailed.Add(1);
        if (!scope.Lifetime.IsCancellationRequested)
        {
            scope.Log.RecoveryFailed(outcome.Reason, outcome.Exception!);
        }
    }

    private static RecoveryFailure Classify(Exception exception, bool deadlinePassed) => exception switch
    {
        SessionRecoveryException { Reason: var reason } => reason,
        OperationCanceledException when deadlinePassed => RecoveryFailure.TimedOut,
        HttpRequestException when McpTransportException.StatusOf(exception) is null && exception is not McpTransportException => RecoveryFailure.Unreachable,
        IOException => RecoveryFailure.Unreachable,
        _ => RecoveryFailure.Refused,
    };

    private sealed class Attempt(Session lost)
    {
        public Session Lost { get; } = lost;

        public Task<Outcome> Outcome { get; set; } = null!;

        public int Waiting { get; set; }

        public int GivenUp { get; set; }
    }

    private sealed record Outcome(Session? Session, RecoveryFailure Reason, Exception? Exception, NewSession Made)
    {
        // One for each call: an exception that is thrown from many at once mixes up their stacks.
        public SessionRecoveryException ToException() => new(
            Reason,
            Exception is SessionRecoveryException known
                ? known.Message
                : $"The session has ended and no new one could be made: {Explain()} The call was not executed; a later call tries again.",
            Exception,
            McpTransportException.StatusOf(Exception));

        private string Explain() => Reason switch
        {
            RecoveryFailure.TimedOut => $"it was not ready within {nameof(ResilientHttpClientTransportOptions.RecoveryTimeout)}.",
            RecoveryFailure.Unreachable => "the server cannot be reached.",
            _ => Exception!.Message,
        };
    }
}
