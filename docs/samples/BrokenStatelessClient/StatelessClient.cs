using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BrokenStatelessClient;

/// <summary>
/// A client that was moved to revision 2026-07-28 by changing the version alone. It is a project of its own, because it names the
/// header of the version: one that never does is in BrokenClient. McpAnalyzers reports the line that is marked.
/// </summary>
internal sealed class StatelessClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new();
    private int _lastRequestId;

    public async Task<string> ListToolsAsync(CancellationToken cancellationToken)
    {
        var message = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = ++_lastRequestId,
            ["method"] = "tools/list",
            ["params"] = new JsonObject
            {
                ["_meta"] = new JsonObject
                {
                    ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
                    ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
                },
            },
        };

        // The revision asks for Mcp-Method on every request, so that gateways need not read bodies. Without it the answer is 400.
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) }; // MCPT3008
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
