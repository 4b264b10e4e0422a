using System.Net;

namespace McpTransport.Tests.Streams;

/// <summary>What happens to the listening stream never touches calls.</summary>
public class ListeningStreamTests
{
    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(410)]
    [InlineData(501)]
    public async Task A_refusal_is_said_once_and_calls_go_on(int status)
    {
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange => exchange.StatusAsync(status));
        await using var connected = await Connected.ToAsync(server, listens: true);
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);

        Assert.Equal("one", await connected.EchoAsync("one"));
        Assert.Equal("two", await connected.EchoAsync("two"));

        Assert.Equal(1, server.Count("GET"));
        Assert.Equal((HttpStatusCode)status, Assert.Single(connected.StreamUnavailable).StatusCode);
        Assert.Single(connected.Log.Lines, line => line.Contains("the listening stream is not to be had", StringComparison.Ordinal));
        Assert.Equal(1, server.CountMethod("initialize"));
        Assert.Empty(connected.Expired);
        Assert.Equal(TransportState.Connected, connected.Transport.State);
        Assert.False(connected.Client.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_get_that_is_answered_with_something_else_is_no_stream()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange => exchange.StatusAsync(200, "<html>", "text/html"));
        await using var connected = await Connected.ToAsync(server, listens: true);
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);

        Assert.Equal(HttpStatusCode.OK, Assert.Single(connected.StreamUnavailable).StatusCode);
        Assert.Equal(1, server.Count("GET"));
    }

    [Fact]
    public async Task It_is_opened_only_after_initialized_was_accepted()
    {
        await using var server = await FaultServer.StartAsync();
        var accepted = false;
        var openedBefore = false;
        var initialized = new TaskCompletionSource();
        server.OnPost(request => request.Method == "notifications/initialized"
            ? async exchange =>
            {
                await exchange.HangAsync(initialized.Task);
                accepted = true;
                await exchange.StatusAsync(202);
            }
        : null);
        server.OnGet(async exchange =>
        {
            openedBefore |= !accepted;
            await exchange.StatusAsync(405);
        });
        var connecting = Connected.ToAsync(server, listens: true);
        await server.ArrivedAsync(request => request.Method == "notifications/initialized");
        initialized.SetResult();
        await using var connected = await connecting;
        await server.ArrivedAsync(request => request.Verb == "GET");

        Assert.False(openedBefore);
        var get = server.Requests.Single(request => request.Verb == "GET");
        Assert.Equal((connected.Client.SessionId, "2025-11-25", "text/event-stream"), (get.SessionId, get.Header("MCP-Protocol-Version"), get.Header("Accept")));
    }

    [Fact]
    public async Task It_is_not_opened_if_the_application_does_not_want_it()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, listens: false);
        server.EvictSessions();

        await connected.EchoAsync("hello");

        Assert.Equal(0, server.Count("GET"));
    }

    [Fact]
    public async Task A_404_when_it_reconnects_ends_the_stream_only()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.Script(request => request.Verb == "GET"
            ? request.LastEventId is null ? exchange => exchange.WriteStreamAsync("id: 1\ndata:\n\n") : exchange => exchange.StatusAsync(404)
            : null);
        await using var connected = await Connected.ToAsync(server, time, listens: true);
        await time.TimerAsync(IsReconnection);
        time.Advance(TimeSpan.FromSeconds(2));
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(HttpStatusCode.NotFound, Assert.Single(connected.StreamUnavailable).StatusCode);
        Assert.Equal(1, server.CountMethod("initialize"));
        Assert.Empty(connected.Expired);
    }

    [Fact]
    public async Task It_resumes_from_the_last_event_and_delivers_both_parts()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        var parts = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var registered = new TaskCompletionSource();
        server.Script(request => request.Verb == "GET"
            ? async exchange =>
            {
                await registered.Task;
                var part = request.LastEventId is null ? "first" : "second";
                await exchange.EventAsync(Rpc.Notification("notifications/custom", part), id: part);
                if (part == "second")
                {
                    await exchange.HangAsync();
                }
            }
        : null);
        await using var connected = await Connected.ToAsync(server, time, listens: true);
        connected.Client.RegisterNotificationHandler("notifications/custom", (notification, _) =>
        {
            parts[(string)notification.Params! == "first" ? 0 : 1].SetResult();
            return default;
        });
        registered.SetResult();
        await parts[0].Task.WaitAsync(Signal.Patience);
        Assert.False(parts[1].Task.IsCompleted);
        await time.TimerAsync(IsReconnection);
        time.Advance(TimeSpan.FromSeconds(2));
        await parts[1].Task.WaitAsync(Signal.Patience);

        Assert.Equal("first", server.Requests.Last(request => request.Verb == "GET").LastEventId);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_is_respected(int status)
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange =>
        {
            exchange.SetHeader("Retry-After", "120");
            return exchange.StatusAsync(status);
        });
        await using var connected = await Connected.ToAsync(server, time, listens: true);

        Assert.InRange(await time.TimerAsync(due => due > TimeSpan.FromSeconds(100) && due < TimeSpan.FromSeconds(140)), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(132));
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(1, server.Count("GET"));
        time.Advance(TimeSpan.FromSeconds(14));
        await server.ArrivedAsync(request => request.Verb == "GET", times: 2);
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange =>
        {
            exchange.SetHeader("Retry-After", time.GetUtcNow().AddSeconds(120).ToString("R"));
            return exchange.StatusAsync(503);
        });
        await using var connected = await Connected.ToAsync(server, time, listens: true);

        Assert.InRange(await time.TimerAsync(due => due > TimeSpan.FromSeconds(100) && due < TimeSpan.FromSeconds(140)), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(132));
    }

    [Fact]
    public async Task A_stream_that_lives_long_may_end_as_often_as_it_likes()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        var end = new SemaphoreSlim(0);
        server.OnGet(async exchange =>
        {
            await exchange.WriteStreamAsync(": open\n\n");
            await end.WaitAsync();
        });
        await using var connected = await Connected.ToAsync(server, time, listens: true);

        for (var round = 1; round <= 10; round++)
        {
            await await Task.WhenAny(connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty), AgeAsync(round));
            Assert.Empty(connected.StreamUnavailable);
        }

        async Task AgeAsync(int round)
        {
            // The client must have seen the stream open before it grows old. It looks at the clock then, and again when the stream has ended.
            await time.LookedAtAsync(times: (2 * round) - 1);
            time.Advance(TimeSpan.FromSeconds(60));
            end.Release();
            await time.TimerAsync(IsReconnection);
            time.Advance(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task Requests_of_the_server_on_it_are_answered()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnGet(async exchange =>
        {
            await exchange.EventAsync(Rpc.Request("server-1", "ping"));
            await exchange.HangAsync();
        });
        await using var connected = await Connected.ToAsync(server, listens: true);

        await server.ArrivedAsync(request => request.Method is null && (string?)request.Id == "server-1");

        Assert.Equal(connected.Client.SessionId, server.Requests.Last(request => request.Method is null && request.Verb == "POST").SessionId);
    }

    [Fact]
    public async Task An_event_that_is_too_large_ends_the_stream_only()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnGet(async exchange =>
        {
            await exchange.WriteStreamAsync("data: " + new string('x', 5000));
            await exchange.HangAsync();
        });
        await using var connected = await Connected.ToAsync(Connected.Options(server, listens: true, maxMessageBytes: 2048));
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task The_stream_of_an_old_session_is_closed_when_the_new_one_is_there()
    {
        await using var server = await FaultServer.StartAsync();
        var closed = new TaskCompletionSource();
        string? old = null;
        server.OnGet(async exchange =>
        {
            await exchange.WriteStreamAsync(": open\n\n");
            await exchange.HangAsync();
            if (exchange.Request.SessionId == old)
            {
                closed.TrySetResult();
            }
        });
        await using var connected = await Connected.ToAsync(server, listens: true);
        old = connected.Client.SessionId;
        await server.ArrivedAsync(request => request.Verb == "GET");
        server.EvictSessions();

        await connected.EchoAsync("hello");

        await closed.Task.WaitAsync(Signal.Patience);
        await server.ArrivedAsync(request => request.Verb == "GET", times: 2);
        Assert.Empty(connected.StreamUnavailable);
    }

    private static bool IsReconnection(TimeSpan due) => due < TimeSpan.FromSeconds(40);
}
