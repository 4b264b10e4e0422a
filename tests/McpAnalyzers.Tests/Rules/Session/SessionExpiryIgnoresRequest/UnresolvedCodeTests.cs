using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.Verify<McpAnalyzers.McpTransportAnalyzer>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>Sources whose packages are not there, as a scan of a folder finds them: what is handed through code that does not bind is not known.</summary>
public class UnresolvedCodeTests
{
    [Theory]
    [InlineData("await SendAsync(NewPost(json), Missing.Settings(), ct)", "object settings, ")]
    [InlineData("await SendAsync(NewPost(json), new Missing(), ct)", "object settings, ")]
    [InlineData("await SendAsync(NewPost(json), missing, ct)", "Missing settings, ")]
    [InlineData("await this.SendAsync(NewPost(json), Missing.Of<int>(json), ct)", "Missing settings, ")]
    public Task HelperThatOnlyBrokenCallsReach_IsNotReported(string call, string parameter) => Analyze($$"""
        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            using var response = {{call}};
            return await response.Content.ReadAsStringAsync(ct);
        }

        private HttpRequestMessage NewPost(string json) => new(HttpMethod.Post, _endpoint) { Content = new StringContent(json), Headers = { { "Mcp-Session-Id", _sessionId } } };

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, {{parameter}}CancellationToken ct)
        {
            var response = await _http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
            return response;
        }
        """);

    [Fact]
    public Task HandlerThatOnlyBrokenCallsReach_IsNotReported() => Analyze("""
        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, ct);
            Check(response, Missing.Of(json));
            return await response.Content.ReadAsStringAsync(ct);
        }

        private void Check(HttpResponseMessage response, object about)
        {
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """);

    [Fact]
    public Task HelperThatACallThatBindsReachesToo_IsNotReportedEither() => Analyze("""
        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            using var first = await SendAsync(NewPost(json), new object(), ct);
            using var response = await SendAsync(NewPost(json), Missing.Settings(), ct);
            return await response.Content.ReadAsStringAsync(ct);
        }

        private HttpRequestMessage NewPost(string json) => new(HttpMethod.Post, _endpoint) { Content = new StringContent(json), Headers = { { "Mcp-Session-Id", _sessionId } } };

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, object settings, CancellationToken ct)
        {
            var response = await _http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
            return response;
        }
        """);

    [Fact]
    public Task AnswerOfABrokenCall_IsNotReported() => Analyze("""
        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            using HttpResponseMessage response = await SendAsync(json, Missing.Settings(), ct);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
            return await response.Content.ReadAsStringAsync(ct);
        }

        private Task<HttpResponseMessage> SendAsync(string json, object settings, CancellationToken ct)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return _http.SendAsync(request, ct);
        }
        """);

    [Fact]
    public Task AnswerToARequestOfABrokenCall_IsNotReported() => Analyze("""
        public async Task<string> PostAsync(Missing message, CancellationToken ct)
        {
            using var request = NewPost(message.Json);
            using var response = await _http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) _sessionId = null;
            return await response.Content.ReadAsStringAsync(ct);
        }

        private HttpRequestMessage NewPost(string json)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            return request;
        }
        """);

    [Fact]
    public Task MistakeBesideCodeThatDoesNotBind_IsReported() => Analyze("""
        public async Task<string> GetAsync(string json, CancellationToken ct)
        {
            Missing.Log(json);
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, ct);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
            return await response.Content.ReadAsStringAsync(ct);
        }
        """);

    private static Task Analyze(string members) => Verify.Analyzer([ClientCode.WithSession(members)], test =>
    {
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        test.DisabledDiagnostics.AddRange(new McpTransportAnalyzer().SupportedDiagnostics.Select(d => d.Id).Where(id => id is not ("MCPT0001" or "MCPT1001")));
    });
}
