// A client that knows nothing of sessions. Start a server, for instance the reference server,
//
//     PORT=3001 npx @modelcontextprotocol/server-everything streamableHttp
//     dotnet run --project docs/samples/SessionHandler -- http://localhost:3001/mcp
//
// press Enter for the list of tools, stop the server and start it again, and press Enter: the handler has started a new session.
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using SessionHandler;

if (args is not [var address] || !Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
{
    Console.Error.WriteLine("usage: SessionHandler <address of an MCP server>");
    return 2;
}

using var http = new HttpClient(new McpSessionHandler(endpoint, new SocketsHttpHandler()));
http.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");

await PostAsync("""
    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"SessionHandler","version":"1.0"}}}
    """);
await PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");

for (var id = 2; ; id++)
{
    var answer = await PostAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/list"}""");
    var tools = answer?["result"]?["tools"]?.AsArray().Select(tool => (string?)tool?["name"]) ?? [];
    Console.WriteLine($"{id - 1}: {string.Join(", ", tools)}");

    Console.WriteLine("Enter asks again, the end of input (Ctrl+D, on Windows Ctrl+Z) leaves.");
    if (await Console.In.ReadLineAsync() is null)
    {
        // A courtesy: servers may refuse it with 405, or have forgotten the session with 404.
        using var ended = await http.DeleteAsync(endpoint);
        return 0;
    }
}

async Task<JsonNode?> PostAsync(string message)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    response.EnsureSuccessStatusCode();
    switch (response.Content.Headers.ContentType?.MediaType)
    {
        case "application/json":
            return await response.Content.ReadFromJsonAsync<JsonNode>();

        case "text/event-stream":
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            {
                if (item.Data.Length > 0 && JsonNode.Parse(item.Data) is { } answer && answer["method"] is null)
                {
                    return answer;
                }
            }

            break;
    }

    // A notification is accepted without an answer.
    return null;
}
