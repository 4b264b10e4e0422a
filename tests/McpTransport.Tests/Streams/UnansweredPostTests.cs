using ModelContextProtocol.Client;

namespace McpTransport.Tests.Streams;

/// <summary>
/// HTTP+SSE servers that leave a POST without an answer, as server-everything does when it has forgotten the stream. What comes on the
/// stream settles the call.
/// </summary>
public sealed class UnansweredPostTests
{
    private readonly TaskCompletionSource _endOfStream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exchange? _stream;

    [Fact]
    public async Task StreamEnds_TheCallFailsByName()
    {
        await using var server = await StartAsync();
        await using var connected = await ConnectAsync(server);

        var call = connected.EchoAsync("unanswered");
        await server.ArrivedAsync(request => request.EchoText == "unanswered");
        _endOfStream.SetResult();

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call);
    }

    [Fact]
    public async Task AnswerComesOnTheStream_TheCallSucceeds()
    {
        await using var server = await StartAsync();
        await using var connected = await ConnectAsync(server);

        var call = connected.EchoAsync("unanswered");
        await server.ArrivedAsync(request => request.EchoText == "unanswered");
        await _stream!.EventAsync(server.Execute(server.Requests.Single(request => request.EchoText == "unanswered")));

        Assert.Equal("unanswered", await call);
    }

    private static Task<Connected> ConnectAsync(FaultServer server) =>
        Connected.ToAsync(Connected.Options(server, mode: HttpTransportMode.Sse, closeTimeout: TimeSpan.FromSeconds(1)));

    private async Task<FaultServer> StartAsync()
    {
        var server = await FaultServer.StartAsync("/sse");
        server.OnGet(async exchange =>
        {
            _stream = exchange;
            await exchange.WriteStreamAsync("event: endpoint\ndata: /message\n\n");
            await exchange.HangAsync(_endOfStream.Task);
        });
        server.OnPost(request => async exchange =>
        {
            if (request.EchoText is not null)
            {
                await exchange.HangAsync();
                return;
            }

            await exchange.StatusAsync(202);
            if (request.Method == "initialize")
            {
                await _stream!.EventAsync(Rpc.Result(request.Id, server.InitializeResult(request)));
            }
        });
        return server;
    }
}
