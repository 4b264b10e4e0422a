using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// Sends HTTP requests to the endpoint's origin and to no other: redirects within it are followed where they keep the method (307, 308),
/// those that lead elsewhere are refused. Returns when the headers of the answer are there.
/// </summary>
internal sealed class EndpointClient(HttpClient httpClient, RequestHeaders headers)
{
    private const int MaxRedirects = 5;

    public Task<HttpResponseMessage> PostAsync(Uri address, Session? session, JsonRpcMessage message, byte[] body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, HeaderNames.Json);
        headers.ForPost(request.Headers, session, message);
        return SendAsync(request, body, cancellationToken);
    }

    public Task<HttpResponseMessage> OpenStreamAsync(Uri address, Session? session, string? lastEventId, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        headers.ForStream(request.Headers, session, lastEventId);
        return SendAsync(request, null, cancellationToken);
    }

    public Task<HttpResponseMessage> DeleteAsync(Session session, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, session.Endpoint);
        headers.ForDelete(request.Headers, session);
        return SendAsync(request, null, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, byte[]? body, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var asked = request.RequestUri!;
            var response = await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);

            // A handler that follows redirects by itself shows here where it went.
            if (response.RequestMessage?.RequestUri is { } answered && !OriginGuard.SameOrigin(asked, answered))
            {
                response.Dispose();
                throw Refuse(asked, answered, null);
            }

            if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or PermanentRedirect) || response.Headers.Location is not { } location)
            {
                return response;
            }

            var target = new Uri(asked, location);
            var status = response.StatusCode;
            response.Dispose();
            if (!OriginGuard.SameOrigin(asked, target))
            {
                throw Refuse(asked, target, status);
            }

            if (redirects == MaxRedirects)
            {
                throw new InvalidAnswerException($"The server redirected {MaxRedirects + 1} times in a row.", statusCode: status);
            }

            request = Redirected(request, target, body);
        }
    }

    // HttpStatusCode.PermanentRedirect is not in netstandard2.0.
    private const HttpStatusCode PermanentRedirect = (HttpStatusCode)308;

    private static HttpRequestMessage Redirected(HttpRequestMessage request, Uri target, byte[]? body)
    {
        var again = new HttpRequestMessage(request.Method, target);
        foreach (var header in request.Headers)
        {
            again.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (body is not null)
        {
            again.Content = new ByteArrayContent(body);
            again.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, HeaderNames.Json);
        }

        return again;
    }

    private static OriginRefusedException Refuse(Uri from, Uri to, HttpStatusCode? status) => new(
        $"The server at {OriginGuard.Describe(from)} redirects to another origin, {OriginGuard.Describe(to)}. " +
        "The session id and the additional headers carry secrets and go to the endpoint's own origin only, so the redirect was not followed. " +
        $"If that is where the server lives now, set {nameof(ResilientHttpClientTransportOptions.Endpoint)} to it.",
        to,
        status);
}
