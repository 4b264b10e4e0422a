using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace McpBenchmarks.Transport;

/// <summary>
/// What <see cref="LoopbackMcpServer"/> itself allocates for a call: measured by a client that allocates nothing, a socket that
/// writes the same bytes again and again and reads the same number of bytes back.
/// </summary>
internal static class BytesOfServer
{
    private const int WarmUpCalls = 2_000;
    private const int MeasuredCalls = 2_000;

    public static async Task<double> PerCallAsync(Uri endpoint)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint.Host, endpoint.Port);
        var buffer = new byte[16 * 1024];
        var initialize = Post(endpoint, sessionId: null, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}""");
        var answer = Encoding.ASCII.GetString(buffer, 0, Exchange(socket, initialize, buffer, length: null));
        const string Header = "Mcp-Session-Id: ";
        var sessionId = answer.IndexOf(Header, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? answer[(at + Header.Length)..answer.IndexOf('\r', at)]
            : null;

        var call = Post(
            endpoint, sessionId, """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"answer","arguments":{"message":"one message"}}}""");
        var length = Exchange(socket, call, buffer, length: null);
        Repeat(WarmUpCalls);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Repeat(MeasuredCalls);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)MeasuredCalls;

        void Repeat(int calls)
        {
            for (var n = 0; n < calls; n++)
            {
                Exchange(socket, call, buffer, length);
            }
        }
    }

    /// <summary>Sends a request and reads its answer: as many bytes as are known to come, or until the chunk that ends it.</summary>
    private static int Exchange(Socket socket, byte[] request, byte[] buffer, int? length)
    {
        socket.Send(request);
        var read = 0;
        do
        {
            var received = socket.Receive(buffer.AsSpan(read));
            read += received > 0 ? received : throw new InvalidOperationException("The server closed the connection.");
        }
        while (length is { } expected ? read < expected : !buffer.AsSpan(0, read).EndsWith("\r\n0\r\n\r\n"u8));

        return read;
    }

    private static byte[] Post(Uri endpoint, string? sessionId, string body)
    {
        var session = sessionId is null ? "" : $"Mcp-Session-Id: {sessionId}\r\n";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {endpoint.AbsolutePath} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nMCP-Protocol-Version: 2025-11-25\r\n{session}Content-Length: {body.Length}\r\n\r\n{body}"));
    }
}
