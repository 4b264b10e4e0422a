// The client that the official conformance suite (npm: @modelcontextprotocol/conformance) starts, with the address of its
// server as the last argument. It lists the tools and calls those it knows; the suite judges what it saw of that.
using McpTransport;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

if (args is not [.., var address] || !Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
{
    await Console.Error.WriteLineAsync("Usage: McpTransport.ConformanceClient <address of the server>");
    return 2;
}

var argumentsOfTools = new Dictionary<string, Dictionary<string, object?>>
{
    ["add_numbers"] = new() { ["a"] = 5, ["b"] = 3 },
    ["test_reconnection"] = [],
    ["test_client_elicitation_defaults"] = [],
};
var options = new McpClientOptions
{
    ClientInfo = new Implementation { Name = "McpTransport.ConformanceClient", Version = "1.0.0" },
    // The suite knows no revision with server/discover: some of its servers answer it, and every unknown method, with an empty
    // result. So the client says beforehand which revision it wants, and takes no older one. One server speaks an older one.
    ProtocolVersion = Environment.GetEnvironmentVariable("MCP_CONFORMANCE_SCENARIO") == "sse-retry" ? "2025-03-26" : "2025-11-25",
    Capabilities = new ClientCapabilities { Elicitation = new ElicitationCapability { Form = new() } },
    Handlers = new McpClientHandlers
    {
        // Accepts and fills in nothing: the defaults of the schema must then be applied.
        ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "accept" }),
    },
};

// The suite's own servers can also be put to the official transport, to see what is the transport's doing and what the client's.
IClientTransport transport = Environment.GetEnvironmentVariable("MCP_TEST_OFFICIAL_TRANSPORT") == "1"
    ? new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })
    : new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = endpoint });
await using var client = await McpClient.CreateAsync(transport, options);
Console.WriteLine($"connected to {client.ServerInfo?.Name}, revision {client.NegotiatedProtocolVersion}");

foreach (var tool in await client.ListToolsAsync())
{
    if (!argumentsOfTools.TryGetValue(tool.Name, out var arguments))
    {
        await Console.Error.WriteLineAsync($"The suite offers a tool that this client has no arguments for: {tool.Name}");
        return 1;
    }

    var result = await tool.CallAsync(arguments);
    Console.WriteLine($"{tool.Name}: {string.Join(' ', result.Content.OfType<TextContentBlock>().Select(block => block.Text))}");
}

return 0;
