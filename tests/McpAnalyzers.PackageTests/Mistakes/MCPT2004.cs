/// <summary>The stream of events is read to its end before its first event is seen.</summary>
public sealed class BufferingClient(HttpClient http, Uri endpoint)
{
    public async Task<bool> PostAsync(HttpContent content, string sessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Add("Mcp-Session-Id", sessionId);
        using var response = await http.SendAsync(request); // MCPT2004
        return response.IsSuccessStatusCode;
    }
}
