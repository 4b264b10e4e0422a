using System.Buffers;
using System.Text;

namespace McpTransport;

/// <summary>The bytes of a body, in a rented array that goes back when this is disposed.</summary>
internal readonly struct Body(byte[] array, int length) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => array.AsSpan(0, length);

    public int Length => length;

    public void Dispose() => ArrayPool<byte>.Shared.Return(array);
}

/// <summary>Reads bodies with bounds.</summary>
internal static class BodyReader
{
    private const int FirstChunk = 4096;

    /// <summary>The whole body.</summary>
    /// <exception cref="AnswerTooLargeException">It has more than <paramref name="limit"/> bytes.</exception>
    public static async ValueTask<Body> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            throw new AnswerTooLargeException(limit);
        }

        // One byte more than announced, so that the end is seen without growing.
        var buffer = ArrayPool<byte>.Shared.Rent((int)(announced ?? FirstChunk) + 1);
        var length = 0;
        try
        {
            using var stream = await content.OpenAsync(cancellationToken).ConfigureAwait(false);
            while (await stream.ReadChunkAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length > limit)
                {
                    throw new AnswerTooLargeException(limit);
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return new Body(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>
    /// What a refusal says in its body, as far as it can be had within small bounds of size and time: the decision what the refusal means
    /// never waits longer, or reads more. A body that is longer, slower or broken counts as none.
    /// </summary>
    public static async Task<Refusal> ReadRefusalAsync(HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var mediaType = HeaderNames.MediaTypeOf(response);
        if (mediaType is not HeaderNames.Json && mediaType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true)
        {
            return new(null, null);
        }

        using var bound = timeProvider.CancelAfter(Refusal.MaxWait);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            using var body = await ReadAsync(response.Content, Refusal.MaxBytes, either.Token).ConfigureAwait(false);
            var error = mediaType switch
            {
                HeaderNames.Json => MessageParser.TryParseError(body.Bytes),

                // So answers the official C# server transport, with the 404 that revision 2026-07-28 asks for.
                HeaderNames.EventStream => EventStreamReader.TryParseError(body.Bytes.ToArray()),
                _ => null,
            };
            return new(error, Snippet(body));
        }
        catch (Exception e) when (
            e is AnswerTooLargeException or HttpRequestException or IOException ||
            (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(null, null);
        }
    }

    private static string? Snippet(Body body)
    {
        const int Enough = 300;
        var text = Encoding.UTF8.GetString(body.Bytes.Slice(0, Math.Min(body.Length, Enough)).ToArray()).Trim();
        return text.Length == 0 ? null : text;
    }
}

/// <summary>What the body of a refusal said.</summary>
/// <param name="Error">The JSON-RPC error, if it held one.</param>
/// <param name="Snippet">Its beginning, for messages.</param>
internal readonly record struct Refusal(ModelContextProtocol.Protocol.JsonRpcError? Error, string? Snippet)
{
    public const int MaxBytes = 16 * 1024;

    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    /// <summary>The exception for an answer that refuses: what <c>McpClient</c> and applications expect of an HTTP transport.</summary>
    public HttpRequestException ToException(HttpResponseMessage response, string what, Session? session)
    {
        var message = $"The server answered {what} with {(int)response.StatusCode} ({response.ReasonPhrase}).";
        if (Snippet is { } snippet)
        {
            // Servers like to name the session that they do not know.
            message += " " + (session?.Id is { } id ? snippet.Replace(id, Session.Mask(id)) : snippet);
        }

#if NETSTANDARD2_0
        var exception = new HttpRequestException(message);
#else
        var exception = new HttpRequestException(message, null, response.StatusCode);
#endif
        exception.Data[McpTransportException.StatusCodeDataKey] = response.StatusCode;
        return exception;
    }
}
