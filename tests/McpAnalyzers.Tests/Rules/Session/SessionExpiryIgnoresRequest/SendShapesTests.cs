using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>How code sends, and how it says with which method.</summary>
public class SendShapesTests
{
    private const string NotFound = "response.StatusCode == HttpStatusCode.NotFound";

    private static string Sending(string create, string send, string test, string members = "") => ClientCode.WithSession($$"""
        public async Task CallAsync(CancellationToken ct)
        {
            using var request = {{create}};
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = {{send}};
            if ({{test}}) _sessionId = null;
        }

        {{members}}
        """);

    [Theory]
    [InlineData("new HttpRequestMessage(HttpMethod.Post, _endpoint)")]
    [InlineData("new HttpRequestMessage(HttpMethod.Post, \"/mcp\")")]
    [InlineData("new HttpRequestMessage { Method = HttpMethod.Post, RequestUri = _endpoint }")]
    [InlineData("new HttpRequestMessage() { RequestUri = _endpoint, Method = HttpMethod.Post, Content = null }")]
    [InlineData("new HttpRequestMessage(new HttpMethod(\"POST\"), _endpoint)")]
    [InlineData("new HttpRequestMessage(HttpMethod.Parse(\"post\"), _endpoint)")]
    [InlineData("new HttpRequestMessage(HttpMethod.Delete, _endpoint)")]
    [InlineData("new HttpRequestMessage(ct.CanBeCanceled ? HttpMethod.Post : HttpMethod.Delete, _endpoint)")]
    [InlineData("new HttpRequestMessage(method: HttpMethod.Post, requestUri: _endpoint)")]
    public Task Post_IsSilent(string create) => Verify.Analyzer(Sending(create, "await _http.SendAsync(request, ct)", NotFound));

    [Theory]
    [InlineData("new HttpRequestMessage(HttpMethod.Get, _endpoint)")]
    [InlineData("new HttpRequestMessage { Method = HttpMethod.Get, RequestUri = _endpoint }")]
    [InlineData("new HttpRequestMessage { RequestUri = _endpoint }")]
    [InlineData("new HttpRequestMessage(new HttpMethod(\"get\"), _endpoint)")]
    [InlineData("new HttpRequestMessage(ct.CanBeCanceled ? HttpMethod.Post : HttpMethod.Get, _endpoint)")]
    public Task Get_IsReported(string create) => Verify.Analyzer(Sending(create, "await _http.SendAsync(request, ct)", "{|MCPT1001:" + NotFound + "|}"));

    [Theory]
    [InlineData("await _http.SendAsync(request)")]
    [InlineData("await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)")]
    [InlineData("await _http.SendAsync(request, ct).ConfigureAwait(false)")]
    [InlineData("await _http.SendAsync(request, ct).WaitAsync(TimeSpan.FromSeconds(5), ct)")]
    [InlineData("_http.Send(request, ct)")]
    [InlineData("_http.SendAsync(request, ct).GetAwaiter().GetResult()")]
    [InlineData("_http.SendAsync(request, ct).Result")]
    [InlineData("await new HttpMessageInvoker(new SocketsHttpHandler()).SendAsync(request, ct)")]
    [InlineData("await new HttpClient().SendAsync(request, ct)")]
    [InlineData("await SendCoreAsync(request, ct)", "private async Task<HttpResponseMessage> SendCoreAsync(HttpRequestMessage r, CancellationToken ct) => await _http.SendAsync(r, ct);")]
    [InlineData("await SendCoreAsync(request, ct)", "private Task<HttpResponseMessage> SendCoreAsync(HttpRequestMessage r, CancellationToken ct) { return _http.SendAsync(r, ct); }")]
    [InlineData("await _send(request)", "private readonly Func<HttpRequestMessage, Task<HttpResponseMessage>> _send = r => new HttpClient().SendAsync(r);")]
    [InlineData("await Send(request, ct)", "public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Send { get; init; } = null!;")]
    [InlineData("await _sender.SendAsync(request, ct)", "private readonly ISender _sender = null!; public interface ISender { Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct); }")]
    [InlineData("await _sender.ExecuteAsync(request)", "private readonly ISender _sender = null!; public interface ISender { ValueTask<HttpResponseMessage> ExecuteAsync(HttpRequestMessage request); }")]
    public Task EverySend_IsUnderstood(string send, string members = "")
    {
        var post = Sending("new HttpRequestMessage(HttpMethod.Post, _endpoint)", send, NotFound, members);
        var get = Sending("new HttpRequestMessage(HttpMethod.Get, _endpoint)", send, "{|MCPT1001:" + NotFound + "|}", members);
        return Task.WhenAll(Verify.Analyzer(post), Verify.Analyzer(get));
    }

