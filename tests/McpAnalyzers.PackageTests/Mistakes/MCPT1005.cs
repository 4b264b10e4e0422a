using System.Net;

/// <summary>The recovery of a lost session recovers from its own failure, for ever.</summary>
public sealed class RecoveringClient(HttpClient http, Uri endpoint)
{
    private string? _sessionId = "from the handshake";

    public Task<HttpStatusCode> CallAsync(string json) => PostAsync(json);

    private async Task<HttpStatusCode> PostAsync(string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(json) };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Add("Mcp-Session-Id", _sessionId);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            _sessionId = null;
            await InitializeAsync();
            return await PostAsync(json); // MCPT1005
        }

        return response.StatusCode;
    }

    private async Task InitializeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"initialize"}""");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        _sessionId = response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;
    }
}
