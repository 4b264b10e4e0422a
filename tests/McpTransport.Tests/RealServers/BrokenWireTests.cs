namespace McpTransport.Tests.RealServers;

/// <summary>Connections that break while the server lives on, with servers that keep their events for those who come back, and with one of the old kind, which does not.</summary>
[Collection(NodePackagesGroup.Name)]
public sealed class BrokenWireTests(NodePackages packages)
{
    private const int Deadline = Signal.TestDeadline;
    private const string LongOperation = "trigger-long-running-operation";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Deadline)]
    public async Task WireCutDuringACall_TheAnswerArrivesOnTheResumedStream()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var wire = CuttableWire.To(server.At("/mcp"));
        await using var client = await TransportUnderTest.ConnectAsync(wire.At("/mcp"), Cancellation);
        var session = client.SessionId;
        var progress = new ProgressLog();

        var held = client.CallToolAsync("hold", progress: progress, cancellationToken: Cancellation).AsTask();
        await progress.NextAsync(Cancellation);
        for (var cut = 1; cut <= 2; cut++)
        {
            wire.Cut();
            await server.Process.WaitForLineAsync("call resumed", cut, Cancellation);
        }

        await server.CommandAsync("release", Cancellation);

        Assert.Equal($"released in {session}", (await held).Text());
        Assert.Equal(session, client.SessionId);
    }

    [Fact(Timeout = Deadline)]
    public async Task CallAnsweredWhileTheWireIsCut_TheAnswerArrivesOnTheResumedStream()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var wire = CuttableWire.To(server.At("/mcp"));
        await using var client = await TransportUnderTest.ConnectAsync(wire.At("/mcp"), Cancellation);
        var session = client.SessionId;
        var progress = new ProgressLog();

        var held = client.CallToolAsync("hold", progress: progress, cancellationToken: Cancellation).AsTask();
        await progress.NextAsync(Cancellation);
        wire.Cut();
        await server.CommandAsync("release", Cancellation);

        Assert.Equal($"released in {session}", (await held).Text());
        Assert.Equal(session, client.SessionId);
    }

    [Fact(Timeout = Deadline)]
    public async Task WireCutBetweenCalls_TheNextCallsSucceedInTheSameSession()
    {
        await using var server = await NodeServer.StartEverythingAsync(packages, Cancellation);
        await using var wire = CuttableWire.To(server.At("/mcp"));
        await using var client = await TransportUnderTest.ConnectAsync(wire.At("/mcp"), Cancellation);
        var session = client.SessionId;

        for (var cut = 1; cut <= 5; cut++)
        {
            wire.Cut();
            Assert.Equal($"Echo: {cut}", await client.CallForTextAsync("echo", Cancellation, ("message", $"{cut}")));
        }

        Assert.Equal(session, client.SessionId);
    }

    [Fact(Timeout = Deadline)]
    public async Task LegacyStreamCut_TheNextCallSucceeds()
    {
        await using var server = await NodeServer.StartLegacyEverythingAsync(packages, Cancellation);
        await using var wire = CuttableWire.To(server.At("/sse"));
        await using var client = await TransportUnderTest.ConnectAsync(wire.At("/sse"), Cancellation);

        wire.Cut();

        // Until the transport has noticed, a call could meet the old stream, and what became of it would not be known.
        await server.Process.WaitForLineAsync("Client Connected", 2, Cancellation);

        Assert.Equal("Echo: after", await client.CallForTextAsync("echo", Cancellation, ("message", "after")));
    }

    [Fact(Timeout = Deadline)]
    public async Task LegacyStreamCutDuringACall_ThatCallFailsByName_AndTheNextCallSucceeds()
    {
        await using var server = await NodeServer.StartLegacyEverythingAsync(packages, Cancellation);
        await using var wire = CuttableWire.To(server.At("/sse"));
        await using var client = await TransportUnderTest.ConnectAsync(wire.At("/sse"), Cancellation);
        var progress = new ProgressLog();

        var call = client.CallToolAsync(
            LongOperation, new Dictionary<string, object?> { ["duration"] = 600, ["steps"] = 3000 }, progress, cancellationToken: Cancellation).AsTask();
        await progress.NextAsync(Cancellation);
        wire.Cut();

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call);
        Assert.Equal("Echo: after", await client.CallForTextAsync("echo", Cancellation, ("message", "after")));
    }
}
