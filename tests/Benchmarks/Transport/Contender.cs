using System.Net.Http.Headers;
using McpTransport;
using ModelContextProtocol.Client;

namespace McpBenchmarks.Transport;

/// <summary>Something that can call the tool of <see cref="LoopbackMcpServer"/> again and again.</summary>
internal abstract class Contender : IAsyncDisposable
{
    /// <summary>The official client over the official transport.</summary>
    public const string Official = "HttpClientTransport";

    /// <summary>The official client over ours.</summary>
    public const string Ours = "ResilientHttpClientTransport";

    /// <summary>No client at all: the bytes of one call are posted and the bytes of the answer are read.</summary>
    public const string Bare = "bare HttpClient";

    /// <summary>One call, from its request to its answer.</summary>
    public abstract Task CallAsync();

    public abstract ValueTask DisposeAsync();

    public static async Task<Contender> ConnectAsync(string name, Uri endpoint) => name switch
    {
        Official => new ThroughClient(await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint, TransportMode = HttpTransportMode.StreamableHttp }))),
        Ours => new ThroughClient(await McpClient.CreateAsync(
            new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = endpoint, TransportMode = HttpTransportMode.StreamableHttp }))),
        Bare => await ThroughHttp.ConnectAsync(endpoint),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such contender."),
    };

    private sealed class ThroughClient(McpClient client) : Contender
    {
        private static readonly Dictionary<string, object?> Arguments = new() { ["message"] = "one message" };

        public override async Task CallAsync()
        {
            var result = await client.CallToolAsync("answer", Arguments);
            if (result.Content.Count != 1)
            {
                throw new InvalidOperationException($"The answer has {result.Content.Count} blocks.");
            }
        }

        public override ValueTask DisposeAsync() => client.DisposeAsync();
    }

    private sealed class ThroughHttp(HttpClient http, Uri endpoint, string? sessionId) : Contender
    {
        private static readonly byte[] Initialize =
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bare","version":"1"}}}"""u8.ToArray();

        private static readonly byte[] Call =
            """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"answer","arguments":{"message":"one message"}}}"""u8.ToArray();

        public static async Task<Contender> ConnectAsync(Uri endpoint)
        {
            var http = new HttpClient();
            using var response = await http.SendAsync(Post(endpoint, Initialize, sessionId: null));
            response.EnsureSuccessStatusCode();
            return new ThroughHttp(http, endpoint, response.Headers.TryGetValues("Mcp-Session-Id", out var ids) ? ids.Single() : null);
        }

        public override async Task CallAsync()
        {
            using var response = await http.SendAsync(Post(endpoint, Call, sessionId));
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
        }

        public override ValueTask DisposeAsync()
        {
            http.Dispose();
            return ValueTask.CompletedTask;
        }

        private static HttpRequestMessage Post(Uri endpoint, byte[] body, string? sessionId)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
            if (sessionId is not null)
            {
                request.Headers.TryAddWithoutValidation("Mcp-Session-Id", sessionId);
            }

            return request;
        }
    }
}
