using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpTransport.Tests.RealServers;

/// <summary>
/// The official C# SDK's <see cref="StreamableHttpServerTransport"/> in a Kestrel host on loopback: stateful, one session id
/// for each <c>initialize</c>, evicted when the test says so. It does with HTTP what the SDK's ASP.NET Core package does.
/// </summary>
internal sealed class CSharpSdkServer : IAsyncDisposable
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private readonly ConcurrentBag<Session> _evicted = [];
    private readonly ConcurrentQueue<string> _executed = new();
    private readonly ConcurrentQueue<string> _deleted = new();
    private readonly SemaphoreSlim _listening = new(0);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sessionsOpened;
    private int _executions;

    private CSharpSdkServer(WebApplication app) => _app = app;

    public Uri Endpoint { get; private set; } = null!;

    public int SessionsOpened => _sessionsOpened;

    /// <summary>The messages that the tool <c>echo</c> was called with, one for each call that was executed.</summary>
    public IReadOnlyCollection<string> Executed => _executed;

    /// <summary>After each how many executions of <c>echo</c> every session is evicted; 0 for never.</summary>
    public int EvictsAfterExecutions { get; set; }

    public IReadOnlyCollection<string> Deleted => _deleted;

    public static async Task<CSharpSdkServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var server = new CSharpSdkServer(builder.Build());
        server._app.MapPost("/mcp", server.PostAsync);
        server._app.MapGet("/mcp", server.ListenAsync);
        server._app.MapDelete("/mcp", server.DeleteAsync);
        await server._app.StartAsync(cancellationToken);
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Endpoint = new Uri($"{addresses.Addresses.Single()}/mcp");
        return server;
    }

    /// <summary>Forgets every session. What is in flight on them goes on.</summary>
    public void EvictSessions()
    {
        foreach (var id in _sessions.Keys)
        {
            if (_sessions.TryRemove(id, out var session))
            {
                _evicted.Add(session);
            }
        }
    }

    /// <summary>Lets the calls of the tool <c>hold</c> answer.</summary>
    public void Release() => _release.TrySetResult();

    /// <summary>Waits until another listening stream has been opened.</summary>
    public Task WaitForListenerAsync(CancellationToken cancellationToken) => _listening.WaitAsync(cancellationToken);

    /// <summary>Sends a notification on the listening stream of every session.</summary>
    public async Task AnnounceAsync(string text, CancellationToken cancellationToken)
    {
        foreach (var session in _sessions.Values)
        {
            await session.Server.SendNotificationAsync("test/announced", text, cancellationToken: cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        foreach (var session in _sessions.Values.Concat(_evicted))
        {
            await session.DisposeAsync();
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        _listening.Dispose();
    }

    private async Task PostAsync(HttpContext context)
    {
        var message = (JsonRpcMessage?)await JsonSerializer.DeserializeAsync(
            context.Request.Body, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)), context.RequestAborted);
        var session = message switch
        {
            _ when context.Request.Headers.ContainsKey(SessionIdHeader) => await FindSessionAsync(context),
            JsonRpcRequest { Method: RequestMethods.Initialize } => OpenSession(),
            _ => await RefuseAsync(context, StatusCodes.Status400BadRequest, -32000, "Bad Request: a session is opened by initialize"),
        };
        if (session is null)
        {
            return;
        }

        context.Response.Headers[SessionIdHeader] = session.Id;
        context.Response.ContentType = "text/event-stream";
        if (!await session.Transport.HandlePostRequestAsync(message!, context.Response.Body, context.RequestAborted))
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private async Task ListenAsync(HttpContext context)
    {
        if (await FindSessionAsync(context) is not { } session)
        {
            return;
        }

        context.Response.Headers[SessionIdHeader] = session.Id;
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(context.RequestAborted);
        var listening = session.Transport.HandleGetRequestAsync(context.Response.Body, context.RequestAborted);
        _listening.Release();
        await listening;
    }

    private async Task DeleteAsync(HttpContext context)
    {
        if (await FindSessionAsync(context) is { } session && _sessions.TryRemove(session.Id, out _))
        {
            _deleted.Enqueue(session.Id);
            await session.DisposeAsync();
        }
    }

    private async Task<Session?> FindSessionAsync(HttpContext context) =>
        _sessions.TryGetValue(context.Request.Headers[SessionIdHeader].ToString(), out var session)
            ? session
            : await RefuseAsync(context, StatusCodes.Status404NotFound, -32001, "Session not found");

    private static async Task<Session?> RefuseAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { jsonrpc = "2.0", id = (string?)null, error = new { code, message } }, context.RequestAborted);
        return null;
    }

    private Session OpenSession()
    {
        Interlocked.Increment(ref _sessionsOpened);
        var id = Guid.NewGuid().ToString("N");
        var transport = new StreamableHttpServerTransport { SessionId = id };
        var server = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = new Implementation { Name = nameof(CSharpSdkServer), Version = "1.0.0" },
            ToolCollection = CreateTools(id),
        });
        var session = new Session(id, transport, server, server.RunAsync());
        _sessions[id] = session;
        return session;
    }

    private McpServerPrimitiveCollection<McpServerTool> CreateTools(string sessionId) =>
    [
        McpServerTool.Create(
            (string message) =>
            {
                _executed.Enqueue(message);
                if (EvictsAfterExecutions > 0 && Interlocked.Increment(ref _executions) % EvictsAfterExecutions == 0)
                {
                    EvictSessions();
                }

                return message;
            },
            new() { Name = "echo", ReadOnly = true }),
        McpServerTool.Create(() => sessionId, new() { Name = "session", ReadOnly = true }),
        McpServerTool.Create(
            async (IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken) =>
            {
                progress.Report(new ProgressNotificationValue { Progress = 1, Total = 2 });
                await _release.Task.WaitAsync(cancellationToken);
                return $"released in {sessionId}";
            },
            new() { Name = "hold" }),
    ];

    private sealed record Session(string Id, StreamableHttpServerTransport Transport, McpServer Server, Task Running) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transport.DisposeAsync();
            await Server.DisposeAsync();
            await Running;
        }
    }
}
