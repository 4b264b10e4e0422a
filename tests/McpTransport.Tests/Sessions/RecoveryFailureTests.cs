using System.Net;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace McpTransport.Tests.Sessions;

/// <summary>What calls see when no new session can be made.</summary>
public class RecoveryFailureTests
{
    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(503)]
    public async Task Every_waiting_call_gets_one_typed_error_and_a_later_call_tries_again(int status)
    {
        await using var server = await FaultServer.StartAsync();
        // The limit is not what this is about: a call whose refusal comes late has a recovery of its own.
        await using var connected = await Connected.ToAsync(Connected.Options(server, recoveryLimit: 100));
        var refusing = true;
        var gate = new TaskCompletionSource();
        server.OnPost(request => request.Method == "initialize" && refusing
            ? async exchange =>
            {
                await exchange.HangAsync(gate.Task);
                await exchange.StatusAsync(status);
            }
        : null);
        RefuseTogether(server, connected.Client.SessionId, 5);
        var calls = Enumerable.Range(0, 5).Select(number => connected.EchoAsync($"{number}")).ToArray();
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);
        gate.SetResult();

        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => call);
            Assert.Equal((RecoveryFailure.Refused, (HttpStatusCode)status), (exception.Reason, exception.StatusCode!.Value));
            Assert.Contains("not executed", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(TransportState.SessionLost, connected.Transport.State);
        Assert.Null(connected.Client.SessionId);
        refusing = false;
        Assert.Equal("later", await connected.EchoAsync("later"));
        Assert.Equal(["later"], server.Executed);
        Assert.Single(connected.Expired);
    }

    [Fact]
    public async Task A_json_rpc_error_to_initialize_is_said()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.Method == "initialize" ? exchange => exchange.ErrorAsync(200, -32603, "out of order", request.Id) : null);
        server.EvictSessions();

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal(RecoveryFailure.Refused, exception.Reason);
        Assert.Contains("out of order", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialized_refused_is_said()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.Method == "notifications/initialized" ? exchange => exchange.StatusAsync(500) : null);
        server.EvictSessions();

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal((RecoveryFailure.Refused, HttpStatusCode.InternalServerError), (exception.Reason, exception.StatusCode!.Value));
        Assert.Empty(server.Executed);
    }

    [Fact]
    public async Task Silence_ends_with_the_deadline()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, recoveryTimeout: TimeSpan.FromSeconds(17)));
        var silent = true;
        server.OnPost(request => request.Method == "initialize" && silent ? exchange => exchange.HangAsync() : null);
        server.EvictSessions();
        var first = connected.EchoAsync("0");
        await server.ArrivedAsync(request => request.Method == "initialize", times: 2);
        Task<string>[] calls = [first, connected.EchoAsync("1"), connected.EchoAsync("2")];
        var failures = Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<SessionRecoveryException>(() => call)));

        // As a rule they share one recovery. One that comes late has another, with a deadline of its own.
        while (await Task.WhenAny(failures, time.TimerAsync(due => due == TimeSpan.FromSeconds(17))) != failures)
        {
            time.Advance(TimeSpan.FromSeconds(17));
        }

        Assert.All(await failures, failure => Assert.Equal(RecoveryFailure.TimedOut, failure.Reason));

        silent = false;
        Assert.Equal("later", await connected.EchoAsync("later"));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_said_and_costs_no_recovery()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, recoveryLimit: 1));
        server.OnPost(request => request.Method == "initialize" ? exchange => { exchange.Abort(); return Task.CompletedTask; } : null);
        server.EvictSessions();

        for (var time = 0; time < 3; time++)
        {
            var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));
            Assert.Equal(RecoveryFailure.Unreachable, exception.Reason);
            Assert.Contains("The call was not executed", exception.Message, StringComparison.Ordinal);
            Assert.Contains(connected.Log.Lines, line => line.Contains("no new session could be made (Unreachable)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_expired_retry_is_not_retried_again()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.StatusAsync(404) : null);

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal((RecoveryFailure.EndedAgain, HttpStatusCode.NotFound), (exception.Reason, exception.StatusCode!.Value));
        Assert.Equal(2, server.Count(request => request.IsCall));
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_balancer_without_affinity_is_named()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.Method != "initialize" ? exchange => exchange.StatusAsync(404) : null);

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal(RecoveryFailure.EndedAgain, exception.Reason);
        Assert.Contains("affinity", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ends_again_and_again_is_given_up_until_the_pause_is_over()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, time, recoveryLimit: 3, recoveryPause: TimeSpan.FromMinutes(1)));
        var everything = true;
        server.OnPost(request => request.IsCall && everything ? exchange => exchange.StatusAsync(404) : null);
        for (var call = 0; call < 3; call++)
        {
            await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));
        }

        var before = server.Requests.Count;
        for (var call = 0; call < 20; call++)
        {
            var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));
            Assert.Equal(RecoveryFailure.TooManyRecoveries, exception.Reason);
            Assert.Equal(TimeSpan.FromMinutes(1), exception.RetryAfter);
            Assert.Equal(
                "The session has ended, and 3 recoveries within 00:01:00 (RecoveryLimit, RecoveryPause) did not help. " +
                "The next attempt is made in 00:01:00. The call was not executed.",
                exception.Message);
        }

        Assert.Equal(before, server.Requests.Count);
        Assert.Equal(4, server.CountMethod("initialize"));
        everything = false;
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("after the pause", await connected.EchoAsync("after the pause"));
    }

    [Fact]
    public async Task A_server_that_offers_no_session_any_more_is_served_without_one()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();
        var old = connected.Client.SessionId;
        server.OnPost(request => request.SessionId == old ? exchange => exchange.StatusAsync(404) : null);
        server.OffersSessions = false;

        Assert.Equal("one", await connected.EchoAsync("one"));
        Assert.Equal("two", await connected.EchoAsync("two"));

        Assert.Null(connected.Client.SessionId);
        Assert.Null(server.Requests[^1].SessionId);
        Assert.Equal("2025-11-25", server.Requests[^1].Header("MCP-Protocol-Version"));
        Assert.Null(Assert.Single(connected.Reestablished).NewSessionId);
    }

    [Fact]
    public async Task Another_revision_closes_the_connection()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();
        server.Revision = "2025-03-26";

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => connected.EchoAsync("hello"));

        var closed = await connected.Client.Completion.WaitAsync(Signal.Patience);
        var reason = Assert.IsType<SessionRecoveryException>(Assert.IsType<HttpClientCompletionDetails>(closed).Exception);
        Assert.Equal(RecoveryFailure.RevisionChanged, reason.Reason);
        Assert.Contains("2025-03-26", reason.Message, StringComparison.Ordinal);
        Assert.True(exception is SessionRecoveryException or ClientTransportClosedException, exception.ToString());
        await connected.SaidAsync(() => !connected.Disconnected.IsEmpty);
        Assert.Same(reason, Assert.Single(connected.Disconnected).Exception);
        Assert.Equal(TransportState.Disconnected, connected.Transport.State);
        Assert.Empty(server.Executed);
    }

    [Fact]
    public async Task Initialized_that_meets_the_end_of_the_first_session_opens_one_listening_stream()
    {
        await using var server = await FaultServer.StartAsync();
        var first = true;
        server.OnPost(request => request.Method == "notifications/initialized" && first
            ? exchange =>
            {
                first = false;
                server.EvictSessions();
                return exchange.StatusAsync(404);
            }
        : null);
        await using var connected = await Connected.ToAsync(server, listens: true);
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(1, server.Count("GET"));
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_no_more()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        connected.Transport.SessionExpired += (_, _) => throw new InvalidTimeZoneException("handler");
        connected.Transport.SessionReestablished += (_, _) => throw new InvalidTimeZoneException("handler");
        server.EvictSessions();

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(2, connected.Log.Lines.Count(line => line.Contains("InvalidTimeZoneException", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Connecting_to_a_server_that_refuses_throws_what_the_official_transport_throws()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(_ => exchange => exchange.StatusAsync(401));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Connected.ToAsync(server));

        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
    }

    [Fact]
    public async Task An_error_to_the_clients_own_initialize_is_the_clients()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => exchange => exchange.ErrorAsync(200, -32603, "out of order", request.Id));

        Assert.Contains("out of order", (await Assert.ThrowsAsync<McpProtocolException>(() => Connected.ToAsync(server))).Message, StringComparison.Ordinal);
    }

    /// <summary>Ends the session for so many calls at once: each is refused when all have arrived.</summary>
    private static void RefuseTogether(FaultServer server, string? session, int calls)
    {
        var missing = calls;
        var together = new TaskCompletionSource();
        server.OnPost(request => request.IsCall && request.SessionId == session
            ? async exchange =>
            {
                if (Interlocked.Decrement(ref missing) == 0)
                {
                    together.SetResult();
                }

                await exchange.HangAsync(together.Task);
                await exchange.StatusAsync(404);
            }
        : null);
        server.EvictSessions();
    }
}
