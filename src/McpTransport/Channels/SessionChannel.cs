using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// Sends messages in sessions: which message in which session, and what happens when one has ended. How a message travels, its
/// <see cref="IExchange"/> knows.
/// </summary>
internal sealed class SessionChannel : IAnswerTarget
{
    private readonly ConnectionScope _scope;
    private readonly IExchange _exchange;
    private readonly SessionRecovery _recovery;
    private readonly KeepAlive _keepAlive;
    private readonly Handshake _handshake;
    private readonly SessionMemory _memory = new();

    // Calls that wait for a new session. The answer of one may still come on another stream of the old session.
    private readonly ConcurrentDictionary<RequestId, TaskCompletionSource<bool>> _waiting = new();
    private int _waitingCount;
    private readonly object _beginning = new();
    private int _begun;

    public SessionChannel(ConnectionScope scope, Func<IAnswerTarget, IExchange> exchange)
    {
        _scope = scope;
        _exchange = exchange(this);
        _handshake = Handshake.Of(scope.Options.KnownInitializeParams);
        _recovery = new(scope, ReinitializeAsync, BeginAgain);
        _keepAlive = new(scope, PingAsync);
        if (scope.Options.KnownSessionId is { } known)
        {
            // The server has accepted notifications/initialized long ago.
            Begin(_recovery.Establish(known, scope.Options.KnownInitializeParams?.ProtocolVersion, scope.Options.Endpoint));
        }
    }

    /// <summary>The id of the session that messages are sent in; <see langword="null"/> if there is none, or it has ended.</summary>
    public string? SessionId => _recovery.Current is { } session && !_recovery.IsLost(session) ? session.Id : null;

    /// <inheritdoc/>
    public bool SessionErrorsAreAnswers { get; private set; }

    /// <summary>Sends a message; for a request, returns when its answer was delivered, and throws if none will be.</summary>
    public async Task SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        if (message is JsonRpcRequest { Method: RequestMethods.Initialize } initialize)
        {
            await InitializeAsync(initialize, cancellationToken).ConfigureAwait(false);
            return;
        }

        await SendInSessionAsync(new Call(message, this), cancellationToken).ConfigureAwait(false);

