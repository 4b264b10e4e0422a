#if NETSTANDARD2_0
using System.Net.Sockets;
#endif

namespace McpTransport;

/// <summary>Decides whether a request that failed can have reached the server.</summary>
internal static class Delivery
{
    /// <summary>Whether it is certain that no byte of the request was sent. Where that cannot be known, the answer is no.</summary>
    public static bool WasNeverSent(HttpRequestException exception)
    {
#if NETSTANDARD2_0
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: var code })
            {
                return code is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable
                    or SocketError.NetworkUnreachable or SocketError.TryAgain or SocketError.NoData;
            }
        }

        return false;
#else
        return exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
#endif
    }
}
