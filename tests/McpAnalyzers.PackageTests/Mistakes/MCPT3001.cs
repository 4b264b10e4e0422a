/// <summary>The message is posted without accepting events.</summary>
public sealed class JsonOnlyClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new();

    public async Task<bool> PostAsync(HttpContent content, string sessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content }; // MCPT3001
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Add("Mcp-Session-Id", sessionId);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.IsSuccessStatusCode;
    }

    public void Dispose() => _http.Dispose();
}
