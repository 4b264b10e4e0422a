using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionExpiryIgnoresRequestTests
{
    private static string Post(string afterSend, string beforeSend = "") => ClientCode.WithSession($$"""
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
        """);

    [Theory]
    [InlineData("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:HttpStatusCode.NotFound == response.StatusCode|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode == 404|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode is HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode.Equals(HttpStatusCode.NotFound)|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response is { StatusCode: HttpStatusCode.NotFound }|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|}) { return \"\"; } _sessionId = null;")]
    [InlineData("if ({|MCPT1001:response.StatusCode is not HttpStatusCode.NotFound|}) { return \"\"; } _sessionId = null;")]
    [InlineData("var status = response.StatusCode; if ({|MCPT1001:status == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("var lost = {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}; if (lost) { _sessionId = null; }")]
    [InlineData("if (!response.IsSuccessStatusCode) { if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { throw new SessionExpiredException(); } }")]
    [InlineData("switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|}: _sessionId = null; break; }")]
    [InlineData("_sessionId = response.StatusCode switch { {|MCPT1001:HttpStatusCode.NotFound|} => null, _ => _sessionId };")]
    [InlineData("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new InvalidOperationException(\"Session expired. Server returned 404.\");")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode >= 400 && (int)response.StatusCode < 500|}) { _sessionId = null; }")]
    public Task ExpiryWithoutSessionGuard_IsReported(string afterSend) => Verify.Analyzer(Post(afterSend));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { _sessionId = null; }")]
    [InlineData("if (_sessionId != null && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { if (_sessionId is null) { throw new HttpRequestException(\"wrong address\"); } _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !string.IsNullOrEmpty(_sessionId)) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is { Length: > 0 }) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId?.Length > 0) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage?.Headers.Contains(\"mcp-session-id\") == true) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && true == response.RequestMessage?.Headers.Contains(\"mcp-session-id\")) { _sessionId = null; }")]
    [InlineData("var carried = request.Headers.Contains(\"Mcp-Session-Id\"); if (response.StatusCode == HttpStatusCode.NotFound && true == carried) { _sessionId = null; }")]
    [InlineData("if (!response.IsSuccessStatusCode) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { return \"\"; }")]
    [InlineData("var carried = request.Headers.Contains(\"Mcp-Session-Id\"); if (carried && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    public Task EstablishedSession_IsSilent(string afterSend) => Verify.Analyzer(Post(afterSend));

    [Fact]
    public Task HandlerThatTakesAnyResponse_IsReported() => Verify.Analyzer(ClientCode.File("""
        public sealed class McpSessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
                return response;
            }
        }
        """));

    [Fact]
    public Task HandlerThatGuardsBoth_IsSilent() => Verify.Analyzer(ClientCode.File("""
        public sealed class McpSessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
                if (request.Method == HttpMethod.Post && request.Headers.Contains("Mcp-Session-Id") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
                return response;
            }
        }
        """));

    private const string SharedHelper = """
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            HandleResponse(await _http.SendAsync(request));
        }

        public async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            HandleResponse(await _http.SendAsync(request));
        }
        """;

    [Fact]
    public Task HelperReachedFromGetAndPost_IsReported() => Verify.Analyzer(ClientCode.WithSession(SharedHelper + """


        private void HandleResponse(HttpResponseMessage response)
        {
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        }
        """));

    [Fact]
    public Task HelperReachedFromPostsOnly_IsSilent() => Verify.Analyzer(ClientCode.WithSession(SharedHelper.Replace("HttpMethod.Get", "HttpMethod.Post") + """


        private void HandleResponse(HttpResponseMessage response)
        {
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Fact]
    public Task ExceptionFilter_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId != null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            try
            {
                using var response = await _http.SendAsync(request);
                response.EnsureSuccessStatusCode();
            }
            catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|})
            {
                _sessionId = null;
            }
        }
        """));

    [Fact]
    public Task ExceptionFilterWhereTheSessionIsAlwaysSent_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync(string json)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                response.EnsureSuccessStatusCode();
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                _sessionId = null;
            }
        }
        """));

    [Fact]
    public Task DeleteThatDropsTheId_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CloseAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    public Task OpenPredicate_IsReported(string access) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        {{access}} static bool IsSessionExpired(HttpResponseMessage response) => {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|};
        """));

    [Fact]
    public Task PrivatePredicateAskedOnlyWithBothEstablished_IsSilent() => Verify.Analyzer(Post("""
        if (_sessionId is not null && IsSessionExpired(response)) { _sessionId = null; }
            if (IsSessionExpired(response) && _sessionId is not null) { _sessionId = null; }
            if (IsSessionExpired(response)) { if (_sessionId is not null) { _sessionId = null; } }
            if (IsSessionExpired(response)) if (_sessionId is not null) _sessionId = null;
            if (IsSessionExpired(response)) { Drop(); }
            var isExpired = IsSessionExpired(response); if (isExpired) { if (_sessionId is not null) { _sessionId = null; } }
            void Drop() { if (_sessionId is not null) { _sessionId = null; } }
            static bool IsSessionExpired(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;
        """));

    [Theory]
    [InlineData("if (IsSessionExpired(response)) { if (_sessionId is not null) { Console.WriteLine(); } else { _sessionId = null; } }")]
    [InlineData("if (IsSessionExpired(response)) { Drop(); } void Drop() { _sessionId = null; }")]
    [InlineData("if (IsSessionExpired(response)) { if (_sessionId is null) { return json; } } else { Console.WriteLine(); }")]
    [InlineData("if (IsSessionExpired(response)) { Console.WriteLine(); if (_sessionId is not null) { _sessionId = null; } }")]
    public Task PrivatePredicateThatDoesMoreThanAsk_IsReported(string statements) => Verify.Analyzer(Post($$"""
        {{statements}}
            static bool IsSessionExpired(HttpResponseMessage r) => {|MCPT1001:r.StatusCode == HttpStatusCode.NotFound|};
        """));

    [Fact]
    public Task PrivatePredicateAskedWithoutGuard_IsReported() => Verify.Analyzer(Post("""
        if (IsSessionExpired(response)) { _sessionId = null; }
            static bool IsSessionExpired(HttpResponseMessage r) => {|MCPT1001:r.StatusCode == HttpStatusCode.NotFound|};
        """));

    [Fact]
    public Task FlagThatImpliesTheHeader_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public Task InitializeAsync() => SendAsync("{}", isInitialize: true);

        public Task CallAsync() => SendAsync("{}", isInitialize: false);

        private async Task SendAsync(string json, bool isInitialize)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (!isInitialize)
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
            }

            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound && !isInitialize)
            {
                _sessionId = null;
            }
        }
        """));

    [Fact]
    public Task RestClient_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task GetAsync()
        {
            using var response = await _http.GetAsync(_endpoint);
            if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; throw new SessionExpiredException(); }
        }
        """));

    [Fact]
    public Task LambdaInsideATry_IsWalkedByItself() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task ConnectAsync()
        {
            using var response = await _http.GetAsync(_endpoint);
            _ = Task.Run(() => ListenAsync());
        }

        private async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new SessionExpiredException();
        }
        """));
}
