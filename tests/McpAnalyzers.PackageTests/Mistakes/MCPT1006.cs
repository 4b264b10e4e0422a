/// <summary>A server without sessions breaks the client.</summary>
public sealed class ConnectingClient(HttpClient http, Uri endpoint)
{
    public async Task<string?> ConnectAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"initialize"}""");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var sessionId = response.Headers.GetValues("Mcp-Session-Id").First(); // MCPT1006
        return sessionId;
    }
}
