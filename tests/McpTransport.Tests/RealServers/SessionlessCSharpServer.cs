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
/// The official C# SDK's <see cref="StreamableHttpServerTransport"/> without sessions, which is how it speaks revision 2026-07-28:
/// each POST has a server of its own. It notes the verb and the headers of every request.
/// </summary>
internal sealed class SessionlessCSharpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly SemaphoreSlim _cancellations = new(0);

    private SessionlessCSharpServer(WebApplication app) => _app = app;

    public Uri Endpoint { get; private set; } = null!;

    public IReadOnlyCollection<SeenRequest> Requests => _requests;

    public static async Task<SessionlessCSharpServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new SessionlessCSharpServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Endpoint = new Uri($"{addresses.Addresses.Single()}/mcp");
        return server;
    }

    /// <summary>Waits until a call of the tool <c>hold</c> was cancelled.</summary>
    public Task WaitForCancellationAsync(CancellationToken cancellationToken) => _cancellations.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        _cancellations.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        _requests.Enqueue(new SeenRequest(
            context.Request.Method, headers["Mcp-Method"], headers["Mcp-Name"], headers["MCP-Protocol-Version"], headers["Mcp-Session-Id"]));
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var message = (JsonRpcMessage)(await JsonSerializer.DeserializeAsync(
            context.Request.Body, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)), context.RequestAborted))!;
        message.Context = new JsonRpcMessageContext { ProtocolVersion = headers["MCP-Protocol-Version"] };

        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = new Implementation { Name = nameof(SessionlessCSharpServer), Version = "1.0.0" },
            ToolCollection = CreateTools(),
        });
        var running = server.RunAsync(context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        var answered = await transport.HandlePostRequestAsync(
            message,
            context.Response.Body,
            first =>
            {
                // Revision 2026-07-28: a method that is not known is answered with 404 and -32601.
                if (first is JsonRpcError { Error.Code: (int)McpErrorCode.MethodNotFound })
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                }

                return ValueTask.CompletedTask;
            },
            context.RequestAborted);
        if (!answered)
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        await transport.DisposeAsync();
        await running;
    }

    private McpServerPrimitiveCollection<McpServerTool> CreateTools() =>
    [
        McpServerTool.Create((string message) => message, new() { Name = "echo", ReadOnly = true }),
        McpServerTool.Create(
            async (IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken) =>
            {
                progress.Report(new ProgressNotificationValue { Progress = 1, Total = 2 });
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    _cancellations.Release();
                }
            },
            new() { Name = "hold" }),
    ];

    public sealed record SeenRequest(string Verb, string? Method, string? Name, string? Revision, string? SessionId);
}
