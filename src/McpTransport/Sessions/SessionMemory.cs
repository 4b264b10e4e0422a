using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Remembers what the client has asked a session to keep (the log level, the subscriptions), to ask it of the next one too.</summary>
internal sealed class SessionMemory
{
    // RequestMethods.LoggingSetLevel is marked obsolete, since revision 2026-07-28 deprecates it; the sessions of earlier ones have it.
    private const string SetLevel = "logging/setLevel";

    private readonly ConcurrentDictionary<string, JsonNode> _subscriptions = new(StringComparer.Ordinal);
    private volatile JsonNode? _logLevel;
    private int _restored;

    /// <summary>Takes note of a request that the server has answered with a result.</summary>
    public void Note(JsonRpcRequest request)
    {
        switch (request.Method)
        {
            case SetLevel:
                _logLevel = request.Params?.DeepClone();
                break;
            case RequestMethods.ResourcesSubscribe when UriOf(request) is { } uri:
                _subscriptions[uri] = request.Params!.DeepClone();
                break;
            case RequestMethods.ResourcesUnsubscribe when UriOf(request) is { } uri:
                _subscriptions.TryRemove(uri, out _);
                break;
        }
    }

    /// <summary>The requests that bring a new session to where the old one was.</summary>
    public IEnumerable<JsonRpcRequest> Restore()
    {
        if (_logLevel is { } level)
        {
            yield return Request(SetLevel, level);
        }

        foreach (var subscription in _subscriptions)
        {
            yield return Request(RequestMethods.ResourcesSubscribe, subscription.Value);
        }
    }

    private JsonRpcRequest Request(string method, JsonNode parameters) => new()
    {
        Id = new($"mcptransport-restore-{Interlocked.Increment(ref _restored)}"),
        Method = method,
        Params = parameters.DeepClone(),
    };

    private static string? UriOf(JsonRpcRequest request) =>
        (request.Params as JsonObject)?["uri"] is JsonValue value && value.TryGetValue(out string? uri) ? uri : null;
}
