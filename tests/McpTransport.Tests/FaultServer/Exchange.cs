using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace McpTransport.Tests;

/// <summary>A scripted answer to one request.</summary>
public delegate Task Answer(Exchange exchange);

/// <summary>One request of the fault server, and the means to answer it rightly or wrongly.</summary>
public sealed class Exchange(HttpContext context, RecordedRequest request, FaultServer server)
{
    private bool _streams;

    public RecordedRequest Request { get; } = request;

    public FaultServer Server { get; } = server;

    /// <summary>Ends when the client goes away or the server stops.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    public void SetHeader(string name, string value) => context.Response.Headers[name] = value;

    public async Task StatusAsync(int status, string? body = null, string mediaType = "application/json")
    {
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = mediaType;
            await context.Response.WriteAsync(body);
        }
    }

    public Task JsonAsync(JsonNode body) => StatusAsync(200, body.ToJsonString());

    public Task ResultAsync(JsonNode result) => JsonAsync(Rpc.Result(Request.Id, result));

    public Task ErrorAsync(int status, int code, string message, JsonNode? id = null) => StatusAsync(status, Rpc.Error(id, code, message).ToJsonString());

    /// <summary>Writes a piece of an event stream as it stands, and flushes it.</summary>
    public Task WriteStreamAsync(string text) => WriteStreamAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteStreamAsync(byte[] bytes)
    {
        if (!_streams)
        {
            _streams = true;
            context.Response.ContentType = "text/event-stream";
        }

        await context.Response.Body.WriteAsync(bytes, Aborted);
        await context.Response.Body.FlushAsync(Aborted);
    }

    public Task EventAsync(JsonNode message, string? id = null) =>
        WriteStreamAsync((id is null ? "" : $"id: {id}\n") + $"data: {message.ToJsonString()}\n\n");

    /// <summary>Says nothing until the client goes away, the server stops, or the gate opens.</summary>
    public async Task HangAsync(Task? gate = null)
    {
        var gone = new TaskCompletionSource();
        await using var registration = Aborted.Register(() => gone.TrySetResult());
        await Task.WhenAny(gone.Task, Server.Stopping, gate ?? gone.Task);
    }

    /// <summary>Drops the connection without another byte.</summary>
    public void Abort() => context.Abort();
}

/// <summary>JSON-RPC messages for scripts.</summary>
public static class Rpc
{
    public static JsonObject Result(JsonNode? id, JsonNode result) => new() { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone(), ["result"] = result };

    public static JsonObject Error(JsonNode? id, int code, string message) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id?.DeepClone(),
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    };

    public static JsonObject Notification(string method, JsonNode? parameters = null) =>
        new() { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters ?? new JsonObject() };

    public static JsonObject Request(JsonNode id, string method, JsonNode? parameters = null) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters ?? new JsonObject() };

    public static JsonObject Text(string text) =>
        new() { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) };
}
