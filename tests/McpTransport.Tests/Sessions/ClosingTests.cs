using ModelContextProtocol.Client;

namespace McpTransport.Tests.Sessions;

/// <summary>Closing comes to an end in every state, within its deadline.</summary>
public class ClosingTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task A_live_session_is_ended_on_the_server()
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(server);
        var session = connected.Client.SessionId;

        await connected.DisposeAsync();

        var delete = Assert.Single(server.Requests, request => request.Verb == "DELETE");
        Assert.Equal((session, "2025-11-25"), (delete.SessionId, delete.Header("MCP-Protocol-Version")));
        Assert.Empty(server.Sessions);
        Assert.Equal(TransportState.Disconnected, connected.Transport.State);
        Assert.Null(Assert.Single(connected.Disconnected).Exception);
        Assert.IsType<HttpClientCompletionDetails>(await connected.Client.Completion);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task Whatever_the_server_answers_is_fine(int status)
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(server);
        server.Script(request => request.Verb == "DELETE" ? exchange => exchange.StatusAsync(status) : null);

        await connected.DisposeAsync();

        Assert.Equal(1, server.Count("DELETE"));
    }

    [Fact]
    public async Task A_dead_session_is_not_ended_again()
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.Method == "initialize" ? exchange => exchange.StatusAsync(503) : null);
        server.EvictSessions();
        await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        await connected.DisposeAsync();

        Assert.Equal(0, server.Count("DELETE"));
    }

    [Fact]
    public async Task A_session_that_is_not_owned_is_left_alone()
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(Connected.Options(server, ownsSession: false));

        await connected.DisposeAsync();

        Assert.Equal(0, server.Count("DELETE"));
        Assert.Single(server.Sessions);
    }

    [Fact]
    public async Task A_server_that_is_gone_does_not_hold_it_up()
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(server, listens: true);
        await server.StopAsync();

        await connected.DisposeAsync().AsTask().WaitAsync(Signal.Patience);
    }

    [Fact]
    public async Task A_delete_without_an_answer_ends_with_the_deadline()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(Connected.Options(server, time, closeTimeout: Deadline));
        server.Script(request => request.Verb == "DELETE" ? exchange => exchange.HangAsync() : null);
        var closing = connected.DisposeAsync().AsTask();
        await server.ArrivedAsync(request => request.Verb == "DELETE");
        Assert.False(closing.IsCompleted);

        time.Advance(Deadline);

        await closing.WaitAsync(Signal.Patience);
    }

    [Fact]
    public async Task A_handler_that_heeds_no_token_does_not_hold_it_up()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        var handler = new DeafHandler();
        using var httpClient = new HttpClient(handler);
        var connected = await Connected.ToAsync(Connected.Options(server, time, closeTimeout: Deadline), httpClient: httpClient);
        var closing = connected.DisposeAsync().AsTask();
        await handler.Deleting.Task.WaitAsync(Signal.Patience);

        time.Advance(Deadline);

        await closing.WaitAsync(Signal.Patience);
    }

    [Theory]
    [InlineData("a call without an answer")]
    [InlineData("a call whose stream is open")]
    [InlineData("a recovery under way")]
    [InlineData("a listening stream that is open")]
    [InlineData("a listening stream that waits to reconnect")]
    [InlineData("a call whose stream waits to be resumed")]
    [InlineData("a keep-alive under way")]
    public async Task Nothing_that_is_under_way_holds_it_up(string state)
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(state switch
        {
            "a listening stream that is open" => async exchange =>
            {
                await exchange.WriteStreamAsync(": open\n\n");
                await exchange.HangAsync();
            }
            ,
            "a listening stream that waits to reconnect" => exchange => exchange.WriteStreamAsync(": open\n\n"),
            _ => exchange => exchange.StatusAsync(405),
        });
        var connected = await Connected.ToAsync(Connected.Options(
            server, time, listens: true, closeTimeout: Deadline, keepAlive: state == "a keep-alive under way" ? TimeSpan.FromSeconds(60) : null));
        Task call = Task.CompletedTask;
        switch (state)
        {
            case "a call without an answer":
                server.OnPost(request => request.IsCall ? exchange => exchange.HangAsync() : null);
                call = connected.EchoAsync("hello");
                await server.ArrivedAsync(request => request.IsCall);
                break;
            case "a call whose stream is open":
                server.OnPost(request => request.IsCall
                    ? async exchange =>
                    {
                        await exchange.WriteStreamAsync(": open\n\n");
                        await exchange.HangAsync();
                    }
                : null);
                call = connected.EchoAsync("hello");
                await server.ArrivedAsync(request => request.IsCall);
                break;
            case "a recovery under way":
                server.OnPost(request => request.Method == "initialize" ? exchange => exchange.HangAsync() : null);
                server.EvictSessions();
                call = connected.EchoAsync("hello");
                await server.ArrivedAsync(request => request.Method == "initialize", times: 2);
                break;
            case "a listening stream that is open":
                await server.ArrivedAsync(request => request.Verb == "GET");
                break;
            case "a listening stream that waits to reconnect":
                await time.TimerAsync(due => due < TimeSpan.FromSeconds(2));
                break;
            case "a call whose stream waits to be resumed":
                server.OnPost(request => request.IsCall ? exchange => exchange.WriteStreamAsync("id: 1\ndata:\n\n") : null);
                call = connected.EchoAsync("hello");
                await time.TimerAsync(due => due < TimeSpan.FromSeconds(2));
                break;
            case "a keep-alive under way":
                server.OnPost(request => request.Method == "ping" ? exchange => exchange.HangAsync() : null);
                time.Advance(await time.TimerAsync(due => due == TimeSpan.FromSeconds(60)));
                await server.ArrivedAsync(request => request.Method == "ping");
                break;
        }

        // The clock stands still: no deadline helps.
        await connected.DisposeAsync().AsTask().WaitAsync(Signal.Patience);

        if (!call.IsCompletedSuccessfully)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(Signal.Patience));
        }

        Assert.Equal(TransportState.Disconnected, connected.Transport.State);
        Assert.DoesNotContain(connected.StreamUnavailable, e => e.StatusCode is null);
    }

    [Fact]
    public async Task Calls_that_are_dropped_say_that_the_transport_is_closed()
    {
        await using var server = await FaultServer.StartAsync();
        await using var transport = new ResilientHttpClientTransport(Connected.Options(server));
        var connection = await transport.ConnectAsync();
        server.OnPost(_ => exchange => exchange.HangAsync());
        var blocked = connection.SendMessageAsync(new ModelContextProtocol.Protocol.JsonRpcRequest { Id = new(1), Method = "ping" });
        await server.ArrivedAsync(request => request.Method == "ping");

        await connection.DisposeAsync();
        await connection.DisposeAsync();

        await Assert.ThrowsAsync<ClientTransportClosedException>(() => blocked);
        await Assert.ThrowsAsync<ClientTransportClosedException>(() =>
            connection.SendMessageAsync(new ModelContextProtocol.Protocol.JsonRpcRequest { Id = new(2), Method = "ping" }));
        Assert.Equal(1, server.Count("POST"));
    }

    [Fact]
    public async Task A_connection_that_was_never_used_closes()
    {
        await using var server = await FaultServer.StartAsync();
        await using var transport = new ResilientHttpClientTransport(Connected.Options(server, mode: HttpTransportMode.AutoDetect));
        var connection = await transport.ConnectAsync();

        await connection.DisposeAsync();

        Assert.Empty(server.Requests);
        await Assert.ThrowsAsync<ClientTransportClosedException>(() => connection.MessageReader.Completion);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_http_client_is_disposed_by_its_owner(bool owns)
    {
        var handler = new DeafHandler();
        using var httpClient = new HttpClient(handler);
        var transport = new ResilientHttpClientTransport(new() { Endpoint = new("http://127.0.0.1/mcp") }, httpClient, null, owns);

        await transport.DisposeAsync();

        Assert.Equal(owns, handler.IsDisposed);
    }

    private sealed class DeafHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public TaskCompletionSource Deleting { get; } = new();

        public bool IsDisposed { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Delete)
            {
                Deleting.TrySetResult();
                await new TaskCompletionSource().Task;
            }

            return await base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
