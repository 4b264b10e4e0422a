using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset>;

namespace McpAnalyzers.Tests.Rules.Session;

public class CachedSessionIdNeverResetTests
{
    private const string Send = """
        private async Task<HttpResponseMessage> SendAsync(string json, CancellationToken ct)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null)
            {
                request.Headers.Add("Mcp-Session-Id", _sessionId);
            }

            var response = await _http.SendAsync(request, ct);
            Capture(response);
            return response;
        }

        public Task CallAsync(CancellationToken ct) => SendAsync("{}", ct);


        """;

    [Theory]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { {|MCPT1002:_sessionId = values.FirstOrDefault()|}; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { {|MCPT1002:_sessionId = values.FirstOrDefault() ?? _sessionId|}; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { {|MCPT1002:_sessionId = values.Single()|}; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) { {|MCPT1002:_sessionId = values.ToArray()[0]|}; }")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) && values.FirstOrDefault() is { Length: > 0 } id) {|MCPT1002:_sessionId = id|};")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) foreach (var value in values) { {|MCPT1002:_sessionId = value|}; break; }")]
    [InlineData("if (response.Headers.Contains(\"Mcp-Session-Id\")) {|MCPT1002:_sessionId = response.Headers.GetValues(\"Mcp-Session-Id\").First()|};")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1002:_sessionId = $\"{values.First()}\"|};")]
    [InlineData("if (response.Headers.NonValidated.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1002:_sessionId = values.ToString()|};")]
    [InlineData("string? id = null; if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) id = values.First(); if (id != null) {|MCPT1002:_sessionId = id|};")]
    [InlineData("var id = Read(response); if (!string.IsNullOrEmpty(id)) {|MCPT1002:_sessionId = id|}; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); var isThere = !string.IsNullOrEmpty(id); if (isThere) {|MCPT1002:_sessionId = id|}; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); var isThere = id is not null && id.Length > 3; if (isThere) {|MCPT1002:_sessionId = id|}; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); if (IsThere(id)) {|MCPT1002:_sessionId = id|}; static bool IsThere(string? text) => !string.IsNullOrEmpty(text); static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); if (IsMissing(id)) return; {|MCPT1002:_sessionId = id|}; static bool IsMissing(string? text) => text == null || text.Length > 99; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("if (TryRead(response, out var id)) {|MCPT1002:_sessionId = id|}; static bool TryRead(HttpResponseMessage r, out string? id) { id = null; if (!r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v)) return false; id = v.First(); return true; }")]
    [InlineData("var id = Read(response); var isThere = !string.IsNullOrEmpty(id); if (Holds(isThere)) {|MCPT1002:_sessionId = id|}; static bool Holds(bool condition) => condition; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1002:Interlocked.Exchange(ref _sessionId, values.First())|};")]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1002:Volatile.Write(ref _sessionId, values.First())|};")]
    [InlineData("var id = response.Headers.FirstOrDefault(h => h.Key == \"Mcp-Session-Id\").Value?.FirstOrDefault(); if (id is not null) {|MCPT1002:_sessionId = id|};")]
    public Task CaptureWithoutReset_IsReported(string capture) => Verify.Analyzer(ClientCode.WithSession($$"""
        {{Send}}
        private void Capture(HttpResponseMessage response) { {{capture}} }
        """));

    private const string Capture = """
        private void Capture(HttpResponseMessage response)
        {
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
            {
                _sessionId = values.FirstOrDefault();
            }
        }

        """;

    [Theory]
    [InlineData("var id = Read(response); var isThere = id is not null; id = Read(response); if (isThere) _sessionId = id; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); var isThere = id is not null; if (!isThere) _sessionId = id; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); if (!IsThere(id)) _sessionId = id; static bool IsThere(string? text) => text is not null; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("var id = Read(response); if (IsThere(id, response)) _sessionId = id; static bool IsThere(string? text, HttpResponseMessage r) => text is not null || r.IsSuccessStatusCode; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    public Task CaptureOfWhatMayBeMissing_IsSilent(string capture) => Verify.Analyzer(ClientCode.WithSession($$"""
        {{Send}}
        private void Capture(HttpResponseMessage response) { {{capture}} }
        """));

    [Theory]
    [InlineData("public void Reset() => _sessionId = null;")]
    [InlineData("public void Reset() => _sessionId = string.Empty;")]
    [InlineData("public void Reset() => _sessionId = \"\";")]
    [InlineData("public void Reset() => _sessionId = default;")]
    [InlineData("public void Reset() => Interlocked.Exchange(ref _sessionId, null);")]
    [InlineData("public void Reset() => (_sessionId, _) = (null, 1);")]
    [InlineData("public void Reset() => _sessionId = Nothing(); private static string? Nothing() => null;")]
    [InlineData("public void Use(string id) => _sessionId = id;")]
    [InlineData("public async Task LostAsync() { using var r = await SendAsync(\"\", default); if (r.StatusCode == HttpStatusCode.NotFound && _sessionId != null) Drop(); } private void Drop() { _sessionId = null; }")]
    public Task ResetSomewhere_IsSilent(string reset) => Verify.Analyzer(ClientCode.WithSession(Send + Capture + reset));

    [Fact]
    public Task ReplacedByEveryResponse_IsSilent() => Verify.Analyzer(ClientCode.WithSession(Send + """
        private void Capture(HttpResponseMessage response) =>
            _sessionId = response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;
        """));

    [Theory]
    [InlineData("public void Dispose() => _sessionId = null;")]
    [InlineData("private void Forget() => _sessionId = null;")]
    [InlineData("public void Dispose() => Forget(); private void Forget() => _sessionId = null;")]
    public Task ResetThatNeverRunsInTheLifeOfTheClient_IsReported(string reset) =>
        Verify.Analyzer(ClientCode.WithSession(Send + Capture.Replace("_sessionId = values.FirstOrDefault()", "{|MCPT1002:_sessionId = values.FirstOrDefault()|}") + reset));

    private const string Throwing = """
        private bool _initialized;

        private async Task InitializeAsync(CancellationToken ct)
        {
            if (_initialized) return;
            using var response = await SendAsync("initialize", ct);
            _initialized = true;
        }

        private async Task<string> SendCheckedAsync(string json, CancellationToken ct)
        {
            using var response = await SendAsync(json, ct);
            if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) throw new SessionExpiredException();
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync(ct);
        }

        """;

    [Theory]
    [InlineData("SessionExpiredException")]
    [InlineData("HttpRequestException")]
    [InlineData("Exception")]
    public Task ExceptionThatLeadsToANewHandshake_IsSilent(string exception) => Verify.Analyzer(ClientCode.WithSession(Send + Capture + Throwing + $$"""
        public async Task<string> RequestAsync(string json, CancellationToken ct)
        {
            try
            {
                return await SendCheckedAsync(json, ct);
            }
            catch ({{exception}})
            {
                _initialized = false;
                await InitializeAsync(ct);
                return await SendCheckedAsync(json, ct);
            }
        }
        """));

    [Fact]
    public Task ExceptionThatOnlyTellsTheCaller_IsReported() => Verify.Analyzer(ClientCode.WithSession(
        Send + Capture.Replace("_sessionId = values.FirstOrDefault()", "{|MCPT1002:_sessionId = values.FirstOrDefault()|}") + Throwing + """
        public Task<string> RequestAsync(string json, CancellationToken ct) => SendCheckedAsync(json, ct);
        """));
}
