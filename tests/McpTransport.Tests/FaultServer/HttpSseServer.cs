using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace McpTransport.Tests;

/// <summary>The fault server scripted to be an HTTP+SSE server (revision 2024-11-05): a stream at one address, messages posted to another.</summary>
public sealed class HttpSseServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (Exchange Exchange, TaskCompletionSource Dropped)> _streams = new();
    private readonly Signal _accepted = new();
    private int _count;
    private int _acceptedCalls;

    private HttpSseServer(FaultServer faults) => Faults = faults;

    public FaultServer Faults { get; }

    /// <summary>What the endpoint event names; null names the address of the stream's own session.</summary>
    public string? NamedEndpoint { get; set; }

    /// <summary>The status with which messages to the address of the stream are refused.</summary>
    public int PostStatus { get; set; } = 405;

    public bool DropsStreamsAfterInitialized { get; set; }

    /// <summary>Accepts calls, and does not answer them.</summary>
    public bool AcceptsOnly { get; set; }

    public bool AnswersInThePost { get; set; }

    /// <summary>Completes when a call was accepted that is not answered; that it has arrived does not say that its session was found.</summary>
    public Task AcceptedAsync() => _accepted.UntilAsync(() => Volatile.Read(ref _acceptedCalls) > 0);

    public static async Task<HttpSseServer> StartAsync()
    {
        var server = new HttpSseServer(await FaultServer.StartAsync("/sse"));
        server.Faults.Script(server.Answer);
        return server;
    }

    /// <summary>Ends every stream; the sessions end with them.</summary>
    public void DropStreams()
    {
        foreach (var stream in _streams)
        {
            if (_streams.TryRemove(stream.Key, out var removed))
            {
                removed.Dropped.TrySetResult();
            }
        }
    }

    /// <summary>Forgets the sessions; their streams stay open.</summary>
    public void Forget() => _streams.Clear();

    public async Task RestartAsync()
    {
        _streams.Clear();
        await Faults.RestartAsync();
    }

    public ValueTask DisposeAsync() => Faults.DisposeAsync();

    private Answer? Answer(RecordedRequest request) => (request.Verb, request.Path.Split('?')[0]) switch
    {
        ("GET", "/sse") => StreamAsync,
        ("POST", "/message") => MessageAsync,
        _ => exchange => exchange.StatusAsync(PostStatus),
    };

    private async Task StreamAsync(Exchange exchange)
    {
        var id = $"{Interlocked.Increment(ref _count)}";
        var dropped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _streams[id] = (exchange, dropped);
        await exchange.WriteStreamAsync($"event: endpoint\ndata: {NamedEndpoint ?? $"/message?session={id}"}\n\n");
        await exchange.HangAsync(dropped.Task);
    }

    private async Task MessageAsync(Exchange exchange)
    {
        var request = exchange.Request;
        if (!_streams.TryGetValue(request.Path.Split('=')[1], out var stream))
        {
            await exchange.StatusAsync(404, "Session not found", "text/plain");
            return;
        }

        JsonNode? answer = request switch
        {
            { Id: null } or { Method: null } => null,
            { Method: "initialize" } => Rpc.Result(request.Id, Faults.InitializeResult(request)),
            { IsCall: true } when AcceptsOnly => null,
            _ => Faults.Execute(request),
        };
        if (answer is not null && AnswersInThePost)
        {
            await exchange.JsonAsync(answer);
            return;
        }

        await exchange.StatusAsync(202, "Accepted", "text/plain");
        if (AcceptsOnly && request.IsCall)
        {
            Interlocked.Increment(ref _acceptedCalls);
            _accepted.Set();
        }

        if (answer is not null)
        {
            await stream.Exchange.EventAsync(answer);
        }

        if (DropsStreamsAfterInitialized && request.Method == "notifications/initialized")
        {
            DropStreams();
        }
    }
}
