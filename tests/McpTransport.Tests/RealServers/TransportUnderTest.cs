using ModelContextProtocol.Client;

namespace McpTransport.Tests.RealServers;

/// <summary>
/// The one place where these tests say which transport they put beneath the official client. <c>MCP_TEST_OFFICIAL_TRANSPORT=1</c>
/// puts the official one there: what then fails is what ours is for.
/// </summary>
internal static class TransportUnderTest
{
    private static bool IsOfficial => Environment.GetEnvironmentVariable("MCP_TEST_OFFICIAL_TRANSPORT") == "1";

    public static Task<McpClient> ConnectAsync(
        Uri endpoint, CancellationToken cancellationToken, McpClientOptions? options = null, int recoveryLimit = 5)
    {
        IClientTransport transport = IsOfficial
            ? new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })
            : new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = endpoint, RecoveryLimit = recoveryLimit, CloseTimeout = Signal.Patience });
        return McpClient.CreateAsync(transport, options, cancellationToken: cancellationToken);
    }
}
