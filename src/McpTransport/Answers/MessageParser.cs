using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>What one JSON text held: one message, or a batch of them (allowed by revision 2025-03-26 alone), or nothing.</summary>
internal readonly record struct ParsedMessages(JsonRpcMessage? Single, JsonRpcMessage[]? Batch);

/// <summary>Reads JSON-RPC messages from UTF-8 and writes them, with no string in between.</summary>
internal static class MessageParser
{
    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType =
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static byte[] Write(JsonRpcMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, MessageType);

    /// <exception cref="JsonException">The text is no JSON-RPC message.</exception>
    public static ParsedMessages Parse(ReadOnlySpan<byte> utf8)
    {
        // RFC 8259 lets a reader skip a byte order mark; the reader of System.Text.Json does not.
        if (utf8.StartsWith(ByteOrderMark))
        {
            utf8 = utf8.Slice(ByteOrderMark.Length);
        }

        var start = 0;
        while (start < utf8.Length && utf8[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        if (start == utf8.Length)
        {
            return default;
        }

        try
        {
            return utf8[start] == (byte)'[' ? new(null, ParseBatch(utf8)) : new(JsonSerializer.Deserialize(utf8, MessageType), null);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            // A member of another kind than the protocol says.
            throw new JsonException("The JSON is no JSON-RPC message.", e);
        }
    }

    /// <summary>The error that the text holds, or <see langword="null"/> where it is anything else.</summary>
    public static JsonRpcError? TryParseError(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Parse(utf8).Single as JsonRpcError;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonRpcMessage[] ParseBatch(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref reader);
        var messages = new List<JsonRpcMessage>(document.RootElement.GetArrayLength());
        foreach (var element in document.RootElement.EnumerateArray())
        {
            if (element.Deserialize(MessageType) is { } message)
            {
                messages.Add(message);
            }
        }

        return [.. messages];
    }
}
