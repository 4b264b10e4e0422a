using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BrokenClient;

/// <summary>A client of revision 2025-03-26 that recovers when its session is lost, or is meant to.</summary>
internal sealed class RecoveringClient(Uri endpoint) : IAsyncDisposable
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private readonly HttpClient _http = new();
    private string? _sessionId;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = JsonContent.Create(new
        {
            jsonrpc = "2.0",
            id = 0,
            method = "initialize",
            @params = new { protocolVersion = "2025-03-26", capabilities = new { }, clientInfo = new { name = "RecoveringClient", version = "1.0" } },
        });

        // When a session was lost, this is its id. The server knows it no more, and answers initialize with 404 as well.
        if (_sessionId is not null)
        {
            request.Headers.Add(SessionIdHeader, _sessionId); // MCPT1003
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();

        // Servers need not have sessions. Those that have none send no id, and this throws.
        _sessionId = response.Headers.GetValues(SessionIdHeader).First(); // MCPT1006
    }

    public async Task<JsonNode?> CallAsync(JsonObject message, CancellationToken cancellationToken)
    {
        // The server may answer with events too, and says 406 to a client that takes JSON alone.
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) }; // MCPT3001
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        AddSessionId(request);
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionIdHeader))
        {
            // A server that answers 404 to everything keeps this client busy until it runs out of stack.
            await InitializeAsync(cancellationToken);
            return await CallAsync(message, cancellationToken); // MCPT1005
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
    }

    /// <summary>Writes out what the server sends by itself.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        // Servers take a GET that does not ask for events for one of a browser, and answer 406.
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint); // MCPT2003
        AddSessionId(request);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            await response.Content.CopyToAsync(Console.OpenStandardOutput(), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sessionId is not null)
        {
            // Servers may refuse to end a session (405), or have forgotten it already (404). Neither is a failure of this program.
            using var request = new HttpRequestMessage(HttpMethod.Delete, endpoint);
            AddSessionId(request);
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode(); // MCPT1010
        }

        _http.Dispose();
    }

    private void AddSessionId(HttpRequestMessage request)
    {
        if (_sessionId is not null)
        {
            request.Headers.Add(SessionIdHeader, _sessionId);
        }
    }
}
