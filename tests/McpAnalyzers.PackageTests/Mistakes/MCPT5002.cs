using ModelContextProtocol.Client;

/// <summary>A client that is kept, and that nobody looks after.</summary>
public sealed class KeptClient(Uri endpoint)
{
    private McpClient? _client;

    public async Task<McpClient> GetAsync() => _client ??= await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })); // MCPT5002
}
