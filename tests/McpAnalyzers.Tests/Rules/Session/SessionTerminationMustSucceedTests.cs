using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionTerminationMustSucceed>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionTerminationMustSucceedTests
{
    private static string Delete(string afterSend, string members = "") => ClientCode.WithSession($$"""
        {{members}}
        public async Task TerminateAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            {{afterSend}}
        }
        """);

    [Theory]
    [InlineData("{|MCPT1010:response.EnsureSuccessStatusCode()|};")]
    [InlineData("if (!response.IsSuccessStatusCode) { throw {|MCPT1010:new InvalidOperationException(\"failed\")|}; }")]
    [InlineData("if (response.StatusCode != HttpStatusCode.NotFound) { {|MCPT1010:response.EnsureSuccessStatusCode()|}; }")]
    [InlineData("if (response.StatusCode != HttpStatusCode.OK && response.StatusCode != HttpStatusCode.NoContent) throw {|MCPT1010:new HttpRequestException()|};")]
    public Task FailureOfTheDelete_IsReported(string afterSend) => Verify.Analyzer(Delete(afterSend));

    [Theory]
    [InlineData("")]
    [InlineData("_sessionId = null;")]
    [InlineData("if (response.StatusCode is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)) { response.EnsureSuccessStatusCode(); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.MethodNotAllowed) { return; } response.EnsureSuccessStatusCode();")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Console.WriteLine(response.StatusCode); }")]
    [InlineData("if ((int)response.StatusCode >= 500) { throw new HttpRequestException(); }")]
    [InlineData("if (!response.IsSuccessStatusCode) { Close(); }", "private void Close() => _http.Dispose();")]
    [InlineData("if (!response.IsSuccessStatusCode) { _messages.Writer.TryComplete(); }", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    public Task ToleratedAnswer_IsSilent(string afterSend, string members = "") => Verify.Analyzer(Delete(afterSend, members));

    [Fact]
    public Task FailureBeforeTheClientIsClosed_IsReported() => Verify.Analyzer(Delete(
        "{|MCPT1010:response.EnsureSuccessStatusCode()|};",
        "public async Task EndAsync() { await TerminateAsync(); Close(); } private void Close() => _http.Dispose();"));

    [Fact]
    public Task CaughtByTheOnlyCaller_IsSilent() => Verify.Analyzer(Delete("response.EnsureSuccessStatusCode();", """
        public async Task CloseAsync() { try { await TerminateAsync(); } catch (HttpRequestException) { } }
            private async Task TerminateAsync() => await TerminateAsync(1);
        """).Replace("public async Task TerminateAsync()", "private async Task TerminateAsync(int _)"));

    [Fact]
    public Task DeleteOfTheMcpEndpoint_IsReported() => Verify.Analyzer(Delete("", """
        public async Task EndAsync() => ({|MCPT1010:(await _http.DeleteAsync(_endpoint)).EnsureSuccessStatusCode()|}).Dispose();
            public async Task PostAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
            }
        """));

    [Fact]
    public Task OtherDeletes_AreSilent() => Verify.Analyzer(Delete("", """
        public async Task RevokeAsync() => (await _http.DeleteAsync("http://localhost/tokens/1")).EnsureSuccessStatusCode();
        """));

    [Theory]
    [InlineData("{|#0:response.EnsureSuccessStatusCode()|};", "EnsureSuccessStatusCode()")]
    [InlineData("if (!response.IsSuccessStatusCode) { throw {|#0:new InvalidOperationException(\"failed\")|}; }", "throw new InvalidOperationException()")]
    [InlineData("if (!response.IsSuccessStatusCode) { throw {|#0:_failed|}; }", "throw", "private static readonly Exception _failed = new();")]
    [InlineData("{|#0:ThrowUnlessDone(response)|};", "ThrowUnlessDone()", "private static void ThrowUnlessDone(HttpResponseMessage answer) => answer.EnsureSuccessStatusCode();")]
    [InlineData("{|#0:ThrowUnlessDone(response)|};", "ThrowUnlessDone()", "private void ThrowUnlessDone(HttpResponseMessage answer) => answer.EnsureSuccessStatusCode();")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } {|#0:catch (Exception) { throw; }|}", "throw")]
    public Task WhatFails_IsNamed(string afterSend, string name, string members = "") => Verify.Analyzer(
        Delete(afterSend, members), Verify.Diagnostic().WithLocation(0).WithArguments(name));
}
