using System.Collections.Concurrent;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>One stream of HTTP+SSE, the address that it named, and the calls that wait for their answers on it.</summary>
internal sealed class SseConnection : IEndpointReceiver
{
    private readonly ConnectionScope _scope;
    private readonly IAnswerTarget _deliver;
    private readonly CancellationTokenSource _open;
    private readonly TaskCompletionSource<Uri> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<StreamEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<RequestId, Waiter> _waiters = new();
    private readonly StreamPosition _position = new();
    private Uri? _streamAddress;
    private volatile bool _isRetired;

    private SseConnection(ConnectionScope scope, IAnswerTarget deliver)
    {
        _scope = scope;
        _deliver = deliver;
        _open = CancellationTokenSource.CreateLinkedTokenSource(scope.Lifetime);
    }

    /// <summary>Where messages are posted to.</summary>
    public Uri Endpoint => _endpoint.Task.Result;

    /// <summary>Completes when the stream has ended, for whatever reason.</summary>
    public Task<StreamEnd> Ended => _ended.Task;

    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Whether a message was sent over it.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Opens the stream and waits for the endpoint event.</summary>
    /// <exception cref="HttpRequestException">The server refused the stream or cannot be reached, or the endpoint it named was refused.</exception>
    /// <exception cref="TimeoutException">The endpoint event did not come within <see cref="ResilientHttpClientTransportOptions.ConnectionTimeout"/>.</exception>
    public static async Task<SseConnection> OpenAsync(ConnectionScope scope, IAnswerTarget deliver, CancellationToken cancellationToken)
    {
        var connection = new SseConnection(scope, deliver);
        scope.RunInBackground(connection.ReadAsync);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Lifetime);
        try
        {
            await connection._endpoint.Task.WaitAsync(scope.Options.ConnectionTimeout, scope.Time, either.Token).ConfigureAwait(false);
            return connection;
        }
        catch (TimeoutException e)
        {
            connection.Close();
            throw new TimeoutException(
                $"The server has named no endpoint within {nameof(ResilientHttpClientTransportOptions.ConnectionTimeout)} ({scope.Options.ConnectionTimeout}).", e);
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    /// <summary>Posts one message, and waits for the answer on the stream if it is a request.</summary>
    public async Task<PostResult> SendAsync(Call call, Session? session, CancellationToken cancellationToken)
    {
        IsUsed = true;
        call.CarriesSessionId = false;
        var waiter = call.Request is null ? null : new Waiter(call);
        if (waiter is not null)
        {
            _waiters[call.Id] = waiter;
        }

        try
        {
            if (HasEnded)
            {
                return new(session is null ? PostOutcome.AnswerLost : PostOutcome.SessionEnded);
            }

            // A server that has forgotten the stream may leave the POST without an answer for ever (server-everything does). So what comes on
            // the stream, be it the answer or its end, settles the call without it.
            var posting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _scope.Lifetime);
            var post = PostAsync(call, session, posting.Token);
            var settled = waiter?.Result ?? Ended as Task;
            if (await Task.WhenAny(post, settled).ConfigureAwait(false) != post)
            {
                _scope.RunInBackground(() => LeaveAsync(post, posting));
                return waiter is null ? new(PostOutcome.AnswerLost) : await waiter.Result.ConfigureAwait(false);
            }

            using (posting)
            {
                if (await post.ConfigureAwait(false) is { } refused)
                {
                    return refused;
                }
            }

            return waiter is null
                ? PostResult.Done
                : await waiter.Result.WaitAsync(Timeout.InfiniteTimeSpan, _scope.Time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (waiter is not null)
            {
                _waiters.TryRemove(waiter.Id, out _);
                CloseIfNobodyWaits();
            }
        }
    }

    /// <inheritdoc/>
    public void ReceiveEndpoint(string endpoint)
    {
        // Revision 2024-11-05: the first event. The address is relative to that of the stream.
        if (!Uri.TryCreate(_streamAddress!, endpoint.Trim(), out var address))
        {
            _endpoint.TrySetException(new InvalidAnswerException("The endpoint event of the server holds no address."));
        }
        else if (!OriginGuard.SameOrigin(_streamAddress!, address))
        {
            var refused = new OriginRefusedException(
                $"The server at {OriginGuard.Describe(_streamAddress!)} names an endpoint of another origin, {OriginGuard.Describe(address)}. " +
                "The additional headers carry secrets and go to the stream's own origin only, so it was refused.",
                address);
            _scope.Log.EndpointEventRefused(refused);
            _endpoint.TrySetException(refused);
        }
        else
        {
            _endpoint.TrySetResult(address);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReceiveAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        if (message is JsonRpcResponse or JsonRpcError && _waiters.TryGetValue(((JsonRpcMessageWithId)message).Id, out var waiter))
        {
            await waiter.Call.ReceiveAsync(message, cancellationToken).ConfigureAwait(false);
            waiter.Complete(PostResult.Done);
        }
        else
        {
            await _deliver.DeliverAsync(message, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Closes the stream as soon as no call waits for its answer on it any more: those of an ended session are left to finish.</summary>
    public void Retire()
    {
        _isRetired = true;
        CloseIfNobodyWaits();
    }

    public void Close()
    {
        _open.Cancel();
        _ended.TrySetResult(new(StreamProgress.None));
    }

    /// <summary>Nobody waits for this POST any more. It has as long as closing has, then it is given up.</summary>
    private async Task LeaveAsync(Task<PostResult?> post, CancellationTokenSource posting)
    {
        using (posting)
        using (var deadline = _scope.Time.CancelAfter(_scope.Options.CloseTimeout))
        using (deadline.Token.Register(posting.Cancel))
        {
            try
            {
                await post.ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                // What it came to does not matter: the call is settled.
            }
        }
    }

    private void CloseIfNobodyWaits()
    {
        if (_isRetired && _waiters.IsEmpty)
        {
            Close();
        }
    }

    private async Task ReadAsync()
    {
        var end = new StreamEnd(StreamProgress.None);
        Exception? cause = null;
        var opened = _scope.Time.GetTimestamp();
        try
        {
            using var response = await _scope.Http.OpenStreamAsync(_scope.Options.Endpoint, null, null, _open.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                var refusal = await BodyReader.ReadRefusalAsync(response, _scope.Time, _open.Token).ConfigureAwait(false);
                throw refusal.ToException(response, "the stream of HTTP+SSE", null);
            }

            if (HeaderNames.MediaTypeOf(response) != HeaderNames.EventStream)
            {
                throw new InvalidAnswerException(
                    $"The server answered the stream of HTTP+SSE with media type '{HeaderNames.MediaTypeOf(response)}' where '{HeaderNames.EventStream}' is allowed.",
                    statusCode: response.StatusCode);
            }

            _streamAddress = response.RequestMessage?.RequestUri ?? _scope.Options.Endpoint;
            await _scope.Events.ReadAsync(response, _position, this, _open.Token).ConfigureAwait(false);
            cause = _position.Cause;
        }
        catch (Exception e)
        {
            cause = e;
            _endpoint.TrySetException(e);
            end = new(StreamProgress.None, McpTransportException.StatusOf(e));
        }

        // Only a stream that lived counts as progress: the answer to initialize comes on each.
        var lived = _scope.Time.GetElapsedTime(opened) >= _scope.Options.MaxReconnectionInterval;
        _endpoint.TrySetException(new InvalidAnswerException("The server ended the stream of HTTP+SSE before it named an endpoint.", cause));
        _ = _endpoint.Task.Exception;
        _ended.TrySetResult(end with { Progress = lived ? StreamProgress.Message : StreamProgress.None, Retry = _position.Retry });

        // These calls were accepted; what became of them is not known.
        foreach (var waiter in _waiters.Values)
        {
            waiter.Complete(new(PostOutcome.AnswerLost, Cause: cause));
        }
    }

    /// <summary>How the message was refused as one of a session that has ended, or lost on the way; <see langword="null"/> if it was accepted.</summary>
    private async Task<PostResult?> PostAsync(Call call, Session? session, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _scope.Http.PostAsync(Endpoint, session, call.Message, MessageParser.Write(call.Message), cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (call.Request is not null && e is not McpTransportException && !Delivery.WasNeverSent(e))
        {
            return new(PostOutcome.AnswerLost, Cause: e);
        }

        using (response)
        {
            if (response.IsSuccessStatusCode)
            {
                await ReadBodyAsync(call, response, cancellationToken).ConfigureAwait(false);
                return null;
            }

            // The address carries the session, so its refusal may say that the session has ended.
            var refusal = await BodyReader.ReadRefusalAsync(response, _scope.Time, cancellationToken).ConfigureAwait(false);
            if (session is not null && ExpiryDecision.SaysSessionEnded(carriedSessionId: true, response.StatusCode, refusal.Error, call.Id))
            {
                return new(PostOutcome.SessionEnded, response.StatusCode);
            }

            throw refusal.ToException(response, call.Describe(), session);
        }
    }

    // Revision 2024-11-05 answers on the stream alone; some servers answer here.
    private async Task ReadBodyAsync(Call call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (HeaderNames.MediaTypeOf(response) != HeaderNames.Json)
        {
            return;
        }

        try
        {
            using var body = await BodyReader.ReadAsync(response.Content, _scope.Options.MaxMessageBytes, cancellationToken).ConfigureAwait(false);
            if (MessageParser.Parse(body.Bytes).Single is { } message)
            {
                await ReceiveAsync(message, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // "Accepted", in whatever form: the answer comes on the stream.
        }
    }

    private sealed class Waiter(Call call)
    {
        private readonly TaskCompletionSource<PostResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Call Call { get; } = call;

        public RequestId Id { get; } = call.Id;

        public Task<PostResult> Result => _result.Task;

        public void Complete(PostResult result) => _result.TrySetResult(result);
    }
}
