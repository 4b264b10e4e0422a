using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRetriedForever>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class ListeningStreamRetriedForeverTests
{
    private static string Loop(string head, string afterSend, string tail = "await Task.Delay(1000, ct);") => ClientCode.WithSession($$"""
        public async Task ListenAsync(CancellationToken ct)
        {
            var failures = 0;
            {{head}}
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                {{afterSend}}
                Console.WriteLine(await response.Content.ReadAsStringAsync(ct));
                {{tail}}
                failures--;
            }
        }
        """);

    [Theory]
    [InlineData("while (true)", "if (!response.IsSuccessStatusCode) { await Task.Delay(1000, ct); {|MCPT2002:continue;|} }")]
    [InlineData("while (!ct.IsCancellationRequested)", "if (!response.IsSuccessStatusCode) { await Task.Delay(1000, ct); {|MCPT2002:continue;|} }")]
    [InlineData("for (;;)", "if (response.StatusCode != HttpStatusCode.OK) { Console.WriteLine(1); {|MCPT2002:continue;|} }")]
    [InlineData("{|MCPT2002:while (true)|}", "")]
    [InlineData("{|MCPT2002:while (true)|}", "try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { await Task.Delay(1, ct); }")]
    [InlineData("while (true)", "if (response.StatusCode == HttpStatusCode.MethodNotAllowed) { return; } if (!response.IsSuccessStatusCode) { Console.WriteLine(1); {|MCPT2002:continue;|} }")]
    public Task LoopThatNeverEnds_IsReported(string head, string afterSend) => Verify.Analyzer(Loop(head, afterSend));

    [Theory]
    [InlineData("while (true)", "if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) { break; }")]
    [InlineData("while (true)", "if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) { return; }")]
    [InlineData("while (true)", "response.EnsureSuccessStatusCode();")]
    [InlineData("while (true)", "if ((int)response.StatusCode is >= 400 and < 500) { return; }")]
    [InlineData("for (var i = 0; i < 5; i++)", "")]
    [InlineData("while (failures < 5)", "if (!response.IsSuccessStatusCode) { failures++; continue; }")]
    [InlineData("while (true)", "if (!response.IsSuccessStatusCode) { if (++failures > 3) { return; } continue; }")]
    public Task LoopThatIsLeft_IsSilent(string head, string afterSend) => Verify.Analyzer(Loop(head, afterSend));

    private const string Waits = "if (!response.IsSuccessStatusCode) { await Task.Delay(1000, ct); {|MCPT2002:continue;|} } ";
    private const string Reader = "using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct)); ";

    [Theory]
    [InlineData("while (true)", Waits + Reader + "while (await reader.ReadLineAsync(ct) is { } line) { Console.WriteLine(line); }")]
    [InlineData("while (!ct.IsCancellationRequested)", Waits + Reader + "while (!reader.EndOfStream) { if (await reader.ReadLineAsync(ct) is null) break; }")]
    [InlineData("for (;;)", Waits + Reader + "string? line; do { line = reader.ReadLine(); } while (line != null);")]
    [InlineData("while (true)", Waits + "for (var i = 0; i < failures; i++) { Console.WriteLine(i); }")]
    [InlineData("{|MCPT2002:while (true)|}", "if (response.IsSuccessStatusCode) { " + Reader + "while (await reader.ReadLineAsync(ct) is { } line) { Console.WriteLine(line); } }")]
    [InlineData("{|MCPT2002:while (true)|}", "try { response.EnsureSuccessStatusCode(); " + Reader + "while (await reader.ReadLineAsync(ct) is { } line) { Console.WriteLine(line); } } catch (HttpRequestException) { await Task.Delay(1, ct); }")]
    public Task LoopThatReadsTheStream_IsNotTheOneThatDoesNotEnd(string head, string afterSend) => Verify.Analyzer(Loop(head, afterSend));

    [Theory]
    [InlineData("while (failures > 0) { failures--; } if (!response.IsSuccessStatusCode) { await Task.Delay(1000, ct); continue; }")]
    [InlineData("if (!response.IsSuccessStatusCode) { while (Console.KeyAvailable) { Console.ReadKey(); } continue; }")]
    public Task LoopThatAFailureComesTo_MayBeTheOneThatDoesNotEnd(string afterSend) => Verify.Analyzer(Loop("while (true)", afterSend));

    private static string Caller(string loop, string once) => ClientCode.WithSession($$"""
        public async Task RunAsync(CancellationToken ct)
        {
            {{loop}}
        }

        private async {{once}} ListenOnceAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        """);

    [Fact]
    public Task LoopThatAsksAHelperWhetherToStop_IsReported() => Verify.Analyzer(
        Loop("while (!IsStopped(ct))", "if (!response.IsSuccessStatusCode) { await Task.Delay(1000, ct); {|MCPT2002:continue;|} }")
            .Replace("public async Task", "private static bool IsStopped(CancellationToken ct) => ct.IsCancellationRequested;\n\n    public async Task", StringComparison.Ordinal));

    [Fact]
    public Task LoopAroundAMethodThatSwallows_IsReported() => Verify.Analyzer(Caller(
        "{|MCPT2002:while (!ct.IsCancellationRequested)|} { await ListenOnceAsync(ct); await Task.Delay(1000, ct); }",
        "Task").TrimEnd().TrimEnd('}') + "    if (!response.IsSuccessStatusCode) return;\n    }\n}\n");

    [Fact]
    public Task LoopThatCatchesWhatTheMethodThrows_IsReported() => Verify.Analyzer(Caller(
        "{|MCPT2002:while (!ct.IsCancellationRequested)|} { try { await ListenOnceAsync(ct); } catch (Exception) { await Task.Delay(1000, ct); } }",
        "Task").TrimEnd().TrimEnd('}') + "    response.EnsureSuccessStatusCode();\n    }\n}\n");

    [Fact]
    public Task LoopThatAsksTheMethod_IsSilent() => Verify.Analyzer(Caller(
        "while (!ct.IsCancellationRequested) { if (!await ListenOnceAsync(ct)) { break; } await Task.Delay(1000, ct); }",
        "Task<bool>").TrimEnd().TrimEnd('}') + "    return response.IsSuccessStatusCode;\n    }\n}\n");

    [Fact]
    public Task Message_NamesBothStatuses() => Verify.Analyzer(
        Loop("{|#0:while (true)|}", ""),
        Verify.Diagnostic().WithLocation(0).WithArguments("405 or 404"));

    [Fact]
    public Task NotFoundThatIsTakenForTheLossOfTheSession_IsLeftOut() => Verify.Analyzer(
        Loop("while (true)", """
            if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; continue; }
            if (!response.IsSuccessStatusCode) { Console.WriteLine(1); {|#0:continue;|} }
            """),
        Verify.Diagnostic().WithLocation(0).WithArguments("405"));

    [Fact]
    public Task NotFoundAloneThatIsTakenForTheLossOfTheSession_IsSilent() => Verify.Analyzer(Loop("while (true)", """
        if (response.StatusCode == HttpStatusCode.MethodNotAllowed) { return; }
        if (response.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; continue; }
        """));

    [Fact]
    public Task GetOfARevisionWithoutSessions_IsSilent() => Verify.Analyzer(
        Loop("while (true)", "Console.WriteLine(\"2025-11-25\");").Replace("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\");"));

    [Fact]
    public Task ResponseWithoutALocal_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task ListenAsync(Func<HttpResponseMessage, Task> read)
        {
            {|MCPT2002:while (true)|}
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                await read(await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
            }
        }
        """));
}
