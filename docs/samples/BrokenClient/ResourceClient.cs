using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace BrokenClient;

/// <summary>A client that also speaks with the servers of HTTP+SSE, the transport before Streamable HTTP.</summary>
internal sealed class ResourceClient(Uri endpoint, string accessToken) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>The address that messages go to.</summary>
    public Uri? MessageEndpoint { get; private set; }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Content = JsonContent.Create(new
        {
            jsonrpc = "2.0",
            id = 1,
            method = "initialize",
            @params = new
            {
                // A slip: the revision is that of the 26th.
                protocolVersion = "2025-03-27", // MCPT3004
                capabilities = new { },
                clientInfo = new { name = "ResourceClient", version = "1.0" },
            },
        });

        // 401 asks for another token, and 503 for patience. Neither says that the server is an old one.
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) // MCPT3006
        {
            MessageEndpoint = await ConnectSseAsync(cancellationToken);
            return;
        }

        MessageEndpoint = endpoint;
        if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
        {
            // It rides on every request from now on: also on the initialize that is to start the next session.
            _http.DefaultRequestHeaders.Add("Mcp-Session-Id", values.First()); // MCPT1004
        }
    }

    public async Task<HttpResponseMessage> ReadAsync(string uri, CancellationToken cancellationToken)
    {
        // Addresses are written into the logs of every proxy on the way, and the token with them.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{MessageEndpoint}?access_token={accessToken}"); // MCPT3007
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = JsonContent.Create(new { jsonrpc = "2.0", id = 2, method = "resources/read", @params = new { uri } });

        // The whole body is read first: the progress that the server tells of arrives when there is none any more.
        return await _http.SendAsync(request, cancellationToken); // MCPT2004
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The first event of an old server's stream names the address for messages.</summary>
    private async Task<Uri> ConnectSseAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await _http.GetStreamAsync(new Uri(endpoint, "sse"), cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return new Uri(endpoint, line["data:".Length..].Trim());
            }
        }

        throw new HttpRequestException("The server names no address for messages.");
    }
}
