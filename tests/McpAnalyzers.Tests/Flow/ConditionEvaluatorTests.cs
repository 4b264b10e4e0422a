using McpAnalyzers.Facts;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Flow;

/// <summary>What a condition is when a POST that carried the session id was answered 404, and when a GET without it was answered 200.</summary>
public class ConditionEvaluatorTests
{
    [Theory]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response.StatusCode != HttpStatusCode.NotFound", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("(int)response.StatusCode == 404", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode / 100 == 4", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode % 100 == 4", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode - 400 == 4", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode / 0 == 4", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("(int)response.StatusCode >= 400", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("400 <= (int)response.StatusCode", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode > 404", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode < 404", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("(int)response.StatusCode <= 404", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("(int)response.StatusCode is >= 400 and < 500", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone)", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("response.IsSuccessStatusCode", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("response is { IsSuccessStatusCode: false }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response is { StatusCode: HttpStatusCode.NotFound, RequestMessage.Method.Method: \"POST\" }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response.StatusCode.Equals(HttpStatusCode.NotFound)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("new[] { HttpStatusCode.NotFound, HttpStatusCode.Gone }.Contains(response.StatusCode)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(response.StatusCode, 1) is (HttpStatusCode.NotFound, _)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response.StatusCode switch { HttpStatusCode.NotFound => true, _ => false }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Method == HttpMethod.Post", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("HttpMethod.Get != request.Method", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Method.Method == \"post\"", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Headers.Contains(\"Mcp-Session-Id\")", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Headers.Contains(\"Authorization\")", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("response.Headers.Contains(\"Mcp-Session-Id\")", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_sessionId is not null", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_sessionId is { Length: > 0 }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_sessionId?.Length > 0", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("string.IsNullOrEmpty(_sessionId)", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("_sessionId is string", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_other is not null", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("true", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("false || response.IsSuccessStatusCode", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("_other is null && response.IsSuccessStatusCode", nameof(Tri.False), nameof(Tri.Unknown))]
    [InlineData("!response.IsSuccessStatusCode | request.Method == HttpMethod.Get", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("_other is null || response.IsSuccessStatusCode", nameof(Tri.Unknown), nameof(Tri.True))]
    [InlineData("((bool?)null).GetValueOrDefault()", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("((bool?)(_sessionId is not null)).GetValueOrDefault()", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(_sessionId is null ? (bool?)null : response.StatusCode == HttpStatusCode.NotFound).GetValueOrDefault()", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(_sessionId is null ? (bool?)null : response.StatusCode == HttpStatusCode.NotFound) == true", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_other switch { null => true, \"a\" => throw new InvalidOperationException(), _ => true }", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("_other switch { null => true, _ => response.IsSuccessStatusCode }", nameof(Tri.Unknown), nameof(Tri.True))]
    [InlineData("response.StatusCode switch { HttpStatusCode.NotFound => throw new InvalidOperationException(), _ => true }", nameof(Tri.Unknown), nameof(Tri.True))]
    [InlineData("response.StatusCode switch { HttpStatusCode.NotFound when _other is null => true, HttpStatusCode.NotFound => true, _ => false }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("new[] { HttpStatusCode.Gone }.Contains(response.StatusCode)", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("(_sessionId ?? _other) is not null", nameof(Tri.True), nameof(Tri.Unknown))]
    [InlineData("(_other ?? _sessionId) is not null", nameof(Tri.True), nameof(Tri.Unknown))]
    [InlineData("_sessionId?.Trim() is not null", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_sessionId is { }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("(_sessionId is null ? null : _other) is null", nameof(Tri.Unknown), nameof(Tri.True))]
    [InlineData("System.Collections.Immutable.ImmutableArray.Create(HttpStatusCode.NotFound, HttpStatusCode.Gone).Contains(response.StatusCode)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Method.Equals(HttpMethod.Post)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Method == HttpMethod.Put", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("(int)response.StatusCode >= 404", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("404 <= (int)response.StatusCode", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("404 < (int)response.StatusCode", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("404 >= (int)response.StatusCode", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("404 > (int)response.StatusCode", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("(int)response.StatusCode > _count", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_count > 404", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_count == 404", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_sessionId!.Length > 0", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_sessionId!.Length >= 0", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_sessionId!.Length > 3", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_endpoint.Port > 0", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("404 == (int)response.StatusCode", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("404 == (int)response.StatusCode * 1", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("(int)response.StatusCode % 0 == 4", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("(int)response.StatusCode - _count == 4", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("response.StatusCode is > HttpStatusCode.OK", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_sessionId is { Length: 0 }", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("_sessionId is { Length: 3 }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("_sessionId is { Length: > 3 }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("_other is { Length: > 0 }", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_sessionId is \"\"", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("_sessionId is \"a\"", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_sessionId is null or \"\"", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("_sessionId is string known", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("_sessionId is var known", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("_sessionId is object and not null", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("(object?)_sessionId is Uri", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("(object?)_sessionId is Uri { }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("(object?)_sessionId is Uri or int", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("this is { _sessionId: null }", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("this is { Id: null }", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("this is { SentId: null }", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("this is { SentId: not null }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("this is { SentId: \"\" }", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("this is { SentId.Length: > 0 }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("this is { SentId.Length: 0 }", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("this is { SentId: { } }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("this is { SentId: string }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("this is { SentId: string known }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("this is { IsFine: true }", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("this is { IsFine: false }", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("this is { SentId: null, Id: null }", nameof(Tri.False), nameof(Tri.Unknown))]
    [InlineData("response is { IsSuccessStatusCode: true }", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("response is { IsSuccessStatusCode: true, StatusCode: HttpStatusCode.OK }", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("response is { StatusCode: HttpStatusCode.NotFound, ReasonPhrase: null }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("response is { ReasonPhrase: null }", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("response is { RequestMessage.Method.Method: \"GET\" }", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("(response.StatusCode, _other) is (HttpStatusCode.NotFound, null)", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("(response.IsSuccessStatusCode, _sessionId) is (false, not null)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response.IsSuccessStatusCode is false", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("response.IsSuccessStatusCode is true", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("_flag is true", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("response.IsSuccessStatusCode == false", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("true != response.IsSuccessStatusCode", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_flag == true", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("null != _sessionId", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Method == Asked()", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("request.Method.Method == _other", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("request.Method == new HttpMethod(\"POST\")", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("request.Method.Method is \"POST\" or \"PUT\"", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("Equals(request.Method, HttpMethod.Post)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("string.Equals(request.Method.Method, \"POST\", StringComparison.Ordinal)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("ReferenceEquals(request.Method, HttpMethod.Post)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_sessionId!.Equals(null)", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("string.IsNullOrWhiteSpace(_sessionId)", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("string.IsNullOrEmpty(_other)", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("_sessionId?.StartsWith(\"a\") == true", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("_sessionId?.StartsWith(\"a\") ?? true", nameof(Tri.Unknown), nameof(Tri.True))]
    [InlineData("response.RequestMessage?.Headers.Contains(\"Mcp-Session-Id\") ?? false", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("response.RequestMessage?.Headers.Contains(\"Mcp-Session-Id\") ?? true", nameof(Tri.True), nameof(Tri.Unknown))]
    [InlineData("(_other is null ? (bool?)null : true) ?? true", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("((bool?)null) ?? response.IsSuccessStatusCode", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("response.StatusCode switch { HttpStatusCode.NotFound when _other is null => true, _ => false }", nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData("response.StatusCode switch { HttpStatusCode.NotFound when _sessionId is null => true, _ => false }", nameof(Tri.False), nameof(Tri.False))]
    [InlineData("response.StatusCode switch { HttpStatusCode.NotFound when _sessionId is not null => true, _ => false }", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("_other switch { null => throw new InvalidOperationException(), _ => throw new IOException() }", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("(_flag = response.IsSuccessStatusCode)", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("_flag", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("response.IsSuccessStatusCode ^ true", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("response.IsSuccessStatusCode & true", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("response.IsSuccessStatusCode || _sessionId is null", nameof(Tri.False), nameof(Tri.True))]
    [InlineData("await LostLater(response)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("Either(_flag)", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("Fails()", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("Negated(response.IsSuccessStatusCode)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("Overwritten(true)", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("IsFine", nameof(Tri.True), nameof(Tri.True))]
    [InlineData("cancellation.IsCancellationRequested", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData("Lost(response)", nameof(Tri.True), nameof(Tri.False))]
    [InlineData("Endless(response)", nameof(Tri.Unknown), nameof(Tri.Unknown))]
    public async Task Condition(string condition, string postAnswered404, string getAnswered200)
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            private string? _other;
            private int _count;
            private bool _flag;

            private string? Id { get; set; }
            private string? SentId { get; set; }
            private bool IsFine => true;

            public async Task<bool> RunAsync(HttpRequestMessage request, CancellationToken cancellation = default)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                if (SentId is not null) request.Headers.Add("Mcp-Session-Id", SentId);
                using var response = await _http.SendAsync(request);
                return {{condition}};
            }

            private static bool Lost(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.NotFound;

            private static async Task<bool> LostLater(HttpResponseMessage response) { await Task.Yield(); return response.StatusCode == HttpStatusCode.NotFound; }

            private static bool Either(bool flag) { if (flag) return true; return false; }

            private static bool Fails() => throw new InvalidOperationException();

            private static bool Negated(bool value) => !value;

            private static bool Overwritten(bool value) { value = Console.ReadLine() is null; return value; }

            private static HttpMethod Asked() => new(Console.ReadLine()!);

            private static bool Endless(HttpResponseMessage response) => Endless(response);
            """));
        var body = facts.Body("RunAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);
        var returned = body.ReturnedValues().Last();

        Assert.Equal(
            (postAnswered404, getAnswered200),
            (Evaluate(new Scenario(exchange, 404, Verbs.Post, true)), Evaluate(new Scenario(exchange, 200, Verbs.Get, false))));

        string Evaluate(Scenario scenario) =>
            new ConditionEvaluator(facts, scenario, facts.Explorer).Evaluate(returned, new PathPoint(body.AnyCall)).ToString();
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public async Task Success_IsFrom200To299(int status, bool isSuccess)
    {
        foreach (var condition in new[] { "response.IsSuccessStatusCode", "response is { IsSuccessStatusCode: true }" })
        {
            var facts = await FactsOf.Members($"public async Task<bool> RunAsync() {{ using var response = await _http.GetAsync(_endpoint); return {condition}; }}");
            var body = facts.Body("RunAsync");
            var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

            Assert.Equal(TriLogic.From(isSuccess), new ConditionEvaluator(facts, new Scenario(exchange, status), facts.Explorer).Evaluate(body.ReturnedValues().Last(), new PathPoint(body.AnyCall)));
        }
    }

    [Theory]
    [InlineData("false", "false", nameof(Tri.False))]
    [InlineData("true", "Fills(out asked)", nameof(Tri.Unknown))]
    [InlineData("false", "true", nameof(Tri.Unknown))]
    [InlineData("request.Method == HttpMethod.Post", "response.StatusCode == HttpStatusCode.NotFound", nameof(Tri.True))]
    [InlineData("json.Length > 0", "true", nameof(Tri.Unknown))]
    public async Task LocalOfTheBodyAround_IsWhatAllItsValuesAgreeOn(string first, string second, string expected)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(HttpRequestMessage request, string json)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                var asked = {{first}};
                if (json.Length > 9) { asked = {{second}}; }
                Func<bool> ask = () => asked;
                ask();
            }

            private static bool Fills(out bool value) { value = Console.ReadLine() is null; return true; }
            """);
        var body = facts.Body("RunAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);
        var lambda = body.Nested.Single();

        var outcome = new ConditionEvaluator(facts, new Scenario(exchange, 404, Verbs.Post, true), facts.Explorer).Evaluate(lambda.ReturnedValues().Single(), new PathPoint(lambda.AnyCall));

        Assert.Equal(expected, outcome.ToString());
    }

    [Fact]
    public async Task ManyQuestions_AreAnsweredAsTheFirst()
    {
        var facts = await FactsOf.Members("""
            public async Task<bool> RunAsync(HttpRequestMessage request)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                return response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null;
            }
            """);
        var body = facts.Body("RunAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);
        var evaluator = new ConditionEvaluator(facts, new Scenario(exchange, 404, Verbs.Post, true), facts.Explorer);
        var returned = body.ReturnedValues().Last();

        Assert.All(Enumerable.Range(0, 500), _ => Assert.Equal(Tri.True, evaluator.Evaluate(returned, new PathPoint(body.AnyCall))));
    }

    [Fact]
    public async Task ConditionNestedDeeperThanAnybodyWrites_IsOpen()
    {
        var facts = await FactsOf.Members($$"""
            public bool Run(HttpResponseMessage response) => {{string.Concat(Enumerable.Repeat("!(", 300))}}response.IsSuccessStatusCode{{new string(')', 300)}};
            """);
        var body = facts.Body("Run");
        var returned = body.ReturnedValues().Single();
        var exchange = new Origin(returned.Descendants().OfType<IParameterReferenceOperation>().Single(), body.AnyCall);

        Assert.Equal(Tri.Unknown, new ConditionEvaluator(facts, new Scenario(exchange, 404), facts.Explorer).Evaluate(returned, new PathPoint(body.AnyCall)));
    }
}
