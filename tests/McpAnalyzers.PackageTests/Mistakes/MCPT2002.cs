/// <summary>A server without a listening stream is asked for it for ever.</summary>
public sealed class InsistingClient(HttpClient http, Uri endpoint)
{
    public async Task ListenAsync(string sessionId, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            request.Headers.Accept.ParseAdd("text/event-stream");
            request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
            request.Headers.Add("Mcp-Session-Id", sessionId);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                await Task.Delay(1000, cancellationToken);
                continue; // MCPT2002
            }

            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        }
    }
}
