/// <summary>A server that does not let clients end sessions fails the end of the client.</summary>
public sealed class TerminatingClient(HttpClient http, Uri endpoint)
{
    public async Task TerminateAsync(string sessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, endpoint);
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Add("Mcp-Session-Id", sessionId);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode(); // MCPT1010
    }
}
