using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BrokenClient;

/// <summary>A client of revision 2025-03-26 that notices when its session is gone, and does not let it rest.</summary>
internal sealed class SearchClient(HttpClient http, Uri endpoint)
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private string? _sessionId;

    public async Task<JsonNode?> SearchAsync(string text, CancellationToken cancellationToken)
    {
        if (_sessionId is null)
        {
            using var initialized = await PostAsync(
                new
                {
                    jsonrpc = "2.0",
                    id = 0,
                    method = "initialize",
                    @params = new { protocolVersion = "2025-03-26", capabilities = new { }, clientInfo = new { name = "SearchClient", version = "1.0" } },
                },
                cancellationToken);
            initialized.EnsureSuccessStatusCode();
        }

        // The request says that events are welcome as well. When the server sends some, there is no JSON to find.
        using var response = await PostAsync(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = "search", arguments = new { text } } }, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken); // MCPT3002
    }

    private async Task<HttpResponseMessage> PostAsync(object message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (_sessionId is not null)
        {
            request.Headers.Add(SessionIdHeader, _sessionId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionIdHeader))
        {
            _sessionId = null;
        }
        else if (response.Headers.TryGetValues(SessionIdHeader, out var values))
        {
            // A late answer to a request of the session that is gone brings its id back.
            _sessionId = values.First(); // MCPT1008
        }

        return response;
    }
}
