using BrokenClient;

// Lists the tools of the server whose address is given: dotnet run -- http://localhost:3001/mcp
// The other clients of this folder are there to be read.
if (args is not [var address])
{
    Console.Error.WriteLine("usage: BrokenClient <address of an MCP server>");
    return 1;
}

using var client = new ToolClient(new Uri(address));
await client.ConnectAsync(CancellationToken.None);
foreach (var tool in await client.ListToolsAsync(CancellationToken.None))
{
    Console.WriteLine(tool);
}

return 0;
