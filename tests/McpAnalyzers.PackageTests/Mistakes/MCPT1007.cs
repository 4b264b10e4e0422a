using System.Net;

/// <summary>The loss of the session is recognised by 400 alone.</summary>
public sealed class ParticularClient(HttpClient http, Uri endpoint)
{
    private string? _sessionId;

    public async Task InitializeAsync(HttpContent initialize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = initialize };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        _sessionId = response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;
    }

    public async Task<bool> PostAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        if (_sessionId is not null)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode == HttpStatusCode.BadRequest && request.Headers.Contains("Mcp-Session-Id")) // MCPT1007
        {
            _sessionId = null;
        }

        return response.IsSuccessStatusCode;
    }
}
