namespace McpTransport.Tests.Sessions;

public class KeepAliveTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_lost_session_is_found_before_the_users_call_is_made()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, keepAlive: Interval));
        server.EvictSessions();

        time.Advance(await time.TimerAsync(due => due == Interval));
        await connected.SaidAsync(() => !connected.Reestablished.IsEmpty);
        Assert.Equal("hello", await connected.EchoAsync("hello"));

        Assert.Equal(1, server.Count(request => request.IsCall));
        Assert.Equal(2, server.CountMethod("initialize"));

        // One keep-alive, not one for each session.
        await time.TimerAsync(due => due == Interval);
        Assert.Equal([Interval], time.Pending);
    }

    [Fact]
    public async Task It_goes_on_at_its_interval_whatever_the_answer()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, keepAlive: Interval));
        server.OnPost(request => request.Method == "ping" && server.CountMethod("ping") == 2 ? exchange => exchange.StatusAsync(500) : null);

        for (var count = 1; count <= 4; count++)
        {
            await time.TimerAsync(due => due == Interval);
            time.Advance(Interval - TimeSpan.FromMilliseconds(1));
            Assert.Equal(count - 1, server.CountMethod("ping"));
            time.Advance(TimeSpan.FromMilliseconds(1));
            await server.ArrivedAsync(request => request.Method == "ping", times: count);
        }

        var pings = server.Requests.Where(request => request.Method == "ping").ToArray();
        Assert.Equal(4, pings.Select(ping => ping.Id!.ToJsonString()).Distinct().Count());
        Assert.Single(connected.Log.Lines, line => line.Contains("the keep-alive ping failed", StringComparison.Ordinal));
        Assert.DoesNotContain(connected.Log.Lines, line => line.Contains("No request found", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_to_keep_alive()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OffersSessions = false;
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, keepAlive: Interval));

        time.Advance(await time.TimerAsync(due => due == Interval));
        await time.TimerAsync(due => due == Interval);

        Assert.Equal(0, server.CountMethod("ping"));
    }

    [Fact]
    public async Task By_default_there_is_none()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, time);

        Assert.Empty(time.Pending);
    }
}
