using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Takes the messages of a stream as they come; <see langword="true"/> says that no more is wanted of it.</summary>
internal interface IMessageReceiver
{
    ValueTask<bool> ReceiveAsync(JsonRpcMessage message, CancellationToken cancellationToken);
}

/// <summary>Takes, beside the messages, the <c>endpoint</c> event of HTTP+SSE (revision 2024-11-05).</summary>
internal interface IEndpointReceiver : IMessageReceiver
{
    void ReceiveEndpoint(string endpoint);
}

/// <summary>Where in a stream we are; survives reconnections.</summary>
internal sealed class StreamPosition
{
    public string? LastEventId { get; set; }

    public TimeSpan? Retry { get; set; }

    public StreamProgress Progress { get; set; }

    /// <summary>What broke the stream, or <see langword="null"/> if the server ended it.</summary>
    public Exception? Cause { get; set; }
}

/// <summary>
/// Reads one event stream to its end, handing each message on. System.Net.ServerSentEvents does the parsing: comments, CR, LF and CRLF,
/// byte order mark, split UTF-8, several lines of data. An event that is no message is logged and skipped.
/// </summary>
internal sealed class EventStreamReader
{
    private const string EndpointEvent = "endpoint";

    private readonly int _maxMessageBytes;
    private readonly ConnectionLog _log;
    private readonly SseItemParser<Payload> _parse;

    public EventStreamReader(int maxMessageBytes, ConnectionLog log)
    {
        _maxMessageBytes = maxMessageBytes;
        _log = log;
        _parse = Parse;
    }

    /// <summary>Reads until the stream ends, breaks, or the receiver wants no more of it.</summary>
    /// <returns>Whether the receiver wanted no more.</returns>
    /// <exception cref="AnswerTooLargeException">An event is larger than allowed.</exception>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> asked for it.</exception>
    public async Task<bool> ReadAsync(
        HttpResponseMessage response, StreamPosition position, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        position.Progress = StreamProgress.None;
        position.Cause = null;
        SseParser<Payload>? parser = null;
        try
        {
            using var stream = await response.Content.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var capped = new CappedStream(stream, _maxMessageBytes);
            parser = SseParser.Create(capped, _parse);
            await foreach (var item in parser.EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                capped.StartNextEvent();
                if (item.EventId is { Length: > 0 } id && IsSendable(id))
                {
                    position.LastEventId = id;
                    if (position.Progress == StreamProgress.None)
                    {
                        position.Progress = StreamProgress.Position;
                    }
                }

                if (await HandOnAsync(item.Data, position, receiver, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException and not McpTransportException)
        {
            position.Cause = e;
        }
        finally
        {
            // A block with `retry` alone is no event, so the value is read from the parser, not from items.
            if (parser is not null && parser.ReconnectionInterval != Timeout.InfiniteTimeSpan)
            {
                position.Retry = parser.ReconnectionInterval;
            }
        }

        return false;
    }

    /// <summary>The error that the stream holds as its one message, or <see langword="null"/> where it is anything else.</summary>
    public static JsonRpcError? TryParseError(byte[] stream)
    {
        JsonRpcError? error = null;
        foreach (var item in SseParser.Create(new MemoryStream(stream), static (_, data) => MessageParser.TryParseError(data)).Enumerate())
        {
            if (error is not null)
            {
                return null;
            }

            error = item.Data;
        }

        return error;
    }

    private static async ValueTask<bool> HandOnAsync(
        Payload payload, StreamPosition position, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        if (payload.Messages.Single is { } message)
        {
            position.Progress = StreamProgress.Message;
            return await receiver.ReceiveAsync(message, cancellationToken).ConfigureAwait(false);
        }

        if (payload.Endpoint is { } endpoint && receiver is IEndpointReceiver endpointReceiver)
        {
            endpointReceiver.ReceiveEndpoint(endpoint);
        }

        if (payload.Messages.Batch is { } batch)
        {
            position.Progress = StreamProgress.Message;
            var enough = false;
            foreach (var one in batch)
            {
                enough |= await receiver.ReceiveAsync(one, cancellationToken).ConfigureAwait(false);
            }

            return enough;
        }

        return false;
    }

    private Payload Parse(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.Length > _maxMessageBytes)
        {
            throw new AnswerTooLargeException(_maxMessageBytes);
        }

        if (eventType == EndpointEvent)
        {
            return new(default, Encoding.UTF8.GetString(data.ToArray()));
        }

        // The protocol names no other event type than the default one; an event of another type is somebody else's.
        if (eventType != SseParser.EventTypeDefault)
        {
            return default;
        }

        try
        {
            return new(MessageParser.Parse(data), null);
        }
        catch (JsonException e)
        {
            _log.EventIsNoMessage(e);
            return default;
        }
    }

    // An id that cannot be a header value cannot be resumed from.
    private static bool IsSendable(string id)
    {
        foreach (var character in id)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private readonly record struct Payload(ParsedMessages Messages, string? Endpoint);
}
