/// <summary>The listening stream is opened without asking for events.</summary>
public sealed class SilentClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new();

    public async Task ListenAsync(string sessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint); // MCPT2003
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Add("Mcp-Session-Id", sessionId);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.IsSuccessStatusCode)
        {
            await response.Content.CopyToAsync(Stream.Null);
        }
    }

    public void Dispose() => _http.Dispose();
}
