/// <summary>Whatever goes wrong, the server is taken for one of HTTP+SSE.</summary>
public sealed class FallingBackClient(HttpClient http, Uri endpoint)
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    public async Task<string?> ConnectAsync(HttpContent initialize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = initialize };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode) // MCPT3006
        {
            return await ConnectSseAsync();
        }

        return response.Headers.TryGetValues(SessionIdHeader, out var values) ? values.First() : null;
    }

    private Task<string> ConnectSseAsync() => http.GetStringAsync(new Uri(endpoint, "/sse"));
}
