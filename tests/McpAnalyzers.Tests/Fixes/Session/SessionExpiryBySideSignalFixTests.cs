using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryBySideSignal, McpAnalyzers.CodeFixes.Session.SessionExpiryBySideSignalFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionExpiryBySideSignalFixTests
{
    /// <summary>A POST that always carries the session id.</summary>
    private static string InSession(string statements) => ClientCode.WithSession($$"""
        public async Task<string> PostAsync(string json)
        {
            if (_sessionId is null) throw new InvalidOperationException();
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            {{statements}}
            return body;
        }
        """);

    [Theory]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|}) { _sessionId = null; }",
        "if (response.StatusCode == HttpStatusCode.BadRequest || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:(int)response.StatusCode == 410|} && json.Length > 0) { _sessionId = null; }",
        "if (((int)response.StatusCode == 410 || (int)response.StatusCode == 404) && json.Length > 0) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Gone|}) { _sessionId = null; }",
        "if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Gone or HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:response is { StatusCode: HttpStatusCode.Gone }|}) { _sessionId = null; }",
        "if (response is { StatusCode: HttpStatusCode.Gone or HttpStatusCode.NotFound }) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode != HttpStatusCode.BadRequest|}) { return body; } _sessionId = null;",
        "if (response.StatusCode != HttpStatusCode.BadRequest && response.StatusCode != HttpStatusCode.NotFound) { return body; } _sessionId = null;")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode is not HttpStatusCode.BadRequest|}) { return body; } _sessionId = null;",
        "if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound)) { return body; } _sessionId = null;")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1007:HttpStatusCode.BadRequest|}: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound: case HttpStatusCode.BadRequest: _sessionId = null; break; }")]
    [InlineData(
        "_sessionId = response.StatusCode switch { {|MCPT1007:HttpStatusCode.BadRequest|} => null, _ => _sessionId };",
        "_sessionId = response.StatusCode switch { HttpStatusCode.BadRequest or HttpStatusCode.NotFound => null, _ => _sessionId };")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} && body.Contains(\"session\")) { _sessionId = null; }",
        "if ((response.StatusCode == HttpStatusCode.BadRequest && body.Contains(\"session\")) || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }",
        "if ((response.StatusCode == HttpStatusCode.BadRequest || response.StatusCode == HttpStatusCode.NotFound) && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:body.Contains(\"Session not found\")|}) { _sessionId = null; }",
        "if (body.Contains(\"Session not found\") || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:body.Contains(\"400: no valid session\")|}) { _sessionId = null; }",
        "if (body.Contains(\"400: no valid session\") || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:JsonDocument.Parse(body).RootElement.GetProperty(\"code\").GetInt32() is -32600 or -32001|}) { _sessionId = null; }",
        "if (JsonDocument.Parse(body).RootElement.GetProperty(\"code\").GetInt32() is -32600 or -32001 || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:IsLost(body)|}) { _sessionId = null; } static bool IsLost(string text) => text.Contains(\"Session not found\");",
        "if (IsLost(body) || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; } static bool IsLost(string text) => text.Contains(\"Session not found\");")]
    [InlineData(
        "if ({|MCPT1007:body.IndexOf(\"Session not found\") < 0|}) { return body; } _sessionId = null;",
        "if (body.IndexOf(\"Session not found\") < 0 && response.StatusCode != HttpStatusCode.NotFound) { return body; } _sessionId = null;")]
    [InlineData(
        "if (json.Length == 0 || {|MCPT1007:response.StatusCode != HttpStatusCode.Gone|}) { return body; } _sessionId = null;",
        "if (json.Length == 0 || (response.StatusCode != HttpStatusCode.Gone && response.StatusCode != HttpStatusCode.NotFound)) { return body; } _sessionId = null;")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1007:HttpStatusCode.BadRequest or HttpStatusCode.Gone|}: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.BadRequest or HttpStatusCode.Gone or HttpStatusCode.NotFound: _sessionId = null; break; }")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} && body.StartsWith(\"no\") && body.EndsWith(\"session\")) { _sessionId = null; }",
        "if ((response.StatusCode == HttpStatusCode.BadRequest && body.StartsWith(\"no\") && body.EndsWith(\"session\")) || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if (body.IndexOf(\"session\") >= 0 && {|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} && body.Equals(\"no session\")) { _sessionId = null; }",
        "if ((body.IndexOf(\"session\") >= 0 && response.StatusCode == HttpStatusCode.BadRequest && body.Equals(\"no session\")) || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if (body.Contains(\"session\") && {|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|}) { _sessionId = null; }",
        "if ((body.Contains(\"session\") && response.StatusCode == HttpStatusCode.BadRequest) || response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }")]
    [InlineData(
        "if (json.Length > 0 && {|MCPT1007:response.StatusCode == HttpStatusCode.BadRequest|} && body.Contains(\"session\")) { _sessionId = null; }",
        "if (json.Length > 0 && ((response.StatusCode == HttpStatusCode.BadRequest && body.Contains(\"session\")) || response.StatusCode == HttpStatusCode.NotFound)) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:body.IndexOf(\"Session not found\") < 0|} && !body.Contains(\"Session expired\")) { return body; } _sessionId = null;",
        "if (body.IndexOf(\"Session not found\") < 0 && response.StatusCode != HttpStatusCode.NotFound && !body.Contains(\"Session expired\")) { return body; } _sessionId = null;")]
    public Task NotFound_IsAddedBesideTheSignal(string statements, string mended) => Verify.CodeFix(InSession(statements), InSession(mended));

    [Fact]
    public Task NotFound_IsAddedWithWhatIsNotEstablished() => Verify.CodeFix(
        InSession("if ({|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}) { _sessionId = null; }").Replace("    if (_sessionId is null) throw new InvalidOperationException();\n", "").Replace("        request.Headers.Add(", "        if (_sessionId is not null) request.Headers.Add("),
        InSession("if (response.StatusCode == HttpStatusCode.Gone || (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"))) { _sessionId = null; }").Replace("    if (_sessionId is null) throw new InvalidOperationException();\n", "").Replace("        request.Headers.Add(", "        if (_sessionId is not null) request.Headers.Add("));

    [Fact]
    public Task TextThatA404NeverComesTo_HasNoFix() => Verify.NoCodeFix(InSession("response.EnsureSuccessStatusCode(); if ({|MCPT1007:body.Contains(\"Session not found\")|}) { _sessionId = null; }"));

    [Fact]
    public Task StatusThatTheReactionItselfGuards_NeedsNoGuardOfItsOwn() => Verify.CodeFix(
        Unguarded("if ({|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}) { if (_sessionId is not null) _sessionId = null; }"),
        Unguarded("if (response.StatusCode == HttpStatusCode.Gone || response.StatusCode == HttpStatusCode.NotFound) { if (_sessionId is not null) _sessionId = null; }"));

    /// <summary>A POST that carries the session id where there is one.</summary>
    private static string Unguarded(string statements) => InSession(statements)
        .Replace("    if (_sessionId is null) throw new InvalidOperationException();\n", "")
        .Replace("        request.Headers.Add(", "        if (_sessionId is not null) request.Headers.Add(");

    private const string Carried = "request.Headers.Contains(\"Mcp-Session-Id\")";

    [Theory]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode != HttpStatusCode.Gone|}) { return body; } _sessionId = null;",
        "if (response.StatusCode != HttpStatusCode.Gone && (response.StatusCode != HttpStatusCode.NotFound || !" + Carried + ")) { return body; } _sessionId = null;")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1007:HttpStatusCode.Gone|}: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when " + Carried + ": case HttpStatusCode.Gone: _sessionId = null; break; }")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1007:HttpStatusCode.BadRequest or HttpStatusCode.Gone|}: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when " + Carried + ": case HttpStatusCode.BadRequest or HttpStatusCode.Gone: _sessionId = null; break; }")]
    [InlineData(
        "_sessionId = response.StatusCode switch { {|MCPT1007:HttpStatusCode.Gone|} => null, _ => _sessionId };",
        "_sessionId = response.StatusCode switch { HttpStatusCode.NotFound when " + Carried + " => null, HttpStatusCode.Gone => null, _ => _sessionId };")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Gone|}) { _sessionId = null; }",
        "if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Gone || (response.StatusCode is HttpStatusCode.NotFound && " + Carried + ")) { _sessionId = null; }")]
    public Task RequestThatMayCarryNoId_IsAsked(string statements, string mended) => Verify.CodeFix(Unguarded(statements), Unguarded(mended));

    [Fact]
    public Task Guard_AsksTheRequestThatWasAnswered() => Verify.CodeFix(
        TwoRequests("{|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}"),
        TwoRequests("response.StatusCode == HttpStatusCode.Gone || (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"))"));

    private static string TwoRequests(string test) => ClientCode.WithSession($$"""
        public async Task PostAsync(string json)
        {
            using var ping = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{}") };
            if (_sessionId is not null) ping.Headers.Add("Mcp-Session-Id", _sessionId);
            using var pong = await _http.SendAsync(ping);
            Console.WriteLine(pong.StatusCode);
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{test}}) { _sessionId = null; }
        }
        """);

    [Fact]
    public Task AnswerWithoutAName_IsAskedThroughItsException() => Verify.CodeFix(
        Unnamed("{|MCPT1007:e.StatusCode == HttpStatusCode.Gone|}"),
        Unnamed("e.StatusCode == HttpStatusCode.Gone || e.StatusCode == HttpStatusCode.NotFound"));

    private static string Unnamed(string test) => ClientCode.WithSession($$"""
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            try
            {
                (await _http.SendAsync(request)).EnsureSuccessStatusCode();
            }
            catch (HttpRequestException e) when ({{test}})
            {
                _sessionId = null;
            }
        }
        """);

    /// <summary>A handler that requests of any method go through.</summary>
    private static string Handler(string statements) => ClientCode.File($$"""
        public sealed class SessionHandler : DelegatingHandler
        {
            private string? _sessionId;

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                var response = await base.SendAsync(request, ct);
                {{statements}}
                return response;
            }
        }
        """);

    [Theory]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}) { _sessionId = null; }",
        "if (response.StatusCode == HttpStatusCode.Gone || (response.StatusCode == HttpStatusCode.NotFound && request.Method == HttpMethod.Post && " + Carried + ")) { _sessionId = null; }")]
    [InlineData(
        "if ({|MCPT1007:response.StatusCode != HttpStatusCode.Gone|}) { return response; } _sessionId = null;",
        "if (response.StatusCode != HttpStatusCode.Gone && (response.StatusCode != HttpStatusCode.NotFound || request.Method != HttpMethod.Post || !" + Carried + ")) { return response; } _sessionId = null;")]
    [InlineData(
        "switch (response.StatusCode) { case {|MCPT1007:HttpStatusCode.Gone|}: _sessionId = null; break; }",
        "switch (response.StatusCode) { case HttpStatusCode.NotFound when request.Method == HttpMethod.Post && " + Carried + ": case HttpStatusCode.Gone: _sessionId = null; break; }")]
    public Task RequestOfAnyMethod_IsAskedForPostToo(string statements, string mended) => Verify.CodeFix(Handler(statements), Handler(mended));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task LabelThatBeginsALine_GetsALineBeforeIt(string newLine) => Verify.CodeFix(
        WithACase("case {|MCPT1007:HttpStatusCode.Gone|}:", newLine),
        WithACase("case HttpStatusCode.NotFound:\n        case HttpStatusCode.Gone:", newLine));

    private static string WithACase(string label, string newLine) => InSession($$"""
        switch (response.StatusCode)
            {
                {{label}}
                    _sessionId = null;
                    break;
            }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Fact]
    public Task TestThatAnArmAnswersWith_IsAskedMoreItself() => Verify.CodeFix(
        OfArms("{|MCPT1007:response.StatusCode == HttpStatusCode.Gone|}"),
        OfArms("response.StatusCode == HttpStatusCode.Gone || response.StatusCode == HttpStatusCode.NotFound"));

    private static string OfArms(string test) => InSession($"_sessionId = json switch {{ \"ping\" => false, _ => {test} }} ? null : _sessionId;");
}
