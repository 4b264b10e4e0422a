/// <summary>The lost session's id goes out with the initialize that is to replace it.</summary>
public sealed class InitializingClient(HttpClient http, Uri endpoint)
{
    public string? SessionId { get; set; }

    public async Task<bool> InitializeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}}""");
        if (SessionId is not null)
        {
            request.Headers.Add("Mcp-Session-Id", SessionId); // MCPT1003
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.IsSuccessStatusCode;
    }
}
