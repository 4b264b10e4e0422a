using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class ExchangesTests
{
    [Theory]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint))", "Get")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Post, _endpoint))", "Post")]
    [InlineData("_http.SendAsync(new(HttpMethod.Delete, _endpoint))", "Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage())", "Get")]
    [InlineData("_http.SendAsync(new HttpRequestMessage { Method = HttpMethod.Put })", "Other")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(new HttpMethod(\"post\"), _endpoint))", "Post")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Parse(\"DELETE\"), _endpoint))", "Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(flag ? HttpMethod.Get : HttpMethod.Post, _endpoint))", "Get, Post")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(method, _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(request)", "Unknown")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(request.Method, _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(Made())", "Get")]
    [InlineData("_http.SendAsync(Create(HttpMethod.Post))", "Post")]
    [InlineData("_http.GetStreamAsync(_endpoint)", "Get")]
    [InlineData("_http.GetAsync(_endpoint)", "Get")]
    [InlineData("_http.PostAsync(_endpoint, null)", "Post")]
    [InlineData("_http.PostAsJsonAsync(_endpoint, 1)", "Post")]
    [InlineData("_http.DeleteAsync(_endpoint)", "Delete")]
    [InlineData("_http.PutAsync(_endpoint, null)", "Other")]
    public async Task VerbsOf_IsWhatTheRequestSays(string send, string verbs)
    {
        var facts = await FactsOf.Members($$"""
            public void Run(bool flag, HttpMethod method, HttpRequestMessage request) => _ = {{send}};

            private HttpRequestMessage Create(HttpMethod verb) => new(verb, _endpoint);

            private static HttpRequestMessage Made() { var made = new HttpRequestMessage(); made.Method = HttpMethod.Get; return made; }
            """);

        Assert.Equal(Enum.Parse<Verbs>(verbs), facts.Exchanges.VerbsOf(Sends(facts).Single()));
    }

    [Theory]
    [InlineData("_http.GetStringAsync(_endpoint)", true)]
    [InlineData("_http.GetStreamAsync(_endpoint)", true)]
    [InlineData("_http.GetFromJsonAsync<int>(_endpoint)", true)]
    [InlineData("_http.GetAsync(_endpoint)", false)]
    [InlineData("_http.SendAsync(new())", false)]
    public async Task SendOf_KnowsWhichSendsThrow(string send, bool throws)
    {
        var facts = await FactsOf.Members($"public Task RunAsync() => {send};");

        Assert.Equal(throws, facts.Exchanges.SendOf(Sends(facts).Single().Operation)!.ThrowsOnFailure);
    }

    [Theory]
    [InlineData("try { _ = await _http.GetStringAsync(_endpoint); } catch { }", "_http.GetStringAsync(_endpoint)")]
    [InlineData("var r = await _http.GetAsync(_endpoint); try { r.EnsureSuccessStatusCode(); } catch { }", "_http.GetAsync(_endpoint)")]
    [InlineData("try { await InnerAsync(); } catch { } async Task InnerAsync() => (await _http.GetAsync(_endpoint)).EnsureSuccessStatusCode();", "_http.GetAsync(_endpoint)")]
    [InlineData("try { await Task.Delay(1); } catch { }", "")]
    public async Task FailuresWithin_AreTheExchangesWhoseFailureComesOut(string body, string sends)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync() {{ {body} }}");
        var run = facts.Body("RunAsync");
        var attempted = run.Operations.OfType<Microsoft.CodeAnalysis.Operations.ITryOperation>().Single().Body;

        Assert.Equal(sends, string.Join("; ", facts.Exchanges.FailuresWithin(attempted, run.AnyCall).Select(o => o.Operation.Syntax)));
    }

    [Theory]
    [InlineData("if (r.IsSuccessStatusCode) { }", true)]
    [InlineData("var s = r.StatusCode;", true)]
    [InlineData("if (r is { StatusCode: HttpStatusCode.OK }) { }", true)]
    [InlineData("r.EnsureSuccessStatusCode();", true)]
    [InlineData("Console.WriteLine(r);", false)]
    public async Task JudgedIn_AreTheExchangesThatAreLookedAt(string use, bool isJudged)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync() {{ var r = await _http.GetAsync(_endpoint); {use} }}");

        Assert.Equal(isJudged, facts.Exchanges.JudgedIn(facts.Body("RunAsync")).Any());
    }

    [Theory]
    [InlineData("_http.CancelPendingRequests()")]
    [InlineData("_http.ToString()")]
    [InlineData("Create(HttpMethod.Post)")]
    [InlineData("Console.Out.WriteLine(\"Post\")")]
    public async Task NoSend(string call)
    {
        var facts = await FactsOf.Members($$"""
            public void M() => {{call}};

            private HttpRequestMessage Create(HttpMethod verb) => new(verb, _endpoint);
            """);

        Assert.DoesNotContain(facts.Body("M").Operations, o => facts.Exchanges.SendOf(o) is not null);
    }

    private static IEnumerable<Origin> Sends(TransportFacts facts) =>
        from body in facts.Code.All
        from operation in body.Operations
        where facts.Exchanges.SendOf(operation) is not null
        select new Origin(operation, body.AnyCall);
}
