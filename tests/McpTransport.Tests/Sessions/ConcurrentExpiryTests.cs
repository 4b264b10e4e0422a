using System.Collections.Concurrent;

namespace McpTransport.Tests.Sessions;

/// <summary>Many calls that meet the end of the session at once.</summary>
public class ConcurrentExpiryTests
{
    [Fact]
    public async Task Fifty_concurrent_calls_share_one_initialize_and_each_is_answered_once()
    {
        const int Calls = 50;
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var old = connected.Client.SessionId;

        // One call is in flight when the session ends: its stream is open, and its answer comes last of all.
        var slowAnswer = new TaskCompletionSource();
        server.OnPost(request => request.EchoText == "in flight" && request.SessionId == old
            ? async exchange =>
            {
                await exchange.WriteStreamAsync(": working\n\n");
                await exchange.HangAsync(slowAnswer.Task);
                await exchange.EventAsync(server.Execute(request));
            }
        : null);
        var inFlight = connected.EchoAsync("in flight");
        await server.ArrivedAsync(request => request.EchoText == "in flight");

        // All fifty are refused together.
        var refused = new CountdownEvent(Calls);
        var together = new TaskCompletionSource();
        server.OnPost(request => request.IsCall && request.SessionId == old
            ? async exchange =>
            {
                if (refused.Signal())
                {
                    together.SetResult();
                }

                await exchange.HangAsync(together.Task);
                await exchange.ErrorAsync(404, -32001, "Session not found");
            }
        : null);
        server.EvictSessions();
        var expected = Enumerable.Range(0, Calls).Select(number => $"call {number}").ToArray();
        var answers = await Task.WhenAll(expected.Select(text => connected.EchoAsync(text)));
        slowAnswer.SetResult();

        Assert.Equal("in flight", await inFlight);
        Assert.Equal(expected, answers);
        Assert.Equal(2, server.CountMethod("initialize"));
        Assert.Equal(2, server.CountMethod("notifications/initialized"));
        Assert.Equal(expected.Append("in flight").Order(), server.Executed.Order());
        Assert.Equal(1, server.Count(request => request.EchoText == "in flight"));
        Assert.Equal(Calls, server.Count(request => request.IsCall && request.SessionId == connected.Client.SessionId));
        Assert.Single(connected.Expired);
        var reestablished = Assert.Single(connected.Reestablished);
        Assert.InRange(reestablished.CallsSentAgain, 1, Calls);
        Assert.False(connected.Client.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_404_that_comes_late_is_no_news()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var old = connected.Client.SessionId;
        var late = new TaskCompletionSource();
        server.OnPost(request => request.EchoText == "late" && request.SessionId == old
            ? async exchange =>
            {
                await exchange.HangAsync(late.Task);
                await exchange.StatusAsync(404);
            }
        : null);
        var call = connected.EchoAsync("late");
        await server.ArrivedAsync(request => request.EchoText == "late");
        server.EvictSessions();
        await connected.EchoAsync("first");

        late.SetResult();

        Assert.Equal("late", await call);
        Assert.Equal(2, server.CountMethod("initialize"));
        Assert.Single(connected.Expired);
    }

    [Fact]
    public async Task Calls_that_start_during_the_recovery_wait_for_it()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var initialize = new TaskCompletionSource();
        server.OnPost(request => request.Method == "initialize"
            ? async exchange =>
            {
                await exchange.HangAsync(initialize.Task);
                await server.AnswerRightlyAsync(exchange);
            }
        : null);
        server.EvictSessions();
        var first = connected.EchoAsync("first");
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);
        Assert.Equal(TransportState.Recovering, connected.Transport.State);

        var second = connected.EchoAsync("second");
        initialize.SetResult();

        Assert.Equal(["first", "second"], await Task.WhenAll(first, second));
        Assert.Equal(1, server.Count(request => request.EchoText == "second"));
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task Sessions_that_end_again_and_again_lose_no_call()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, recoveryLimit: 100));
        var answers = new ConcurrentBag<string>();

        for (var round = 0; round < 10; round++)
        {
            server.EvictSessions();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async number => answers.Add(await connected.EchoAsync($"{round}.{number}"))));
        }

        var expected = from round in Enumerable.Range(0, 10) from number in Enumerable.Range(0, 8) select $"{round}.{number}";
        Assert.Equal(expected.Order(), answers.Order());
        Assert.Equal(expected.Order(), server.Executed.Order());
        Assert.Equal(11, server.CountMethod("initialize"));
    }
}
