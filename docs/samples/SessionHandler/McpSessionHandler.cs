using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;

namespace SessionHandler;

/// <summary>
/// Gives any <see cref="HttpClient"/> the sessions of MCP over Streamable HTTP (revisions 2025-03-26 to 2025-11-25). The client posts
/// <c>initialize</c> and every other message as if there were no sessions. The handler keeps the session id that initialize is answered
/// with, writes it on all later requests, and starts a new session when the server has dropped the old one.
/// One handler holds one session: use it in one <see cref="HttpClient"/> that lives as long as the session is to.
/// </summary>
/// <param name="endpoint">The address of the server. Requests to other addresses pass untouched: the session id is not for them.</param>
/// <param name="inner">Sends the requests. It must not follow up a 404 by itself.</param>
public sealed class McpSessionHandler(Uri endpoint, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string SessionIdHeader = "Mcp-Session-Id";
    private const string ProtocolVersionHeader = "MCP-Protocol-Version";

    // Whoever holds it speaks to the server by base.SendAsync alone, which never comes back here: nobody waits for himself.
    private readonly SemaphoreSlim _handshaking = new(1, 1);
    private volatile byte[]? _initialize;
    private volatile Session? _session;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri != endpoint)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (request.Method == HttpMethod.Post && request.Content is { } content)
        {
            // Reading the content keeps it in memory, so that it can be sent a second time.
            var message = await content.ReadAsByteArrayAsync(cancellationToken);
            return IsInitialize(message)
                ? await InitializeAsync(request, message, cancellationToken)
                : await PostAsync(request, cancellationToken);
        }

        // Whatever a GET or a DELETE is answered says nothing of the session. Servers need not offer the stream that the GET asks for,
        // and need not let clients end their session; they answer 405 or 404, and the caller carries on.
        WriteSession(request, _session);
        if (request.Method == HttpMethod.Delete)
        {
            _initialize = null;
            _session = null;
        }

        return await base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handshaking.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The client starts a session by itself.</summary>
    private async Task<HttpResponseMessage> InitializeAsync(HttpRequestMessage request, byte[] message, CancellationToken cancellationToken)
    {
        await _handshaking.WaitAsync(cancellationToken);
        try
        {
            _session = null;
            WriteSession(request, null);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                _session = await ReadSessionAsync(response, cancellationToken);
                _initialize = message;
            }

            return response;
        }
        finally
        {
            _handshaking.Release();
        }
    }

    /// <summary>Sends a message; where the session turns out to be gone, sends it once more in a new one.</summary>
    private async Task<HttpResponseMessage> PostAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var session = _session ?? await RenewAsync(lost: null, request, cancellationToken);
        WriteSession(request, session);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound || session?.Id is null)
        {
            return response;
        }

        response.Dispose();
        WriteSession(request, await RenewAsync(session, request, cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    /// <summary>The session that stands in the place of the lost one. Of all requests that have lost it, the first starts the new one.</summary>
    private async Task<Session?> RenewAsync(Session? lost, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _handshaking.WaitAsync(cancellationToken);
        try
        {
            if (_session != lost || _initialize is not { } initialize)
            {
                return _session;
            }

            // Dropped first: should the handshake fail, the next request tries again.
            _session = null;
            using var handshake = CopyOf(request, initialize);
            using var response = await base.SendAsync(handshake, cancellationToken);
            response.EnsureSuccessStatusCode();
            var session = await ReadSessionAsync(response, cancellationToken);

            using var initialized = CopyOf(request, """{"jsonrpc":"2.0","method":"notifications/initialized"}"""u8.ToArray());
            WriteSession(initialized, session);
            using var accepted = await base.SendAsync(initialized, cancellationToken);
            accepted.EnsureSuccessStatusCode();
            return _session = session;
        }
        finally
        {
            _handshaking.Release();
        }
    }

    /// <summary>A message of the handler's own, with the headers that the client gave to its request: Accept, Authorization and the like.</summary>
    private static HttpRequestMessage CopyOf(HttpRequestMessage request, byte[] message)
    {
        var copy = new HttpRequestMessage(HttpMethod.Post, request.RequestUri)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
            Content = new ByteArrayContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        WriteSession(copy, null);
        return copy;
    }

    private static void WriteSession(HttpRequestMessage request, Session? session)
    {
        request.Headers.Remove(SessionIdHeader);
        request.Headers.Remove(ProtocolVersionHeader);
        if (session?.Id is { } id)
        {
            request.Headers.Add(SessionIdHeader, id);
        }

        if (session?.ProtocolVersion is { } version)
        {
            request.Headers.Add(ProtocolVersionHeader, version);
        }
    }

    /// <summary>The session that the answer to initialize starts. The answer is read for its protocol version, and put back for the client.</summary>
    private static async Task<Session> ReadSessionAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = await ReadAnswerAsync(response.Content, cancellationToken);
        response.Content = new StringContent(answer, Encoding.UTF8, "application/json");

        var version = (string?)JsonNode.Parse(answer)?["result"]?["protocolVersion"];
        return new(response.Headers.TryGetValues(SessionIdHeader, out var ids) ? ids.FirstOrDefault() : null, version);
    }

    private static async Task<string> ReadAnswerAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using (content)
        {
            if (content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                return await content.ReadAsStringAsync(cancellationToken);
            }

            // Read no further than to the answer: the server may leave the stream open. Its first event may have no data.
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            {
                if (item.Data.Length > 0 && IsAnswer(item.Data))
                {
                    return item.Data;
                }
            }

            throw new HttpRequestException("The event stream ended without an answer to initialize.");
        }
    }

    private static bool IsInitialize(byte[] message) => JsonNode.Parse(message) is JsonObject request && (string?)request["method"] == "initialize";

    private static bool IsAnswer(string message) => JsonNode.Parse(message) is JsonObject answer && answer.ContainsKey("id") && !answer.ContainsKey("method");

    /// <summary>Compared by reference: an object is one session, whatever its id.</summary>
    private sealed class Session(string? id, string? protocolVersion)
    {
        public string? Id => id;

        public string? ProtocolVersion => protocolVersion;
    }
}
