// A client that outlives its server's sessions. Start a server, for instance the reference server,
//
//     PORT=3001 npx @modelcontextprotocol/server-everything streamableHttp
//     dotnet run --project docs/samples/ResilientClient -- http://localhost:3001/mcp
//
// press Enter for a call, stop the server and start it again, and press Enter: the call is answered, in a new session.
using McpTransport;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

if (args is not [var address] || !Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
{
    await Console.Error.WriteLineAsync("Usage: ResilientClient <address of an MCP server, such as http://localhost:3001/mcp>");
    return 2;
}

// The one line that differs from a client on the official transport: new HttpClientTransport(new HttpClientTransportOptions { … }).
await using var transport = new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = endpoint });

// What the transport does beneath the client can be watched; none of it is needed for the calls to succeed.
transport.SessionExpired += (_, e) => Console.WriteLine($"[session] the server has ended it: {Status(e.StatusCode)}");
transport.SessionReestablished += (_, e) => Console.WriteLine($"[session] a new one stands; {e.CallsSentAgain} sent again, {e.CallsFailed} failed");
transport.ListeningStreamUnavailable += (_, e) => Console.WriteLine($"[session] no listening stream: {Status(e.StatusCode)}");
transport.Disconnected += (_, e) => Console.WriteLine($"[session] disconnected{(e.Exception is null ? "" : $": {e.Exception.Message}")}");

await using var client = await McpClient.CreateAsync(transport);
Console.WriteLine($"Connected to {client.ServerInfo?.Name} {client.ServerInfo?.Version}, revision {client.NegotiatedProtocolVersion}");

var tools = await client.ListToolsAsync();
foreach (var tool in tools)
{
    Console.WriteLine($"  {tool.Name}: {tool.Description}");
}

if (tools.FirstOrDefault(tool => tool.Name == "echo") is not { } echo)
{
    Console.WriteLine("The server has no tool named echo to call.");
    return 0;
}

for (var call = 1; ; call++)
{
    await CallAsync(echo, call);
    Console.WriteLine("Enter calls again, the end of input (Ctrl+D, on Windows Ctrl+Z) leaves.");
    if (await Console.In.ReadLineAsync() is null)
    {
        return 0;
    }
}

static async Task CallAsync(McpClientTool echo, int call)
{
    try
    {
        var result = await echo.CallAsync(new Dictionary<string, object?> { ["message"] = $"call {call}" });
        Console.WriteLine(string.Join(Environment.NewLine, result.Content.OfType<TextContentBlock>().Select(block => block.Text)));
    }
    catch (CallOutcomeUnknownException exception)
    {
        Console.WriteLine($"Not answered, and perhaps executed: {exception.Message}");
    }
    catch (SessionRecoveryException exception)
    {
        Console.WriteLine($"Not executed, the session could not be replaced ({exception.Reason}): {exception.Message}");
    }
    catch (Exception exception) when (exception is HttpRequestException or McpException)
    {
        // The server is down just now, or its answer is an error. The next call tries again.
        Console.WriteLine($"Not executed: {exception.Message}");
    }
}

static string Status(System.Net.HttpStatusCode? status) => status is { } code ? $"status {(int)code}" : "its stream ended";
