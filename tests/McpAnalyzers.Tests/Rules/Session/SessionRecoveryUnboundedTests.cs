using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionRecoveryUnbounded>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionRecoveryUnboundedTests
{
    private static string Post(string afterSend, string parameters = "", string members = "") => ClientCode.WithSession($$"""
        private bool _recovering;
        private int _attempts;

        private async Task InitializeAsync()
        {
            using var response = await _http.PostAsync(_endpoint, new StringContent("{\"method\":\"initialize\"}"));
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
        }
        {{members}}
        public async Task<string> PostAsync(string json, CancellationToken ct{{parameters}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, ct);
            {{afterSend}}
            return await response.Content.ReadAsStringAsync(ct);
        }
        """);

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { _sessionId = null; await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sessionId = null; await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct, verbose)|}; }", ", bool verbose = false")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !isRetry) { await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }", ", bool isRetry = false")]
    [InlineData("if (!response.IsSuccessStatusCode) { await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }", "")]
    public Task MethodThatCallsItself_IsReported(string afterSend, string parameters) => Verify.Analyzer(Post(afterSend, parameters));

    [Theory]
    [InlineData("using var note = new StringContent($\"{{\\\"id\\\":{++_attempts}}}\");")]
    [InlineData("using var note = new StringContent(JsonSerializer.Serialize(new { id = Interlocked.Increment(ref _attempts) }));")]
    [InlineData("var note = new Dictionary<string, object> { [\"id\"] = _attempts++ };")]
    [InlineData("_attempts++; Console.WriteLine(json);")]
    [InlineData("var id = Interlocked.Increment(ref _attempts); Console.WriteLine(id);")]
    [InlineData("Console.WriteLine(++_attempts);")]
    public Task NumberOfTheMessage_IsNoBound(string numbering) => Verify.Analyzer(Post(
        numbering + " if (response.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }"));

    [Theory]
    [InlineData("var id = Interlocked.Increment(ref _attempts); if (id > 3) throw new TimeoutException();")]
    [InlineData("if (Interlocked.Increment(ref _attempts) > 3) throw new TimeoutException();")]
    [InlineData("if (IsEnough(++_attempts)) throw new TimeoutException();")]
    [InlineData("Stop(++_attempts);")]
    [InlineData("var id = ++_attempts; Stop(id);")]
    [InlineData("var id = ++_attempts; if ((long)id > 3) throw new TimeoutException();")]
    [InlineData("var left = 3 - _attempts++; if (left < 0) throw new TimeoutException();")]
    public Task CountThatIsAskedFor_IsABound(string counting) => Verify.Analyzer(Post(
        counting + " if (response.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await PostAsync(json, ct); }",
        members: "private static bool IsEnough(int count) => count > 3; private static void Stop(int count) { if (count > 3) throw new TimeoutException(); }"));

    private static string Behind(string method, string again, string parameters = "") => ClientCode.WithSession($$"""
        private Task InitializeAsync() => _http.PostAsync(_endpoint, new StringContent("{\"method\":\"initialize\"}"));

        {{method}}

        private async Task<string> CoreAsync(string json, CancellationToken ct{{parameters}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await {{again}}; }
            return await response.Content.ReadAsStringAsync(ct);
        }
        """);

    [Theory]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) => CoreAsync(json, ct);", "{|MCPT1005:PostAsync(json, ct)|}")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) { var sent = CoreAsync(json, ct); return sent; }", "{|MCPT1005:PostAsync(json, ct)|}")]
    [InlineData("public async Task<string> PostAsync(string json, CancellationToken ct) { var answer = await CoreAsync(json, ct); Console.WriteLine(answer); return answer; }", "{|MCPT1005:PostAsync(json, ct)|}")]
    [InlineData("public async Task<string> PostAsync(string json, CancellationToken ct) { try { return await CoreAsync(json, ct); } finally { Console.WriteLine(json); } }", "{|MCPT1005:PostAsync(json, ct)|}")]
    [InlineData("public async Task<string> PostAsync(string json, CancellationToken ct) { try { return await CoreAsync(json, ct); } catch (JsonException) { return \"\"; } }", "{|MCPT1005:PostAsync(json, ct)|}")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) { return CoreAsync(json, ct); }", "{|MCPT1005:PostAsync(json, ct)|}")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) => NextAsync(json, ct); private Task<string> NextAsync(string json, CancellationToken ct) => CoreAsync(json, ct);", "{|MCPT1005:PostAsync(json, ct)|}")]
    public Task MethodThatCallsItselfThroughAnother_IsReported(string method, string again) => Verify.Analyzer(Behind(method, again));

    [Theory]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct, int attempt) => CoreAsync(json, ct, attempt);", "PostAsync(json, ct, attempt + 1)", ", int attempt")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) => CoreAsync(\"{}\", ct);", "PostAsync(json, ct)", "")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) => json.Length > 9 ? CoreAsync(json, ct) : Task.FromResult(json);", "PostAsync(json, ct)", "")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) { Console.WriteLine(json); return CoreAsync(json, ct); }", "PostAsync(json, ct)", "")]
    [InlineData("public async Task<string> PostAsync(string json, CancellationToken ct) { await _gate.WaitAsync(ct); try { return await CoreAsync(json, ct); } finally { _gate.Release(); } } private readonly SemaphoreSlim _gate = new(1);", "PostAsync(json, ct)", "")]
    [InlineData("public async Task<string> PostAsync(string json, CancellationToken ct) { try { using var limit = new CancellationTokenSource(1000); return await CoreAsync(json, limit.Token); } finally { Console.WriteLine(json); } }", "PostAsync(json, ct)", "")]
    [InlineData("public async Task<string> PostAsync(string json, CancellationToken ct) { var sent = CoreAsync(json, ct); _limit.CancelAfter(1000); return await sent; } private readonly CancellationTokenSource _limit = new();", "PostAsync(json, ct)", "")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) { if (_next is not null) { return CoreAsync(json, ct); } return Task.FromResult(json); } private readonly Client? _next = null;", "PostAsync(json, ct)", "")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) => CoreAsync(json, ct); private readonly Client _next = null!;", "_next.PostAsync(json, ct)", "")]
    public Task OtherMethodThatMayEndIt_IsSilent(string method, string again, string parameters) => Verify.Analyzer(Behind(method, again, parameters));

    [Fact]
    public Task LocalFunctionThatCallsItsMethod_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        private Task InitializeAsync() => _http.PostAsync(_endpoint, new StringContent("{\"method\":\"initialize\"}"));

        public Task<string> PostAsync(string json, CancellationToken ct)
        {
            return SendAsync();

            async Task<string> SendAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request, ct);
                if (response.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await {|MCPT1005:PostAsync(json, ct)|}; }
                return await response.Content.ReadAsStringAsync(ct);
            }
        }
        """));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !isRetry) { await InitializeAsync(); return await PostAsync(json, ct, isRetry: true); }", ", bool isRetry = false")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && canRecover) { await InitializeAsync(); return await PostAsync(json, ct, false); }", ", bool canRecover = true")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && attempt < 3) { await InitializeAsync(); return await PostAsync(json, ct, attempt + 1); }", ", int attempt = 0")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !_recovering) { _recovering = true; await InitializeAsync(); return await PostAsync(json, ct); }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _attempts++ < 3) { await InitializeAsync(); return await PostAsync(json, ct); }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && Interlocked.Increment(ref _attempts) < 3) { await InitializeAsync(); return await PostAsync(json, ct); }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { _sessionId = null; return await PostAsync(json, ct); }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { using var limit = new CancellationTokenSource(1000); await InitializeAsync(); return await PostAsync(json, limit.Token); }", "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { _sessionId = null; throw new SessionExpiredException(); }", "")]
    [InlineData("return json.Length == 0 ? await PostAsync(\"{}\", ct) : \"\";", "")]
    public Task BoundedRecovery_IsSilent(string afterSend, string parameters) => Verify.Analyzer(Post(afterSend, parameters));

    private const string Again = "if (response.StatusCode == HttpStatusCode.NotFound && MayRecover()) { _sessionId = null; await InitializeAsync(); return await PostAsync(json, ct); }";

    [Theory]
    [InlineData("private bool MayRecover() => _attempts++ < 3;")]
    [InlineData("private bool MayRecover() { if (_recovering) return false; _recovering = true; return true; }")]
    [InlineData("private bool MayRecover() => Count() < 3; private int Count() => ++_attempts;")]
    public Task AttemptsThatAHelperCounts_AreABound(string helper) => Verify.Analyzer(Post(Again, members: helper));

    [Theory]
    [InlineData("private bool MayRecover() => _sessionId is not null;")]
    [InlineData("private bool MayRecover() => _attempts < 3;")]
    public Task HelperThatCountsNothing_IsNoBound(string helper) => Verify.Analyzer(Post(Again.Replace("PostAsync(json, ct)", "{|MCPT1005:PostAsync(json, ct)|}"), members: helper));

    [Fact]
    public Task MethodThatCallsItself_IsNamed() => Verify.Analyzer(
        Post("if (response.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await {|#0:PostAsync(json, ct)|}; }"),
        Verify.Diagnostic().WithLocation(0).WithArguments("PostAsync() calls itself"));

    private static string Loop(string head, string on404, string members = "", string method = "Post", string before = "") => ClientCode.WithSession($$"""
        {{members}}
        private async Task InitializeAsync() => await Task.Yield();

        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            {{before}}
            {{head}}
            {
                using var request = new HttpRequestMessage(HttpMethod.{{method}}, _endpoint) { Content = new StringContent(json) };
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request, ct);
                if (response.StatusCode == HttpStatusCode.NotFound)
                {
                    {{on404}}
                }

                return await response.Content.ReadAsStringAsync(ct);
            }

            {{(head.Contains("true", StringComparison.Ordinal) ? "" : "return \"\";")}}
        }
        """);

    [Theory]
    [InlineData("while (true)", "_sessionId = null; await InitializeAsync(); {|MCPT1005:continue;|}")]
    [InlineData("while (!ct.IsCancellationRequested)", "_sessionId = null; await InitializeAsync(); {|MCPT1005:continue;|}")]
    public Task LoopWithoutABound_IsReported(string head, string on404) => Verify.Analyzer(Loop(head, on404));

    [Theory]
    [InlineData("for (var attempt = 0; attempt < 2; attempt++)", "_sessionId = null; await InitializeAsync(); continue;")]
    [InlineData("while (true)", "_sessionId = null; throw new SessionExpiredException();")]
    public Task LoopWithABound_IsSilent(string head, string on404) => Verify.Analyzer(Loop(head, on404));

    private const string Recovery = "_sessionId = null; await InitializeAsync(); continue;";

    [Fact]
    public Task Loop_IsNamed() => Verify.Analyzer(
        Loop("while (true)", Recovery.Replace("continue;", "{|#0:continue;|}")),
        Verify.Diagnostic().WithLocation(0).WithArguments("the loop sends again"));

    [Fact]
    public Task LoopBesideOtherResets_IsReported() => Verify.Analyzer(
        Loop("while (true)", Recovery.Replace("continue;", "{|MCPT1005:continue;|}"), "public void Forget() { _sessionId = null; _closed = true; } private bool _closed; public bool IsClosed => _closed;"));

    [Theory]
    [InlineData("Get")]
    [InlineData("Delete")]
    public Task LoopOfOtherRequests_IsSilent(string method) => Verify.Analyzer(Loop("while (true)", Recovery, method: method));

    [Theory]
    [InlineData("await Task.Yield(); continue;", "", "")]
    [InlineData("await Task.Yield(); continue;", "_sessionId = null;", "")]
    [InlineData("await Task.Yield(); continue;", "", "public async Task PingAsync() { using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint); request.Headers.Add(\"Mcp-Session-Id\", _sessionId); using var response = await _http.SendAsync(request); if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }")]
    [InlineData("SessionLost?.Invoke(); continue;", "", "public event Action? SessionLost;")]
    public Task LoopThatStartsNoSession_IsSilent(string on404, string before, string members) => Verify.Analyzer(Loop("while (true)", on404, members, before: before));
}
