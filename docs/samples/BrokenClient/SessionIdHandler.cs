using System.Net;

namespace BrokenClient;

/// <summary>Writes the session id on the requests of a client.</summary>
internal sealed class SessionIdHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private string? _sessionId;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_sessionId is not null)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && request.Method == HttpMethod.Post && request.Headers.Contains("Mcp-Session-Id"))
        {
            _sessionId = null;
        }

        // Over HTTP/2 the name comes as mcp-session-id, and this client believes that the server has no sessions.
        _sessionId ??= response.Headers.FirstOrDefault(header => header.Key == "Mcp-Session-Id").Value?.FirstOrDefault(); // MCPT3005
        return response;
    }
}
