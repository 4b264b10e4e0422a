using ModelContextProtocol.Client;

namespace McpTransport.Tests.RealServers;

/// <summary>
/// The reference server of the protocol, as npm ships it, over Streamable HTTP and over the transport that came before it.
/// It answers an unknown session with 400 and "No valid session ID provided", and does not answer at all on the legacy one.
/// </summary>
[Collection(NodePackagesGroup.Name)]
public sealed class ServerEverythingTests(NodePackages packages)
{
    private const int Deadline = Signal.TestDeadline;

    public enum Mode
    {
        StreamableHttp,
        LegacySse,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task ListsToolsAndCallsThem(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);

        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);
        var echo = await client.CallForTextAsync("echo", Cancellation, ("message", "hello"));
        var sum = await client.CallForTextAsync("get-sum", Cancellation, ("a", 2), ("b", 3));

        Assert.Contains("trigger-long-running-operation", tools.Select(tool => tool.Name));
        Assert.Equal("Echo: hello", echo);
        Assert.Equal("The sum of 2 and 3 is 5.", sum);
        Assert.False(client.Completion.IsCompleted);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task ReportsProgressOfACall(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);
        var progress = new ProgressLog();

        var call = client.CallToolAsync(LongOperation, DurationOf(seconds: 1, steps: 4), progress, cancellationToken: Cancellation).AsTask();
        var first = await progress.NextAsync(Cancellation);
        var second = await progress.NextAsync(Cancellation);
        var result = await call;

        // McpClient runs its notification handlers concurrently: which of the reports is handled first is not said.
        Assert.NotEqual(first.Progress, second.Progress);
        Assert.All([first, second], report =>
        {
            Assert.InRange(report.Progress, 1, 4);
            Assert.Equal(4, report.Total);
        });
        Assert.Equal("Long running operation completed. Duration: 1 seconds, Steps: 4.", result.Text());
    }

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task CancelledCallEndsAtOnce_AndTheNextCallSucceeds(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new ProgressLog();

        // Ten minutes in steps of a fifth of a second: it ends in time only because it is cancelled.
        var call = client.CallToolAsync(LongOperation, DurationOf(seconds: 600, steps: 3000), progress, cancellationToken: cancel.Token).AsTask();
        await progress.NextAsync(Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("Echo: still here", await client.CallForTextAsync("echo", Cancellation, ("message", "still here")));
    }

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task ServerRestarted_NextCallSucceeds(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);
        Assert.Equal("Echo: before", await client.CallForTextAsync("echo", Cancellation, ("message", "before")));

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);

        Assert.Equal("Echo: after", await client.CallForTextAsync("echo", Cancellation, ("message", "after")));
        Assert.False(client.Completion.IsCompleted);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task ServerRestartedTwice_EachTimeTwentyCallsAtOnceSucceed(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);

        for (var restart = 1; restart <= 2; restart++)
        {
            await server.KillAsync();
            await server.StartAgainAsync(Cancellation);

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
                n => client.CallForTextAsync("echo", Cancellation, ("message", $"{restart}.{n}"))));

            Assert.Equal(Enumerable.Range(0, 20).Select(n => $"Echo: {restart}.{n}"), answers);
        }
    }

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task ServerKilledDuringACall_ThatCallFailsByName_AndTheNextCallSucceeds(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);
        var progress = new ProgressLog();

        var call = client.CallToolAsync(LongOperation, DurationOf(seconds: 600, steps: 3000), progress, cancellationToken: Cancellation).AsTask();
        await progress.NextAsync(Cancellation);
        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call);
        Assert.Equal("Echo: after", await client.CallForTextAsync("echo", Cancellation, ("message", "after")));
    }

    [Theory(Timeout = Deadline)]
    [InlineData(Mode.StreamableHttp)]
    [InlineData(Mode.LegacySse)]
    public async Task ServerDown_CallsFailByName_AndSucceedOnceItIsBack(Mode mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await ConnectAsync(server, mode);

        await server.KillAsync();
        for (var call = 1; call <= 2; call++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.CallForTextAsync("echo", Cancellation, ("message", "down")));
        }

        await server.StartAgainAsync(Cancellation);

        Assert.Equal("Echo: back", await client.CallForTextAsync("echo", Cancellation, ("message", "back")));
    }

    private const string LongOperation = "trigger-long-running-operation";

    private static Dictionary<string, object?> DurationOf(int seconds, int steps) => new() { ["duration"] = seconds, ["steps"] = steps };

    private Task<NodeServer> StartAsync(Mode mode) => mode == Mode.StreamableHttp
        ? NodeServer.StartEverythingAsync(packages, Cancellation)
        : NodeServer.StartLegacyEverythingAsync(packages, Cancellation);

    private static Task<McpClient> ConnectAsync(NodeServer server, Mode mode) =>
        TransportUnderTest.ConnectAsync(server.At(mode == Mode.StreamableHttp ? "/mcp" : "/sse"), Cancellation);
}
