namespace McpTransport.Tests.Streams;

/// <summary>At most ten requests in four seconds of the clock, whatever the server does to its streams. The four seconds pass on a fake clock.</summary>
public class StormTests
{
    private const int MostRequests = 10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    public static TheoryData<string, string?, int> Storms => new()
    {
        { "one event id, then 400", "id: 1\nretry: 200\ndata:\n\n", 400 },
        { "one event id, then 404", "id: 1\nretry: 200\ndata:\n\n", 404 },
        { "one event id, then 500", "id: 1\nretry: 200\ndata:\n\n", 500 },
        { "one event id, then 503", "id: 1\nretry: 200\ndata:\n\n", 503 },
        { "retry: 0, close, repeat", "id: 1\nretry: 0\ndata:\n\n", 200 },
        { "retry: 0 with a message, close, repeat", "retry: 0\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n", 200 },
        { "clean close at once", ": nothing\n\n", 200 },
        { "500 from the beginning", null, 500 },
        { "429 without Retry-After", null, 429 },
    };

    [Theory]
    [MemberData(nameof(Storms))]
    public async Task A_listening_stream_does_not_storm(string storm, string? firstStream, int laterStatus)
    {
        Assert.NotNull(storm);
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        var opened = 0;
        server.OnGet(exchange => firstStream is not null && (Interlocked.Increment(ref opened) == 1 || laterStatus == 200)
            ? exchange.WriteStreamAsync(firstStream)
            : exchange.StatusAsync(laterStatus));
        await using var connected = await Connected.ToAsync(server, time, listens: true);

        await PassAsync(time, () => connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty));

        Assert.InRange(server.Count("GET"), 1, MostRequests);
        Assert.InRange(server.Requests.Count, 3, MostRequests);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task A_server_that_is_gone_is_not_stormed()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange => exchange.WriteStreamAsync("id: 1\ndata:\n\n"));
        var attempts = new CountingHandler();
        using var httpClient = new HttpClient(attempts);
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, listens: true), httpClient: httpClient);
        await time.TimerAsync(IsReconnection);
        await server.StopAsync();

        await PassAsync(time, () => connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty));

        Assert.InRange(attempts.Count, 4, MostRequests);
        Assert.False(connected.Client.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_call_whose_stream_is_closed_again_and_again_does_not_storm()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.IsCall ? exchange => exchange.WriteStreamAsync("id: 1\nretry: 0\ndata:\n\n") : null);
        server.OnGet(exchange => exchange.WriteStreamAsync("id: 1\nretry: 0\ndata:\n\n"));
        await using var connected = await Connected.ToAsync(server, time);
        using var cancelled = new CancellationTokenSource();
        var call = connected.EchoAsync("hello", cancelled.Token);

        await PassAsync(time, () => call);

        Assert.InRange(server.Requests.Count, 4, MostRequests);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_stream_without_progress_is_given_up()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange => exchange.WriteStreamAsync(": nothing\n\n"));
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, listens: true, maxReconnectionAttempts: 3));

        await PassAsync(time, () => connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty), TimeSpan.FromMinutes(10));

        Assert.Equal(4, server.Count("GET"));
        Assert.Null(Assert.Single(connected.StreamUnavailable).StatusCode);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task An_http_sse_server_that_drops_each_stream_is_not_stormed()
    {
        var time = new ManualTimeProvider();
        await using var server = await HttpSseServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, time, mode: ModelContextProtocol.Client.HttpTransportMode.Sse));
        server.DropsStreamsAfterInitialized = true;
        var before = server.Faults.Requests.Count;
        server.DropStreams();

        await PassAsync(time, () => Task.Delay(Timeout.Infinite));

        Assert.InRange(server.Faults.Requests.Count - before, 1, MostRequests);
    }

    internal static bool IsReconnection(TimeSpan due) => due < TimeSpan.FromSeconds(40);

    /// <summary>Lets the clock run on as soon as the next reconnection waits for it, until the window has passed or there is none any more.</summary>
    internal static async Task PassAsync(ManualTimeProvider time, Func<Task> over, TimeSpan? window = null)
    {
        var end = time.GetUtcNow() + (window ?? Window);
        var isOver = over();
        while (true)
        {
            var next = time.TimerAsync(IsReconnection);
            if (await Task.WhenAny(next, isOver) == isOver || time.GetUtcNow() + await next > end)
            {
                return;
            }

            time.Advance(await next);
        }
    }

    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
