using static McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest.ExpiryCode;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>How code asks whether the answer was 404.</summary>
public class StatusShapesTests
{
    [Theory]
    [InlineData("if ({|MCPT1001:404 == (int)response.StatusCode|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode == (HttpStatusCode)404|}) { _sessionId = null; }")]
    [InlineData("const HttpStatusCode gone = HttpStatusCode.NotFound; if ({|MCPT1001:response.StatusCode == gone|}) { _sessionId = null; }")]
    [InlineData("if (!({|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|})) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} || response.StatusCode == HttpStatusCode.Gone) { _sessionId = null; }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone || {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("if (({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) == true) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:object.Equals(response.StatusCode, HttpStatusCode.NotFound)|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:HttpStatusCode.NotFound.Equals(response.StatusCode)|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode is 404|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode is >= 400 and < 500|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode / 100 == 4|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response is { IsSuccessStatusCode: false, StatusCode: HttpStatusCode.NotFound }|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response is not { StatusCode: HttpStatusCode.NotFound }|}) { return \"\"; } _sessionId = null;")]
    [InlineData("if (response is { StatusCode: var status } && {|MCPT1001:status == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("var status = (int)response.StatusCode; if ({|MCPT1001:status == 404|}) { _sessionId = null; }")]
    [InlineData("int status = (int)response.StatusCode; switch (status) { case {|MCPT1001:404|}: _sessionId = null; break; }")]
    [InlineData("bool notFound; notFound = {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}; if (notFound) { _sessionId = null; }")]
    [InlineData("var notFound = false; if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) notFound = true; if (notFound) _sessionId = null;")]
    [InlineData("switch (response) { case {|MCPT1001:{ StatusCode: HttpStatusCode.NotFound }|}: _sessionId = null; break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.OK: break; case {|MCPT1001:HttpStatusCode.NotFound|}: case HttpStatusCode.Gone: _sessionId = null; break; default: break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.Gone: case {|MCPT1001:HttpStatusCode.NotFound|}: _sessionId = null; break; }")]
    [InlineData("switch (response.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound or HttpStatusCode.Gone|}: _sessionId = null; break; }")]
    [InlineData("switch (response.StatusCode) { case var s when {|MCPT1001:s == HttpStatusCode.NotFound|}: _sessionId = null; break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.Gone: goto case HttpStatusCode.NotFound; case {|MCPT1001:HttpStatusCode.NotFound|}: _sessionId = null; break; }")]
    [InlineData("_sessionId = response switch { {|MCPT1001:{ StatusCode: HttpStatusCode.NotFound }|} => null, _ => _sessionId };")]
    [InlineData("_sessionId = {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} ? null : _sessionId;")]
    [InlineData("if (response.IsSuccessStatusCode) { return \"\"; } if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { goto expired; } return \"\"; expired: _sessionId = null;")]
    [InlineData("if ({|MCPT1001:new[] { HttpStatusCode.NotFound, HttpStatusCode.Gone }.Contains(response.StatusCode)|}) { _sessionId = null; }")]
    [InlineData("while ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; break; }")]
    [InlineData("if (response.StatusCode is var s && {|MCPT1001:s == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("var (status, ok) = (response.StatusCode, response.IsSuccessStatusCode); if (!ok && {|MCPT1001:status == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("if ({|MCPT1001:(response.StatusCode, json) is (HttpStatusCode.NotFound, _)|}) { _sessionId = null; }")]
    [InlineData("switch ((response.StatusCode, json)) { case {|MCPT1001:(HttpStatusCode.NotFound, _)|}: _sessionId = null; break; }")]
    [InlineData("if ({|MCPT1001:new HashSet<HttpStatusCode> { HttpStatusCode.NotFound, HttpStatusCode.Gone }.Contains(response.StatusCode)|}) { _sessionId = null; }")]
    [InlineData("HttpStatusCode[] lost = [HttpStatusCode.NotFound, HttpStatusCode.Gone]; if ({|MCPT1001:lost.Contains(response.StatusCode)|}) { _sessionId = null; }")]
    [InlineData("var asked = (response.StatusCode, json); if ({|MCPT1001:asked is (HttpStatusCode.NotFound, _)|}) { _sessionId = null; }")]
    public Task NotFound_IsReported(string afterSend) => Verify.Analyzer(Post(afterSend));

    [Theory]
    [InlineData("if ({|MCPT1001:IsNotFound(response)|}) { _sessionId = null; }", "private static bool IsNotFound(HttpResponseMessage r) => r.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;")]
    [InlineData("if ({|MCPT1001:Lost.Contains(response.StatusCode)|}) { _sessionId = null; }", "private static readonly HttpStatusCode[] Lost = { HttpStatusCode.NotFound, HttpStatusCode.Gone };")]
    [InlineData("if ({|MCPT1001:Lost.Contains(response.StatusCode)|}) { _sessionId = null; }", "private static readonly HashSet<HttpStatusCode> Lost = [HttpStatusCode.NotFound];")]
    [InlineData("if ({|MCPT1001:Missing(response)|}) { _sessionId = null; }", "private static readonly Func<HttpResponseMessage, bool> Missing = r => r.StatusCode == HttpStatusCode.NotFound;")]
    [InlineData("if ({|MCPT1001:IsNotFound(response.StatusCode)|}) { _sessionId = null; }", "private static bool IsNotFound(HttpStatusCode s) => s == HttpStatusCode.NotFound;")]
    [InlineData("if ({|MCPT1001:IsNotFound(response)|}) { _sessionId = null; }", "private static bool IsNotFound(HttpResponseMessage r) { return r.StatusCode == HttpStatusCode.NotFound; }")]
    [InlineData("if ({|MCPT1001:Is(response, HttpStatusCode.NotFound)|}) { _sessionId = null; }", "private static bool Is(HttpResponseMessage r, HttpStatusCode status) => r.StatusCode == status;")]
    [InlineData("if ({|MCPT1001:IsGone(response)|}) { _sessionId = null; }", "private static bool IsGone(HttpResponseMessage r) => Is(r, 404); private static bool Is(HttpResponseMessage r, int code) => code == (int)r.StatusCode;")]
    [InlineData("var asked = (response.StatusCode, json); if ({|MCPT1001:IsLost(asked)|}) { _sessionId = null; }", "private static bool IsLost((HttpStatusCode Status, string Sent) asked) => asked is (HttpStatusCode.NotFound, _);")]
    [InlineData("if ({|MCPT1001:IsLost((response.StatusCode, json))|}) { _sessionId = null; }", "private static bool IsLost((HttpStatusCode Status, string Sent) asked) => asked is (HttpStatusCode.NotFound, { Length: > 0 });")]
    public Task NotFoundInHelper_IsReported(string afterSend, string helper) => Verify.Analyzer(Post(afterSend, helper));

    /// <summary>What is made of a response tells of the same request: here, of a POST.</summary>
    [Theory]
    [InlineData("var outcome = new Outcome(response);", "outcome.Answer.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("var outcome = new Outcome(response);", "outcome.Answer is { StatusCode: HttpStatusCode.NotFound }")]
    [InlineData("var outcome = new Outcome(response);", "outcome is { Answer.StatusCode: HttpStatusCode.NotFound }")]
    [InlineData("var outcome = Wrap(response);", "outcome.Answer.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("var outcome = new Outcome(null!) { Answer = response };", "outcome.Answer.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("", "StatusOf(response) == HttpStatusCode.NotFound")]
    [InlineData("var outcome = new Outcome(response);", "IsMissing(outcome)")]
    [InlineData("var outcome = Wrap(response);", "IsMissing(outcome)")]
    [InlineData("var outcome = new Outcome(response);", "IsMatched(outcome)")]
    public async Task Wrapper_IsSeenThrough(string before, string test)
    {
        const string Members = """
            private sealed record Outcome(HttpResponseMessage Answer);
            private static Outcome Wrap(HttpResponseMessage answer) => new(answer);
            private static bool IsMissing(Outcome asked) => asked.Answer.StatusCode == HttpStatusCode.NotFound;
            private static bool IsMatched(Outcome asked) => asked is { Answer.StatusCode: HttpStatusCode.NotFound };
            private static HttpStatusCode StatusOf(HttpResponseMessage answer) => answer.StatusCode;
            """;
        await Verify.Analyzer(Post($"{before} if ({{|MCPT1001:{test}|}}) {{ _sessionId = null; }}", Members));
        await Verify.Analyzer(Post($"{before} if (_sessionId is not null && {test}) {{ _sessionId = null; }}", Members));
    }

    [Theory]
    [InlineData("response.StatusCode == HttpStatusCode.OK")]
    [InlineData("response.StatusCode == HttpStatusCode.Gone")]
    [InlineData("response.StatusCode != HttpStatusCode.NotFound")]
    [InlineData("response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden")]
    [InlineData("(int)response.StatusCode >= 500")]
    [InlineData("(int)response.StatusCode is > 404 and < 500")]
    [InlineData("(int)response.StatusCode >= 400")]
    [InlineData("!response.IsSuccessStatusCode")]
    public Task AnotherStatus_IsSilent(string test) => Verify.Analyzer(Post($"if ({test}) {{ _sessionId = null; }}"));

    [Theory]
    [InlineData("if ((int)response.StatusCode >= 400) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ({|MCPT1001:(int)r.StatusCode < 500|}) { _sessionId = null; } }")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode < 500|}) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ((int)r.StatusCode >= 400) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response.StatusCode); }", "private void Handle(HttpStatusCode s) { if ({|MCPT1001:s < HttpStatusCode.InternalServerError|}) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); }", "private void Handle(HttpResponseMessage r) => Judge(r); private void Judge(HttpResponseMessage r) { if ({|MCPT1001:(int)r.StatusCode < 500|}) { _sessionId = null; } }")]
    [InlineData("if ({|MCPT1001:(int)response.StatusCode < 500|}) { Handle(response); }", "private void Handle(HttpResponseMessage r) { Console.WriteLine(); Judge(r); } private void Judge(HttpResponseMessage r) { if (!r.IsSuccessStatusCode) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ({|MCPT1001:(int)r.StatusCode < 500|}) { Drop(); } } private void Drop() => _sessionId = null;")]
    public Task RangeWhoseEndsAreAskedInTwoMethods_IsReported(string afterSend, string members) => Verify.Analyzer(Post(afterSend, members));

    [Theory]
    [InlineData("Handle(response);", "private void Handle(HttpResponseMessage r) { if ((int)r.StatusCode < 500) { _sessionId = null; } }")]
    [InlineData("if (response.IsSuccessStatusCode) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ((int)r.StatusCode < 500) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ((int)r.StatusCode >= 400) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound || r.StatusCode == HttpStatusCode.InternalServerError) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); }", "internal void Handle(HttpResponseMessage r) { if ((int)r.StatusCode < 500) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Handle(response); } else { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ((int)r.StatusCode < 500) { _sessionId = null; } }")]
    [InlineData("if (!response.IsSuccessStatusCode && _sessionId is not null) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if ((int)r.StatusCode < 500) { _sessionId = null; } }")]
    [InlineData("if ((int)response.StatusCode < 500) { Handle(response); }", "private void Handle(HttpResponseMessage r) { if (!r.IsSuccessStatusCode && _sessionId is not null) { _sessionId = null; } }")]
    public Task HelperThatRunsForOtherAnswersToo_IsSilent(string afterSend, string members) => Verify.Analyzer(Post(afterSend, members));

    [Theory]
    [InlineData("if (Is(response, HttpStatusCode.Gone)) { _sessionId = null; }")]
    [InlineData("if (!Is(response, HttpStatusCode.NotFound)) { _sessionId = null; }")]
    [InlineData("var asked = (response.StatusCode, json); if (asked is (HttpStatusCode.Gone, _)) { _sessionId = null; }")]
    [InlineData("var asked = (response.StatusCode, request.Headers.Contains(\"Mcp-Session-Id\")); if (asked is (HttpStatusCode.NotFound, true)) { _sessionId = null; }")]
    [InlineData("var asked = (response.StatusCode, json); if (IsGone(asked)) { _sessionId = null; }")]
    [InlineData("var asked = (response.StatusCode, request.Headers.Contains(\"Mcp-Session-Id\")); if (IsLost(asked)) { _sessionId = null; }")]
    [InlineData("if (IsLost((response.StatusCode, request.Headers.Contains(\"Mcp-Session-Id\")))) { _sessionId = null; }")]
    [InlineData("var asked = (response.StatusCode, json); asked = (HttpStatusCode.OK, json); if (IsGone(asked)) { _sessionId = null; }")]
    [InlineData("var code = response.StatusCode; var asked = (code, json); code = HttpStatusCode.NotFound; if (asked is (HttpStatusCode.Gone, _)) { _sessionId = null; }")]
    public Task AnotherStatusInAHelperOrTuple_IsSilent(string afterSend) =>
        Verify.Analyzer(Post(afterSend, """
            private static bool Is(HttpResponseMessage r, HttpStatusCode status) => r.StatusCode == status;
            private static bool IsGone((HttpStatusCode, string) asked) => asked is (HttpStatusCode.Gone, _);
            private static bool IsLost((HttpStatusCode, bool) asked) => asked is (HttpStatusCode.NotFound, true);
            """));

    [Fact]
    public Task UsingStaticStatusCode_IsReported() => Verify.Analyzer("using static System.Net.HttpStatusCode;\n" + Post("""
        if ({|MCPT1001:response.StatusCode == NotFound|}) { _sessionId = null; }
        """).Replace("#nullable enable\n", ""));

    [Theory]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode is HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:e is { StatusCode: HttpStatusCode.NotFound }|}) { _sessionId = null; }")]
    [InlineData("catch (Exception e) when ({|MCPT1001:e is HttpRequestException { StatusCode: HttpStatusCode.NotFound }|}) { _sessionId = null; }")]
    [InlineData("catch (Exception e) when (e is HttpRequestException h && {|MCPT1001:h.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) { if ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; } throw; }")]
    [InlineData("catch (HttpRequestException e) { if ({|MCPT1001:e.StatusCode != HttpStatusCode.NotFound|}) throw; _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) { switch (e.StatusCode) { case {|MCPT1001:HttpStatusCode.NotFound|}: _sessionId = null; break; default: throw; } }")]
    [InlineData("catch (Exception e) { switch (e) { case {|MCPT1001:HttpRequestException { StatusCode: HttpStatusCode.NotFound }|}: _sessionId = null; break; default: throw; } }")]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:(int?)e.StatusCode == 404|}) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode.GetValueOrDefault() == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode.HasValue && {|MCPT1001:e.StatusCode.Value == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("catch (OperationCanceledException) { throw; } catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|}) { throw new SessionExpiredException(); }")]
    [InlineData("catch (HttpRequestException e) when ({|MCPT1001:IsLost(e)|}) { _sessionId = null; } static bool IsLost(HttpRequestException e) => e.StatusCode == HttpStatusCode.NotFound;")]
    public Task NotFoundOfAnException_IsReported(string catches) => Verify.Analyzer(TryPost(catches));

