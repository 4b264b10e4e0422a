namespace McpAnalyzers.Tests.Facts;

public class HandshakesTests
{
    [Theory]
    [InlineData("await _http.PostAsync(_endpoint, new StringContent(\"initialize\"));", "_http.PostAsync(_endpoint, new StringContent(\"initialize\"))")]
    [InlineData("await _http.PostAsync(_endpoint, new StringContent(\"ping\"));", "")]
    [InlineData("await SendAsync(\"initialize\");", "SendAsync(\"initialize\")")]
    [InlineData("await SendAsync(\"ping\");", "")]
    [InlineData("await OuterAsync(1, \"initialize\");", "OuterAsync(1, \"initialize\")")]
    [InlineData("await TwiceAsync(\"initialize\");", "TwiceAsync(\"initialize\")")]
    [InlineData("await SendAsync(flag ? \"initialize\" : \"ping\");", "")]
    [InlineData("await LogAsync(\"initialize\");", "")]
    [InlineData("Console.WriteLine(\"initialize\");", "")]
    [InlineData("await GreetAsync();", "_http.PostAsync(_endpoint, new StringContent(\"initialize\"))")]
    [InlineData("await GreetAsync(\"me\");", "_http.PostAsync(_endpoint, new StringContent(\"initialize\"))")]
    [InlineData("", "")]
    public async Task Handshake_IsSentWhereThatIsCertain(string statements, string calls)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(bool flag)
            {
                {{statements}}
                await Task.Yield();
            }

            private Task SendAsync(string method) => _http.PostAsync(_endpoint, new StringContent(method));

            private Task OuterAsync(int times, string method) => SendAsync(method);

            private async Task TwiceAsync(string method) { await SendAsync(method); await SendAsync(method); }

            private Task LogAsync(string method) { Console.WriteLine(method); return Task.CompletedTask; }

            {{(statements.Contains("Greet") ? "private Task GreetAsync(string name = \"\") => _http.PostAsync(_endpoint, new StringContent(\"initialize\"));" : "")}}
            """);

        Assert.Equal(calls, string.Join("; ", facts.Handshakes.All.Select(h => h.Operation.Syntax)));
    }

    private const string Add = "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);";
    private const string OnLoss = "if (response.StatusCode == HttpStatusCode.NotFound)";

    private static async Task<string?> Sent(string header, string recovery, string members = "", string field = "")
    {
        var facts = await FactsOf.Members($$"""
            {{field}}

            public async Task CallAsync(bool flag)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("ping") };
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                {{recovery}}
            }

            private async Task InitializeAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("initialize") };
                {{header}}
                using var response = await _http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
            }

            {{members}}
            """);
        return facts.Handshakes.All.Select(facts.Handshakes.StoreSentAfter404).FirstOrDefault(s => s is not null)?.Name;
    }

    [Theory]
    [InlineData(Add)]
    [InlineData("if (_sessionId is not null) " + Add)]
    [InlineData("if (!string.IsNullOrEmpty(_sessionId)) " + Add)]
    [InlineData("if (_sessionId is { Length: > 0 }) " + Add)]
    [InlineData("if (_sessionId?.Length > 0) " + Add)]
    [InlineData("if (_sessionId != string.Empty) " + Add)]
    [InlineData("var id = _sessionId; if (id is not null) request.Headers.Add(\"Mcp-Session-Id\", id);")]
    [InlineData("if (!request.Headers.Contains(\"Mcp-Session-Id\")) " + Add)]
    [InlineData("request.Headers.Add(\"Accept\", \"x\"); " + Add)]
    [InlineData("Mark(request);")]
    public async Task Id_OfTheLostSessionIsSent(string header) => Assert.Equal("_sessionId", await Sent(
        header, OnLoss + " await InitializeAsync();", "private void Mark(HttpRequestMessage message) => message.Headers.Add(\"Mcp-Session-Id\", _sessionId);"));

    [Fact]
    public async Task Id_IsThatOfItsOwnStore() => Assert.Equal("_sessionId", await Sent(
        Add, OnLoss + " await InitializeAsync();", "public void Also(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _other = values.First(); }", "private string? _other;"));

    [Fact]
    public async Task Id_ThatIsNoText_IsAskedForByHasValue() => Assert.Equal("_id", await Sent(
        "if (_id.HasValue) request.Headers.Add(\"Mcp-Session-Id\", _id.Value.Text);",
        OnLoss + " await InitializeAsync();",
        "public void Also(HttpResponseMessage answer) { if (answer.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) _id = (values.First(), 1); }",
        "private (string Text, int Calls)? _id;"));

    [Theory]
    [InlineData("")]
    [InlineData("if (_resumes) " + Add)]
    [InlineData("if (_sessionId is not null && Resumes) " + Add)]
    [InlineData("request.Headers.Add(\"Mcp-Method\", _sessionId);")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", \"x\");")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", Other);")]
    public async Task Id_IsNotSentOrOnACondition(string header) => Assert.Null(await Sent(
        header, OnLoss + " await InitializeAsync();", "public bool _resumes; public bool Resumes { get; set; } public string? Other { get; set; }"));

    [Theory]
    [InlineData(OnLoss + " { await InitializeAsync(); }", true)]
    [InlineData(OnLoss + " { _sessionId = null; await InitializeAsync(); }", false)]
    [InlineData(OnLoss + " { Reset(); await InitializeAsync(); }", false)]
    [InlineData(OnLoss + " { Outer(); await InitializeAsync(); }", false)]
    [InlineData(OnLoss + " { Quiet(); await InitializeAsync(); }", true)]
    [InlineData(OnLoss + " { _sessionId = Fresh(); await InitializeAsync(); }", false)]
    [InlineData(OnLoss + " { _sessionId = _sessionId; await InitializeAsync(); }", true)]
    [InlineData(OnLoss + " { await InitializeAsync(); _sessionId = null; }", true)]
    [InlineData(OnLoss + " { if (flag) _sessionId = null; await InitializeAsync(); }", true)]
    [InlineData("await InitializeAsync();", false)]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) await InitializeAsync();", false)]
    [InlineData(OnLoss + " await RecoverAsync();", true)]
    [InlineData(OnLoss + " { _sessionId = null; await RecoverAsync(); }", false)]
    public async Task Id_IsDroppedBefore(string recovery, bool isSent) => Assert.Equal(isSent, await Sent("if (_sessionId is not null) " + Add, recovery, """
        private void Reset() => _sessionId = null;

        private void Outer() => Reset();

        private void Quiet() => Console.WriteLine(_sessionId);

        private static string Fresh() => Environment.NewLine;

        private async Task RecoverAsync() => await InitializeAsync();
        """) is not null);
}
