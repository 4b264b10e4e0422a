using ModelContextProtocol;

namespace McpTransport.Tests.Answers;

/// <summary>Refusals whose JSON-RPC error comes as an event: so the official C# server transport answers with 404, in revision 2026-07-28.</summary>
public sealed class EventStreamRefusalTests
{
    [Fact]
    public async Task UnknownMethod_FailsThatCallOnly()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.EchoText != "unknown" ? null : exchange =>
            exchange.StatusAsync(404, AsEvent(Rpc.Error(request.Id, -32601, "Method not found")), "text/event-stream"));
        await using var connected = await Connected.ToAsync(server);

        var exception = await Assert.ThrowsAsync<McpProtocolException>(() => connected.EchoAsync("unknown"));

        Assert.Equal(McpErrorCode.MethodNotFound, exception.ErrorCode);
        Assert.Equal("known", await connected.EchoAsync("known"));
        Assert.Equal(1, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task SessionNotFound_IsRecovered()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var lost = connected.Client.SessionId;
        server.OnPost(request => request.SessionId != lost ? null : exchange =>
            exchange.StatusAsync(400, AsEvent(Rpc.Error(null, -32001, "Session not found")), "text/event-stream"));

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.NotEqual(lost, connected.Client.SessionId);
        Assert.Equal(["hello"], server.Executed);
    }

    private static string AsEvent(System.Text.Json.Nodes.JsonObject message) => $"event: message\ndata: {message.ToJsonString()}\n\n";
}
