using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace McpBenchmarks.Transport;

/// <summary>
/// An MCP server on Kestrel that does as little as it can, so that a measurement is one of the client: it knows how to begin, as a
/// stateful server of revision 2025-11-25 or as one of 2026-07-28, and one tool with one fixed answer. It offers no listening stream.
/// </summary>
internal sealed class LoopbackMcpServer : IAsyncDisposable
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private readonly WebApplication _app;
    private readonly AnswerForm _form;
    private readonly ConcurrentDictionary<string, bool> _sessions = new();
    private long _firstRefusal;

    private LoopbackMcpServer(WebApplication app, AnswerForm form)
    {
        _app = app;
        _form = form;
    }

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>When the first 404 since the eviction went out, as a timestamp of <see cref="Stopwatch"/>; 0 if none did.</summary>
    public long FirstRefusal => Interlocked.Read(ref _firstRefusal);

    public static async Task<LoopbackMcpServer> StartAsync(AnswerForm form)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new LoopbackMcpServer(builder.Build(), form);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Endpoint = new Uri($"{addresses.Addresses.Single()}/mcp");
        return server;
    }

    /// <summary>Ends every session: the next call of each client is answered with 404.</summary>
    public void EvictSessions()
    {
        Interlocked.Exchange(ref _firstRefusal, 0);
        _sessions.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = HttpMethods.IsDelete(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }

        var request = Request.Parse(read.Buffer);
        reader.AdvanceTo(read.Buffer.End);

        var sessionId = context.Request.Headers[SessionIdHeader].ToString();
        if (_form == AnswerForm.JsonWithoutSession)
        {
            // Revision 2026-07-28: every request stands for itself.
        }
        else if (request.Kind == RequestKind.Initialize)
        {
            sessionId = Guid.NewGuid().ToString("N");
            _sessions[sessionId] = true;
            context.Response.Headers[SessionIdHeader] = sessionId;
        }
        else if (sessionId.Length == 0)
        {
            // The answer to server/discover: McpClient falls back to initialize.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            Write(context, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"Bad Request: no session\"}}"u8);
            return;
        }
        else if (!_sessions.ContainsKey(sessionId))
        {
            Interlocked.CompareExchange(ref _firstRefusal, Stopwatch.GetTimestamp(), 0);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            Write(context, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,\"message\":\"Session not found\"}}"u8);
            return;
        }

        if (request.Kind == RequestKind.Notification)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        WriteAnswer(context, request);
    }

    private void WriteAnswer(HttpContext context, Request request)
    {
        var body = context.Response.BodyWriter;
        if (_form == AnswerForm.EventStream)
        {
            context.Response.ContentType = "text/event-stream";
            body.Write("event: message\ndata: "u8);
        }
        else
        {
            context.Response.ContentType = "application/json";
        }

        body.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        request.WriteId(body);
        body.Write(request.Kind switch
        {
            RequestKind.Initialize => ",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"loopback\",\"version\":\"1\"}}}"u8,
            RequestKind.Discover => ",\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}},\"ttlMs\":0,\"cacheScope\":\"private\"}}"u8,
            _ => ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"The answer of the one tool that this server has.\"}]}}"u8,
        });
        if (_form == AnswerForm.EventStream)
        {
            body.Write("\n\n"u8);
        }
    }

    private static void Write(HttpContext context, ReadOnlySpan<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.BodyWriter.Write(json);
    }

    private enum RequestKind
    {
        Other,
        Initialize,
        Discover,
        Notification,
    }

    /// <summary>What of a request this server looks at: its method, and its id, a number or, in a recovery, a string.</summary>
    private readonly record struct Request(RequestKind Kind, long Number, string? Text)
    {
        public static Request Parse(ReadOnlySequence<byte> body)
        {
            var json = new Utf8JsonReader(body);
            var request = new Request(RequestKind.Other, 0, null);
            var hasId = false;
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("id"u8))
                {
                    json.Read();
                    hasId = true;
                    request = json.TokenType == JsonTokenType.Number ? request with { Number = json.GetInt64() } : request with { Text = json.GetString() };
                }
                else if (json.ValueTextEquals("method"u8))
                {
                    json.Read();
                    request = request with
                    {
                        Kind = json.ValueTextEquals("initialize"u8) ? RequestKind.Initialize
                            : json.ValueTextEquals("server/discover"u8) ? RequestKind.Discover
                            : RequestKind.Other,
                    };
                }
                else
                {
                    json.Skip();
                }
            }

            return hasId ? request : request with { Kind = RequestKind.Notification };
        }

        public void WriteId(PipeWriter body)
        {
            if (Text is not null)
            {
                body.Write("\""u8);
                body.Write(System.Text.Encoding.UTF8.GetBytes(Text));
                body.Write("\""u8);
                return;
            }

            System.Buffers.Text.Utf8Formatter.TryFormat(Number, body.GetSpan(20), out var written);
            body.Advance(written);
        }
    }
}
