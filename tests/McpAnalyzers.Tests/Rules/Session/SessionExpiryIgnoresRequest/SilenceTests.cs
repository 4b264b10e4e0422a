using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>Code that has nothing to do with MCP sessions, however much it looks like it.</summary>
public class SilenceTests
{
    /// <summary>Files without an MCP header.</summary>
    public static TheoryData<string> NotMcp => new()
    {
        // a REST client
        """
        public sealed class OrdersClient(HttpClient http)
        {
            public async Task<string?> FindAsync(int id)
            {
                using var response = await http.GetAsync($"/orders/{id}");
                if (response.StatusCode == HttpStatusCode.NotFound) return null;
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStringAsync();
            }
        }
        """,
        // a web session
        """
        public sealed class WebClient(HttpClient http)
        {
            private string? _sessionId;

            public event Action? SessionExpired;

            public async Task PostAsync(HttpContent content)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = content };
                if (_sessionId != null) request.Headers.Add("X-Session-Id", _sessionId);
                using var response = await http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.NotFound)
                {
                    _sessionId = null;
                    SessionExpired?.Invoke();
                    throw new InvalidOperationException("The session has expired.");
                }

                _sessionId = response.Headers.GetValues("X-Session-Id").First();
            }
        }
        """,
        // another server of events
        """
        public sealed class EventFeed(HttpClient http)
        {
            private bool _connected;

            public bool Connected => _connected;

            public async Task RunAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
                request.Headers.Accept.ParseAdd("text/event-stream");
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                _connected = true;
                if (response.StatusCode == HttpStatusCode.NotFound) { _connected = false; await ReconnectAsync(); }
            }

            private Task ReconnectAsync() => RunAsync();
        }
        """,
        // HTTP+SSE of 2024-11-05, which has no session header
        """
        public sealed class McpSseClient(HttpClient http, Uri sse)
        {
            private Uri? _messages;

            public async Task ConnectAsync()
            {
                using var response = await http.GetAsync(sse, HttpCompletionOption.ResponseHeadersRead);
                if (response.StatusCode == HttpStatusCode.NotFound) throw new InvalidOperationException("The MCP session is gone");
                _messages = new Uri(sse, "/messages?sessionId=1");
            }

            public async Task SendAsync(HttpContent content)
            {
                using var response = await http.PostAsync(_messages, content);
                if (response.StatusCode == HttpStatusCode.NotFound) { _messages = null; await ConnectAsync(); }
            }
        }
        """,
        // the header's name in a longer text
        """
        public sealed class Cors(HttpClient http)
        {
            public const string Exposed = "Mcp-Session-Id, MCP-Protocol-Version";

            public async Task PingAsync()
            {
                using var response = await http.GetAsync("/");
                if (response.StatusCode == HttpStatusCode.NotFound) throw new InvalidOperationException("session expired: no Mcp-Session-Id");
            }
        }
        """,
        // the header's name in a comment, a symbol that is called like it
        """
        // Mcp-Session-Id
        public sealed class McpSessionId(HttpClient http)
        {
            public string? SessionId { get; private set; }

            public async Task PingAsync()
            {
                using var response = await http.GetAsync("/");
                if (response.StatusCode == HttpStatusCode.NotFound) SessionId = null;
            }
        }
        """,
    };

    [Theory]
    [MemberData(nameof(NotMcp))]
    public Task CodeWithoutMcpHeader_IsSilent(string types) => Verify.Analyzer(ClientCode.File(types));

    [Theory]
    [MemberData(nameof(NotMcp))]
    public Task CodeBesideAnMcpClient_IsSilent(string types) => Verify.Analyzer([ClientCode.File(types), ClientCode.File("""
        internal sealed class OtherClient
        {
            private string? _id;

            public void Stamp(HttpRequestMessage request) => request.Headers.Add("Mcp-Session-Id", _id);

            public void Drop() => _id = null;
        }
        """)]);

    /// <summary>The id that is written and the one that is asked for are the same property of a session object, whatever the property's code.</summary>
    [Theory]
    [InlineData("public string? Id { get; } = id;")]
    [InlineData("public string? Id => id;")]
    [InlineData("public string? Id { get { return id; } }")]
    public Task IdOfASessionObject_IsSilent(string property) => Verify.Analyzer(ClientCode.File($$"""
        public sealed class SessionHandler : DelegatingHandler
        {
            private Session? _current;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                var session = _current;
                if (session?.Id is { } id)
                {
                    request.Headers.Add("Mcp-Session-Id", id);
                }

                var response = await base.SendAsync(request, ct);
                if (request.Method != HttpMethod.Post || response.StatusCode != HttpStatusCode.NotFound || session?.Id is null)
                {
                    return response;
                }

                _current = null;
                throw new InvalidOperationException("The session has expired.");
            }

            public void Use(string? id) => _current = new Session(id);

            private sealed class Session(string? id)
            {
                {{property}}
            }
        }
        """));

