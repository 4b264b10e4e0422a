using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>The protocol revisions, and which of them a message was written for. Revisions are dates, ordered by ordinal comparison.</summary>
internal static class Revisions
{
    /// <summary>The first revision without sessions, listening stream and resumption: each request bears its revision in <c>_meta</c>.</summary>
    public const string July2026 = "2026-07-28";

    /// <summary>The revision that a request names in <c>_meta</c> (2026-07-28, "Protocol Version Header"); <see langword="null"/> in every earlier one.</summary>
    public static string? NamedBy(JsonRpcMessage message)
    {
        var parameters = message switch
        {
            JsonRpcRequest request => request.Params,
            JsonRpcNotification notification => notification.Params,
            _ => null,
        };
        return parameters is JsonObject { } members
            && members.TryGetPropertyValue("_meta", out var meta) && meta is JsonObject metaMembers
            && metaMembers.TryGetPropertyValue(MetaKeys.ProtocolVersion, out var node) && node is JsonValue value
            && value.TryGetValue(out string? revision)
                ? revision
                : null;
    }
}
