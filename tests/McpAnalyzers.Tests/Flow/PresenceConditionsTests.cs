using McpAnalyzers.Facts;
using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

/// <summary>Is a value there, when the request carried the session id, and when it did not?</summary>
public class PresenceConditionsTests
{
    private const string True = nameof(Tri.True), False = nameof(Tri.False), Open = nameof(Tri.Unknown);

    [Theory]
    [InlineData("null", False, False)]
    [InlineData("\"\"", False, False)]
    [InlineData("\"a\"", True, True)]
    [InlineData("1", True, True)]
    [InlineData("(object?)null", False, False)]
    [InlineData("(\"a\")", True, True)]
    [InlineData("string.Empty", False, False)]
    [InlineData("Guid.Empty", Open, Open)]
    [InlineData("Empty", Open, Open)]
    [InlineData("default(string)", False, False)]
    [InlineData("default(Guid?)", False, False)]
    [InlineData("new object()", True, True)]
    [InlineData("this", True, True)]
    [InlineData("new int[0]", True, True)]
    [InlineData("$\"{flag}\"", True, True)]
    [InlineData("_sessionId", True, False)]
    [InlineData("this._sessionId", True, False)]
    [InlineData("_other", Open, Open)]
    [InlineData("_sessionId ?? _other", True, Open)]
    [InlineData("_other ?? _sessionId", True, Open)]
    [InlineData("_sessionId ?? \"a\"", True, True)]
    [InlineData("_sessionId ?? \"\"", True, False)]
    [InlineData("_other ?? \"\"", Open, Open)]
    [InlineData("_other ?? \"a\"", True, True)]
    [InlineData("_sessionId is null ? null : \"a\"", True, False)]
    [InlineData("_sessionId is null ? \"a\" : null", False, True)]
    [InlineData("flag ? \"a\" : \"b\"", True, True)]
    [InlineData("flag ? \"a\" : null", Open, Open)]
    [InlineData("flag ? null : \"\"", False, False)]
    [InlineData("_sessionId?.Trim()", True, False)]
    [InlineData("_sessionId?.Trim().ToString()", True, False)]
    [InlineData("_sessionId!.ToUpper()", Open, Open)]
    [InlineData("_sessionId?.ToUpper()", Open, False)]
    [InlineData("_other?.Trim()", Open, Open)]
    [InlineData("web.Headers[\"Mcp-Session-Id\"]", True, False)]
    [InlineData("web.Headers.Get(\"mcp-session-id\")", True, False)]
    [InlineData("web.Headers[\"Authorization\"]", Open, Open)]
    [InlineData("web.Headers.Get(\"Authorization\")", Open, Open)]
    [InlineData("answer.Headers[\"Mcp-Session-Id\"]", Open, Open)]
    [InlineData("answer.Headers.Get(\"Mcp-Session-Id\")", Open, Open)]
    [InlineData("named.GetValueOrDefault(\"Mcp-Session-Id\")", True, False)]
    [InlineData("named.GetValueOrDefault(\"Authorization\")", Open, Open)]
    [InlineData("list[0]", Open, Open)]
    [InlineData("Count()", True, True)]
    [InlineData("Maybe()", Open, Open)]
    [InlineData("await CountAsync()", True, True)]
    [InlineData("await MaybeAsync()", Open, Open)]
    [InlineData("Nothing()", False, False)]
    [InlineData("Something()", True, True)]
    [InlineData("Either(flag)", Open, Open)]
    [InlineData("BothThere(flag)", True, True)]
    [InlineData("Current()", True, False)]
    [InlineData("Handed(_sessionId)", True, False)]
    [InlineData("Handed(null)", False, False)]
    [InlineData("Handed(_other)", Open, Open)]
    [InlineData("Changed(\"a\")", Open, Open)]
    [InlineData("Endless()", Open, Open)]
    [InlineData("Numbers()", True, True)]
    [InlineData("LinesAsync()", True, True)]
    [InlineData("DoAsync()", True, True)]
    [InlineData("Doing()", Open, Open)]
    [InlineData("await EndAsync()", False, False)]
    [InlineData("Console.ReadLine()", Open, Open)]
    [InlineData("Another", Open, Open)]
    [InlineData("given", Open, Open)]
    [InlineData("flag", Open, Open)]
    public async Task Value(string value, string carried, string notCarried)
    {
        var facts = await FactsOf.Members($$"""
            private static readonly string Empty = Console.ReadLine()!;
            private string? _other;
            private string? Another { get; set; }

            public async Task<object?> RunAsync(HttpRequestMessage request, HttpWebRequest web, HttpWebResponse answer, List<string> list, string? given, bool flag, Dictionary<string, string> named)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                return {{value}};
            }

            private int Count() => _other!.Length;
            private int? Maybe() => _other?.Length;
            private Task<int> CountAsync() => Task.FromResult(_other!.Length);
            private Task<int?> MaybeAsync() => Task.FromResult(_other?.Length);
            private string? Nothing() => null;
            private string? Something() => "a";
            private string? Either(bool flag) { if (flag) return "a"; return null; }
            private string? BothThere(bool flag) { if (flag) return "a"; return "b"; }
            private string? Current() => _sessionId;
            private string? Handed(string? text) => text;
            private string? Changed(string? text) { text = Console.ReadLine(); return text; }
            private string? Endless() => Endless();
            private IEnumerable<int> Numbers() { yield return 1; }
            private async IAsyncEnumerable<string> LinesAsync() { await Task.Yield(); yield break; }
            private async Task DoAsync() => await Task.Yield();
            private Task? _doing;
            private Task? Doing() => _doing;
            private async Task<string?> EndAsync() { await Task.Yield(); return null; }
            """);

        Is(facts, "RunAsync", carried, notCarried);
    }

