/// <summary>A server without a listening stream breaks the client.</summary>
public sealed class ListeningClient(HttpClient http, Uri endpoint)
{
    public async Task ListenAsync(string sessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Add("Mcp-Session-Id", sessionId);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode(); // MCPT2001
        await response.Content.CopyToAsync(Stream.Null);
    }
}
