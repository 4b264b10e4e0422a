using System.Threading.Channels;

namespace McpTransport.Tests.RealServers;

/// <summary>The transport against the official C# SDK's server transport, in this process.</summary>
public sealed class CSharpSdkServerTests
{
    private const int Deadline = Signal.TestDeadline;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Deadline)]
    public async Task ListsToolsAndCallsThem()
    {
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);

        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);

        Assert.Equal(["echo", "hold", "session"], tools.Select(tool => tool.Name).Order());
        Assert.Equal("hello", await client.CallForTextAsync("echo", Cancellation, ("message", "hello")));
        Assert.Equal(client.SessionId, await client.CallForTextAsync("session", Cancellation));
        Assert.Equal(1, server.SessionsOpened);
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_NextCallSucceedsInANewSession()
    {
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);
        var before = await client.CallForTextAsync("session", Cancellation);

        server.EvictSessions();
        var after = await client.CallForTextAsync("session", Cancellation);

        Assert.NotEqual(before, after);
        Assert.Equal(after, client.SessionId);
        Assert.Equal(2, server.SessionsOpened);
        Assert.False(client.Completion.IsCompleted);
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvictedBetweenRoundsOfFiftyCalls_EachRoundOpensOneSession_AndEachCallIsExecutedOnce()
    {
        const int Rounds = 4;
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);

        for (var round = 1; round <= Rounds; round++)
        {
            server.EvictSessions();
            var messages = Enumerable.Range(0, 50).Select(n => $"{round}.{n}").ToArray();

            var answers = await Task.WhenAll(messages.Select(message => client.CallForTextAsync("echo", Cancellation, ("message", message))));

            Assert.Equal(messages, answers);
            Assert.Equal(1 + round, server.SessionsOpened);
        }

        Assert.Equal(Rounds * 50, server.Executed.Count);
        Assert.Equal(Rounds * 50, server.Executed.Distinct().Count());
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvictedAfterEveryFiftyCalls_AThousandCallsOfEightCallersAreEachExecutedOnce()
    {
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        server.EvictsAfterExecutions = 50;
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation, recoveryLimit: 1000);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            for (var n = 0; n < 125; n++)
            {
                Assert.Equal($"{caller}.{n}", await CallAsync($"{caller}.{n}"));
            }
        }));

        Assert.Equal(1000, server.Executed.Count);
        Assert.Equal(1000, server.Executed.Distinct().Count());
        Assert.InRange(server.SessionsOpened, 2, 21);

        // A call that meets the end of two sessions in a row is given up, and was not executed; its caller may call again.
        async Task<string> CallAsync(string message)
        {
            while (true)
            {
                try
                {
                    return await client.CallForTextAsync("echo", Cancellation, ("message", message));
                }
                catch (SessionRecoveryException exception) when (exception.Reason == RecoveryFailure.EndedAgain)
                {
                    Assert.DoesNotContain(message, server.Executed);
                }
            }
        }
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_AnswerInFlightOnTheOldSessionIsDelivered()
    {
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);
        var oldSession = client.SessionId;
        var progress = new ProgressLog();

        var held = client.CallToolAsync("hold", progress: progress, cancellationToken: Cancellation).AsTask();
        await progress.NextAsync(Cancellation);
        server.EvictSessions();
        var newSession = await client.CallForTextAsync("session", Cancellation);
        server.Release();
        var answer = await held;

        Assert.NotEqual(oldSession, newSession);
        Assert.Equal($"released in {oldSession}", answer.Text());
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_ListeningStreamIsOpenedAgain()
    {
        var announcements = Channel.CreateUnbounded<string?>();
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        await using var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);
        await using var registration = client.RegisterNotificationHandler("test/announced", (notification, _) =>
        {
            announcements.Writer.TryWrite(notification.Params?.GetValue<string>());
            return ValueTask.CompletedTask;
        });
        await server.WaitForListenerAsync(Cancellation);
        await server.AnnounceAsync("first", Cancellation);
        Assert.Equal("first", await announcements.Reader.ReadAsync(Cancellation));

        server.EvictSessions();
        await client.CallForTextAsync("session", Cancellation);
        await server.WaitForListenerAsync(Cancellation);
        await server.AnnounceAsync("second", Cancellation);

        Assert.Equal("second", await announcements.Reader.ReadAsync(Cancellation));
    }

    [Fact(Timeout = Deadline)]
    public async Task Closed_DeletesItsSession()
    {
        await using var server = await CSharpSdkServer.StartAsync(Cancellation);
        var client = await TransportUnderTest.ConnectAsync(server.Endpoint, Cancellation);
        var session = client.SessionId;

        await client.DisposeAsync();

        Assert.Equal(session, Assert.Single(server.Deleted));
    }
}
