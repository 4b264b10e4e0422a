using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CompliantClient;

/// <summary>
/// A client for MCP over Streamable HTTP (revisions 2025-06-18 and 2025-11-25) that survives a server which drops its sessions,
/// and one without a listening stream. Every rule of McpAnalyzers is an error here, and none is reported.
/// </summary>
internal sealed class ToolClient(Uri endpoint) : IAsyncDisposable
{
    private const string SessionIdHeader = "Mcp-Session-Id";
    private const string ProtocolVersionHeader = "MCP-Protocol-Version";

    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _closed = new();
    private string? _sessionId;
    private string? _protocolVersion;
    private int _lastRequestId;
    private Task _listening = Task.CompletedTask;

    /// <summary>Shakes hands with the server, then listens for what it sends on its own, if it has a stream for that.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        _listening = ListenAsync(_closed.Token);
    }

    public async Task<IReadOnlyList<string>> ListToolsAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(Request("tools/list", []), cancellationToken);
        return [.. answer?["result"]?["tools"]?.AsArray().Select(tool => (string?)tool?["name"] ?? "") ?? []];
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _listening;
        await TerminateSessionAsync();
        _http.Dispose();
        _closed.Dispose();
    }

    /// <summary>The session id comes with the answer to initialize, which is itself sent without one.</summary>
    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _sessionId = null;
        _protocolVersion = null;
        using var request = Post(Request("initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-11-25",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "CompliantClient", ["version"] = "1.0" },
        }));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();

        var answer = await ReadAnswerAsync(response, cancellationToken);
        _protocolVersion = (string?)answer?["result"]?["protocolVersion"];
        _sessionId = response.Headers.TryGetValues(SessionIdHeader, out var values) ? values.FirstOrDefault() : null;

        using var initialized = Post(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
        AddSession(initialized);
        using var accepted = await _http.SendAsync(initialized, cancellationToken);
        accepted.EnsureSuccessStatusCode();
    }

    /// <summary>Sends a message; where the session turns out to be gone, starts a new one and sends it once more.</summary>
    private async Task<JsonNode?> SendAsync(JsonObject message, CancellationToken cancellationToken, bool isRetry = false)
    {
        using var request = Post(message);
        AddSession(request);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionIdHeader))
        {
            _sessionId = null;
            if (!isRetry)
            {
                await InitializeAsync(cancellationToken);
                return await SendAsync(message, cancellationToken, isRetry: true);
            }
        }

        response.EnsureSuccessStatusCode();
        return await ReadAnswerAsync(response, cancellationToken);
    }

    /// <summary>The stream is an offer: a server without it, and any failure of it, leaves the requests as they are.</summary>
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            AddSession(request);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
            {
                return;
            }

            response.EnsureSuccessStatusCode();
            await foreach (var message in ReadMessagesAsync(response, cancellationToken))
            {
                Console.WriteLine(message.ToJsonString());
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            Console.Error.WriteLine($"No longer listening: {failure.Message}");
        }
    }

    /// <summary>Tells the server that the session is no longer needed. Servers may refuse that, or have forgotten it already.</summary>
    private async Task TerminateSessionAsync()
    {
        if (_sessionId is null)
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Delete, endpoint);
        AddSession(request);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var response = await _http.SendAsync(request, deadline.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Console.Error.WriteLine($"The session was not terminated: {failure.Message}");
        }

        _sessionId = null;
    }

    private HttpRequestMessage Post(JsonObject message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return request;
    }

    private void AddSession(HttpRequestMessage request)
    {
        if (_sessionId is not null)
        {
            request.Headers.Add(SessionIdHeader, _sessionId);
        }

        if (_protocolVersion is not null)
        {
            request.Headers.Add(ProtocolVersionHeader, _protocolVersion);
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

        await foreach (var message in ReadMessagesAsync(response, cancellationToken))
        {
            if (message["id"] is not null && message["method"] is null)
            {
                return message;
            }
        }

        throw new JsonException("The event stream ended without an answer.");
    }

    private static async IAsyncEnumerable<JsonNode> ReadMessagesAsync(
        HttpResponseMessage response,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            // The event with which a server opens a stream has no data.
            if (item.Data.Length > 0 && JsonNode.Parse(item.Data) is { } message)
            {
                yield return message;
            }
        }
    }
}
