using System.Net;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Streamable HTTP: sends one message as one POST and sees its answer through, be it JSON, a stream, or a stream that breaks and is resumed.</summary>
internal sealed class StreamableHttpExchange(ConnectionScope scope, IAnswerTarget deliver) : IExchange
{
    private readonly ResumableStream _resumable = new(scope, static _ => true);
    private readonly ListeningStream _listening = new(scope, deliver);

    /// <inheritdoc/>
    public Task<Uri> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(scope.Options.Endpoint);

    /// <inheritdoc/>
    public bool CanEnd(Session session) => session.Id is not null;

    /// <inheritdoc/>
    public void Begin(Session session, SessionRecovery recovery) => _listening.Start(session, recovery.IsCurrent);

    /// <inheritdoc/>
    public async Task EndAsync(Session session, CancellationToken cancellationToken)
    {
        // Whatever the answer is, there is nothing to do about it: 405 is a server that ends its sessions itself, 404 and 410 are gone ones
        // (revision 2025-11-25, "Session Management").
        using var response = await scope.Http.DeleteAsync(session, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<PostResult> SendAsync(Call call, Session? session, CancellationToken cancellationToken)
    {
        // Without an id nothing can expire.
        call.CarriesSessionId = session?.Id is not null;
        HttpResponseMessage response;
        try
        {
            response = await scope.Http.PostAsync(
                session?.Endpoint ?? scope.Options.Endpoint, session, call.Message, MessageParser.Write(call.Message), cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (call.Request is not null && e is not McpTransportException && !Delivery.WasNeverSent(e))
        {
            return new(PostOutcome.AnswerLost, Cause: e);
        }

        using (response)
        {
            return response.IsSuccessStatusCode
                ? await ReadAnswerAsync(call, session, response, cancellationToken).ConfigureAwait(false)
                : await ReadRefusalAsync(call, session, response, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PostResult> ReadAnswerAsync(Call call, Session? session, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Exception? cause = null;
        var newSessionId = call.Request is { Method: RequestMethods.Initialize } ? NewSessionId(response) : null;
        switch (HeaderNames.MediaTypeOf(response))
        {
            case HeaderNames.Json:
                cause = await ReadJsonAsync(call, response, cancellationToken).ConfigureAwait(false);
                break;

            case HeaderNames.EventStream:
                if (await ReadStreamAsync(call, session, response, cancellationToken).ConfigureAwait(false) is { } lost)
                {
                    return lost with { NewSessionId = newSessionId };
                }

                break;

            // Every revision: 202 without a body for notifications and answers. What else a server says to them does not matter.
            case var mediaType when call.Request is not null && response.StatusCode != HttpStatusCode.Accepted:
                throw new InvalidAnswerException(
                    $"The server answered {call.Describe()} with media type '{mediaType}' where '{HeaderNames.Json}' or '{HeaderNames.EventStream}' is allowed.",
                    statusCode: response.StatusCode);
        }

        if (call.SessionError is not null)
        {
            return new(PostOutcome.SessionEnded, response.StatusCode);
        }

        return call.Request is null || call.IsAnswered
            ? new(PostOutcome.Done, NewSessionId: newSessionId)
            : new(PostOutcome.AnswerLost, response.StatusCode, cause);
    }

    /// <summary>What broke the body in the middle, which is as good as no answer; <see langword="null"/> if nothing did.</summary>
    private async Task<Exception?> ReadJsonAsync(Call call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ParsedMessages messages;
        try
        {
            using var body = await BodyReader.ReadAsync(response.Content, scope.Options.MaxMessageBytes, cancellationToken).ConfigureAwait(false);
            messages = MessageParser.Parse(body.Bytes);
        }
        catch (JsonException e)
        {
            if (call.Request is null)
            {
                return null;
            }

            throw new InvalidAnswerException($"The server answered {call.Describe()} with JSON that is no JSON-RPC message.", e, response.StatusCode);
        }
        catch (Exception e) when (call.Request is not null && e is IOException or HttpRequestException and not McpTransportException)
        {
            return e;
        }

        if (messages.Single is { } message)
        {
            await call.ReceiveAsync(message, cancellationToken).ConfigureAwait(false);
        }

        foreach (var one in messages.Batch ?? [])
        {
            await call.ReceiveAsync(one, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>How the answer was lost; <see langword="null"/> if it was not.</summary>
    private async Task<PostResult?> ReadStreamAsync(Call call, Session? session, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var position = new StreamPosition();
        if (await scope.Events.ReadAsync(response, position, call, cancellationToken).ConfigureAwait(false) || call.Request is null)
        {
            return null;
        }

        // Revision 2026-07-28 has no resumption; before it, there is nothing to resume from without an event id.
        if (session is null || position.LastEventId is null)
        {
            return new(PostOutcome.AnswerLost, Cause: position.Cause);
        }

        // Revision 2025-11-25: "Resumption is always via HTTP GET with Last-Event-ID."
        var ended = new StreamEnd(position.Progress, null, position.Retry);
        return await _resumable.HoldAsync(session, position, ended, call, cancellationToken).ConfigureAwait(false) is { } last
            ? new(PostOutcome.AnswerLost, last.Refusal, position.Cause)
            : null;
    }

    private async Task<PostResult> ReadRefusalAsync(Call call, Session? session, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = response.StatusCode;
        var refusal = await BodyReader.ReadRefusalAsync(response, scope.Time, cancellationToken).ConfigureAwait(false);
        if (ExpiryDecision.SaysSessionEnded(call.CarriesSessionId, status, refusal.Error, call.Id))
        {
            return new(PostOutcome.SessionEnded, status);
        }

        if (refusal.Error is not { } error || !IsAnswer(status, error.Error.Code))
        {
            throw refusal.ToException(response, call.Describe(), session);
        }

        if (call.Request is null)
        {
            throw new McpProtocolException(error.Error.Message, (McpErrorCode)error.Error.Code);
        }

        // The error may come without our id, when the server did not read so far. It answers this POST all the same.
        await call.AnswerWithAsync(error, cancellationToken).ConfigureAwait(false);
        return PostResult.Done;
    }

    // A JSON-RPC error in a 400, one of those that revision 2026-07-28 defines, or its 404 for an unknown method, is the answer to the
    // request. McpClient decides by such errors whether to fall back to initialize. With other statuses the status is what counts.
    private static bool IsAnswer(HttpStatusCode status, int code) =>
        status == HttpStatusCode.BadRequest || McpErrorCodes.IsModern(code) ||
        (status == HttpStatusCode.NotFound && code == McpErrorCodes.MethodNotFound);

    private static string? NewSessionId(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(HeaderNames.SessionId, out var values))
        {
            return null;
        }

        var id = string.Join(",", values);
        return Session.IsValidId(id) ? id : throw new InvalidAnswerException(
            $"The server gave a session id that is empty or has other characters than visible ASCII, 0x21 to 0x7E ({HeaderNames.SessionId}; revision 2025-11-25, \"Session Management\").",
            statusCode: response.StatusCode);
    }
}