    [Theory]
    [InlineData("PostAsync(_endpoint, content)")]
    [InlineData("PostAsync(_endpoint, content, ct)")]
    [InlineData("PostAsJsonAsync(_endpoint, new { jsonrpc = \"2.0\" }, ct)")]
    public Task PostOfTheClientGuardedByDefaultHeaders_IsSilent(string send) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync(HttpContent content, CancellationToken ct)
        {
            using var response = await _http.{{send}};
            if (response.StatusCode == HttpStatusCode.NotFound && _http.DefaultRequestHeaders.Contains("Mcp-Session-Id")) _sessionId = null;
        }

        public void Use(string id) { _sessionId = id; _http.DefaultRequestHeaders.Add("Mcp-Session-Id", _sessionId); }
        """));

    [Theory]
    [InlineData("PostAsync(_endpoint, content)")]
    [InlineData("PostAsJsonAsync(_endpoint, new { jsonrpc = \"2.0\" }, ct)")]
    [InlineData("GetAsync(_endpoint, ct)")]
    [InlineData("GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead, ct)")]
    public Task ShorthandOfTheClient_IsReported(string send) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync(HttpContent content, CancellationToken ct)
        {
            if (_sessionId != null) content.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.{{send}};
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        }
        """));

    [Fact]
    public Task ContentThatAlwaysCarriesTheId_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync(string json, CancellationToken ct)
        {
            using var content = new StringContent(json);
            content.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.PostAsync(_endpoint, content, ct);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Theory]
    [InlineData("GetStringAsync(_endpoint)")]
    [InlineData("GetStreamAsync(_endpoint)")]
    public Task GetThatThrows_IsReported(string send) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public async Task ListenAsync()
        {
            try
            {
                _ = await _http.{{send}};
            }
            catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|})
            {
                throw new SessionExpiredException();
            }
        }
        """));

    private const string WrapperWithMethod = """
        private async Task<HttpResponseMessage> RequestAsync(HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return await _http.SendAsync(request);
        }
        """;

    [Fact]
    public Task WrapperCalledWithPost_IsSilent() => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync()
        {
            using var response = await RequestAsync(HttpMethod.Post);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }

        {{WrapperWithMethod}}
        """));

    [Fact]
    public Task WrapperCalledWithGetToo_IsReportedThere() => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync()
        {
            using var response = await RequestAsync(HttpMethod.Post);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }

        public async Task ListenAsync()
        {
            using var response = await RequestAsync(HttpMethod.Get);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        }

        {{WrapperWithMethod}}
        """));

    [Fact]
    public Task WrapperThatReactsItself_IsReportedWhenCalledWithGet() => Verify.Analyzer(ClientCode.WithSession("""
        public Task CallAsync() => RequestAsync(HttpMethod.Post);

        public Task ListenAsync() => RequestAsync(HttpMethod.Get);

        private async Task RequestAsync(HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        }
        """));

    [Theory]
    [InlineData("method == HttpMethod.Post")]
    [InlineData("method != HttpMethod.Get")]
    [InlineData("request.Method == HttpMethod.Post")]
    public Task WrapperThatReactsToPostsOnly_IsSilent(string guard) => Verify.Analyzer(ClientCode.WithSession($$"""
        public Task CallAsync() => RequestAsync(HttpMethod.Post);

        public Task ListenAsync() => RequestAsync(HttpMethod.Get);

        private async Task RequestAsync(HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{guard}} && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Fact]
    public Task WrapperThatReactsItselfAndIsCalledWithPost_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task CallAsync() => RequestAsync(HttpMethod.Post);

        public Task CloseAsync() => RequestAsync(HttpMethod.Delete);

        private async Task RequestAsync(HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Theory]
    [InlineData("bool post", "true", "post ? HttpMethod.Post : HttpMethod.Get", "post && ")]
    [InlineData("string verb", "\"POST\"", "new HttpMethod(verb)", "verb == \"POST\" && ")]
    [InlineData("HttpContent? content", "null", "content is null ? HttpMethod.Get : HttpMethod.Post", "content is not null && ")]
    public Task WrapperWithItsOwnIdeaOfTheMethod_IsSilentWhereThatIsAsked(string parameter, string argument, string method, string guard) => Verify.Analyzer(ClientCode.WithSession($$"""
        public Task CallAsync() => RequestAsync({{argument}});

        public async Task RequestAsync({{parameter}})
        {
            using var request = new HttpRequestMessage({{method}}, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{guard}}response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Fact]
    public Task InitializeThatNeverCarriesASession_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            using var response = await _http.SendAsync(request);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new SessionExpiredException();
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids)) _sessionId = ids.First();
        }

        public void Forget() => _sessionId = null;
        """));

    [Fact]
    public Task MessageHandlerAroundAnother_IsReported() => Verify.Analyzer(ClientCode.File("""
        public sealed class SessionHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            private string? _session;

            public event EventHandler? SessionExpired;

            protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (_session is not null) request.Headers.Add("Mcp-Session-Id", _session);
                var response = base.Send(request, cancellationToken);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) SessionExpired?.Invoke(this, EventArgs.Empty);
                return response;
            }
        }
        """));

    [Fact]
    public Task MessageHandlerThatReturnsEarlyForOthers_IsSilent() => Verify.Analyzer(ClientCode.File("""
        public sealed class SessionHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            private string? _session;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (request.Method != HttpMethod.Post) return await base.SendAsync(request, cancellationToken);
                var sent = _session;
                if (sent is null) return await base.SendAsync(request, cancellationToken);
                request.Headers.Add("Mcp-Session-Id", sent);
                var response = await base.SendAsync(request, cancellationToken);
                if (response.StatusCode == HttpStatusCode.NotFound) _session = null;
                return response;
            }
        }
        """));

    [Theory]
    [InlineData("private", "() => Create(HttpMethod.Post)", "() => Create(HttpMethod.Post)", NotFound)]
    [InlineData("private", "() => { var made = Create(HttpMethod.Post); made.Content = new StringContent(\"{}\"); return made; }", "CreatePost", NotFound)]
    [InlineData("private", "() => Create(HttpMethod.Post)", "() => Create(HttpMethod.Get)", "{|MCPT1001:" + NotFound + "|}")]
    [InlineData("public", "() => Create(HttpMethod.Post)", "() => Create(HttpMethod.Post)", "{|MCPT1001:" + NotFound + "|}")]
    public Task FactoryOfTheRequest_IsJudgedByAllThatIsPassed(string access, string one, string other, string test) => Verify.Analyzer(ClientCode.WithSession($$"""
        public Task CallAsync() => RecoverAsync({{one}});

        public Task NotifyAsync() => RecoverAsync({{other}});

        {{access}} async Task RecoverAsync(Func<HttpRequestMessage> make)
        {
            using var request = make();
            var carried = request.Headers.Contains("Mcp-Session-Id");
            using var response = await _http.SendAsync(request);
            if ({{test}} && carried)
            {
                _sessionId = null;
                using var again = await _http.SendAsync(make());
            }
        }

        private HttpRequestMessage CreatePost() => Create(HttpMethod.Post);

        private HttpRequestMessage Create(HttpMethod method)
        {
            var request = new HttpRequestMessage(method, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            return request;
        }
        """));

    [Fact]
    public Task FactoryThatReturnsItself_IsNotFollowedForEver() => Verify.Analyzer(ClientCode.WithSession("""
        private delegate Make Make(out HttpRequestMessage made);

        public Task CallAsync() => RecoverAsync((out HttpRequestMessage made) => { made = new HttpRequestMessage(HttpMethod.Post, _endpoint); return null!; }, 2);

        private async Task RecoverAsync(Make make, int left)
        {
            var next = make(out var request);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
            if (left > 0) await RecoverAsync(make(out _), left - 1);
        }
        """));
}
