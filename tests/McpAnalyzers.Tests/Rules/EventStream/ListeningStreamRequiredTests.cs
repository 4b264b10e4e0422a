using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRequired>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class ListeningStreamRequiredTests
{
    private static string Listen(string afterSend) => ClientCode.WithSession($$"""
        private async Task ListenAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            {{afterSend}}
            using var stream = await response.Content.ReadAsStreamAsync(ct);
        }
        """);

    [Theory]
    [InlineData("{|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    [InlineData("if (!response.IsSuccessStatusCode) throw {|MCPT2001:new HttpRequestException(\"failed\")|};")]
    [InlineData("if (response.StatusCode == HttpStatusCode.MethodNotAllowed) return; {|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) return; {|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    [InlineData("if (response.StatusCode != HttpStatusCode.OK) { throw {|MCPT2001:new InvalidOperationException()|}; }")]
    [InlineData("try { {|MCPT2001:response.EnsureSuccessStatusCode()|}; } catch (JsonException) { }")]
    public Task FailureOfTheStream_IsReported(string afterSend) => Verify.Analyzer(Listen(afterSend));

    [Theory]
    [InlineData("if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) return; response.EnsureSuccessStatusCode();")]
    [InlineData("if (!response.IsSuccessStatusCode) return;")]
    [InlineData("if ((int)response.StatusCode is >= 400 and < 500) return; response.EnsureSuccessStatusCode();")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { return; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) { return; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.MethodNotAllowed: case HttpStatusCode.NotFound: return; } response.EnsureSuccessStatusCode();")]
    public Task ToleratedStatus_IsSilent(string afterSend) => Verify.Analyzer(Listen(afterSend));

    [Fact]
    public Task CallerThatSwallows_IsSilent() => Verify.Analyzer(Listen("response.EnsureSuccessStatusCode();").Replace("private async Task ListenAsync", """
        public void Start() => _ = RunAsync();
            private async Task RunAsync() { try { await ListenAsync(default); } catch (Exception e) { Console.WriteLine(e.Message); } }
            private async Task ListenAsync
        """));

    /// <summary>The task is awaited later: the call itself does not fail, whoever made the task.</summary>
    [Theory]
    [InlineData("private Task OnceAsync() => ListenAsync(default);")]
    [InlineData("private Task OnceAsync() { return ListenAsync(default); }")]
    [InlineData("private async Task OnceAsync() => await ListenAsync(default);")]
    public Task TaskKeptAndAwaitedLater_IsReported(string once) => Verify.Analyzer(Listen("{|MCPT2001:response.EnsureSuccessStatusCode()|};").Replace("private async Task ListenAsync", $$"""
        public async Task RunAsync() { var listening = OnceAsync(); await Task.Delay(1); await listening; }
            {{once}}
            private async Task ListenAsync
        """));

    [Theory]
    [InlineData("private Task OnceAsync() => ListenAsync(default);")]
    [InlineData("private async Task OnceAsync() => await ListenAsync(default);")]
    public Task TaskKeptAndAwaitedWhereItMayFail_IsSilent(string once) => Verify.Analyzer(Listen("response.EnsureSuccessStatusCode();").Replace("private async Task ListenAsync", $$"""
        public async Task RunAsync() { var listening = OnceAsync(); try { await listening; } catch (HttpRequestException) { } }
            {{once}}
            private async Task ListenAsync
        """));

    /// <summary>What hands the task on may fail for another request, too.</summary>
    [Theory]
    [InlineData("public Task ConnectAsync() => ConnectCoreAsync();")]
    [InlineData("public async Task ConnectAsync() => await ConnectCoreAsync();")]
    [InlineData("public async Task ConnectAsync() { try { await ConnectCoreAsync(); } catch (JsonException) { } }")]
    public Task CallThatFailsForAnotherRequestToo_IsReported(string connect) => Verify.Analyzer(Connect("{|MCPT2001:response.EnsureSuccessStatusCode()|};", connect));

    [Fact]
    public Task CallThatFailsForAnotherRequestTooAndIsCaught_IsSilent() =>
        Verify.Analyzer(Connect("response.EnsureSuccessStatusCode();", "public async Task ConnectAsync() { try { await ConnectCoreAsync(); } catch (HttpRequestException) { } }"));

    /// <summary>However many methods hand it on.</summary>
    [Theory]
    [InlineData("public async Task ConnectAsync() { try { await Hand0Async(); } catch (HttpRequestException) { } }", "response.EnsureSuccessStatusCode();")]
    [InlineData("public Task ConnectAsync() => Hand0Async();", "{|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    public Task FailureThatManyMethodsHandOn(string connect, string afterSend) => Verify.Analyzer(Connect(afterSend, connect + string.Concat(Enumerable.Range(0, 9).Select(i =>
        $" private Task Hand{i}Async() => {(i < 8 ? $"Hand{i + 1}Async()" : "ConnectCoreAsync()")};"))));

    private static string Connect(string afterSend, string connect) => Listen(afterSend).Replace("private async Task ListenAsync", connect + """

            private async Task ConnectCoreAsync()
            {
                using var response = await _http.PostAsync(_endpoint, null);
                response.EnsureSuccessStatusCode();
                await ListenAsync(default);
            }

            private async Task ListenAsync
        """, StringComparison.Ordinal);

    [Fact]
    public Task StartedInTheBackground_IsReported() => Verify.Analyzer(Listen("{|MCPT2001:response.EnsureSuccessStatusCode()|};").Replace("private async Task ListenAsync", """
        public void Start() => _ = Task.Run(() => ListenAsync(default));
            private async Task ListenAsync
        """));

    [Fact]
    public Task GetStream_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }

        public async Task ListenAsync()
        {
            using var stream = await {|MCPT2001:_http.GetStreamAsync(_endpoint)|};
        }
        """));

    [Fact]
    public Task OtherGets_AreSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }

        public async Task<string> MetadataAsync()
        {
            using var response = await _http.GetAsync("http://localhost/.well-known/oauth-protected-resource");
            response.EnsureSuccessStatusCode();
            return await _http.GetStringAsync("http://localhost/health");
        }
        """));
}
