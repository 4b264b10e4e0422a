using System.Net;

/// <summary>404 to any request is taken for the loss of the session.</summary>
public sealed class ExpiryClient(HttpClient http, Uri endpoint)
{
    private string? _sessionId = "from the handshake";

    public async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        if (_sessionId is not null)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode == HttpStatusCode.NotFound) // MCPT1001
        {
            _sessionId = null;
        }

        return response;
    }
}
