using System.Net;
using System.Net.Sockets;

namespace McpTransport.Tests.RealServers;

/// <summary>
/// Finds a free port for a server that is told its port. It lies below the range from which systems take the ports of
/// outgoing connections, so nothing takes it while the server is down between a kill and a restart.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 12_000;
    private const int End = 32_000;

    public static int FindFree()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Any, port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"100 random ports between {First} and {End} were all taken.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return true;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
