using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class ExpiryTestsTests
{
    [Theory]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null;", "r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if (HttpStatusCode.NotFound == r.StatusCode) _sessionId = null;", "HttpStatusCode.NotFound == r.StatusCode")]
    [InlineData("if (r.StatusCode != HttpStatusCode.NotFound) return; _sessionId = null;", "not r.StatusCode != HttpStatusCode.NotFound")]
    [InlineData("if (r.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) _sessionId = null;", "r.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone")]
    [InlineData("if (r.StatusCode == HttpStatusCode.Gone) _sessionId = null;", "")]
    [InlineData("if (!r.IsSuccessStatusCode) _sessionId = null;", "")]
    [InlineData("if (r.IsSuccessStatusCode) _sessionId = null;", "")]
    [InlineData("_sessionId = null;", "")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Console.WriteLine(); _sessionId = null;", "")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound || (int)r.StatusCode >= 500) _sessionId = null;", "")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound || r.IsSuccessStatusCode) _sessionId = null;", "")]
    [InlineData("if ((int)r.StatusCode >= 400 && (int)r.StatusCode < 500) _sessionId = null;", "(int)r.StatusCode >= 400 && (int)r.StatusCode < 500")]
    [InlineData("if ((int)r.StatusCode < 500 && (int)r.StatusCode >= 400) _sessionId = null;", "(int)r.StatusCode < 500 && (int)r.StatusCode >= 400")]
    [InlineData("if ((int)r.StatusCode < 500 && !r.IsSuccessStatusCode) _sessionId = null;", "(int)r.StatusCode < 500")]
    [InlineData("if (!r.IsSuccessStatusCode) { if ((int)r.StatusCode < 500 && number > 5) _sessionId = null; }", "(int)r.StatusCode < 500")]
    [InlineData("if (!r.IsSuccessStatusCode) { if (number > 5 && (int)r.StatusCode < 500) _sessionId = null; }", "(int)r.StatusCode < 500")]
    [InlineData("if (!r.IsSuccessStatusCode) { if ((int)r.StatusCode < 500 && flag) _sessionId = null; }", "(int)r.StatusCode < 500")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound && number > 5) _sessionId = null;", "r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound && (int)r.StatusCode > 400) _sessionId = null;", "r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if ((int)r.StatusCode >= 400 && r.StatusCode != HttpStatusCode.InternalServerError) _sessionId = null;", "r.StatusCode != HttpStatusCode.InternalServerError")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) { if (r.StatusCode == HttpStatusCode.NotFound && flag) _sessionId = null; }", "r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if (r.StatusCode.Equals(HttpStatusCode.NotFound)) _sessionId = null;", "r.StatusCode.Equals(HttpStatusCode.NotFound)")]
    [InlineData("var status = r.StatusCode; if (status == HttpStatusCode.NotFound) _sessionId = null;", "status == HttpStatusCode.NotFound")]
    [InlineData("if (r is { StatusCode: HttpStatusCode.NotFound }) _sessionId = null;", "r is { StatusCode: HttpStatusCode.NotFound }")]
    [InlineData("switch (r.StatusCode) { case HttpStatusCode.NotFound: _sessionId = null; break; }", "HttpStatusCode.NotFound")]
    [InlineData("switch (r) { case { StatusCode: HttpStatusCode.NotFound }: _sessionId = null; break; }", "{ StatusCode: HttpStatusCode.NotFound }")]
    [InlineData("_sessionId = r.StatusCode switch { HttpStatusCode.NotFound => null, _ => _sessionId };", "HttpStatusCode.NotFound")]
    [InlineData("_sessionId = r switch { { StatusCode: HttpStatusCode.NotFound } => null, _ => _sessionId };", "{ StatusCode: HttpStatusCode.NotFound }")]
    [InlineData("_sessionId = r.StatusCode == HttpStatusCode.NotFound ? null : _sessionId;", "r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("try { r.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }", "e.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("try { r.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e is { StatusCode: HttpStatusCode.NotFound }) { _sessionId = null; }", "e is { StatusCode: HttpStatusCode.NotFound }")]
    [InlineData("if (IsMissing(r)) _sessionId = null;", "IsMissing(r)")]
    [InlineData("if (!IsMissing(r)) return; _sessionId = null;", "IsMissing(r)")]
    [InlineData("if (IsMissingStatus(r.StatusCode)) _sessionId = null;", "IsMissingStatus(r.StatusCode)")]
    [InlineData("if (IsMissingAndMore(r, number)) _sessionId = null;", "IsMissingAndMore(r, number)")]
    [InlineData("if (number == 404) _sessionId = null;", "")]
    [InlineData("var made = new HttpResponseMessage(HttpStatusCode.OK); if (made.StatusCode == HttpStatusCode.NotFound) _sessionId = null;", "")]
    [InlineData("HttpResponseMessage? none = null; if (none!.StatusCode == HttpStatusCode.NotFound) _sessionId = null;", "")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; else if (flag) return; Console.WriteLine(r.StatusCode);", "r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("var other = await _http.GetAsync(_endpoint); if (other.StatusCode == HttpStatusCode.NotFound) _sessionId = null; if (r.StatusCode == HttpStatusCode.OK) Console.WriteLine();", "other.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if (StatusOf(r) == HttpStatusCode.NotFound) _sessionId = null;", "StatusOf(r) == HttpStatusCode.NotFound")]
    [InlineData("switch (StatusOf(r)) { case HttpStatusCode.NotFound: _sessionId = null; break; }", "HttpStatusCode.NotFound")]
    public Task Tests_AreFoundInEveryShape(string statements, string expected) => Tests(statements, expected);

    [Theory]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop();", "RunAsync 1")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop2();", "RunAsync 2")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop3();", "RunAsync 3")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop4();", "RunAsync 4")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop5();", "")]
    [InlineData("DropIf(r);", "DropIf 0")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) DropIf(r);", "DropIf 0")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) { Drop(); Drop(); }", "RunAsync 1, RunAsync 1")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Again(3);", "RunAsync 1")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Ping(3);", "RunAsync 1, RunAsync 3")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) { Action drop = () => { _sessionId = null; }; drop(); }", "RunAsync 0")]
    [InlineData("Action drop = () => { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }; drop();", "lambda 0")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Local(); void Local() { _sessionId = null; }", "RunAsync 1")]
    public async Task Tests_AreLookedForInCallers(string statements, string expected)
    {
        var facts = await OfClient(statements, (statements.Contains("Drop", StringComparison.Ordinal) ? """
            private void Drop() => _sessionId = null;
            private void Drop2() => Drop();
            private void Drop3() => Drop2();
            private void Drop4() => Drop3();
            private void Drop5() => Drop4();
            """ : "") + (statements.Contains("DropIf", StringComparison.Ordinal) ? "private void DropIf(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }" : "")
            + (statements.Contains("Again", StringComparison.Ordinal) ? "private void Again(int n) { _sessionId = null; if (n > 0) Again(n - 1); }" : "")
            + (statements.Contains("Ping", StringComparison.Ordinal) ? "private void Ping(int n) { _sessionId = null; Pong(n); } private void Pong(int n) { if (n > 0) Ping(n - 1); }" : ""));

        Assert.Equal(expected, string.Join(", ", All(facts).Select(t => $"{(t.Body.IsLambda ? "lambda" : t.Body.Symbol.Name)} {t.Calls.Count}")));
    }

    [Theory]
    [InlineData("private static bool IsSessionLost(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;", "IsSessionLost")]
    [InlineData("private static bool IsSessionLost(HttpStatusCode status) => status == HttpStatusCode.NotFound;", "IsSessionLost")]
    [InlineData("private static bool IsSessionLost(HttpRequestException e) => e.StatusCode == HttpStatusCode.NotFound;", "IsSessionLost")]
    [InlineData("private static bool IsSessionLost(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) return true; return false; }", "IsSessionLost")]
    [InlineData("private static bool IsSessionLost(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) return false; return true; }", "")]
    [InlineData("private static bool IsSessionLost(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.Gone;", "")]
    [InlineData("private static bool IsSessionLost(HttpResponseMessage r, bool flag) { if (flag) return false; return r.StatusCode == HttpStatusCode.NotFound; }", "IsSessionLost, IsSessionLost")]
    [InlineData("private static bool IsSessionLost(HttpResponseMessage r, bool flag) => r.StatusCode == HttpStatusCode.NotFound && flag;", "IsSessionLost")]
    [InlineData("private static bool IsSessionLost() => true; public void Use(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) IsSessionLost(); }", "")]
    public async Task Predicates_AreTestsWhereTheyAnswerYes(string member, string expected)
    {
        var facts = await OfClient("", member);

        Assert.Equal(expected, string.Join(", ", facts.Reactions.All.Where(r => r.Kind == ReactionKind.Predicate).SelectMany(facts.ExpiryTests.TestsOf).Select(t => t.Body.Symbol.Name)));
    }

    [Theory]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null;", "", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) _sessionId = null;", "", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound && flag) _sessionId = null;", "", true)]
    [InlineData("if (!request.Headers.Contains(\"Mcp-Session-Id\")) return; if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null;", "", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop(request);", "private void Drop(HttpRequestMessage request) => _sessionId = null;", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop(request);", "private void Drop(HttpRequestMessage request) { if (request.Headers.Contains(\"Mcp-Session-Id\")) _sessionId = null; }", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop(request);", "private void Drop(HttpRequestMessage request) => Drop2(request); private void Drop2(HttpRequestMessage request) { if (request.Headers.Contains(\"Mcp-Session-Id\")) _sessionId = null; }", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop(request);", "private void Drop(HttpRequestMessage request) { if (request.Headers.Contains(\"Mcp-Session-Id\")) Drop2(); } private void Drop2() { _sessionId = null; }", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) Drop(request);", "private void Drop(HttpRequestMessage request) => Drop2(); private void Drop2() { _sessionId = null; }", true)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Look(r);", "private void Look(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }", false)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Look(r); Look(r);", "private void Look(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }", true)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Look(r);", "public void Look(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }", true)]
    [InlineData("if (flag) Look(r);", "private void Look(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }", true)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Look(r);", "private void Look(HttpResponseMessage r) => Look2(r); private void Look2(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }", false)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Look(r, 3);", "private void Look(HttpResponseMessage r, int n) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; if (n > 0) Look(r, n - 1); }", false)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) { Action look = () => { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }; look(); }", "", false)]
    [InlineData("if (flag) { Action look = () => { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }; look(); }", "", true)]
    public async Task CanRun_AsksWhetherARequestWithoutAnIdComesThere(string statements, string members, bool canRun)
    {
        var facts = await OfClient(statements, members);

        Assert.Equal(canRun, All(facts).Any(t => facts.ExpiryTests.CanRun(t, Verbs.Post, carriesSession: false)));
        Assert.All(All(facts), t => Assert.True(facts.ExpiryTests.CanRun(t, Verbs.Post, carriesSession: true)));
    }

    [Theory]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null;", "", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound && request.Method == HttpMethod.Post) _sessionId = null;", "", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound && request.Method != HttpMethod.Post) _sessionId = null;", "", true)]
    [InlineData("if (request.Method == HttpMethod.Post) Look(r);", "private void Look(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }", false)]
    public async Task CanRun_AsksWhetherAGetComesThere(string statements, string members, bool canRun)
    {
        var facts = await OfClient(statements, members, "method");

        Assert.Equal(canRun, All(facts).Any(t => facts.ExpiryTests.CanRun(t, Verbs.Get, carriesSession: true)));
    }

    [Theory]
    [InlineData("if (IsSessionLost(r)) _sessionId = null;", true)]
    [InlineData("if (IsSessionLost(r) && request.Headers.Contains(\"Mcp-Session-Id\")) _sessionId = null;", false)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\") && IsSessionLost(r)) _sessionId = null;", false)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\") & IsSessionLost(r)) _sessionId = null;", false)]
    [InlineData("if ((IsSessionLost(r)) && flag) _sessionId = null;", true)]
    [InlineData("if (IsSessionLost(r) || flag) _sessionId = null;", true)]
    [InlineData("var lost = IsSessionLost(r) && request.Headers.Contains(\"Mcp-Session-Id\"); if (lost) _sessionId = null;", false)]
    [InlineData("if (IsSessionLost(r)) { }", false)]
    [InlineData("if (IsSessionLost(r)) Console.WriteLine();", true)]
    [InlineData("if (!IsSessionLost(r)) Console.WriteLine();", true)]
    [InlineData("if (IsSessionLost(r)) DropWith(request);", false)]
    [InlineData("if (IsSessionLost(r)) DropWithout(request);", true)]
    [InlineData("if (IsSessionLost(r)) throw new Exception();", true)]
    [InlineData("if (IsSessionLost(r)) ThrowWith(request);", false)]
    [InlineData("if (IsSessionLost(r)) ThrowWithout(request);", true)]
    [InlineData("if (Handle(r)) { }", true)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Handle(r);", false)]
    [InlineData("switch (IsSessionLost(r)) { case true: Console.WriteLine(); break; }", true)]
    [InlineData("Keep(IsSessionLost(r));", true)]
    [InlineData("if (request.Headers.Contains(\"Mcp-Session-Id\")) Keep(IsSessionLost(r));", false)]
    [InlineData("bool Ask() { var lost = IsSessionLost(r); return lost; } if (Ask()) Console.WriteLine();", true)]
    [InlineData("bool Ask() { var lost = IsSessionLost(r) && number > 3; return lost; } if (Ask()) Console.WriteLine();", true)]
    [InlineData("bool Ask() { var lost = IsSessionLost(r); return true; } if (Ask()) Console.WriteLine();", false)]
    [InlineData("bool Ask() { var lost = IsSessionLost(r); return lost; } if (request.Headers.Contains(\"Mcp-Session-Id\") && Ask()) Console.WriteLine();", false)]
    [InlineData("bool Ask() { return !IsSessionLost(r); } if (Ask()) Console.WriteLine();", true)]
    [InlineData("bool Ask() { if (IsSessionLost(r)) return true; return false; } if (Ask()) Console.WriteLine();", true)]
    [InlineData("string Ask() { return IsSessionLost(r) ? \"lost\" : \"fine\"; } Console.WriteLine(Ask());", true)]
    [InlineData("var text = IsSessionLost(r) ? \"lost\" : \"fine\"; Console.WriteLine(text);", true)]
    [InlineData("var text = request.Headers.Contains(\"Mcp-Session-Id\") && IsSessionLost(r) ? \"lost\" : \"fine\"; Console.WriteLine(text);", false)]
    [InlineData("var lost = request.Headers.Contains(\"Mcp-Session-Id\") ? IsSessionLost(r) : false; if (lost) Console.WriteLine();", false)]
    [InlineData("var lost = flag ? IsSessionLost(r) : false; if (lost) Console.WriteLine();", true)]
    public async Task CanRun_AsksWhatTheAnswerOfAPredicateLeadsTo(string statements, bool canRun)
    {
        var facts = await OfClient(statements, """
            private static bool IsSessionLost(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;
            private void DropWith(HttpRequestMessage request) { if (request.Headers.Contains("Mcp-Session-Id")) { Console.WriteLine(); } }
            private void DropWithout(HttpRequestMessage request) { if (!request.Headers.Contains("Mcp-Session-Id")) { Console.WriteLine(); } }
            private void ThrowWith(HttpRequestMessage request) { if (request.Headers.Contains("Mcp-Session-Id")) { throw new Exception(); } }
            private void ThrowWithout(HttpRequestMessage request) { if (!request.Headers.Contains("Mcp-Session-Id")) { throw new Exception(); } }
            private static void Keep(bool value) { }
            """ + (statements.Contains("Handle", StringComparison.Ordinal) ? "private bool Handle(HttpResponseMessage r) { if (IsSessionLost(r)) { Console.WriteLine(); return true; } return false; }" : ""));
        var test = facts.Reactions.All.Where(r => r.Kind == ReactionKind.Predicate).SelectMany(facts.ExpiryTests.TestsOf).Single();

        Assert.Equal(canRun, facts.ExpiryTests.CanRun(test, Verbs.Post, carriesSession: false));
    }

    [Theory]
    [InlineData("IsSessionLost(HttpResponseMessage r) => r.StatusCode", "r", "other", "GET, not POST")]
    [InlineData("IsSessionLost(HttpStatusCode status) => status", "r.StatusCode", "other.StatusCode", "GET, not POST")]
    [InlineData("IsSessionLost(HttpStatusCode status) => status", "r.StatusCode", "(flag ? r : other).StatusCode", "GET, POST")]
    public async Task CanRun_AsksWhichAnswerAPredicateIsGiven(string predicate, string guarded, string unguarded, string expected)
    {
        var facts = await OfClient(
            $$"""
            if (request.Headers.Contains("Mcp-Session-Id") && IsSessionLost({{guarded}})) Console.WriteLine();
            var other = await _http.GetAsync(_endpoint);
            if (IsSessionLost({{unguarded}})) Console.WriteLine();
            """,
            $"private static bool {predicate} == HttpStatusCode.NotFound;");
        var tests = facts.Reactions.All.Where(r => r.Kind == ReactionKind.Predicate).SelectMany(facts.ExpiryTests.TestsOf);

        Assert.Equal(expected, string.Join(", ", tests
            .Select(t => (Verb: facts.Exchanges.VerbsOf(t.Exchange), CanRun: facts.ExpiryTests.CanRun(t, Verbs.None, carriesSession: false)))
            .Select(t => $"{(t.CanRun ? "" : "not ")}{t.Verb.ToString().ToUpperInvariant()}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); await SendAsync(q);", true)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); if (q.Headers.Contains(\"Mcp-Session-Id\")) await SendAsync(q);", false)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); if (_sessionId is not null) q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await SendAsync(q);", true)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Get, _endpoint); await SendAsync(q);", false)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); var other = new HttpRequestMessage(HttpMethod.Post, _endpoint); if (other.Headers.Contains(\"Mcp-Session-Id\")) await SendAsync(q);", true)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Get, _endpoint); await SendAsync(q); q = new HttpRequestMessage(HttpMethod.Post, _endpoint); await SendAsync(q);", true)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await SendAsync(q); q = new HttpRequestMessage(HttpMethod.Post, _endpoint); await SendAsync(q);", true)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Get, _endpoint); await SendAsync(q); q = new HttpRequestMessage(HttpMethod.Post, _endpoint); q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await SendAsync(q);", false)]
    [InlineData("HttpRequestMessage q; if (_sessionId is null) { q = new HttpRequestMessage(HttpMethod.Get, _endpoint); } else { q = new HttpRequestMessage(HttpMethod.Post, _endpoint); q.Headers.Add(\"Mcp-Session-Id\", _sessionId); } await SendAsync(q);", false)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); q.Headers.Add(\"Mcp-Session-Id\", _sessionId); while (DateTime.Now.Hour > 3) { await SendAsync(q); q = new HttpRequestMessage(HttpMethod.Get, _endpoint); }", false)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Get, _endpoint); try { await Task.Delay(1); q = new HttpRequestMessage(HttpMethod.Get, _endpoint); } catch (Exception) { await SendAsync(q); }", false)]
    public async Task CanRun_AsksTheCallersOfAMethodThatSends(string statements, bool canRun)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { {{statements}} }
            private async Task SendAsync(HttpRequestMessage q)
            {
                var r = await _http.SendAsync(q);
                if (r.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
            }

            public void Write(HttpRequestMessage q) => q.Headers.Add("Mcp-Session-Id", _sessionId);
            """);

        Assert.Equal(canRun, All(facts).Any(t => facts.ExpiryTests.CanRun(t, Verbs.Post, carriesSession: false)));
    }

    [Theory]
    [InlineData("details.HttpStatusCode == HttpStatusCode.NotFound", true)]
    [InlineData("details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }", true)]
    [InlineData("whole is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }", true)]
    [InlineData("failure.Status == 404", true)]
    [InlineData("failure.StatusCode == 404", true)]
    [InlineData("failure.Code == 404", false)]
    [InlineData("web.StatusCode == HttpStatusCode.NotFound", true)]
    public async Task Tests_AreThoseOfOtherAccountsToo(string condition, bool expected)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public class ClientCompletionDetails { }
            public sealed class HttpClientCompletionDetails : ClientCompletionDetails { public HttpStatusCode? HttpStatusCode { get; set; } }
            public sealed class FailureException : Exception { public int Status { get; set; } public int StatusCode { get; set; } public int Code { get; set; } }

            public sealed class Client
            {
                private string? _sessionId;
                public void Send(HttpRequestMessage q) => q.Headers.Add("Mcp-Session-Id", _sessionId);
                public void Look(HttpClientCompletionDetails details, ClientCompletionDetails whole, FailureException failure, HttpWebResponse web) { if ({{condition}}) _sessionId = null; }
            }
            """));

        Assert.Equal(expected, All(facts).Any());
    }

    private static IEnumerable<ExpiryTest> All(TransportFacts facts) => facts.Reactions.All.Where(r => r.Kind != ReactionKind.Predicate).SelectMany(facts.ExpiryTests.TestsOf);

    private static async Task Tests(string statements, string expected)
    {
        var facts = await OfClient(statements, """
            private static bool IsMissing(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;
            private static HttpStatusCode StatusOf(HttpResponseMessage r) => r.StatusCode;
            private static bool IsMissingStatus(HttpStatusCode status) => status == HttpStatusCode.NotFound;
            private static bool IsMissingAndMore(HttpResponseMessage r, int number) => r.StatusCode == HttpStatusCode.NotFound && number > 5;
            """);

        Assert.Equal(expected, string.Join("; ", All(facts).Select(t => $"{(t.IsTrueForStatus ? "" : "not ")}{t.Syntax}")));
    }

    private static Task<TransportFacts> OfClient(string statements, string members = "", string method = "HttpMethod.Post") => FactsOf.Members($$"""
        public async Task RunAsync(bool flag, int number, HttpMethod method)
        {
            var request = new HttpRequestMessage({{method}}, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            var r = await _http.SendAsync(request);
            {{statements}}
        }

        {{members}}
        """);
}
