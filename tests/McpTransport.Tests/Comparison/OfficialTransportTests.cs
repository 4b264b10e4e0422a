using System.Net;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace McpTransport.Tests.Comparison;

/// <summary>
/// What the comparison in docs/transport.md says of the official <see cref="HttpClientTransport"/>, shown. Ours does each of these in
/// another way, and has a test for it elsewhere. A test that fails here after an update of the SDK is good news: its row can go.
/// </summary>
public sealed class OfficialTransportTests
{
    private const int Deadline = Signal.TestDeadline;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_TheCallFails_AndEveryLaterOneToo()
    {
        await using var server = await FaultServer.StartAsync();
        await using var client = await ConnectAsync(server);

        server.EvictSessions();

        var first = await Assert.ThrowsAsync<HttpRequestException>(() => EchoAsync(client, "first"));
        Assert.Equal(HttpStatusCode.NotFound, first.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => EchoAsync(client, "second"));
        Assert.Empty(server.Executed);
        Assert.Equal(1, server.CountMethod("initialize"));
        await client.Completion.WaitAsync(Cancellation);
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_AnswerInFlightIsLost()
    {
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.EchoText != "slow" ? null : async exchange =>
        {
            await exchange.WriteStreamAsync(": begun\n\n");
            begun.SetResult();
            await release.Task.WaitAsync(exchange.Aborted);
            await exchange.EventAsync(server.Execute(request));
        });
        await using var client = await ConnectAsync(server);

        var slow = EchoAsync(client, "slow");
        await begun.Task.WaitAsync(Cancellation);
        server.EvictSessions();
        await Assert.ThrowsAnyAsync<Exception>(() => EchoAsync(client, "meets the end"));

        await Assert.ThrowsAnyAsync<Exception>(() => slow);
        release.SetResult();
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionUnknown_AnsweredWith400_IsNeverRecovered()
    {
        await using var server = await FaultServer.StartAsync();
        await using var client = await ConnectAsync(server);

        // What @modelcontextprotocol/server-everything answers after a restart.
        server.OnPost(_ => exchange => exchange.ErrorAsync(400, -32000, "Bad Request: No valid session ID provided"));

        await Assert.ThrowsAsync<McpProtocolException>(() => EchoAsync(client, "first"));
        await Assert.ThrowsAsync<McpProtocolException>(() => EchoAsync(client, "second"));
        Assert.Equal(1, server.CountMethod("initialize"));
    }

    [Fact(Timeout = Deadline)]
    public async Task UnknownMethod_AnsweredWith404_EndsTheClient()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.EchoText != "unknown" ? null : exchange => exchange.ErrorAsync(404, -32601, "Method not found", request.Id!.DeepClone()));
        await using var client = await ConnectAsync(server);

        await Assert.ThrowsAnyAsync<Exception>(() => EchoAsync(client, "unknown"));

        await Assert.ThrowsAnyAsync<Exception>(() => EchoAsync(client, "known"));
        Assert.Empty(server.Executed);
    }

    [Fact(Timeout = Deadline)]
    public async Task ListeningStreamAnswered404_EndsTheClient()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange => exchange.StatusAsync(404));

        // Where it ends, while connecting or soon after, is a race within the SDK.
        var exception = await Record.ExceptionAsync(async () =>
        {
            await using var client = await ConnectAsync(server, listens: true);
            await server.ArrivedAsync(request => request.Verb == "GET").WaitAsync(Cancellation);
            await client.Completion.WaitAsync(Cancellation);
            await EchoAsync(client, "after");
        });

        Assert.NotNull(exception);
        Assert.False(Cancellation.IsCancellationRequested);
        Assert.Empty(server.Executed);
    }

    [Fact(Timeout = Deadline)]
    public async Task ListeningStreamRefusedAfterOneEvent_IsAskedForWithoutAPause()
    {
        await using var server = await FaultServer.StartAsync();
        server.Script(request => request.Verb != "GET" ? null : async exchange =>
        {
            if (exchange.Server.Count("GET") > 1)
            {
                await exchange.StatusAsync(500);
                return;
            }

            await exchange.WriteStreamAsync("id: 1\nretry: 0\ndata: \n\n");
        });
        await using var client = await ConnectAsync(server, listens: true);

        // With a pause of a second between them, which is the default of HttpClientTransportOptions, these would take minutes.
        await server.ArrivedAsync(request => request.Verb == "GET", times: 500).WaitAsync(Cancellation);

        Assert.False(client.Completion.IsCompleted);
    }

    [Fact(Timeout = Deadline)]
    public async Task CancelledCall_IsNotCancelledOnTheServer()
    {
        var begun = new TaskCompletionSource();
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.EchoText != "slow" ? null : async exchange =>
        {
            await exchange.WriteStreamAsync(": begun\n\n");
            begun.SetResult();
            await exchange.HangAsync();
        });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using (var client = await ConnectAsync(server))
        {
            var slow = EchoAsync(client, "slow", cancel.Token);
            await begun.Task.WaitAsync(Cancellation);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
            await EchoAsync(client, "after");
        }

        Assert.Equal(0, server.CountMethod("notifications/cancelled"));
    }

    private static Task<McpClient> ConnectAsync(FaultServer server, bool listens = false) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = server.Endpoint,
            TransportMode = HttpTransportMode.StreamableHttp,
            EnableStandaloneGetStream = listens,
        }),
        new McpClientOptions { ProtocolVersion = "2025-11-25" },
        cancellationToken: Cancellation);

    private static async Task<string> EchoAsync(McpClient client, string text, CancellationToken? cancellationToken = null)
    {
        var result = await client.CallToolAsync(
            "echo", new Dictionary<string, object?> { ["text"] = text }, cancellationToken: cancellationToken ?? Cancellation);
        return result.Content.OfType<ModelContextProtocol.Protocol.TextContentBlock>().Single().Text;
    }
}
