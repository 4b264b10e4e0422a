/// <summary>The session id is parked in the default headers of the client.</summary>
public sealed class DefaultHeadersClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new();

    public string? SessionId { get; set; }

    public void UseSession()
    {
        _http.DefaultRequestHeaders.Add("Mcp-Session-Id", SessionId); // MCPT1004
    }

    public async Task<bool> PostAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.IsSuccessStatusCode;
    }

    public void Dispose() => _http.Dispose();
}
