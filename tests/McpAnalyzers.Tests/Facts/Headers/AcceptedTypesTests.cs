using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class AcceptedTypesTests
{
    private const string Accept = "Headers.Accept.ParseAdd(\"text/event-stream\");";

    private static async Task<(bool Surely, bool Maybe, bool IsEverSet)> Ask(string statements, string send = "_http.SendAsync(request)", string members = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public async Task RunAsync(bool flag, HttpRequestMessage given, string type, HttpClient client)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                var other = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                {{statements}}
                _ = await {{send}};
            }

            {{members}}
            """) + "internal static class Tracing { public static extern void Sign(object message); public static extern void Sign(string name, object message); }");
        var exchange = facts.Body("RunAsync").Operations.Where(o => facts.Exchanges.SendOf(o) is not null).Select(o => new Origin(o, facts.Body("RunAsync").AnyCall)).Single();
        var made = facts.Exchanges.SendOf(exchange.Operation)!;
        return (facts.Accepted.SurelyEvents(made, exchange), facts.Accepted.MayBeEvents(made, exchange), facts.Accepted.IsEverSet);
    }

    [Theory]
    [InlineData($"request.{Accept}")]
    [InlineData("request.Headers.Add(\"Accept\", \"application/json, Text/Event-Stream\");")]
    [InlineData("request.Headers.Accept.Add(new(\"text/event-stream\"));")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");")]
    [InlineData("Prepare(request);")]
    public async Task EventStream_IsSurelyAccepted(string statements) =>
        Assert.Equal((true, true, true), await Ask(statements, members: $"private static void Prepare(HttpRequestMessage message) => message.{Accept}"));

    [Theory]
    [InlineData($"if (flag) request.{Accept}")]
    [InlineData($"switch (type) {{ case \"x\": request.{Accept} break; }}")]
    [InlineData("request.Headers.Accept.ParseAdd(type);")]
    [InlineData("Tracing.Sign(request);")]
    [InlineData("Tracing.Sign(type, request);")]
    public async Task EventStream_MayBeAccepted(string statements)
    {
        var (surely, maybe, _) = await Ask(statements);

        Assert.Equal((false, true), (surely, maybe));
    }

    [Theory]
    [InlineData("")]
    [InlineData($"other.{Accept}")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("Tracing.Sign(other);")]
    [InlineData("Own(request);")]
    public async Task EventStream_IsNotAccepted(string statements)
    {
        var (surely, maybe, _) = await Ask(statements, members: "private static void Own(HttpRequestMessage message) => message.Version = new(2, 0);");

        Assert.Equal((false, false), (surely, maybe));
    }

    [Theory]
    [InlineData("client.SendAsync(request)", false, true)]
    [InlineData("_http.SendAsync(given)", false, true)]
    [InlineData("_http.SendAsync(flag ? request : given)", false, true)]
    [InlineData("(flag ? _http : client).SendAsync(request)", false, true)]
    [InlineData("_http.PostAsJsonAsync(_endpoint, 1)", false, false)]
    [InlineData("client.PostAsJsonAsync(_endpoint, 1)", false, true)]
    [InlineData("_http.GetAsync(_endpoint)", false, false)]
    [InlineData("client.GetAsync(_endpoint)", false, true)]
    [InlineData("_configured.SendAsync(request)", false, true)]
    public async Task WhereNothingIsSet_ItDependsOnWhoMadeClientAndRequest(string send, bool surely, bool maybe) =>
        Assert.Equal((surely, maybe, false), await Ask("", send, "private readonly HttpClient _configured = new(new HttpClientHandler());"));

    [Theory]
    [InlineData("_http.GetAsync(_endpoint)", "_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");", true, true)]
    [InlineData("_http.GetAsync(_endpoint)", "_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\");", false, false)]
    [InlineData("_second.GetAsync(_endpoint)", "_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");", false, true)]
    [InlineData("client.GetAsync(_endpoint)", "client.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");", false, true)]
    [InlineData("_http.GetAsync(_endpoint)", "request.Headers.Accept.ParseAdd(\"text/event-stream\");", false, false)]
    [InlineData("_http.PostAsJsonAsync(_endpoint, 1)", "_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");", true, true)]
    public async Task DefaultsOfAClient_CountForItsSends(string send, string statements, bool surely, bool maybe) =>
        Assert.Equal((surely, maybe, true), await Ask(statements, send, "private readonly HttpClient _second = new();"));

    [Theory]
    [InlineData("if (flag) { request.Headers.Accept.ParseAdd(\"text/event-stream\"); _ = await _http.SendAsync(request); }", true)]
    [InlineData("if (flag) { request.Headers.Accept.ParseAdd(\"text/event-stream\"); } _ = await _http.SendAsync(request);", false)]
    [InlineData("switch (flag) { case true: request.Headers.Accept.ParseAdd(\"text/event-stream\"); _ = await _http.SendAsync(request); break; }", true)]
    [InlineData("_ = flag switch { true => request.Headers.Accept.TryParseAdd(\"text/event-stream\"), _ => false }; _ = await _http.SendAsync(request);", false)]
    public async Task Condition_OfTheHeaderMustBeThatOfTheSend(string statements, bool surely)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(bool flag)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                {{statements}}
            }
            """);
        var exchange = facts.Body("RunAsync").Operations.Where(o => facts.Exchanges.SendOf(o) is not null).Select(o => new Origin(o, facts.Body("RunAsync").AnyCall)).Single();

        Assert.Equal(surely, facts.Accepted.SurelyEvents(facts.Exchanges.SendOf(exchange.Operation)!, exchange));
    }

    [Fact]
    public async Task RequestWithASecondName_IsHandedAwayUnderEither()
    {
        var (surely, maybe, _) = await Ask("var copy = request; Tracing.Sign(request);", "_http.SendAsync(copy)");

        Assert.Equal((false, true), (surely, maybe));
    }

    [Fact]
    public async Task RequestThatIsSentTwice_IsNotHandedAway()
    {
        var facts = await FactsOf.Members("public async Task RunAsync() { var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); _ = await _http.SendAsync(request); _ = await _http.SendAsync(request); }");
        var run = facts.Body("RunAsync");
        var exchanges = run.Operations.Where(o => facts.Exchanges.SendOf(o) is not null).Select(o => new Origin(o, run.AnyCall)).ToList();

        Assert.Equal(2, exchanges.Count);
        Assert.All(exchanges, e => Assert.False(facts.Accepted.MayBeEvents(facts.Exchanges.SendOf(e.Operation)!, e)));
    }
}
