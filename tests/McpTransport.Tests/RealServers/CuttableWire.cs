using System.Net;
using System.Net.Sockets;

namespace McpTransport.Tests.RealServers;

/// <summary>A wire between client and server, on a port of its own, that a test can cut: both ends see their connections break, and the server lives on.</summary>
internal sealed class CuttableWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _ends = [];
    private readonly Task _accepting;
    private readonly int _serverPort;

    private CuttableWire(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A wire to the server, which is reached at the same path.</summary>
    public static CuttableWire To(Uri server) => new(server.Port);

    public Uri At(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    /// <summary>Breaks every connection that there is. New ones are let through.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (var end in _ends)
            {
                // Without the courtesy of a FIN: with a RST, as when a NAT forgets a connection.
                end.LingerState = new LingerOption(true, 0);
                end.Dispose();
            }

            _ends.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_closing.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                lock (_lock)
                {
                    _ends.Add(client);
                    _ends.Add(server);
                }

                _ = ConnectAsync(client, server);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ConnectAsync(Socket client, Socket server)
    {
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut, or one end went away: so does the other.
        }
        finally
        {
            lock (_lock)
            {
                _ends.Remove(client);
                _ends.Remove(server);
            }

            client.Dispose();
            server.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var received)
        {
            for (var sent = 0; sent < received;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, received - sent));
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
