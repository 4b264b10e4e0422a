using System.Globalization;

namespace McpTransport.Tests.RealServers;

/// <summary>A real MCP server on a port of its own that survives being killed: it can be started again at the same address.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string[] _arguments;
    private readonly string _readyWords;
    private ChildProcess _process;
    private readonly int _port;

    private NodeServer(string folder, string[] arguments, string readyWords, int port)
    {
        _folder = folder;
        _arguments = arguments;
        _readyWords = readyWords;
        _port = port;
        _process = Launch();
    }

    /// <summary>What runs now; after a restart it is another process with an output of its own.</summary>
    public ChildProcess Process => _process;

    /// <summary><c>@modelcontextprotocol/server-everything</c>, stateful Streamable HTTP at /mcp, event store included.</summary>
    public static Task<NodeServer> StartEverythingAsync(NodePackages packages, CancellationToken cancellationToken) =>
        StartAsync(packages, [Everything, "streamableHttp"], "listening on port", cancellationToken);

    /// <summary>The same server on the transport of revision 2024-11-05, HTTP+SSE, at /sse.</summary>
    public static Task<NodeServer> StartLegacyEverythingAsync(NodePackages packages, CancellationToken cancellationToken) =>
        StartAsync(packages, [Everything, "sse"], "running on port", cancellationToken);

    /// <summary>RealServers/npm/stateful-server.mjs, at /mcp, with commands under /control.</summary>
    public static Task<NodeServer> StartStatefulAsync(NodePackages packages, CancellationToken cancellationToken) =>
        StartAsync(packages, ["stateful-server.mjs"], "ready", cancellationToken);

    public Uri At(string path) => new($"http://127.0.0.1:{_port}{path}");

    /// <summary>Gives stateful-server.mjs one of its commands, and waits until it is carried out.</summary>
    public async Task CommandAsync(string command, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(At($"/control/{command}"), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts the server again where it was, without any session of the earlier process.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _process.DisposeAsync();
        _process = Launch();
        await _process.WaitForLineAsync(_readyWords, cancellationToken);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private const string Everything = "node_modules/@modelcontextprotocol/server-everything/dist/index.js";

    private static async Task<NodeServer> StartAsync(NodePackages packages, string[] arguments, string readyWords, CancellationToken cancellationToken)
    {
        packages.Require();
        for (var attempt = 1; ; attempt++)
        {
            var server = new NodeServer(packages.Folder, arguments, readyWords, LoopbackPort.FindFree());
            try
            {
                await server._process.WaitForLineAsync(readyWords, cancellationToken);
                return server;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // It ended at once: another process took the port between our look and its start.
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    private ChildProcess Launch() => ChildProcess.Start(
        "node",
        _folder,
        ["--import", "./exit-with-parent.mjs", .. _arguments],
        ("PORT", _port.ToString(CultureInfo.InvariantCulture)));
}