        // The listening stream is opened only after the server has accepted this.
        if (message is JsonRpcNotification { Method: NotificationMethods.InitializedNotification } && _recovery.Current is { } session)
        {
            Begin(session);
        }
    }

    /// <summary>Tells the server that the session is no longer needed. The lifetime of the connection has ended already.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        // Revisions 2025-03-26 to 2025-11-25: clients SHOULD end a session that they no longer need. One that has ended is not ended again.
        if (_scope.Options.OwnsSession && _recovery.Current is { } session && !_recovery.IsLost(session) && _exchange.CanEnd(session))
        {
            await _exchange.EndAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task DeliverAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        await _scope.Listener.DeliverAsync(message, cancellationToken).ConfigureAwait(false);
        if (Volatile.Read(ref _waitingCount) > 0 && message is JsonRpcResponse or JsonRpcError &&
            _waiting.TryRemove(((JsonRpcMessageWithId)message).Id, out var answered))
        {
            answered.TrySetResult(true);
        }
    }

    private void Begin(Session session)
    {
        lock (_beginning)
        {
            // Not twice: notifications/initialized may itself have met the end of the first session. And never back: its successor may
            // have begun before it.
            if (session.Generation <= _begun)
            {
                return;
            }

            _begun = session.Generation;
            _exchange.Begin(session, _recovery);
        }

        _keepAlive.Start();
    }

    // ---- The client's own handshake.

    private async Task InitializeAsync(JsonRpcRequest initialize, CancellationToken cancellationToken)
    {
        if (_scope.Options.KnownSessionId is not null)
        {
            throw new InvalidOperationException(
                $"A session that is resumed with {nameof(ResilientHttpClientTransportOptions.KnownSessionId)} is initialized already. Connect with McpClient.ResumeSessionAsync.");
        }

        var call = new Call(initialize, this, capturesAnswer: true);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _scope.Lifetime);
        var endpoint = await _exchange.OpenAsync(either.Token).ConfigureAwait(false);
        var sent = await _exchange.SendAsync(call, null, either.Token).ConfigureAwait(false);
        if (call.Answer is JsonRpcResponse answer)
        {
            _handshake.Remember(initialize, answer);
            _recovery.Establish(sent.NewSessionId, Handshake.RevisionOf(answer), endpoint);
        }

        // Only now, so that what the client sends next finds the session.
        await DeliverAsync(call.Answer ?? throw sent.ToException(call.Describe()), either.Token).ConfigureAwait(false);
    }

    // ---- Everything else: sent in the session, and if that has ended, once more in the next.

    private async Task SendInSessionAsync(Call call, CancellationToken cancellationToken)
    {
        using var either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _scope.Lifetime)
            : null;
        try
        {
            await SendInSessionCoreAsync(call, either?.Token ?? _scope.Lifetime).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (
            cancellationToken.IsCancellationRequested && !_scope.Lifetime.IsCancellationRequested && call is { SentIn: { } session, Request: { } request })
        {
            // Revisions up to 2025-11-25: "Disconnection SHOULD NOT be interpreted as the client cancelling its request", so it is said.
            // (Since 2026-07-28 there is no session, and the disconnection says it.)
            _scope.RunInBackground(() => SendCancelledAsync(request.Id, session));
            throw;
        }
    }

    private async Task SendInSessionCoreAsync(Call call, CancellationToken token)
    {
        var sent = await SendInCurrentSessionAsync(call, token).ConfigureAwait(false);
        if (sent.Outcome == PostOutcome.AnswerLost)
        {
            await AskPolicyAsync(call, sent, token).ConfigureAwait(false);
        }

        if (call is { HasResult: true, Request: { } request })
        {
            _memory.Note(request);
            if (call.SentIn is null)
            {
                // Revision 2026-07-28: no session, and the server has answered.
                _scope.Listener.SetState(TransportState.Connected);
            }
        }
    }

    private async Task<PostResult> SendInCurrentSessionAsync(Call call, CancellationToken cancellationToken)
    {
        var session = _recovery.Current;
        if (session is not null && _recovery.IsLost(session))
        {
            if (call.BelongsToSession)
            {
                _scope.Log.AnswerDropped(session);
                return PostResult.Done;
            }

            session = await _recovery.ReplaceAsync(session, cancellationToken).ConfigureAwait(false);
        }

        call.SentIn = session;
        var sent = await _exchange.SendAsync(call, session, cancellationToken).ConfigureAwait(false);
        return sent.Outcome == PostOutcome.SessionEnded && session is not null
            ? await SendInNextSessionAsync(call, session, sent, cancellationToken).ConfigureAwait(false)
            : sent;
    }

    private async Task<PostResult> SendInNextSessionAsync(Call call, Session ended, PostResult refused, CancellationToken cancellationToken)
    {
        _recovery.ReportLost(ended, refused.Status);
        if (call.BelongsToSession)
        {
            _scope.Log.AnswerDropped(ended);
            return PostResult.Done;
        }

        call.SentIn = null;
        var next = await WaitForNextSessionAsync(call, ended, cancellationToken).ConfigureAwait(false);
        if (next is null)
        {
            return PostResult.Done;
        }

        // The server refused the call, so it was not begun: sending it again executes it once.
        var sessionError = call.SessionError;
        call.StartAgain();
        call.SentIn = next;
        var sent = await _exchange.SendAsync(call, next, cancellationToken).ConfigureAwait(false);
        if (sent.Outcome != PostOutcome.SessionEnded)
        {
            return sent;
        }

        if (sessionError is not null && call.SessionError is { } again)
        {
            // Said as an ordinary answer, in two sessions, the second of which was just made: then the error means something else (the tool's
            // own sessions, say). It is the caller's, now and from now on.
            SessionErrorsAreAnswers = true;
            await call.AnswerWithAsync(again, cancellationToken).ConfigureAwait(false);
            return PostResult.Done;
        }

        _recovery.ReportLost(next, sent.Status);
        throw new SessionRecoveryException(
            RecoveryFailure.EndedAgain,
            $"The session has ended, and so has the one made in its place, before {call.Describe()} could be sent. It was not executed; a later call tries again.",
            statusCode: sent.Status);
    }

    /// <summary>The session to send the call in again; <see langword="null"/> if its answer has come on another stream while it waited.</summary>
    private async Task<Session?> WaitForNextSessionAsync(Call call, Session ended, CancellationToken cancellationToken)
    {
        if (call.Request is null)
        {
            return await _recovery.ReplaceAsync(ended, cancellationToken).ConfigureAwait(false);
        }

        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[call.Id] = answered;
        Interlocked.Increment(ref _waitingCount);
        try
        {
            var next = _recovery.ReplaceAsync(ended, cancellationToken);
            await Task.WhenAny(next, answered.Task).ConfigureAwait(false);

            // Whoever takes the entry out decides: the answer that came, or we who send again.
            if (_waiting.TryRemove(call.Id, out _))
            {
                return await next.ConfigureAwait(false);
            }

            _ = next.ContinueWith(
                static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _waitingCount);
        }
    }

    /// <summary>The answer was lost after the server may have begun the call. Whether that is safe to repeat, the application knows.</summary>
    private async Task AskPolicyAsync(Call call, PostResult lost, CancellationToken cancellationToken)
    {
        var exception = lost.ToException(call.Describe());
        if (call.Request is not { } request || !_scope.Options.ReplayPolicy(new(request, RequestHeaders.ToolOf(request), exception)))
        {
            throw exception;
        }

        Telemetry.CallsSentAgain.Add(1);
        call.StartAgainUnderNewId();
        PostResult sent;
        try
        {
            sent = await SendInCurrentSessionAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e is SessionRecoveryException or not McpTransportException)
        {
            // The second attempt was certainly not executed. The first may have been, and that is what the caller has to know.
            throw new CallOutcomeUnknownException(
                request.Method,
                $"The answer to {request.Method} was lost. The server may have begun the call, and could not be asked again: see the inner exception, which is about the second attempt alone.",
                e,
                McpTransportException.StatusOf(e));
        }

        if (sent.Outcome == PostOutcome.AnswerLost)
        {
            throw sent.ToException(call.Describe());
        }
    }

    // ---- What the transport says for itself.

    private async Task<NewSession> ReinitializeAsync(Session lost, CancellationToken cancellationToken)
    {
        if (!_handshake.IsKnown)
        {
            throw new SessionRecoveryException(
                RecoveryFailure.NoHandshakeToRepeat,
                $"The session has ended. It was resumed by its id, so there is no initialize to repeat: set {nameof(ResilientHttpClientTransportOptions.KnownInitializeParams)}, or connect anew.");
        }

        // Revisions 2025-03-26 to 2025-11-25: a new session is started "by sending a new InitializeRequest without a session ID attached".
        var endpoint = await _exchange.OpenAsync(cancellationToken).ConfigureAwait(false);
        var initialize = new Call(_handshake.Repeat(lost), this, capturesAnswer: true);
        var sent = await _exchange.SendAsync(initialize, null, cancellationToken).ConfigureAwait(false);
        var answer = initialize.Answer switch
        {
            JsonRpcResponse response => response,
            JsonRpcError error => throw new McpProtocolException($"initialize was answered with an error: {error.Error.Message}", (McpErrorCode)error.Error.Code),
            _ => throw new SessionRecoveryException(
                sent.Status is null ? RecoveryFailure.Unreachable : RecoveryFailure.Refused,
                "The session has ended and no new one could be made: the server ended the answer to initialize before it was complete. The call was not executed; a later call tries again.",
                sent.Cause,
                sent.Status),
        };

        var session = new Session(lost.Generation + 1, sent.NewSessionId, Handshake.RevisionOf(answer), endpoint);
        if (lost.Revision is not null && session.Revision != lost.Revision)
        {
            // The client was told the first revision, once, and speaks it on. So this ends here.
            var changed = new SessionRecoveryException(
                RecoveryFailure.RevisionChanged,
                $"The session has ended, and the server now answers with protocol revision '{session.Revision}' where '{lost.Revision}' was negotiated. Connect anew.");
            _scope.Listener.OnFatal(changed);
            throw changed;
        }

        var initialized = new Call(Handshake.Initialized(), this);
        if ((await _exchange.SendAsync(initialized, session, cancellationToken).ConfigureAwait(false)).Outcome == PostOutcome.SessionEnded)
        {
            throw new SessionRecoveryException(
                RecoveryFailure.EndedAgain, "The server made a new session and did not know it a moment later. Is it behind a balancer without affinity?");
        }

        return _handshake.Compare(session, answer);
    }

    private void BeginAgain(Session session)
    {
        Begin(session);
        _scope.RunInBackground(() => RestoreAsync(session));
    }

    private async Task RestoreAsync(Session session)
    {
        foreach (var request in _memory.Restore())
        {
            try
            {
                var call = new Call(request, this, capturesAnswer: true);
                using var deadline = _scope.Time.CancelAfter(_scope.Options.RecoveryTimeout);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _scope.Lifetime);
                var sent = await _exchange.SendAsync(call, session, either.Token).ConfigureAwait(false);
                if (sent.Outcome == PostOutcome.SessionEnded)
                {
                    _recovery.ReportLost(session, sent.Status);
                }

                if (call.Answer is not JsonRpcResponse)
                {
                    _scope.Log.RestoreFailed(request.Method, null);
                }
            }
            catch (Exception e)
            {
                _scope.Log.RestoreFailed(request.Method, e);
            }
        }
    }

    private async Task SendCancelledAsync(RequestId request, Session session)
    {
        try
        {
            var cancelled = new JsonRpcNotification
            {
                Method = NotificationMethods.CancelledNotification,
                Params = new JsonObject { ["requestId"] = request.Id is long number ? number : $"{request.Id}", ["reason"] = "The client has cancelled the call." },
            };
            using var deadline = _scope.Time.CancelAfter(_scope.Options.CloseTimeout);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _scope.Lifetime);
            var sent = await _exchange.SendAsync(new Call(cancelled, this), session, either.Token).ConfigureAwait(false);
            if (sent.Outcome == PostOutcome.SessionEnded)
            {
                _recovery.ReportLost(session, sent.Status);
            }
        }
        catch (Exception e)
        {
            _scope.Log.CancelledNotSent(e);
        }
    }

    private Task PingAsync(JsonRpcRequest ping, CancellationToken cancellationToken) =>
        _recovery.Current is { } session && _exchange.CanEnd(session)
            ? SendInSessionAsync(new Call(ping, this, capturesAnswer: true), cancellationToken)
            : Task.CompletedTask;
}
