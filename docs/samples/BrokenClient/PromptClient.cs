using System.Net;
using System.Net.Http.Json;

namespace BrokenClient;

/// <summary>A client of revision 2025-03-26 whose author knew a server that answers 400 when it does not know a session.</summary>
internal sealed class PromptClient(HttpClient http, Uri endpoint)
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private string? _sessionId;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        using var request = NewRequest("initialize", new { protocolVersion = "2025-03-26", capabilities = new { }, clientInfo = new { name = "PromptClient", version = "1.0" } });
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        _sessionId = response.Headers.TryGetValues(SessionIdHeader, out var values) ? values.First() : null;
    }

    public async Task<HttpResponseMessage> GetAsync(string name, CancellationToken cancellationToken)
    {
        using var request = NewRequest("prompts/get", new { name });
        if (_sessionId is not null)
        {
            request.Headers.Add(SessionIdHeader, _sessionId);
        }

        // Servers that keep to the specification answer 404. To them this client sends the dead id for ever.
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest && request.Headers.Contains(SessionIdHeader)) // MCPT1007
        {
            _sessionId = null;
            throw new InvalidOperationException("The MCP session has expired.");
        }

        return response;
    }

    private HttpRequestMessage NewRequest(string method, object parameters)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method, @params = parameters }) };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return request;
    }
}