    [Fact]
    public Task StatelessRevision_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Method", "tools/call");
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; throw new SessionExpiredException(); }
        }
        """));

    private static string DualEra(string write, string test) => ClientCode.WithSession($$"""
        private const string Stateful = "2025-06-18";

        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            {{write}}
            using var response = await _http.SendAsync(request);
            if ({{test}}) throw new InvalidOperationException("session expired " + Stateful);
        }

        public async Task OldCallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId != null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            request.Headers.Add("MCP-Protocol-Version", Stateful);
            using var response = await _http.SendAsync(request);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        }
        """);

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Method\", \"tools/call\");")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\");")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"2027-01-01\");")]
    public Task StatelessRequestOfADualEraClient_IsSilent(string write) => Verify.Analyzer(DualEra(write, "response.StatusCode == HttpStatusCode.NotFound"));

    [Theory]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", Stateful);")]
    [InlineData("request.Headers.Add(\"Accept\", \"application/json\");")]
    public Task StatefulRequestOfADualEraClient_IsReported(string write) => Verify.Analyzer(DualEra(write, "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}"));

    [Fact]
    public Task FakeServerOfATest_IsSilent() => Verify.Analyzer(ClientCode.File("""
        internal sealed class FakeServer : HttpMessageHandler
        {
            private readonly HashSet<string> _sessions = [];

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (request.Headers.TryGetValues("Mcp-Session-Id", out var ids) && !_sessions.Contains(ids.First()))
                {
                    _sessions.Clear();
                    return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("Session expired or not found") });
                }

                var response = new HttpResponseMessage(request.Method == HttpMethod.Get ? HttpStatusCode.NotFound : HttpStatusCode.OK);
                if (response.StatusCode == HttpStatusCode.NotFound) Console.WriteLine("Session not found: no stream");
                response.Headers.Add("Mcp-Session-Id", Guid.NewGuid().ToString());
                return Task.FromResult(response);
            }
        }
        """));

    [Fact]
    public Task TestThatAssertsA404_IsSilent() => Verify.Analyzer(ClientCode.File("""
        internal sealed class SessionTests
        {
            public async Task UnknownSession_GetsNotFound()
            {
                using var client = new HttpClient();
                client.DefaultRequestHeaders.Add("Mcp-Session-Id", "stale");
                using var response = await client.GetAsync("http://localhost/mcp");
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                Assert.True(response.StatusCode == HttpStatusCode.NotFound, "an expired session must be answered with 404");
            }
        }

        internal static class Assert
        {
            public static void Equal<T>(T expected, T actual) { }

            public static void True(bool condition, string message) { }
        }
        """));

    [Fact]
    public Task ServerThatAnswers404_IsSilent() => Verify.Analyzer(ClientCode.File("""
        internal sealed class Server(HttpListener listener)
        {
            private readonly Dictionary<string, object> _sessions = new();

            public void Handle()
            {
                var context = listener.GetContext();
                var id = context.Request.Headers["Mcp-Session-Id"];
                if (id is not null && !_sessions.ContainsKey(id))
                {
                    context.Response.StatusCode = 404;
                    context.Response.StatusDescription = "Session not found";
                }

                if (context.Response.StatusCode == 404) _sessions.Clear();
            }
        }
        """));

    [Fact]
    public Task AnotherResourceOfAnMcpClient_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public void Stamp(HttpRequestMessage request) => request.Headers.Add("Mcp-Session-Id", _sessionId);

        public async Task<string?> FindMetadataAsync()
        {
            using var response = await _http.GetAsync(new Uri(_endpoint, "/.well-known/oauth-protected-resource"));
            return response.StatusCode == HttpStatusCode.NotFound ? null : await response.Content.ReadAsStringAsync();
        }
        """));

    [Fact]
    public Task GeneratedCode_IsSilent() => Verify.Analyzer("// <auto-generated/>\n" + ExpiryCode.Post("if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;"));
}
