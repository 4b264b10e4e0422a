using System.Net;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace McpTransport.Tests.Sessions;

/// <summary>The rows of the peers table about sessions that end, each seen through an unmodified McpClient.</summary>
public class ExpiryTests
{
    public static TheoryData<int, string?> Endings => new()
    {
        { 404, null },
        { 404, "Not Found" },
        { 404, Rpc.Error(null, -32001, "Session not found").ToJsonString() },
        { 410, null },
        { 400, Rpc.Error(null, -32000, "Bad Request: No valid session ID provided").ToJsonString() },
        { 400, Rpc.Error(null, -32001, "Session not found").ToJsonString() },
        { 400, Rpc.Error(null, -32600, "Session not found").ToJsonString() },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_call_that_meets_the_end_of_the_session_succeeds(int status, string? body)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var old = connected.Client.SessionId;
        server.OnPost(request => request.SessionId == old ? exchange => exchange.StatusAsync(status, body) : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        Assert.Equal(["hello"], server.Executed);
        Assert.Equal(2, server.CountMethod("initialize"));
        Assert.Equal(2, server.CountMethod("notifications/initialized"));
        Assert.All(server.Requests.Where(request => request.Method == "initialize"), request => Assert.Null(request.SessionId));
        Assert.NotEqual(old, connected.Client.SessionId);
        Assert.Equal(TransportState.Connected, connected.Transport.State);
        Assert.False(connected.Client.Completion.IsCompleted);

        var expired = Assert.Single(connected.Expired);
        Assert.Equal(old, expired.SessionId);
        Assert.Equal((HttpStatusCode)status, expired.StatusCode);
        var reestablished = Assert.Single(connected.Reestablished);
        Assert.Equal(old, reestablished.OldSessionId);
        Assert.Equal(connected.Client.SessionId, reestablished.NewSessionId);
        Assert.Equal((1, 0), (reestablished.CallsSentAgain, reestablished.CallsFailed));
    }

    [Theory]
    [InlineData(-32001, false)]
    [InlineData(-32600, false)]
    [InlineData(-32000, false)]
    [InlineData(-32001, true)]
    public async Task Session_not_found_as_an_ordinary_answer_is_the_end_of_the_session_too(int code, bool asEvent)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var old = connected.Client.SessionId;
        server.OnPost(request => request.SessionId == old
            ? asEvent
                ? exchange => exchange.EventAsync(Rpc.Error(request.Id, code, "Session not found"))
                : exchange => exchange.ErrorAsync(200, code, "Session not found", request.Id)
            : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(["hello"], server.Executed);
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_sessions_beginning_end_and_successor_are_in_the_log()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();
        await connected.EchoAsync("hello");

        Assert.Single(connected.Log.Lines, line => line.Contains("session 1 (sess…) is established, revision 2025-11-25.", StringComparison.Ordinal));
        Assert.Single(connected.Log.Lines, line => line.Contains("the server has ended session 1 (sess…), status 404.", StringComparison.Ordinal));
        Assert.Single(connected.Log.Lines, line => line.Contains("is replaced by sess…; 1 messages are sent again, 0 were given up.", StringComparison.Ordinal));
        Assert.DoesNotContain(connected.Log.Lines, line => line.Contains("the server is another one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_not_found_in_two_sessions_is_the_callers_error()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.ErrorAsync(200, -32000, "Browser session not found", request.Id) : null);

        var exception = await Assert.ThrowsAsync<McpProtocolException>(() => connected.EchoAsync("hello"));

        Assert.Contains("Browser session not found", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Count(request => request.IsCall));

        // From now on it is known to be the tool's own affair: no new session is made for it.
        var session = connected.Client.SessionId;
        for (var call = 0; call < 10; call++)
        {
            await Assert.ThrowsAsync<McpProtocolException>(() => connected.EchoAsync("hello"));
        }

        Assert.NotNull(session);
        Assert.Equal(session, connected.Client.SessionId);
        Assert.Equal(2, server.CountMethod("initialize"));
        Assert.Equal(12, server.Count(request => request.IsCall));
    }

    [Fact]
    public async Task Method_not_found_with_404_on_a_live_session_is_an_answer()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall && request.EchoText == "unknown"
            ? exchange => exchange.ErrorAsync(404, -32601, "Method not found", request.Id)
            : null);

        var exception = await Assert.ThrowsAsync<McpProtocolException>(() => connected.EchoAsync("unknown"));

        Assert.Equal(McpErrorCode.MethodNotFound, exception.ErrorCode);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(1, server.CountMethod("initialize"));
        Assert.Empty(connected.Expired);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Another_refusal_fails_the_call_and_nothing_else(int status)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.EchoText == "refused" ? exchange => exchange.StatusAsync(status, "no", "text/plain") : null);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => connected.EchoAsync("refused"));

        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(1, server.CountMethod("initialize"));
        Assert.Equal(1, server.Count(request => request.EchoText == "refused"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_json_rpc_error_with_400_is_the_answer(bool echoesTheId)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.EchoText == "refused" || request.Method == "notifications/custom"
            ? exchange => exchange.ErrorAsync(400, -32602, "Invalid params", echoesTheId ? request.Id : null)
            : null);

        Assert.Equal(McpErrorCode.InvalidParams, (await Assert.ThrowsAsync<McpProtocolException>(() => connected.EchoAsync("refused"))).ErrorCode);
        Assert.Equal(
            McpErrorCode.InvalidParams,
            (await Assert.ThrowsAsync<McpProtocolException>(() => connected.Client.SendNotificationAsync("notifications/custom"))).ErrorCode);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(1, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task Without_a_session_id_404_is_no_expiry()
    {
        await using var server = await FaultServer.StartAsync();
        server.OffersSessions = false;
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.EchoText == "missing" ? exchange => exchange.StatusAsync(404) : null);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => connected.EchoAsync("missing"));

        Assert.Equal(HttpStatusCode.NotFound, exception.StatusCode);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(1, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_notification_that_meets_the_end_of_the_session_is_sent_again()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();

        await connected.Client.SendNotificationAsync("notifications/roots/list_changed");

        var sent = server.Requests.Where(request => request.Method == "notifications/roots/list_changed").ToArray();
        Assert.Equal(2, sent.Length);
        Assert.Equal(connected.Client.SessionId, sent[1].SessionId);
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task An_answer_to_the_old_session_is_not_sent_into_the_new_one()
    {
        await using var server = await FaultServer.StartAsync();
        var asked = new TaskCompletionSource();
        await using var connected = await Connected.ToAsync(
            Connected.Options(server),
            new() { ProtocolVersion = "2025-11-25", Handlers = new() { ElicitationHandler = async (_, _) => { await asked.Task; return new() { Action = "decline" }; } } });
        server.OnPost(request => request.EchoText == "asks"
            ? async exchange =>
            {
                await exchange.EventAsync(Rpc.Request(99, "elicitation/create", new JsonObject { ["message"] = "?", ["requestedSchema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() } }));
                await exchange.EventAsync(server.Execute(request));
            }
        : null);
        await connected.EchoAsync("asks");
        server.EvictSessions();
        asked.SetResult();
        await server.ArrivedAsync(request => request.Method is null && request.Id is not null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        Assert.Equal(1, server.Count(request => request.Verb == "POST" && request.Method is null));
    }

    [Fact]
    public async Task The_next_call_finds_the_new_session_without_another_404()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();
        await connected.EchoAsync("one");
        var before = server.Requests.Count;

        await connected.EchoAsync("two");

        Assert.Equal(before + 1, server.Requests.Count);
    }

    [Fact]
    public async Task The_body_of_a_404_is_waited_for_no_longer_than_the_bound()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, time);
        var old = connected.Client.SessionId;
        server.OnPost(request => request.SessionId == old
            ? async exchange =>
            {
                exchange.SetHeader("Content-Length", "1000");
                await exchange.StatusAsync(404, "{");
                await exchange.HangAsync();
            }
        : null);

        var call = connected.EchoAsync("hello");
        await time.TimerAsync(due => due == Refusal.MaxWait);
        time.Advance(Refusal.MaxWait);

        Assert.Equal("hello", await call);
        Assert.Equal(["hello"], server.Executed);
    }

    [Fact]
    public async Task The_body_of_a_404_is_read_no_further_than_the_bound()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var old = connected.Client.SessionId;
        var endless = Rpc.Error(1, -32601, new string('x', Refusal.MaxBytes)).ToJsonString();
        server.OnPost(request => request.SessionId == old ? exchange => exchange.StatusAsync(404, endless) : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_restarted_is_found_again_by_the_next_call(bool listens)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, listens: listens);
        await connected.EchoAsync("before");

        await server.RestartAsync();

        Assert.Equal("after", await connected.EchoAsync("after"));
        Assert.Equal(["before", "after"], server.Executed);
    }

    [Fact]
    public async Task A_server_that_is_down_fails_the_call_and_is_found_again_when_it_is_up()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        await server.StopAsync();

        // Not CallOutcomeUnknownException: the call was certainly not sent.
        Assert.Null((await Assert.ThrowsAsync<HttpRequestException>(() => connected.EchoAsync("down"))).StatusCode);

        await server.StartAgainAsync();

        Assert.Equal("up", await connected.EchoAsync("up"));
        Assert.Equal(["up"], server.Executed);
    }

    [Fact]
    public async Task A_resumed_session_that_has_ended_is_replaced_if_its_handshake_is_known()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(
            server,
            knownSessionId: "known-0123456789",
            knownInitializeParams: new() { ProtocolVersion = "2025-06-18", ClientInfo = new() { Name = "resumed", Version = "1" }, Capabilities = new() }));

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        var first = server.Requests[0];
        Assert.Equal(("known-0123456789", "2025-06-18"), (first.SessionId, first.Header("MCP-Protocol-Version")));
        var initialize = Assert.Single(server.Requests, request => request.Method == "initialize");
        Assert.Equal("resumed", (string?)initialize.Body!["params"]!["clientInfo"]!["name"]);
        Assert.Equal("2025-06-18", (string?)initialize.Body!["params"]!["protocolVersion"]);
    }

    [Fact]
    public async Task A_resumed_session_that_has_ended_cannot_be_replaced_by_its_id_alone()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, knownSessionId: "known-0123456789"));

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal(RecoveryFailure.NoHandshakeToRepeat, exception.Reason);
        Assert.Contains("KnownInitializeParams", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_session_is_not_initialized()
    {
        await using var server = await FaultServer.StartAsync();
        await using var transport = new ResilientHttpClientTransport(Connected.Options(server, knownSessionId: "known"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => McpClient.CreateAsync(transport, new() { ProtocolVersion = "2025-11-25" }));
        Assert.Equal(0, server.Count("POST"));
    }
}
