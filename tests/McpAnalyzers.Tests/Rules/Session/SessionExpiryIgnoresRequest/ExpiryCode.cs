namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>Clients around the few statements that a test is about.</summary>
internal static class ExpiryCode
{
    /// <summary>A client on WebRequest, whose answers do not know their requests, with a reaction that is reported.</summary>
    public static string OfWebRequest { get; } = PostByWebRequest(
        "if (_sessionId != null) ",
        """
        using var response = (HttpWebResponse)request.GetResponse();
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        """);

    /// <summary>A client on WebRequest that posts, on some condition with the session id, and then does what the test says.</summary>
    public static string PostByWebRequest(string condition, string statements) => ClientCode.File($$"""
        #pragma warning disable SYSLIB0014 // obsolete, and still in use
        public sealed class Client(Uri endpoint)
        {
            private string? _sessionId;

            public void Call()
            {
                var request = (HttpWebRequest)WebRequest.Create(endpoint);
                request.Method = "POST";
                {{condition}}request.Headers["Mcp-Session-Id"] = _sessionId;
                {{statements}}
            }
        }
        """);

    /// <summary>A client that posts, with the session id where it has one, and then does what the test says.</summary>
    public static string Post(string afterSend, string members = "", string beforeSend = "") => ClientCode.WithSession($$"""
        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null)
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
            }
            {{beforeSend}}
            using var response = await _http.SendAsync(request, ct);
            {{afterSend}}
            return await response.Content.ReadAsStringAsync(ct);
        }

        {{members}}
        """);

    /// <summary>A client whose one method takes whatever request it is given, and then does what the test says.</summary>
    public static string AnyRequest(string afterSend, string members = "") => ClientCode.WithSession($$"""
        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            if (_sessionId is not null)
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
            }

            var response = await _http.SendAsync(request, ct);
            {{afterSend}}
            return response;
        }

        {{members}}
        """);

    /// <summary>Wraps the statements of a send in a try whose catch clauses the test says.</summary>
    public static string TryPost(string catches, string members = "", string sends = "response.EnsureSuccessStatusCode();", string header = "if (_sessionId is not null)") =>
        ClientCode.WithSession($$"""
        public async Task PostAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            {{header}}
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
            }

            try
            {
                using var response = await _http.SendAsync(request, ct);
                {{sends}}
            }
            {{catches}}
        }

        {{members}}
        """);
}
