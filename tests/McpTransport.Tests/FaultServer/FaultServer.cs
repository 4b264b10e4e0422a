using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpTransport.Tests;

/// <summary>
/// An MCP server on the loopback interface that behaves rightly (stateful, Streamable HTTP, revision 2025-11-25) until a script says
/// otherwise. It records every request. Its tool <c>echo</c> notes each execution, so that a call executed twice, or never, shows.
/// </summary>
public sealed class FaultServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly ConcurrentQueue<string> _executed = new();
    private readonly ConcurrentDictionary<string, bool> _sessions = new();
    private readonly List<Func<RecordedRequest, Answer?>> _scripts = [];
    private readonly Signal _arrived = new();
    private TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;
    private Socket? _place;
    private int _sessionCount;

    private FaultServer()
    {
    }

    public Uri Endpoint { get; private set; } = null!;

    public string Path { get; init; } = "/mcp";

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>The texts that the echo tool was executed with.</summary>
    public IReadOnlyList<string> Executed => [.. _executed];

    public IReadOnlyCollection<string> Sessions => [.. _sessions.Keys];

    /// <summary>Completes when the server is about to stop.</summary>
    public Task Stopping => _stopping.Task;

    /// <summary>The capabilities that initialize is answered with.</summary>
    public JsonObject Capabilities { get; set; } = new() { ["tools"] = new JsonObject(), ["logging"] = new JsonObject(), ["resources"] = new JsonObject { ["subscribe"] = true } };

    public string ServerVersion { get; set; } = "1";

    /// <summary>The revision that initialize is answered with; null answers with the one asked for.</summary>
    public string? Revision { get; set; }

    /// <summary>Whether initialize is answered with a session id.</summary>
    public bool OffersSessions { get; set; } = true;

    public static async Task<FaultServer> StartAsync(string path = "/mcp")
    {
        var server = new FaultServer { Path = path };
        await server.ListenAsync(0);
        return server;
    }

    public int Count(Func<RecordedRequest, bool> which) => _requests.Count(which);

    public int Count(string verb) => Count(request => request.Verb == verb);

    public int CountMethod(string method) => Count(request => request.Method == method);

    /// <summary>Adds a script. The first that has an answer to a request gives it; a null leaves it to the next one, at last to the right behaviour.</summary>
    public void Script(Func<RecordedRequest, Answer?> script)
    {
        lock (_scripts)
        {
            _scripts.Add(script);
        }
    }

    public void OnPost(Func<RecordedRequest, Answer?> script) => Script(request => request.Verb == "POST" ? script(request) : null);

    public void OnGet(Answer answer) => Script(request => request.Verb == "GET" ? answer : null);

    public void ClearScripts()
    {
        lock (_scripts)
        {
            _scripts.Clear();
        }
    }

    /// <summary>Forgets every session, as after an idle timeout or a redeployment.</summary>
    public void EvictSessions() => _sessions.Clear();

    /// <summary>Completes when a request like this has arrived.</summary>
    public Task ArrivedAsync(Func<RecordedRequest, bool> which, int times = 1) => _arrived.UntilAsync(() => Count(which) >= times);

    public async Task StopAsync()
    {
        _stopping.TrySetResult();
        if (_app is { } app)
        {
            _app = null;
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(now.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            await app.DisposeAsync();

            // Bound and not listening: connections are refused, and nobody else gets the port in the meantime, not even for an outgoing one.
            _place = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _place.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _place.Bind(new IPEndPoint(IPAddress.Loopback, Endpoint.Port));
        }
    }

    /// <summary>Starts again on the port it had, with no memory of its sessions.</summary>
    public async Task StartAgainAsync()
    {
        EvictSessions();
        _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        GiveUpPlace();
        await ListenAsync(Endpoint.Port);
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GiveUpPlace();
    }

    /// <summary>What a right server does.</summary>
    public async Task AnswerRightlyAsync(Exchange exchange)
    {
        var request = exchange.Request;
        switch (request.Verb)
        {
            case "DELETE" when request.SessionId is { } ended:
                await exchange.StatusAsync(_sessions.TryRemove(ended, out _) ? 200 : 404);
                return;
            case not "POST":
                await exchange.StatusAsync(405);
                return;
        }

        if (request.Method == "initialize")
        {
            if (OffersSessions)
            {
                var id = $"session-{Interlocked.Increment(ref _sessionCount)}-0123456789abcdef";
                _sessions[id] = true;
                exchange.SetHeader("Mcp-Session-Id", id);
            }

            await exchange.ResultAsync(InitializeResult(request));
            return;
        }

        if (OffersSessions && request.SessionId is null)
        {
            await exchange.ErrorAsync(400, -32000, "Bad Request: Mcp-Session-Id header is required");
            return;
        }

        if (request.SessionId is { } session && !_sessions.ContainsKey(session))
        {
            await exchange.ErrorAsync(404, -32001, "Session not found");
            return;
        }

        if (request.Id is null || request.Method is null)
        {
            await exchange.StatusAsync(202);
            return;
        }

        await exchange.JsonAsync(Execute(request));
    }

    /// <summary>Executes a request and returns the answer that a right server gives.</summary>
    public JsonObject Execute(RecordedRequest request)
    {
        switch (request.Method)
        {
            case "tools/list":
                return Rpc.Result(request.Id, new JsonObject
                {
                    ["tools"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "echo",
                        ["inputSchema"] = new JsonObject { ["type"] = "object" },
                        ["annotations"] = new JsonObject { ["readOnlyHint"] = true },
                    }),
                });
            case "tools/call":
                _executed.Enqueue(request.EchoText ?? "");
                _arrived.Set();
                return Rpc.Result(request.Id, Rpc.Text(request.EchoText ?? ""));
            case "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe":
                return Rpc.Result(request.Id, new JsonObject());
            default:
                return Rpc.Error(request.Id, -32601, "Method not found");
        }
    }

    public JsonObject InitializeResult(RecordedRequest request) => new()
    {
        ["protocolVersion"] = Revision ?? (string?)request.Body!["params"]!["protocolVersion"],
        ["capabilities"] = Capabilities.DeepClone(),
        ["serverInfo"] = new JsonObject { ["name"] = "fault server", ["version"] = ServerVersion },
    };

    private void GiveUpPlace()
    {
        _place?.Dispose();
        _place = null;
    }

    private async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Endpoint = new Uri(new Uri(address), Path);
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString.ToString(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _requests.Enqueue(request);
        _arrived.Set();

        Answer? answer = null;
        lock (_scripts)
        {
            foreach (var script in _scripts)
            {
                answer ??= script(request);
            }
        }

        try
        {
            await (answer ?? AnswerRightlyAsync)(new Exchange(context, request, this));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away.
        }
    }
}
