using McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest, McpAnalyzers.CodeFixes.Session.SessionExpiryIgnoresRequestFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionExpiryIgnoresRequestFixTests
{
    private static string Post(string afterSend) => ClientCode.WithSession($$"""
        private const string SessionHeader = "Mcp-Session-Id";

        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null)
            {
                request.Headers.Add(SessionHeader, _sessionId);
            }

            using var response = await _http.SendAsync(request);
            {{afterSend}}
        }
        """);

    [Theory]
    [InlineData(
        "if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }",
        "if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader)) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|} /* fine */) return; /* gone */ _sessionId = null;",
        "if (response.StatusCode != HttpStatusCode.NotFound || !request.Headers.Contains(SessionHeader) /* fine */) return; /* gone */ _sessionId = null;")]
    [InlineData(
        "if (json.Length > 0 || response.StatusCode == HttpStatusCode.NotFound) { if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null; }",
        "if (json.Length > 0 || response.StatusCode == HttpStatusCode.NotFound) { if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader)) _sessionId = null; }")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|}: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when request.Headers.Contains(SessionHeader): _sessionId = null; break; }")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|} when json.Length > 0 || json.Length < 9: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when (json.Length > 0 || json.Length < 9) && request.Headers.Contains(SessionHeader): _sessionId = null; break; }")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|} when json.Length > 0 ? json.Length > 5 : json.Length < 9: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when (json.Length > 0 ? json.Length > 5 : json.Length < 9) && request.Headers.Contains(SessionHeader): _sessionId = null; break; }")]
    [InlineData(
        "bool? open = json.Length > 9; switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|} when open ?? json.Length < 9: _sessionId = null; break; }",
        "bool? open = json.Length > 9; switch (response.StatusCode) { case HttpStatusCode.NotFound when (open ?? json.Length < 9) && request.Headers.Contains(SessionHeader): _sessionId = null; break; }")]
    [InlineData(
        "_sessionId = response.StatusCode switch { {|MCPT1001:HttpStatusCode.NotFound|} => null, _ => _sessionId };",
        "_sessionId = response.StatusCode switch { HttpStatusCode.NotFound when request.Headers.Contains(SessionHeader) => null, _ => _sessionId };")]
    [InlineData(
        "if (!{|MCPT1001:IsNotFound(response)|}) return; _sessionId = null; static bool IsNotFound(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;",
        "if (!(IsNotFound(response) && request.Headers.Contains(SessionHeader))) return; _sessionId = null; static bool IsNotFound(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;")]
    [InlineData(
        "if ({|MCPT1001:IsGone(request, response)|}) _sessionId = null; static bool IsGone(HttpRequestMessage q, HttpResponseMessage r) => q.Method == HttpMethod.Post && r.StatusCode == HttpStatusCode.NotFound;",
        "if (IsGone(request, response) && request.Headers.Contains(SessionHeader)) _sessionId = null; static bool IsGone(HttpRequestMessage q, HttpResponseMessage r) => q.Method == HttpMethod.Post && r.StatusCode == HttpStatusCode.NotFound;")]
    [InlineData(
        "if (!{|MCPT1001:IsFine(json, response)|}) { _sessionId = null; } static bool IsFine(string text, HttpResponseMessage r) => text.Length > 9 || r.StatusCode != HttpStatusCode.NotFound;",
        "if (!(IsFine(json, response) || !request.Headers.Contains(SessionHeader))) { _sessionId = null; } static bool IsFine(string text, HttpResponseMessage r) => text.Length > 9 || r.StatusCode != HttpStatusCode.NotFound;")]
    [InlineData(
        "if (json.Length == 0 || {|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|}) return; _sessionId = null;",
        "if (json.Length == 0 || response.StatusCode != HttpStatusCode.NotFound || !request.Headers.Contains(SessionHeader)) return; _sessionId = null;")]
    [InlineData(
        "if (json.Length > 0 && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;",
        "if (json.Length > 0 && response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader)) _sessionId = null;")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|} when json.Length > 0: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when json.Length > 0 && request.Headers.Contains(SessionHeader): _sessionId = null; break; }")]
    [InlineData(
        "switch (response) { case {|MCPT1001:{ StatusCode: HttpStatusCode.NotFound }|}: _sessionId = null; break; }",
        "switch (response) { case { StatusCode: HttpStatusCode.NotFound } when request.Headers.Contains(SessionHeader): _sessionId = null; break; }")]
    [InlineData(
        "_sessionId = response switch { {|MCPT1001:{ StatusCode: HttpStatusCode.NotFound }|} when json.Length > 0 => null, _ => _sessionId };",
        "_sessionId = response switch { { StatusCode: HttpStatusCode.NotFound } when json.Length > 0 && request.Headers.Contains(SessionHeader) => null, _ => _sessionId };")]
    [InlineData(
        "_sessionId = response.StatusCode switch { {|MCPT1001:HttpStatusCode.NotFound or HttpStatusCode.Gone|} => null, _ => _sessionId };",
        "_sessionId = response.StatusCode switch { HttpStatusCode.NotFound or HttpStatusCode.Gone when request.Headers.Contains(SessionHeader) => null, _ => _sessionId };")]
    public Task MissingSession_IsAddedToTheTest(string before, string after) =>
        Verify.CodeFix(Post(before), Post(after));

    [Theory]
    [InlineData(139, " ")]
    [InlineData(140, " ")]
    [InlineData(141, "\n        ")]
    public Task ConditionThatWouldBeTooLong_GoesOnInTheNextLine(int length, string separator)
    {
        const string test = "response.StatusCode == HttpStatusCode.NotFound";
        const string guard = "&& request.Headers.Contains(SessionHeader)";
        var comment = new string('x', length - $"        if (/*  */ {test} {guard})".Length);
        return Verify.CodeFix(If($"{{|MCPT1001:{test}|}}"), If(test + separator + guard));

        string If(string condition) => Post($"if (/* {comment} */ {condition})\n    {{\n        _sessionId = null;\n    }}").Replace("\r\n", "\n");
    }

    private static string Handler(string test, string newLine = "\n") => ClientCode.File($$"""
        public sealed class SessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
                if ({{test}})
                {
                    _sessionId = null; // a new one comes with the next initialize
                }

                return response;
            }
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task MissingMethodAndSession_AreBothAdded_InTheLineEndsOfTheFile(string newLine) => Verify.CodeFix(
        Handler("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", newLine),
        Handler("""
            response.StatusCode == HttpStatusCode.NotFound
                        && request.Method == HttpMethod.Post
                        && request.Headers.Contains("Mcp-Session-Id")
            """, newLine));

    [Theory]
    [InlineData("case {|MCPT1001:HttpStatusCode.NotFound|}:", "case HttpStatusCode.NotFound when")]
    [InlineData("case {|MCPT1001:HttpStatusCode.NotFound|} when ct.CanBeCanceled:", "case HttpStatusCode.NotFound when ct.CanBeCanceled &&")]
    public Task MissingMethodAndSession_AreBothAskedInACase(string label, string mended) => Verify.CodeFix(
        HandlerWithACase(label), HandlerWithACase(mended + " request.Method == HttpMethod.Post && request.Headers.Contains(\"Mcp-Session-Id\"):"));

    private static string HandlerWithACase(string label) => ClientCode.File($$"""
        public sealed class SessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
                switch (response.StatusCode)
                {
                    {{label}}
                        _sessionId = null;
                        break;
                }

                return response;
            }
        }
        """);

    [Fact]
    public Task OnlyTheResponseInScope_IsAskedForItsRequest() => Verify.CodeFix(
        ClientCode.WithSession("""
            internal const string Header = "Mcp-Session-Id";

            internal static bool IsSessionExpired(HttpResponseMessage response) => {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|};
            """),
        ClientCode.WithSession("""
            internal const string Header = "Mcp-Session-Id";

            internal static bool IsSessionExpired(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.NotFound
                && response.RequestMessage?.Method == HttpMethod.Post
                && response.RequestMessage?.Headers.Contains(Header) == true;
            """));

    [Fact]
    public Task OnlyTheResponseInScope_IsAskedWhereTheTestLeaves() => Verify.CodeFix(
        Predicate("{|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|}"),
        Predicate("response.StatusCode != HttpStatusCode.NotFound || response.RequestMessage?.Method != HttpMethod.Post || response.RequestMessage?.Headers.Contains(Header) != true"));

    private static string Predicate(string test) => ClientCode.WithSession($$"""
        internal const string Header = "Mcp-Session-Id";

        internal static bool IsSessionExpired(HttpResponseMessage response)
        {
            if ({{test}}) return false;
            return true;
        }
        """);

    [Fact]
    public Task TestThatAnArmAnswersWith_IsAskedMoreItself() => Verify.CodeFix(
        PredicateOfArms("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}"),
        PredicateOfArms("response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage?.Method == HttpMethod.Post && response.RequestMessage?.Headers.Contains(Header) == true"));

    private static string PredicateOfArms(string test) => ClientCode.WithSession($$"""
        internal const string Header = "Mcp-Session-Id";

        internal static bool IsSessionExpired(HttpResponseMessage? response) => response switch { null => false, _ => {{test}} };
        """);

    [Fact]
    public Task NoRequestInScope_OffersNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        public async Task PostAsync(string json)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId != null) request.Headers.Add("Mcp-Session-Id", _sessionId);
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
    public Task AnswerThatDoesNotKnowItsRequest_OffersNothing() => Verify.NoCodeFix(ExpiryCode.OfWebRequest);

    [Theory]
    [InlineData("{ _sessionId = null; throw new SessionExpiredException(); }", "{ return; }")]
    [InlineData("""

                {
                    // start again
                    _sessionId = null;
                    throw new SessionExpiredException();
                }
        """, """

                {
                    // start again
                    return;
                }
        """)]
    [InlineData("throw new SessionExpiredException();", "return;")]
    [InlineData("{ _sessionId = null; }", "{ return; }")]
    [InlineData("{ _sessionId = null; throw new IOException(\"404\"); }", "{ return; }")]
    [InlineData("{ _sessionId = null; Console.WriteLine(\"no stream\"); }", "{ Console.WriteLine(\"no stream\"); return; }")]
    [InlineData("{ Console.WriteLine(\"404: the session expired\"); _http.CancelPendingRequests(); return; }", "{ _http.CancelPendingRequests(); return; }")]
    [InlineData("{ Console.WriteLine(\"no stream\"); _sessionId = null; }", "{ Console.WriteLine(\"no stream\"); return; }")]
    [InlineData("""

                {
                    // said in chapter 4
                    Console.WriteLine("404 (session expired)"); // loudly

                    /* and then */
                    _http.CancelPendingRequests();
                    return;
                }
        """, """

                {
                    // said in chapter 4
                    // loudly

                    /* and then */
                    _http.CancelPendingRequests();
                    return;
                }
        """)]
    public Task Get_IsLeftInstead(string reaction, string left) => Verify.CodeFix(
        Listen("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", reaction),
        Listen("response.StatusCode == HttpStatusCode.NotFound", left));

    private static string Listen(string test, string reaction) => ClientCode.WithSession($$"""
        public async Task ListenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{test}}) {{reaction}}
        }
        """);

    [Theory]
    [InlineData("{ if (_sessionId is not null) { _sessionId = null; } }")]
    [InlineData("{ var lost = new SessionExpiredException(); throw lost; }")]
    [InlineData("{ _sessionId = null; Forget(); } void Forget() => _sessionId = null;")]
    public Task GetWhoseReactionIsPartOfMore_OffersNothing(string reaction) => Verify.NoCodeFix(Listen("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", reaction));

    /// <summary>What is done then is not there for the GET alone: neither is it taken away, nor is one of the two requests asked for its method.</summary>
    [Theory]
    [InlineData("SendAsync(request)", "SendAsync(other)")]
    [InlineData("SendAsync(other)", "SendAsync(request)")]
    public Task AnswerToAGetOrAPost_IsAskedForItsMethod(string first, string second) => Verify.CodeFix(
        ListenOrPost("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", first, second),
        ListenOrPost("response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage?.Method == HttpMethod.Post", first, second));

    private static string ListenOrPost(string test, string first, string second) => ClientCode.WithSession($$"""
        public async Task ListenOrPostAsync(bool again)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            using var other = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            other.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = again ? await _http.{{first}} : await _http.{{second}};
            if ({{test}})
            {
                _sessionId = null;
            }
        }
        """);

    /// <summary>What another method asks before the same is its own affair.</summary>
    [Fact]
    public Task TestOfOneOfTwoMethodsWithTheSameReaction_IsAskedWithItsOwnNames() => Verify.CodeFix(
        PostOrPing("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}"),
        PostOrPing("response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")"));

    private static string PostOrPing(string test) => ClientCode.WithSession($$"""
        public async Task PostAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{test}}) Forget();
        }

        public async Task PingAsync()
        {
            using var ping = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) ping.Headers.Add("Mcp-Session-Id", _sessionId);
            using var pong = await _http.SendAsync(ping);
            if (pong.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) Forget();
        }

        private void Forget() => _sessionId = null;
        """);

    private static string Resume(string test, string reaction) => Listen(test, reaction).Replace("using var response", "if (Environment.TickCount > 9) request.Headers.Add(\"Last-Event-ID\", \"7\");\n        using var response");

    [Theory]
    [InlineData("throw new SessionExpiredException();")]
    [InlineData("{ _sessionId = null; throw new IOException(\"broken off\"); }")]
    [InlineData("{ _sessionId = null; }")]
    public Task GetThatResumesAStream_IsNotLeftInSilence(string reaction) => Verify.NoCodeFix(Resume("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", reaction));

    [Fact]
    public Task GetThatResumesAStreamAndLeaves_OnlyKeepsItsSession() => Verify.CodeFix(
        Resume("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", "{ _sessionId = null; return; }"),
        Resume("response.StatusCode == HttpStatusCode.NotFound", "{ return; }"));

    /// <summary>One method looks at the answers to requests of all these methods.</summary>
    private static string Shared(string test, string methods, string reaction = "_sessionId = null;") => ClientCode.WithSession($$"""
        {{methods}}

        private async Task SendAsync(HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{test}}) {{reaction}}
        }
        """);

    [Theory]
    [InlineData("public Task PostAsync() => SendAsync(HttpMethod.Post); public Task ListenAsync() => SendAsync(HttpMethod.Get);", "request.Method == HttpMethod.Post")]
    [InlineData("public Task PostAsync() => SendAsync(HttpMethod.Post); public Task ListenAsync() => SendAsync(HttpMethod.Get); public Task EndAsync() => SendAsync(HttpMethod.Delete);", "request.Method != HttpMethod.Get")]
    [InlineData("public Task DoAsync(HttpMethod any) => SendAsync(any);", "request.Method == HttpMethod.Post")]
    public Task MissingMethod_IsWhatTheAnsweredRequestsLeaveOpen(string methods, string guard) => Verify.CodeFix(
        Shared("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", methods),
        Shared($"response.StatusCode == HttpStatusCode.NotFound && {guard}", methods));

    [Theory]
    [InlineData("public Task PostAsync() => SendAsync(HttpMethod.Post); public Task ListenAsync() => SendAsync(HttpMethod.Get);", "request.Method != HttpMethod.Post")]
    [InlineData("public Task PostAsync() => SendAsync(HttpMethod.Post); public Task ListenAsync() => SendAsync(HttpMethod.Get); public Task EndAsync() => SendAsync(HttpMethod.Delete);", "request.Method == HttpMethod.Get")]
    public Task MissingMethod_IsDeniedWhereTheTestLeaves(string methods, string guard) => Verify.CodeFix(
        Shared("{|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|}", methods, "return; _sessionId = null;"),
        Shared($"response.StatusCode != HttpStatusCode.NotFound || {guard}", methods, "return; _sessionId = null;"));

    [Fact]
    public Task GetWhoseReactionIsElsewhere_OffersNothing() => Verify.NoCodeFix(
        Listen("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", "{ Forget(); }").Replace("public async Task ListenAsync()", "private void Forget() => _sessionId = null;\n\n    public async Task ListenAsync()"));
}
