/// <summary>The session id is kept for ever.</summary>
public sealed class CachingClient(HttpClient http, Uri endpoint)
{
    private string? _sessionId;

    public async Task<HttpResponseMessage> PostAsync(HttpContent content, bool isInitialize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        if (_sessionId is not null && !isInitialize)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (isInitialize && response.Headers.TryGetValues("Mcp-Session-Id", out var values))
        {
            _sessionId = values.First(); // MCPT1002
        }

        return response;
    }
}
