using BrokenStatelessClient;

// Lists the tools of the server whose address is given: dotnet run -- http://localhost:3001/mcp
if (args is not [var address])
{
    Console.Error.WriteLine("usage: BrokenStatelessClient <address of an MCP server>");
    return 1;
}

using var client = new StatelessClient(new Uri(address));
Console.WriteLine(await client.ListToolsAsync(CancellationToken.None));
return 0;
