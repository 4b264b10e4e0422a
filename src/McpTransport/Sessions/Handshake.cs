using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Remembers the client's own handshake, so that it can be repeated and the answers compared.</summary>
internal sealed class Handshake
{
    private volatile JsonObject? _parameters;
    private JsonNode? _capabilities;
    private JsonNode? _serverInfo;

    /// <summary>The handshake of a session that is resumed by its id: nothing of it is known but what the options say.</summary>
    public static Handshake Of(InitializeRequestParams? known)
    {
        var handshake = new Handshake();
        if (known is not null)
        {
            var type = (JsonTypeInfo<InitializeRequestParams>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(InitializeRequestParams));
            handshake._parameters = JsonSerializer.SerializeToNode(known, type) as JsonObject;
        }

        return handshake;
    }

    /// <summary>Whether there is something to repeat.</summary>
    public bool IsKnown => _parameters is not null;

    public void Remember(JsonRpcRequest initialize, JsonRpcResponse answer)
    {
        _capabilities = Member(answer.Result, "capabilities")?.DeepClone();
        _serverInfo = Member(answer.Result, "serverInfo")?.DeepClone();
        _parameters = initialize.Params?.DeepClone() as JsonObject ?? [];
    }

    /// <summary>The initialize request of a session that replaces another: as the first one, for the revision that was negotiated then.</summary>
    public JsonRpcRequest Repeat(Session lost)
    {
        var parameters = (JsonObject)_parameters!.DeepClone();
        if (lost.Revision is { } revision)
        {
            parameters["protocolVersion"] = revision;
        }

        // McpClient counts its ids in integers; a string cannot meet one of them.
        return new() { Id = new($"mcptransport-initialize-{lost.Generation + 1}"), Method = RequestMethods.Initialize, Params = parameters };
    }

    public static JsonRpcNotification Initialized() => new() { Method = NotificationMethods.InitializedNotification };

    public static string? RevisionOf(JsonRpcResponse answer) =>
        Member(answer.Result, "protocolVersion") is JsonValue value && value.TryGetValue(out string? revision) ? revision : null;

    /// <summary>What differs from the first answer. Nothing, where the first answer is not known.</summary>
    public NewSession Compare(Session session, JsonRpcResponse answer) => new(
        session,
        _capabilities is not null && !JsonNode.DeepEquals(_capabilities, Member(answer.Result, "capabilities")),
        _serverInfo is not null && !JsonNode.DeepEquals(_serverInfo, Member(answer.Result, "serverInfo")));

    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];
}