    [Theory]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { if (_sessionId is null) throw; _sessionId = null; }")]
    [InlineData("catch (HttpRequestException) { _sessionId = null; throw; }")]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized) { _sessionId = null; }")]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { throw new InvalidOperationException(\"wrong address\", e); }")]
    public Task GuardedException_IsSilent(string catches) => Verify.Analyzer(TryPost(catches));

    [Fact]
    public Task OwnExceptionWithAStatusThrownInHelper_IsReported() => Verify.Analyzer(TryPost("""
        catch (TransportException e) when ({|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }
        """, """
        private static async Task EnsureSuccessAsync(HttpResponseMessage response)
        {
            if (!response.IsSuccessStatusCode)
            {
                throw new TransportException(response.StatusCode, await response.Content.ReadAsStringAsync());
            }
        }

        private sealed class TransportException(HttpStatusCode status, string body) : Exception(body)
        {
            public HttpStatusCode StatusCode { get; } = status;
        }
        """, sends: "await EnsureSuccessAsync(response);"));

    [Fact]
    public Task OwnExceptionWithAStatusAsNumber_IsReported() => Verify.Analyzer(TryPost("""
        catch (TransportException e) when ({|MCPT1001:e.Status == 404|}) { _sessionId = null; }
        """, """
        private sealed class TransportException : Exception
        {
            public TransportException(int status) => Status = status;

            public int Status { get; }
        }
        """, sends: "if (!response.IsSuccessStatusCode) throw new TransportException((int)response.StatusCode);"));

    [Fact]
    public Task OwnExceptionGuardedBySession_IsSilent() => Verify.Analyzer(TryPost("""
        catch (TransportException e) when (_sessionId is not null && e.Status == 404) { _sessionId = null; }
        """, """
        private sealed class TransportException(int status) : Exception
        {
            public int Status => status;
        }
        """, sends: "if (!response.IsSuccessStatusCode) throw new TransportException((int)response.StatusCode);"));
}
