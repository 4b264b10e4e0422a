namespace McpTransport.Tests.Sessions;

/// <summary>The names of the strongest peer's list of tests, each shown here.</summary>
public class StrongestPeerTests
{
    [Fact]
    public async Task Concurrent_expiry_shares_one_reinitialization()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => connected.EchoAsync($"{number}")));

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), answers);
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task An_expired_retry_is_not_retried_again()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.StatusAsync(404) : null);

        await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal(2, server.Count(request => request.IsCall));
    }

    [Fact]
    public async Task A_lost_post_response_is_not_retried()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                server.Execute(request);
                exchange.Abort();
                return Task.CompletedTask;
            }
        : null);

        var exception = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));

        Assert.Equal("tools/call", exception.Method);
        Assert.Contains("may have begun", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["hello"], server.Executed);
    }

    [Fact]
    public async Task Reinitialization_has_its_own_deadline()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, recoveryTimeout: TimeSpan.FromSeconds(9)));
        server.OnPost(request => request.Method == "notifications/initialized" ? exchange => exchange.HangAsync() : null);
        server.EvictSessions();
        var call = connected.EchoAsync("hello");
        await server.ArrivedAsync(request => request.Method == "notifications/initialized", times: 2);

        time.Advance(TimeSpan.FromSeconds(9));

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => call);
        Assert.Equal(RecoveryFailure.TimedOut, exception.Reason);
        Assert.Contains("RecoveryTimeout", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_deadline_leaves_ambiguous_posts_unretried()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, recoveryTimeout: TimeSpan.FromSeconds(9)));
        var ambiguous = new TaskCompletionSource();
        server.OnPost(request => request.EchoText == "ambiguous"
            ? async exchange =>
            {
                server.Execute(request);
                await exchange.HangAsync(ambiguous.Task);
                exchange.Abort();
            }
        : null);
        var lost = connected.EchoAsync("ambiguous");
        await server.ArrivedAsync(request => request.EchoText == "ambiguous");
        var silent = true;
        server.OnPost(request => request.Method == "initialize" && silent ? exchange => exchange.HangAsync() : null);
        server.EvictSessions();
        var refused = connected.EchoAsync("refused");
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);

        time.Advance(TimeSpan.FromSeconds(9));

        await Assert.ThrowsAsync<SessionRecoveryException>(() => refused);
        ambiguous.SetResult();
        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => lost);
        silent = false;
        Assert.Equal("later", await connected.EchoAsync("later"));
        Assert.Equal(["ambiguous", "later"], server.Executed);
        Assert.Equal(1, server.Count(request => request.EchoText == "ambiguous"));
    }

    [Fact]
    public async Task A_response_on_a_common_stream_prevents_the_replay()
    {
        await using var server = await FaultServer.StartAsync();
        var answer = new TaskCompletionSource<RecordedRequest>();
        string? old = null;
        server.Script(request => request.Verb == "GET"
            ? async exchange =>
            {
                await exchange.WriteStreamAsync(": open\n\n");
                if (request.SessionId == old)
                {
                    await exchange.EventAsync(server.Execute(await answer.Task));
                }

                await exchange.HangAsync();
            }
        : null);
        var initialize = new TaskCompletionSource();
        server.OnPost(request => request.Method == "initialize" && old is not null
            ? async exchange =>
            {
                await exchange.HangAsync(initialize.Task);
                await server.AnswerRightlyAsync(exchange);
            }
        : null);
        server.OnPost(request => request.Method == "notifications/initialized" && old is null
            ? async exchange =>
            {
                old = request.SessionId;
                await exchange.StatusAsync(202);
            }
        : null);
        await using var connected = await Connected.ToAsync(server, listens: true);
        await server.ArrivedAsync(request => request.Verb == "GET");
        server.EvictSessions();
        var call = connected.EchoAsync("hello");
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);

        // While the call waits for its recovery, its answer comes on the listening stream of the old session.
        answer.SetResult(server.Requests.Single(request => request.IsCall));
        Assert.Equal("hello", await call);
        initialize.SetResult();
        Assert.Equal("next", await connected.EchoAsync("next"));

        Assert.Equal(["hello", "next"], server.Executed);
        Assert.Equal(1, server.Count(request => request.EchoText == "hello"));
    }

    [Fact]
    public async Task Close_drops_blocked_posts_before_it_deletes_the_session()
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(server);
        var dropped = new TaskCompletionSource();
        var droppedFirst = false;
        server.OnPost(request => request.IsCall
            ? async exchange =>
            {
                await exchange.HangAsync();
                dropped.SetResult();
            }
        : null);
        server.Script(request => request.Verb == "DELETE"
            ? async exchange =>
            {
                await dropped.Task.WaitAsync(Signal.Patience);
                droppedFirst = true;
                await exchange.StatusAsync(200);
            }
        : null);
        var call = connected.EchoAsync("blocked");
        await server.ArrivedAsync(request => request.IsCall);

        await connected.DisposeAsync();

        Assert.True(droppedFirst);
        await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.Equal(1, server.Count("DELETE"));
    }

    [Fact]
    public async Task Cancellation_still_runs_while_recovery_waits()
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
        using var cancelled = new CancellationTokenSource();
        var impatient = connected.EchoAsync("impatient", cancelled.Token);
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);
        var patient = connected.EchoAsync("patient");

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        initialize.SetResult();

        Assert.Equal("patient", await patient);
        Assert.Equal(["patient"], server.Executed);
        Assert.Equal(1, Assert.Single(connected.Reestablished).CallsFailed);
    }
}
