using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdReadUnguarded>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionIdReadUnguardedTests
{
    private static string After(string statements, string members = "") => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            using var response = await _http.SendAsync(request);
            {{statements}}
        }

        {{members}}
        """);

    [Theory]
    [InlineData("_sessionId = {|MCPT1006:response.Headers.GetValues(\"Mcp-Session-Id\")|}.First();")]
    [InlineData("_sessionId = {|MCPT1006:response.Headers.GetValues(Header)|}.FirstOrDefault();")]
    [InlineData("var headers = response.Headers; _sessionId = {|MCPT1006:headers.GetValues(Header)|}.Single();")]
    [InlineData("if (response.IsSuccessStatusCode) { _sessionId = string.Join(\"\", {|MCPT1006:response.Headers.GetValues(Header)|}); }")]
    [InlineData("if (request.Headers.Contains(Header)) { _sessionId = {|MCPT1006:response.Headers.GetValues(Header)|}.First(); }")]
    [InlineData("if (!response.Headers.Contains(Header)) { Console.WriteLine(\"none\"); } _sessionId = {|MCPT1006:response.Headers.GetValues(Header)|}.First();")]
    [InlineData("try { _sessionId = {|MCPT1006:response.Headers.GetValues(Header)|}.First(); } catch (HttpRequestException) { }")]
    [InlineData("if ({|MCPT1006:response.Content.Headers.TryGetValues(Header, out var values)|}) { _sessionId = values.First(); }")]
    [InlineData("_sessionId = {|MCPT1006:response.Content.Headers.GetValues(Header)|}.First();")]
    public Task UnguardedRead_IsReported(string statements) => Verify.Analyzer(After(statements));

    [Theory]
    [InlineData("if (response.Headers.Contains(Header)) { _sessionId = response.Headers.GetValues(Header).First(); }")]
    [InlineData("if (!response.Headers.Contains(\"mcp-session-id\")) { return; } _sessionId = response.Headers.GetValues(Header).First();")]
    [InlineData("var has = response.Headers.Contains(Header); if (has) { _sessionId = response.Headers.GetValues(Header).First(); }")]
    [InlineData("_sessionId = response.Headers.Contains(Header) ? response.Headers.GetValues(Header).First() : null;")]
    [InlineData("if (response.Headers.TryGetValues(Header, out _)) { _sessionId = response.Headers.GetValues(Header).First(); }")]
    [InlineData("if (response.Headers.Any(h => h.Key == Header)) { _sessionId = response.Headers.GetValues(Header).First(); }")]
    [InlineData("try { _sessionId = response.Headers.GetValues(Header).First(); } catch (InvalidOperationException) { }")]
    [InlineData("try { _sessionId = response.Headers.GetValues(Header).First(); } catch { }")]
    [InlineData("if (response.Headers.TryGetValues(Header, out var values)) { _sessionId = values.First(); }")]
    [InlineData("if (response.Headers.TryGetValues(Header, out var v) || response.Content.Headers.TryGetValues(Header, out v)) { _sessionId = v.First(); }")]
    [InlineData("_sessionId = response.Headers.GetValues(\"X-Other\").First();")]
    [InlineData("request.Headers.Add(Header, \"1\"); Console.WriteLine(request.Headers.GetValues(Header).First());")]
    [InlineData("Func<string> none = () => \"none\"; if (response.Headers.TryGetValues(Header, out var v) || response.Content.Headers.TryGetValues(Header, out v)) { _sessionId = v.First(); } else { Console.WriteLine(none()); }")]
    public Task GuardedRead_IsSilent(string statements) => Verify.Analyzer(After(statements));

    [Fact]
    public Task HelperCalledUnderAGuard_IsSilent() => Verify.Analyzer(After(
        "if (HasSession(response)) { _sessionId = Read(response); }",
        """
        private static bool HasSession(HttpResponseMessage response) => response.Headers.Contains(Header);
            private static string Read(HttpResponseMessage response) => response.Headers.GetValues(Header).First();
        """));

    [Fact]
    public Task HelperCalledWithoutAGuard_IsReported() => Verify.Analyzer(After(
        "_sessionId = Read(response);",
        "private static string Read(HttpResponseMessage response) => {|MCPT1006:response.Headers.GetValues(Header)|}.First();"));

    [Fact]
    public Task HelperCalledWithAndWithoutAGuard_IsReported() => Verify.Analyzer(After(
        "_sessionId = Read(response); if (response.Headers.Contains(Header)) { _sessionId = Read(response); }",
        "private static string Read(HttpResponseMessage response) => {|MCPT1006:response.Headers.GetValues(Header)|}.First();"));

    [Fact]
    public Task HelperOfAHelperOfAHelper_IsReported() => Verify.Analyzer(After("_sessionId = First(response);", Helpers("{|MCPT1006:response.Headers.GetValues(Header)|}")));

    [Fact]
    public Task HelperFurtherAway_IsSilent() => Verify.Analyzer(After(
        "_sessionId = Outer(response);",
        Helpers("response.Headers.GetValues(Header)") + " private static string Outer(HttpResponseMessage response) => First(response);"));

    private static string Helpers(string read) => $$"""
        private static string First(HttpResponseMessage response) => Second(response);
            private static string Second(HttpResponseMessage response) => Third(response);
            private static string Third(HttpResponseMessage response) => {{read}}.First();
        """;

    [Theory]
    [InlineData("")]
    [InlineData("_sessionId = Read(response);")]
    public Task HelperOfUnknownCallers_IsSilent(string statements) => Verify.Analyzer(After(
        statements,
        "public static string Read(HttpResponseMessage response) => response.Headers.GetValues(Header).First();"));

    [Theory]
    [InlineData("_sessionId = {|#0:response.Headers.GetValues(Header)|}.First();", "Mcp-Session-Id is optional, and GetValues() throws where it is absent: use TryGetValues()")]
    [InlineData("_sessionId = {|#0:response.Content.Headers.GetValues(Header)|}.First();", "A response never has Mcp-Session-Id among the headers of its content: read response.Headers")]
    public Task WhatIsWrong_IsSaid(string statements, string message) => Verify.Analyzer(After(statements), Verify.Diagnostic().WithLocation(0).WithArguments(message));
}
