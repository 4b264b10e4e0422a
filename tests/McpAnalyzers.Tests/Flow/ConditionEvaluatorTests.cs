using McpAnalyzers.Facts;
using McpAnalyzers.Flow;

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
    public async Task Condition(string condition, string postAnswered404, string getAnswered200)
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            private string? _other;

            public async Task<bool> RunAsync(HttpRequestMessage request)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                return {{condition}};
            }
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
}
