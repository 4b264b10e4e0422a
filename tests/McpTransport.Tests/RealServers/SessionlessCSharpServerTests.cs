using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.RealServers;

/// <summary>Revision 2026-07-28, which knows neither sessions nor a listening stream, against the official C# SDK's server transport.</summary>
public sealed class SessionlessCSharpServerTests
{
    private const int Deadline = Signal.TestDeadline;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Deadline)]
    public async Task ListsToolsAndCallsThem_WithTheHeadersOfTheRevision()
    {
        await using var server = await SessionlessCSharpServer.StartAsync(Cancellation);
        await using (var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation))
        {
            Assert.Equal("2026-07-28", client.NegotiatedProtocolVersion);
            Assert.Null(client.SessionId);
            var tools = await client.ListToolsAsync(cancellationToken: Cancellation);
            Assert.Equal(["echo", "hold"], tools.Select(tool => tool.Name).Order());
            Assert.Equal("hello", await client.CallForTextAsync("echo", Cancellation, ("message", "hello")));
        }

        Assert.Equal(
            [
                new("POST", "server/discover", null, "2026-07-28", null),
                new("POST", "tools/list", null, "2026-07-28", null),
                new("POST", "tools/call", "echo", "2026-07-28", null),
            ],
            server.Requests);
    }

    [Fact(Timeout = Deadline)]
    public async Task FiftyCallsAtOnce_AreEachAnswered()
    {
        await using var server = await SessionlessCSharpServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => client.CallForTextAsync("echo", Cancellation, ("message", $"#{n}"))));

        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"#{n}"), answers);
    }

    [Fact(Timeout = Deadline)]
    public async Task UnknownMethod_AnsweredWith404_FailsThatCallOnly()
    {
        await using var server = await SessionlessCSharpServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);

        var exception = await Assert.ThrowsAsync<McpProtocolException>(
            () => client.SendRequestAsync(new JsonRpcRequest { Method = "test/unknown" }, Cancellation));

        Assert.Equal(McpErrorCode.MethodNotFound, exception.ErrorCode);
        Assert.Equal("hello", await client.CallForTextAsync("echo", Cancellation, ("message", "hello")));
    }

    [Fact(Timeout = Deadline)]
    public async Task CancelledCall_IsCancelledOnTheServer()
    {
        await using var server = await SessionlessCSharpServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new ProgressLog();

        var held = client.CallToolAsync("hold", progress: progress, cancellationToken: cancel.Token).AsTask();
        await progress.NextAsync(Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await server.WaitForCancellationAsync(Cancellation);
    }
}
