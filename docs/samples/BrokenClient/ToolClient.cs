using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrokenClient;

/// <summary>
/// A client for MCP over Streamable HTTP as it is often written by hand. It works on the day it is written. It breaks when the server
/// restarts, and with servers that have no listening stream. McpAnalyzers reports the lines that are marked.
/// </summary>
internal sealed class ToolClient(Uri endpoint) : IDisposable // MCPT1009
{
    private const string SessionIdHeader = "Mcp-Session-Id";

    private readonly HttpClient _http = new();
    private string? _sessionId;
    private int _lastRequestId;

    /// <summary>Shakes hands with the server, then listens for what it sends on its own.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await PostAsync(
            Request("initialize", new JsonObject
            {
                ["protocolVersion"] = "2025-06-18",
                ["capabilities"] = new JsonObject(),
                ["clientInfo"] = new JsonObject { ["name"] = "BrokenClient", ["version"] = "1.0" },
            }),
            cancellationToken);
        await PostAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" }, cancellationToken);
        await OpenListeningStreamAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListToolsAsync(CancellationToken cancellationToken)
    {
        var answer = await PostAsync(Request("tools/list", []), cancellationToken);
        return [.. answer?["result"]?["tools"]?.AsArray().Select(tool => (string?)tool?["name"] ?? "") ?? []];
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> PostAsync(JsonObject message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        AddSessionId(request);

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

        // The first initialize carries no session id: with a wrong address, users are told of a session that there never was.
        if (response.StatusCode == HttpStatusCode.NotFound) // MCPT1001
        {
            throw new InvalidOperationException("The MCP session has expired.");
        }

        response.EnsureSuccessStatusCode();

        // Nothing ever empties the field: once the server has dropped the session, every request is answered 404 until the program restarts.
        if (response.Headers.TryGetValues(SessionIdHeader, out var values))
        {
            _sessionId = values.First(); // MCPT1002
        }

        return response.StatusCode == HttpStatusCode.Accepted ? null : await ReadAnswerAsync(response, cancellationToken);
    }

    /// <summary>Opens the stream on which the server may send messages that answer no request.</summary>
    private async Task OpenListeningStreamAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        AddSessionId(request);

        // Servers need not offer the stream. Those that do not, answer 405, many gateways 404: neither is a reason not to connect.
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode(); // MCPT2001
        _ = LogEventsAsync(response, cancellationToken);
    }

    private void AddSessionId(HttpRequestMessage request)
    {
        if (_sessionId is not null)
        {
            request.Headers.Add(SessionIdHeader, _sessionId); // MCPT3003
        }
    }

    private JsonObject Request(string method, JsonObject parameters)
        => new() { ["jsonrpc"] = "2.0", ["id"] = ++_lastRequestId, ["method"] = method, ["params"] = parameters };

    private static async Task<JsonNode?> ReadAnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Length > "data: ".Length)
            {
                return JsonNode.Parse(line["data:".Length..]);
            }
        }

        throw new JsonException("The event stream ended without an answer.");
    }

    private static async Task LogEventsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                Console.WriteLine(line);
            }
        }
    }
}
