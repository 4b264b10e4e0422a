using McpAnalyzers.CodeFixes.Session;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset, McpAnalyzers.CodeFixes.Session.CachedSessionIdNeverResetFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class CachedSessionIdNeverResetFixTests
{
    private static string Client(string afterSend, string capture = "_sessionId = values.First()", string parameter = "", string newLine = "\n") => ClientCode.WithSession($$"""
        private const string SessionHeader = "Mcp-Session-Id";

        public Task CallAsync(CancellationToken ct) => SendAsync("{}", ct);

        private async Task InitializeAsync(CancellationToken ct) => await SendAsync("initialize", ct);

        private async Task<string> SendAsync(string json, CancellationToken ct{{parameter}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null)
            {
                request.Headers.Add(SessionHeader, _sessionId);
            }

            // One answer, or a stream of events.
            using var response = await _http.SendAsync(request, ct);
        {{afterSend}}    response.EnsureSuccessStatusCode();
            if (response.Headers.TryGetValues(SessionHeader, out var values))
            {
                {{capture}};
            }

            return await response.Content.ReadAsStringAsync(ct);
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Reset_ComesRightAfterTheAnswer(string newLine) => Verify.CodeFix(
        Client("", "{|MCPT1002:_sessionId = values.First()|}", newLine: newLine),
        Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
                {
                    _sessionId = null;
                }


            """, newLine: newLine));

    [Fact]
    public Task ResetAndSendAgain_CallsInitializeAndItselfOnce() => Verify.CodeFix(
        [Client("", "{|MCPT1002:_sessionId = values.First()|}")],
        [Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader) && !isRetry)
                {
                    _sessionId = null;
                    await InitializeAsync(ct);
                    return await SendAsync(json, ct, isRetry: true);
                }


            """, parameter: ", bool isRetry = false")],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain;
        });

    [Fact]
    public Task StoreThatIsNeverNull_BecomesEmpty() => Verify.CodeFix(
        Client("", "{|MCPT1002:_sessionId = values.First()|}").Replace("string? _sessionId;", "string _sessionId = \"\";").Replace("_sessionId is not null", "_sessionId.Length > 0"),
        Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
                {
                    _sessionId = string.Empty;
                }


            """).Replace("string? _sessionId;", "string _sessionId = \"\";").Replace("_sessionId is not null", "_sessionId.Length > 0"));

    [Fact]
    public Task NoAnswerInALocal_OffersNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            Capture(await _http.SendAsync(request));
        }

        private void Capture(HttpResponseMessage response)
        {
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {|MCPT1002:_sessionId = values.First()|};
        }
        """));

    [Fact]
    public Task StoreThatIsNoReference_BecomesNull() => Verify.CodeFix(
        Client("", "{|MCPT1002:_sessionId = Guid.Parse(values.First())|}").Replace("string? _sessionId;", "Guid? _sessionId;").Replace("(SessionHeader, _sessionId)", "(SessionHeader, _sessionId.ToString())"),
        Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
                {
                    _sessionId = null;
                }


            """, "_sessionId = Guid.Parse(values.First())").Replace("string? _sessionId;", "Guid? _sessionId;").Replace("(SessionHeader, _sessionId)", "(SessionHeader, _sessionId.ToString())"));

    [Fact]
    public Task RequestWithOtherHeadersToo_HasTheFix() => Verify.CodeFix(
        Client("", "{|MCPT1002:_sessionId = values.First()|}").Replace("request.Headers.Add(SessionHeader, _sessionId);", "request.Headers.Add(SessionHeader, _sessionId); request.Headers.Add(\"traceparent\", json);"),
        Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
                {
                    _sessionId = null;
                }


            """).Replace("request.Headers.Add(SessionHeader, _sessionId);", "request.Headers.Add(SessionHeader, _sessionId); request.Headers.Add(\"traceparent\", json);"));

    private static string Handler(string capture, string afterSend = "") => ClientCode.File($$"""
        public sealed class SessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
        {{afterSend}}        if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {{capture}};
                return response;
            }
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task RequestOfAnyMethod_IsAskedForPostToo() => Verify.CodeFix(
        Handler("{|MCPT1002:_sessionId = values.First()|}"),
        Handler("_sessionId = values.First()", """

                    if (response.StatusCode == HttpStatusCode.NotFound && request.Method == HttpMethod.Post && request.Headers.Contains("Mcp-Session-Id"))
                    {
                        _sessionId = null;
                    }


            """));

    private static string InADictionary(string capture, string afterSend = "") => ClientCode.WithSession($$"""
        private readonly Dictionary<string, string> _headers = new();

        public async Task CallAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            foreach (var header in _headers)
            {
                request.Headers.Add(header.Key, header.Value);
            }

            request.Headers.Add("Mcp-Session-Id", _headers.GetValueOrDefault("Mcp-Session-Id"));
            using var response = await _http.SendAsync(request);
        {{afterSend}}    if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
            {
                {{capture}};
            }
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task EntryOfADictionary_IsRemoved() => Verify.CodeFix(
        InADictionary("{|MCPT1002:_headers[\"Mcp-Session-Id\"] = values.First()|}"),
        InADictionary("_headers[\"Mcp-Session-Id\"] = values.First()", """

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains("Mcp-Session-Id"))
                {
                    _headers.Remove("Mcp-Session-Id");
                }


            """));

    [Fact]
    public Task StoreOfAnotherObject_OffersNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        private sealed class State { public string? Id { get; set; } }

        private readonly State _state = new();

        public async Task CallAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_state.Id is not null) request.Headers.Add("Mcp-Session-Id", _state.Id);
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {|MCPT1002:_state.Id = values.First()|};
        }
        """));

    private static string OnOneLine(string capture, string afterSend = "") => ClientCode.WithSession($$"""
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);{{afterSend}} if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {{capture}};
        }
        """);

    [Fact]
    public Task SeveralStatementsOnOneLine_StayOnIt() => Verify.CodeFix(
        OnOneLine("{|MCPT1002:_sessionId = values.First()|}"),
        OnOneLine("_sessionId = values.First()", " if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }"));

    private static string BehindAHelper(string capture, string afterSend = "") => ClientCode.WithSession($$"""
        public async Task CallAsync(HttpMethod method)
        {
            using var response = await SendAsync(method);
        {{afterSend}}    if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
            {
                {{capture}};
            }
        }

        private Task<HttpResponseMessage> SendAsync(HttpMethod method)
        {
            var request = new HttpRequestMessage(method, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return _http.SendAsync(request);
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task AnswerWhoseRequestHasNoNameHere_IsAskedForIt() => Verify.CodeFix(
        BehindAHelper("{|MCPT1002:_sessionId = values.First()|}"),
        BehindAHelper("_sessionId = values.First()", """

                if (response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage?.Method == HttpMethod.Post && response.RequestMessage?.Headers.Contains("Mcp-Session-Id") == true)
                {
                    _sessionId = null;
                }


            """));

    private const string OfClient = "private async Task InitializeAsync(CancellationToken ct) => await SendAsync(\"initialize\", ct);";

    [Theory]
    [InlineData("private async Task Initialize() => await SendAsync(\"initialize\", default);", "Initialize()")]
    [InlineData("private async ValueTask InitializeSessionAsync(CancellationToken ct) => await SendAsync(\"initialize\", ct);", "InitializeSessionAsync(ct)")]
    [InlineData("private async Task HandshakeAsync(string version = \"2025-06-18\") => await SendAsync(version, default);", "HandshakeAsync()")]
    [InlineData("private async Task InitializeAsync(CancellationToken ct, CancellationToken shutdown) => await SendAsync(\"initialize\", ct);", "InitializeAsync(ct, ct)")]
    [InlineData("private async Task InitializeAsync(string version = \"2025-06-18\", CancellationToken ct = default) => await SendAsync(version, ct);", "InitializeAsync(ct: ct)")]
    public Task Handshake_IsCalledByItsName(string initialize, string call) => Verify.CodeFix(
        [Client("", "{|MCPT1002:_sessionId = values.First()|}").Replace(OfClient, initialize)],
        [Client($$"""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader) && !isRetry)
                {
                    _sessionId = null;
                    await {{call}};
                    return await SendAsync(json, ct, isRetry: true);
                }


            """, parameter: ", bool isRetry = false").Replace(OfClient, initialize)],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain;
        });

    [Theory]
    [InlineData("private async Task ConnectAsync(CancellationToken ct) => await SendAsync(\"initialize\", ct);", "")]
    [InlineData("private async Task InitializeAsync(string version) => await SendAsync(version, default);", "")]
    [InlineData(OfClient, ", params string[] more")]
    [InlineData(OfClient, ", bool isRetry = false")]
    public Task CallThatCannotBeMadeAgain_IsOnlyReset(string initialize, string parameter)
    {
        var source = Client("", "{|MCPT1002:_sessionId = values.First()|}", parameter).Replace(OfClient, initialize);
        return Verify.CodeFix([source], [source], test => test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain);
    }

    private static string Ping(string capture, string afterSend = "", string parameter = "") => ClientCode.WithSession($$"""
        public Task CallAsync() => PingAsync();

        private Task InitializeAsync() => _http.PostAsync(_endpoint, null);

        private async Task PingAsync({{parameter}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);{{afterSend}} if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) {{capture}};
        }
        """);

    [Fact]
    public Task MethodWithoutParametersOrResult_IsCalledAgainAndLeft() => Verify.CodeFix(
        [Ping("{|MCPT1002:_sessionId = values.First()|}")],
        [Ping(
            "_sessionId = values.First()",
            " if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\") && !isRetry) { _sessionId = null; await InitializeAsync(); await PingAsync(isRetry: true); return; }",
            "bool isRetry = false")],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain;
        });

    private static string Generic(string client) => client
        .Replace("SendAsync(\"", "SendAsync<string>(\"")
        .Replace("SendAsync(string json", "SendAsync<T>(string @params")
        .Replace("StringContent(json)", "StringContent(@params)");

    [Fact]
    public Task MethodWhoseTypeArgumentNobodyInfers_IsCalledAgainWithIt() => Verify.CodeFix(
        [Generic(Client("", "{|MCPT1002:_sessionId = values.First()|}"))],
        [Generic(Client("""

                if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader) && !isRetry)
                {
                    _sessionId = null;
                    await InitializeAsync(ct);
                    return await SendAsync<T>(@params, ct, isRetry: true);
                }


            """, parameter: ", bool isRetry = false"))],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain;
        });
}