    /// <summary>A lambda sees the locals and parameters of the method around it.</summary>
    [Theory]
    [InlineData("var local = \"a\";", "local", True, True)]
    [InlineData("var local = _sessionId;", "local", True, False)]
    [InlineData("string? local = \"a\"; local = null;", "local", Open, Open)]
    [InlineData("string? local; local = flag ? \"a\" : null;", "local", Open, Open)]
    [InlineData("foreach (var local in list)", "local", Open, Open)]
    [InlineData("", "given", Open, Open)]
    public async Task LocalOfTheBodyAround(string statements, string asked, string carried, string notCarried)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(HttpRequestMessage request, List<string> list, string? given, bool flag)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                {{statements}} { Func<string?> ask = () => {{asked}}; }
            }
            """);

        Is(facts, "RunAsync", carried, notCarried, ofLambda: true);
    }

    [Theory]
    [InlineData(50, True)]
    [InlineData(300, Open)]
    public async Task ValueNestedDeeperThanAnybodyWrites_IsOpen(int times, string expected)
    {
        var facts = await FactsOf.Members($"private string? _other; public string Run() => {string.Concat(Enumerable.Repeat("_other ?? (", times))}\"a\"{new string(')', times)};");

        Assert.Equal(expected, Asked(facts)().ToString());
    }

    [Fact]
    public async Task ManyQuestions_AreAnsweredAsTheFirst()
    {
        var ask = Asked(await FactsOf.Members("private string? _other; public string Run() => _other ?? \"a\";"));

        Assert.All(Enumerable.Range(0, 500), _ => Assert.Equal(Tri.True, ask()));
    }

    private static Func<Tri> Asked(TransportFacts facts)
    {
        var run = facts.Body("Run");
        var evaluator = new ConditionEvaluator(facts, Scenario.Nothing, facts.Explorer);
        return () => evaluator.Presence(run.ReturnedValues().Single(), new PathPoint(run.AnyCall));
    }

    private static void Is(TransportFacts facts, string method, string carried, string notCarried, bool ofLambda = false)
    {
        var body = facts.Body(method);
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);
        var asking = ofLambda ? body.Nested.Single() : body;
        var returned = asking.ReturnedValues().Last();

        Assert.Equal((carried, notCarried), (Presence(true), Presence(false)));

        string Presence(bool carries) =>
            new ConditionEvaluator(facts, new Scenario(exchange, 404, CarriesSession: carries), facts.Explorer).Presence(returned, new PathPoint(asking.AnyCall)).ToString();
    }
}
