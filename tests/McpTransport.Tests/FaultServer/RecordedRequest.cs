using System.Text.Json.Nodes;

namespace McpTransport.Tests;

/// <summary>One HTTP request as the fault server saw it.</summary>
public sealed record RecordedRequest(string Verb, string Path, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonObject? Body { get; } = Text.Length == 0 ? null : JsonNode.Parse(Text) as JsonObject;

    /// <summary>The JSON-RPC method, or null for answers and requests without a body.</summary>
    public string? Method => (string?)Body?["method"];

    public JsonNode? Id => Body?["id"];

    public string? SessionId => Header("Mcp-Session-Id");

    public string? LastEventId => Header("Last-Event-ID");

    public bool IsCall => Method == "tools/call";

    /// <summary>The argument `text` of a call of the echo tool.</summary>
    public string? EchoText => (string?)Body?["params"]?["arguments"]?["text"];

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    public override string ToString() => $"{Verb} {Path} {Method} id={Id?.ToJsonString()} session={SessionId} last={LastEventId}";
}
