using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRequired, McpAnalyzers.CodeFixes.EventStream.ListeningStreamRequiredFix>;

namespace McpAnalyzers.Tests.Fixes.EventStream;

public class ListeningStreamRequiredFixTests
{
    private static string Listen(string afterSend, string returns = "async Task", string after = "", string newLine = "\n") => ClientCode.WithSession($$"""
        private {{returns}} ListenAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        {{afterSend}}
            using var stream = await response.Content.ReadAsStreamAsync(ct);{{after}}
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    private const string Failing = "    {|MCPT2001:response.EnsureSuccessStatusCode()|};";

    private static string Tolerant(string exit) => $$"""
            if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
            {
                {{exit}}
            }

            response.EnsureSuccessStatusCode();
        """;

    [Theory]
    [InlineData("async Task", "", "return;", "\n")]
    [InlineData("async Task", "", "return;", "\r\n")]
    [InlineData("async Task<bool>", " return true;", "return false;", "\n")]
    [InlineData("async ValueTask<string?>", " return \"\";", "return null;", "\n")]
    [InlineData("async IAsyncEnumerable<string>", " yield return \"\";", "yield break;", "\n")]
    [InlineData("async void", "", "return;", "\n")]
    public Task EnsureSuccess_IsPrecededByAWayOut(string returns, string after, string exit, string newLine) =>
        Verify.CodeFix(Listen(Failing, returns, after, newLine), Listen(Tolerant(exit), returns, after, newLine));

    [Fact]
    public Task ResultThatOnlyTheAuthorKnows_OffersNothing() => Verify.NoCodeFix(Listen(Failing, "async Task<int>", " return 1;"));

    [Fact]
    public Task TestThatToleratesOneStatus_IsWidened() => Verify.CodeFix(
        Listen("""
                // no stream here
                if (response.StatusCode == HttpStatusCode.MethodNotAllowed)
                {
                    return;
                }

                {|MCPT2001:response.EnsureSuccessStatusCode()|};
            """),
        Listen("""
                // no stream here
                if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                {
                    return;
                }

                response.EnsureSuccessStatusCode();
            """));

    [Fact]
    public Task Throw_IsPrecededByAWayOut() => Verify.CodeFix(
        Listen("""
                if (!response.IsSuccessStatusCode)
                {
                    throw {|MCPT2001:new InvalidOperationException()|};
                }

            """),
        Listen("""
                if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                {
                    return;
                }

                if (!response.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException();
                }

            """));

    [Fact]
    public Task TabsAndBracesOfTheFile_AreKept() => Verify.CodeFix(KAndR("{|MCPT2001:response.EnsureSuccessStatusCode()|};"), KAndR("""
        if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) {
        			return;
        		}

        		response.EnsureSuccessStatusCode();
        """));

    private static string KAndR(string statements) => ClientCode.File($$"""
        class Client {
        	private readonly HttpClient _http = new();

        	public async Task ListenAsync(string session) {
        		using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/mcp");
        		request.Headers.Add("Mcp-Session-Id", session);
        		using var response = await _http.SendAsync(request);
        		{{statements}}
        	}
        }
        """);

    [Fact]
    public Task GetStream_AsksForTheHeadersFirst() => Verify.CodeFix(
        Opened("using var stream = await {|MCPT2001:_http.GetStreamAsync(_endpoint, ct)|}.ConfigureAwait(false);"),
        Opened("""
            using var response = await _http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
                if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                {
                    return;
                }

                response.EnsureSuccessStatusCode();
                using var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            """));

    private static string Opened(string open) => ClientCode.WithSession($$"""
        public async Task PostAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }

        public async Task ListenAsync(CancellationToken ct)
        {
            {{open}}
        }
        """);

    private static string Leaving(string condition) => $$"""
            if (response.StatusCode {{condition}})
            {
                return;
            }


        """;

    [Theory]
    [InlineData("MethodNotAllowed", "NotFound")]
    [InlineData("NotFound", "MethodNotAllowed")]
    public Task StatusThatIsToleratedFurtherUp_IsNotNamedAgain(string tolerated, string missing)
    {
        var before = Leaving($"== HttpStatusCode.{tolerated}") + "    Console.WriteLine(\"open\");\n";
        return Verify.CodeFix(
            Listen(before + Failing),
            Listen(before + Leaving($"== HttpStatusCode.{missing}") + "    response.EnsureSuccessStatusCode();"));
    }

    [Fact]
    public Task TestFor404Alone_IsWidened() => Verify.CodeFix(
        Listen(Leaving("== HttpStatusCode.NotFound") + Failing),
        Listen(Leaving("is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed") + "    response.EnsureSuccessStatusCode();"));

    [Fact]
    public Task SeveralStatementsOnOneLine_StayOnIt() => Verify.CodeFix(
        Listen("    Console.WriteLine(\"open\"); {|MCPT2001:response.EnsureSuccessStatusCode()|};"),
        Listen("    Console.WriteLine(\"open\"); if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) { return; } response.EnsureSuccessStatusCode();"));

    [Theory]
    [InlineData("using (response)")]
    [InlineData("if (ct.CanBeCanceled)")]
    public Task FirstStatementOfABlock_IsPrecededInIt(string around) => Verify.CodeFix(
        Listen($"    {around}\n    {{\n        {{|MCPT2001:response.EnsureSuccessStatusCode()|}};\n    }}\n"),
        Listen($"    {around}\n    {{\n        if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)\n        {{\n            return;\n        }}\n\n        response.EnsureSuccessStatusCode();\n    }}\n"));

    [Fact]
    public Task SwitchThatFails_IsPrecededByAWayOut()
    {
        const string Switch = """
                switch (response.StatusCode)
                {
                    case HttpStatusCode.OK:
                        break;
                    default:
                        throw {|MCPT2001:new InvalidOperationException()|};
                }

            """;
        return Verify.CodeFix(
            Listen(Switch.Replace("\r\n", "\n")),
            Listen(Leaving("is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound") + Switch.Replace("{|MCPT2001:", "").Replace("|}", "").Replace("\r\n", "\n")));
    }

    [Fact]
    public Task GetStreamWithoutAToken_AsksForTheHeadersFirst() => Verify.CodeFix(
        Opened("using var stream = await {|MCPT2001:_http.GetStreamAsync(_endpoint)|};"),
        Opened("""
            using var response = await _http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead);
                if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                {
                    return;
                }

                response.EnsureSuccessStatusCode();
                using var stream = await response.Content.ReadAsStreamAsync();
            """));

    [Fact]
    public Task TestForAnotherStatus_IsLeftAsItIs() => Verify.CodeFix(
        Listen(Leaving("== HttpStatusCode.Unauthorized") + Failing),
        Listen(Leaving("== HttpStatusCode.Unauthorized") + Leaving("is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound") + "    response.EnsureSuccessStatusCode();"));

    [Fact]
    public Task LambdaWithAResponseOfItsOwn_IsLeftInTheLambda()
    {
        static string Connect(string ensure) => Opened($$"""
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                using var response = await _http.SendAsync(request, ct);
                if (response.IsSuccessStatusCode)
                {
                    _ = Task.Run(async () =>
                    {
                        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                        request.Headers.Add("Mcp-Session-Id", _sessionId);
                        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                        {{ensure}}
                        using var stream = await response.Content.ReadAsStreamAsync(ct);
                    });
                }
            """);
        return Verify.CodeFix(Connect("{|MCPT2001:response.EnsureSuccessStatusCode()|};"), Connect("""
            if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                        {
                            return;
                        }

                        response.EnsureSuccessStatusCode();
            """));
    }
}
