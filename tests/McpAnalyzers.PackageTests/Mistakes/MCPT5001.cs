using ModelContextProtocol.Client;

/// <summary>A header of the transport's own is among the additional ones.</summary>
public static class Options
{
    public static HttpClientTransportOptions For(Uri endpoint) => new()
    {
        Endpoint = endpoint,
        AdditionalHeaders = new Dictionary<string, string>
        {
            ["X-Tenant"] = "one",
            ["MCP-Protocol-Version"] = "2025-06-18", // MCPT5001
        },
    };
}
