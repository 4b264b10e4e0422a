namespace McpAnalyzers.PackageTests;

/// <summary>Small MCP clients with one mistake each, written for netstandard2.0 as well; a comment marks the line that is reported.</summary>
internal static class ClientSource
{
    /// <summary>A 404 to any request is taken for the loss of the session.</summary>
    public const string ExpiryIgnoresRequest = Usings + """
        public sealed class ExpiryClient
        {

        """ + Posting + """
                if (response.StatusCode == HttpStatusCode.NotFound) // MCPT1001
                {
                    _sessionId = null;
                }

                return response;
            }
        }

        """;

    /// <summary>The session id is kept for ever.</summary>
    public const string SessionIdNeverReset = Usings + """
        public sealed class CachingClient
        {

        """ + Posting + """
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    _sessionId = values.First(); // MCPT1002
                }

                return response;
            }
        }

        """;

    /// <summary>Takes the session id from any response, and never ends the session: MCPT1008 and MCPT1009, which builds do not show.</summary>
    public const string SessionTakenFromAnyResponseAndNeverEnded = Usings + """
        public sealed class LateClient : IDisposable
        {

        """ + Posting + """
                if (response.StatusCode == HttpStatusCode.NotFound && _sessionId != null)
                {
                    _sessionId = null;
                }

                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    _sessionId = values.First();
                }

                return response;
            }

            public void Dispose() => _http.Dispose();
        }

        """;

    /// <summary>A server without a listening stream breaks the client.</summary>
    public const string ListeningStreamRequired = """
        using System;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Threading.Tasks;

        public sealed class ListeningClient
        {
            private readonly HttpClient _http = new HttpClient();

            public async Task ListenAsync(Uri endpoint, string sessionId)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
                request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                request.Headers.Add("Mcp-Session-Id", sessionId);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                response.EnsureSuccessStatusCode(); // MCPT2001
                using var events = await response.Content.ReadAsStreamAsync();
                await events.CopyToAsync(System.IO.Stream.Null);
            }
        }

        """;

    private const string Usings = """
        using System;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Threading.Tasks;


        """;

    /// <summary>Sends a request as it should be: the mistakes are in what is done with the response.</summary>
    private const string Posting = """
            private readonly HttpClient _http = new HttpClient();
            private string? _sessionId;

            public async Task<HttpResponseMessage> PostAsync(Uri endpoint, HttpContent content)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
                request.Headers.Accept.ParseAdd("application/json, text/event-stream");
                request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                if (_sessionId != null)
                {
                    request.Headers.Add("Mcp-Session-Id", _sessionId);
                }

                var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        """;
}
