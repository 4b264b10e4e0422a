using static McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest.ExpiryCode;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>How code establishes that the request was a POST, and that it carried the session id.</summary>
public class GuardShapesTests
{
    [Theory]
    [InlineData("if (request.Method == HttpMethod.Post) { if (request.Headers.Contains(\"Mcp-Session-Id\")) { if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; } } }")]
    [InlineData("if (HttpMethod.Post == request.Method && response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }")]
    [InlineData("if (request.Method != HttpMethod.Post) return response; if (!request.Headers.Contains(\"Mcp-Session-Id\")) return response; if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.StatusCode != HttpStatusCode.NotFound || request.Method == HttpMethod.Get || _sessionId is null) return response; _sessionId = null;")]
    [InlineData("if (request.Method.Method == \"POST\" && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method.Method.Equals(\"POST\", StringComparison.OrdinalIgnoreCase) && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (string.Equals(request.Method.Method, \"post\", StringComparison.OrdinalIgnoreCase) && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method.ToString() == \"POST\" && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method.Equals(HttpMethod.Post) && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method is { Method: \"POST\" } && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request is { Method.Method: \"POST\" } && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.RequestMessage?.Method == HttpMethod.Post && response.RequestMessage.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (HttpMethod.Post == response.RequestMessage?.Method && response.RequestMessage.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.RequestMessage is { } sent && sent.Method == HttpMethod.Post && sent.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.RequestMessage!.Headers.TryGetValues(\"Mcp-Session-Id\", out _) && response.RequestMessage!.Method != HttpMethod.Get && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response is { StatusCode: HttpStatusCode.NotFound, RequestMessage.Method.Method: \"POST\" } && request.Headers.Contains(\"Mcp-Session-Id\")) _sessionId = null;")]
    [InlineData("if (response is { StatusCode: HttpStatusCode.NotFound, RequestMessage: { Method: { Method: \"POST\" } } sent } && sent.Headers.Contains(\"Mcp-Session-Id\")) _sessionId = null;")]
    [InlineData("var isPost = request.Method == HttpMethod.Post; var carried = request.Headers.Contains(\"Mcp-Session-Id\"); if (response.StatusCode == HttpStatusCode.NotFound && isPost && carried) _sessionId = null;")]
    [InlineData("var expired = request.Method == HttpMethod.Post && request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound; if (expired) _sessionId = null;")]
    [InlineData("var method = request.Method; if (method == HttpMethod.Post && _sessionId != null && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound when request.Method == HttpMethod.Post && request.Headers.Contains(\"Mcp-Session-Id\"): _sessionId = null; break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound when request.Method != HttpMethod.Post: break; case HttpStatusCode.NotFound when _sessionId is null: break; case HttpStatusCode.NotFound: _sessionId = null; break; }")]
    [InlineData("_sessionId = response.StatusCode switch { HttpStatusCode.NotFound when request.Method == HttpMethod.Post && _sessionId is not null => null, _ => _sessionId };")]
    [InlineData("switch (request.Method.Method) { case \"POST\" when request.Headers.Contains(\"Mcp-Session-Id\"): if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; break; }")]
    [InlineData("var posted = request.Method.Method switch { \"POST\" => true, _ => false }; if (posted && _sessionId is { Length: > 0 } && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method == HttpMethod.Get) { goto done; } if (_sessionId is not null && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; } done: ;")]
    [InlineData("if ((request.Method == HttpMethod.Post | request.Method == HttpMethod.Delete) & request.Headers.Contains(\"Mcp-Session-Id\") & response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (!(request.Method == HttpMethod.Get) && !(_sessionId is null) && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method == HttpMethod.Post && request.Headers.Any(h => h.Key == \"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (request.Method == HttpMethod.Post && request.Headers.NonValidated.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && WasPostOfSession(request)) _sessionId = null; static bool WasPostOfSession(HttpRequestMessage r) => r.Method == HttpMethod.Post && r.Headers.Contains(\"Mcp-Session-Id\");")]
    [InlineData("if (Is(request, HttpMethod.Post) && _sessionId != null && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; static bool Is(HttpRequestMessage q, HttpMethod method) => q.Method == method;")]
    [InlineData("Func<bool> expired = () => request.Method == HttpMethod.Post && _sessionId is not null && response.StatusCode == HttpStatusCode.NotFound; if (expired()) _sessionId = null;")]
    [InlineData("try { if (request.Method == HttpMethod.Get) return response; } finally { ct.ThrowIfCancellationRequested(); } if (_sessionId != null && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (new[] { HttpMethod.Post, HttpMethod.Delete }.Contains(request.Method) && _sessionId != null && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("var fine = !(request.Method == HttpMethod.Post && _sessionId != null && response.StatusCode == HttpStatusCode.NotFound); if (!fine) _sessionId = null;")]
    [InlineData("var fine = !(response.StatusCode == HttpStatusCode.NotFound && request.Method == HttpMethod.Post && _sessionId != null); if (fine) { } else _sessionId = null;")]
    public Task PostOfSession_IsSilent(string afterSend) => Verify.Analyzer(AnyRequest(afterSend));

    [Theory]
    [InlineData("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Method == HttpMethod.Get && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Method != HttpMethod.Delete && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Method == HttpMethod.Post && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\") && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Headers.Contains(\"Authorization\") && request.Method == HttpMethod.Post && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (response.Headers.Contains(\"Mcp-Session-Id\") && request.Method == HttpMethod.Post && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Content is not null && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (!request.Headers.Contains(\"Mcp-Session-Id\") && request.Method == HttpMethod.Post && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("if (request.Method == HttpMethod.Post) { Console.WriteLine(); } if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("var isPost = request.Method == HttpMethod.Post; isPost = true; if (isPost && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;")]
    [InlineData("switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|} when request.Method == HttpMethod.Post: _sessionId = null; break; }")]
    [InlineData("for (var i = 0; i < 2; i++) { if (request.Method == HttpMethod.Get) continue; if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:Gone(request, response)|}) _sessionId = null; static bool Gone(HttpRequestMessage q, HttpResponseMessage r) => q.Method == HttpMethod.Post && r.StatusCode == HttpStatusCode.NotFound;")]
    [InlineData("if (Is(request, HttpMethod.Get) && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null; static bool Is(HttpRequestMessage q, HttpMethod method) => q.Method == method;")]
    [InlineData("if (!{|MCPT1001:Fine(request, response)|}) _sessionId = null; static bool Fine(HttpRequestMessage q, HttpResponseMessage r) => q.Method == HttpMethod.Get || r.StatusCode != HttpStatusCode.NotFound;")]
    [InlineData("var fine = !(request.Method == HttpMethod.Get && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}); if (!fine) _sessionId = null;")]
    [InlineData("var fine = !({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} && request.Method == HttpMethod.Get); if (fine) { } else _sessionId = null;")]
    public Task HalfAGuard_IsReported(string afterSend) => Verify.Analyzer(AnyRequest(afterSend));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is { Length: > 0 } sid) { Console.WriteLine(sid); _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is string) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is string sid) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is var sid && sid is not null) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && string.IsNullOrWhiteSpace(_sessionId) == false) { _sessionId = null; }")]
    [InlineData("if (string.IsNullOrEmpty(_sessionId)) { response.EnsureSuccessStatusCode(); } else if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !(_sessionId == null)) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !ReferenceEquals(_sessionId, null)) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && (_sessionId?.Length ?? 0) > 0) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId != string.Empty && _sessionId != null) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not (null or \"\")) { _sessionId = null; }")]
    [InlineData("if ((response.StatusCode, _sessionId) is (HttpStatusCode.NotFound, not null)) { _sessionId = null; }")]
    [InlineData("if (HasSession && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { ArgumentNullException.ThrowIfNull(_sessionId); _sessionId = null; }")]
    [InlineData("var sent = _sessionId; if (response.StatusCode == HttpStatusCode.NotFound && sent is not null && sent == _sessionId) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.TryGetValues(\"MCP-SESSION-ID\", out var ids) && ids.Any()) { _sessionId = null; }")]
    public Task StoreThatIsSet_IsSilent(string afterSend) => Verify.Analyzer(Post(afterSend, "private bool HasSession => _sessionId is not null;"));

    [Theory]
    [InlineData("var sent = _sessionId;", "if (sent is not null && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("var carriesSession = _sessionId is not null;", "if (carriesSession && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("var carriesSession = request.Headers.Contains(\"Mcp-Session-Id\");", "if (carriesSession && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("bool carriesSession; if (_sessionId is null) { carriesSession = false; } else { carriesSession = true; }", "if (carriesSession && response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("if (_sessionId is null) { throw new InvalidOperationException(\"not connected\"); }", "if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("ArgumentNullException.ThrowIfNull(_sessionId);", "if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("_ = _sessionId ?? throw new InvalidOperationException(\"not connected\");", "if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("ThrowIfNotConnected(); void ThrowIfNotConnected() { if (_sessionId is null) throw new InvalidOperationException(); }", "if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    public Task EstablishedBeforeSending_IsSilent(string beforeSend, string afterSend) => Verify.Analyzer(Post(afterSend, beforeSend: beforeSend));

    [Fact]
    public Task SessionIsAlwaysSent_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PingAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId ?? throw new InvalidOperationException("not connected"));
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    private static string Flagged(string test) => ClientCode.WithSession($$"""
        public Task InitializeAsync() => SendAsync("initialize", true);

        public Task CallAsync() => SendAsync("tools/call", false);

        private async Task SendAsync(string json, bool isInitialize)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (!isInitialize && _sessionId is not null)
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
            }

            using var response = await _http.SendAsync(request);
            {{test}}
        }
        """);

    [Fact]
    public Task FlagThatDoesNotImplyTheHeader_IsReported() => Verify.Analyzer(Flagged(
        "if (!isInitialize && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;"));

    [Fact]
    public Task FlagBesideTheStore_IsSilent() => Verify.Analyzer(Flagged(
        "if (!isInitialize && _sessionId is not null && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;"));

    [Theory]
    [InlineData("allowReinit && _sessionId is not null && response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("!alreadyRetried && _sessionId is not null && response.StatusCode == HttpStatusCode.NotFound")]
    public Task RetryFlagBesideTheStore_IsSilent(string test) => Verify.Analyzer(Retrying(test));

    [Theory]
    [InlineData("allowReinit && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    [InlineData("!alreadyRetried && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    public Task RetryFlagAlone_IsReported(string test) => Verify.Analyzer(Retrying(test));

    private static string Retrying(string test) => ClientCode.WithSession($$"""
        public async Task<HttpResponseMessage> SendAsync(string json, bool allowReinit = true, bool alreadyRetried = false)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            var response = await _http.SendAsync(request);
            if ({{test}})
            {
                _sessionId = null;
                await InitializeAsync();
                return await SendAsync(json, allowReinit: false, alreadyRetried: true);
            }

            return response;
        }

        public Task InitializeAsync() => Task.CompletedTask;
        """);

    [Fact]
    public Task LoopThatRetries_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task<HttpResponseMessage> SendAsync(string json)
        {
            for (var attempt = 0; ; attempt++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                var response = await _http.SendAsync(request);
                if (attempt == 0 && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|})
                {
                    _sessionId = null;
                    continue;
                }

                return response;
            }
        }
        """));

    [Fact]
    public Task LoopThatRetriesWithSession_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task<HttpResponseMessage> SendAsync(string json)
        {
            for (var attempt = 0; ; attempt++)
            {
                var sessionId = _sessionId;
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (!string.IsNullOrEmpty(sessionId)) request.Headers.Add("Mcp-Session-Id", sessionId);
                var response = await _http.SendAsync(request);
                if (attempt == 0 && response.StatusCode == HttpStatusCode.NotFound && !string.IsNullOrEmpty(sessionId))
                {
                    _sessionId = null;
                    continue;
                }

                return response;
            }
        }
        """));

    /// <summary>A flag decides in a helper whether the request gets the id, and here what its answer means.</summary>
    [Theory]
    [InlineData("!anew", "!anew && response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("!anew", "anew && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    [InlineData("anew", "anew && response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("anew", "!anew && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    public Task FlagThatAHelperIsGiven(string given, string test) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync(bool anew)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            Prepare(request, {{given}});
            using var response = await _http.SendAsync(request);
            if ({{test}}) _sessionId = null;
        }

        private void Prepare(HttpRequestMessage request, bool inSession)
        {
            if (inSession) request.Headers.Add("Mcp-Session-Id", _sessionId);
        }
        """));

    [Fact]
    public Task HeaderThatIsAlwaysAssigned_IsSilent() => Verify.Analyzer(PostByWebRequest(
        "", "using var response = (HttpWebResponse)request.GetResponse(); if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;"));

    /// <summary>What was answered is in what an exception has in it, too.</summary>
    [Theory]
    [InlineData("", "catch (WebException e) when (e.Response is HttpWebResponse { StatusCode: HttpStatusCode.NotFound }) { _sessionId = null; }")]
    [InlineData("", "catch (WebException e) when (((HttpWebResponse)e.Response!).StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("", "catch (WebException e) when (e.Response is HttpWebResponse r && r.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("", "catch (WebException e) { var r = (HttpWebResponse?)e.Response; if (r?.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; } }")]
    [InlineData("", "catch (WebException e) { if (e.Response is HttpWebResponse r) { if (r.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; } } }")]
    [InlineData("", "catch (IOException e) when (e.InnerException is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.NotFound } }) { _sessionId = null; }")]
    [InlineData("", "catch (IOException e) when (e.InnerException is HttpRequestException failure && failure.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData("if (_sessionId != null) ", "catch (WebException e) when ({|MCPT1001:e.Response is HttpWebResponse { StatusCode: HttpStatusCode.NotFound }|}) { _sessionId = null; }")]
    [InlineData("if (_sessionId != null) ", "catch (WebException e) when (e.Response is HttpWebResponse r && {|MCPT1001:r.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("if (_sessionId != null) ", "catch (WebException e) when ({|MCPT1001:((HttpWebResponse)e.Response!).StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    public Task AnswerInAnException(string condition, string handler) =>
        Verify.Analyzer(PostByWebRequest(condition, $"try {{ using var response = (HttpWebResponse)request.GetResponse(); }} {handler}"));

    private const string UpTo = "for (Exception? current = error; current is not null; current = current.InnerException)";

    /// <summary>A failure is looked for in all that the exception has in it.</summary>
    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", UpTo + " if (current is HttpRequestException { StatusCode: HttpStatusCode.NotFound }) return true; return false;")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "while (error.InnerException is { } inner) error = inner; return error is HttpRequestException { StatusCode: HttpStatusCode.NotFound };")]
    [InlineData("if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", UpTo + " if ({|MCPT1001:current is HttpRequestException { StatusCode: HttpStatusCode.NotFound }|}) return true; return false;")]
    [InlineData("if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "while (error.InnerException is { } inner) error = inner; return {|MCPT1001:error is HttpRequestException { StatusCode: HttpStatusCode.NotFound }|};")]
    public Task FailureWithinAFailure(string header, string search) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            {{header}}
            try { (await _http.SendAsync(request)).EnsureSuccessStatusCode(); }
            catch (Exception error) when (IsSessionExpired(error)) { _sessionId = null; }
        }

        private static bool IsSessionExpired(Exception error) { {{search}} }
        """));

    /// <summary>What checks the answer is handed what went out with the request.</summary>
    [Theory]
    [InlineData("Check(response, _sessionId);", "private static void Check(HttpResponseMessage response, string? sent) { if (sent is not null && response.StatusCode == HttpStatusCode.NotFound) throw new InvalidOperationException(\"session expired\"); }")]
    [InlineData("Check(response, sentId: _sessionId);", "private static void Check(HttpResponseMessage response, string? sentId) { if (string.IsNullOrEmpty(sentId)) return; if (response.StatusCode == HttpStatusCode.NotFound) throw new InvalidOperationException(\"session expired\"); }")]
    [InlineData("Check(response, _sessionId);", "private static void Check(HttpResponseMessage response, string? sent) { Throw(response, sent); } private static void Throw(HttpResponseMessage response, string? id) { if (response.StatusCode == HttpStatusCode.NotFound && id is { Length: > 0 }) throw new InvalidOperationException(\"session expired\"); }")]
    [InlineData("if (IsLost(response, _sessionId)) _sessionId = null;", "private static bool IsLost(HttpResponseMessage response, string? sent) => response.StatusCode == HttpStatusCode.NotFound && !string.IsNullOrEmpty(sent);")]
    [InlineData("Check(response, _sessionId);", "internal static void Check(HttpResponseMessage response, string? sessionId) { if (sessionId is not null && response.RequestMessage!.Method == HttpMethod.Post && response.StatusCode == HttpStatusCode.NotFound) throw new InvalidOperationException(\"session expired\"); }")]
    [InlineData("Check(response, _endpoint.Query);", "private static void Check(HttpResponseMessage response, string? query) { if (query is not null && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new InvalidOperationException(\"session expired\"); }")]
    [InlineData("Check(response, _endpoint.Query);", "internal static void Check(HttpResponseMessage response, string? query) { if (query is not null && response.RequestMessage!.Method == HttpMethod.Post && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new InvalidOperationException(\"session expired\"); }")]
    [InlineData("Check(response, _sessionId); Check(response, _endpoint.Query);", "private static void Check(HttpResponseMessage response, string? any) { if (any is not null && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) throw new InvalidOperationException(\"session expired\"); }")]
    public Task IdThatAHelperIsHanded(string afterSend, string helper) => Verify.Analyzer(Post(afterSend, helper));

    /// <summary>The same id is handed to what builds the request and to what checks the answer.</summary>
    [Fact]
    public Task IdThatABuilderAndACheckAreHanded_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task<string> CallAsync(string json)
        {
            try { return await SendAsync(json, _sessionId); }
            catch (InvalidOperationException) { await SendAsync("initialize", null); return await SendAsync(json, _sessionId); }
        }

        private async Task<string> SendAsync(string json, string? id)
        {
            using var request = Build(json, id);
            using var response = await _http.SendAsync(request);
            Check(response, id);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
            return await response.Content.ReadAsStringAsync();
        }

        private HttpRequestMessage Build(string json, string? id)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (id is not null) request.Headers.Add("Mcp-Session-Id", id);
            return request;
        }

        private static void Check(HttpResponseMessage response, string? id)
        {
            if (response.StatusCode == HttpStatusCode.NotFound && id is not null) throw new InvalidOperationException("session expired");
        }
        """));

    /// <summary>An answer of 404 brings no session: what the store has after it was asked for one, it had before.</summary>
    [Theory]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var given)) _sessionId = given.First();")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var given)) _sessionId = given.FirstOrDefault() ?? _sessionId;")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var given) && given.FirstOrDefault() is { Length: > 0 } id) _sessionId = id;")]
    [InlineData("Keep(response);")]
    public Task StoreThatTheAnswerFillsBeforeItIsTested_IsSilent(string capture) => Verify.Analyzer(Post(
        capture + " if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { _sessionId = null; }",
        "private void Keep(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var given)) _sessionId = given.FirstOrDefault() ?? _sessionId; }"));

    /// <summary>An exception of the code's own that says of the request what the filter asks.</summary>
    [Theory]
    [InlineData("e.Status == HttpStatusCode.NotFound && e.SessionId != null")]
    [InlineData("e is { Status: HttpStatusCode.NotFound, SessionId: { } lost } && lost.Length > 0")]
    [InlineData("!string.IsNullOrEmpty(e.SessionId) && e.Status == HttpStatusCode.NotFound")]
    [InlineData("{|MCPT1001:e.Status == HttpStatusCode.NotFound|} && e.RequestId != null")]
    [InlineData("{|MCPT1001:e is { Status: HttpStatusCode.NotFound, RequestId: { } lost }|} && lost.Length > 0")]
    public Task ExceptionThatTellsOfTheSessionThatWasSent_IsAsked(string filter) => Verify.Analyzer(ClientCode.WithSession($$"""
        private sealed class CallFailedException(HttpStatusCode status, string? sessionId, string? requestId) : Exception
        {
            public HttpStatusCode Status { get; } = status;
            public string? SessionId { get; } = sessionId;
            public string? RequestId { get; } = requestId;
        }

        public async Task<string> CallAsync(string json)
        {
            try { return await PostAsync(json); }
            catch (CallFailedException e) when ({{filter}}) { _sessionId = null; throw; }
        }

        private async Task<string> PostAsync(string json)
        {
            var sent = _sessionId;
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (sent is not null) request.Headers.Add("Mcp-Session-Id", sent);
            using var response = await _http.SendAsync(request);
            if (!response.IsSuccessStatusCode) throw new CallFailedException(response.StatusCode, sent, json);
            return await response.Content.ReadAsStringAsync();
        }
        """));
}
