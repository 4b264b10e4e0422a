/// <summary>The session id goes out, and the version never does.</summary>
public sealed class VersionlessClient(HttpClient http, Uri endpoint)
{
    private const string ProtocolVersion = "2025-06-18";

    public async Task<bool> PostAsync(HttpContent content, string sessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("Mcp-Session-Id", sessionId); // MCPT3003
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.IsSuccessStatusCode;
    }
}
