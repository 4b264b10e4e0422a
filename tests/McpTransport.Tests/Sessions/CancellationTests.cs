namespace McpTransport.Tests.Sessions;

/// <summary>Revision 2025-11-25: to cancel, the client sends <c>notifications/cancelled</c>; to disconnect is not to cancel.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task CallCancelledAfterItWasSent_TheServerIsToldInTheSameSession()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.EchoText != "slow" ? null : async exchange =>
        {
            await exchange.WriteStreamAsync(": begun\n\n");
            await exchange.HangAsync();
        });
        await using var connected = await Connected.ToAsync(server);
        using var cancel = new CancellationTokenSource();

        var call = connected.EchoAsync("slow", cancel.Token);
        await server.ArrivedAsync(request => request.EchoText == "slow");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await server.ArrivedAsync(request => request.Method == "notifications/cancelled");
        var slow = server.Requests.Single(request => request.EchoText == "slow");
        var told = server.Requests.Single(request => request.Method == "notifications/cancelled");
        Assert.Equal(slow.Id!.ToJsonString(), told.Body!["params"]!["requestId"]!.ToJsonString());
        Assert.Equal(slow.SessionId, told.SessionId);
    }

    [Fact]
    public async Task CallCancelledWhileItWaitsForANewSession_ThereIsNothingToTell()
    {
        var initializeMayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.Method != "initialize" ? null : async exchange =>
        {
            await exchange.HangAsync(initializeMayEnd.Task);
            await server.AnswerRightlyAsync(exchange);
        });
        using var cancel = new CancellationTokenSource();
        server.EvictSessions();

        var call = connected.EchoAsync("refused", cancel.Token);
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        initializeMayEnd.SetResult();

        Assert.Equal("after", await connected.EchoAsync("after"));
        Assert.Equal(0, server.CountMethod("notifications/cancelled"));
        Assert.Equal(["after"], server.Executed);
    }
}
