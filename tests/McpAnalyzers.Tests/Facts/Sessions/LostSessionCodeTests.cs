using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

/// <summary>What is done where a POST with the session id was answered 404: the code that is there for that alone, and who asks for the id then.</summary>
public class LostSessionCodeTests
{
    private const string Send = "var response = await _http.SendAsync(request);";
    private const string IsLost = "response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null";
    private const string Reacts = $"{{ if ({IsLost}) {{ Forget(); return; }} response.EnsureSuccessStatusCode(); }}";
    private const string Check = "private void Check(HttpResponseMessage response) " + Reacts;
    private const string Notice = $"private void Notice(HttpResponseMessage response) {{ if ({IsLost}) {{ Forget(); }} }}";
    private const string Either = "private void Either(HttpResponseMessage response, HttpResponseMessage other) " + Reacts;
    private const string Checked = "private async Task<HttpResponseMessage> CheckedAsync(HttpRequestMessage request) { var first = await _http.SendAsync(request); first.EnsureSuccessStatusCode(); return first; }";
    private const string OfEither = "var response = again ? await CheckedAsync(request) : await _http.SendAsync(request);";

    [Theory]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); }}", "Forget();")]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); Forget(); }}", "Forget();")]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); return false; }}", "Forget();")]
    [InlineData($"{Send} if (response.StatusCode == HttpStatusCode.NotFound) {{ Forget(); }}", "")]
    [InlineData($"{Send} if (!response.IsSuccessStatusCode && _sessionId is not null) {{ Forget(); }}", "asks")]
    [InlineData($"{Send} if (again) {{ return true; }} if ({IsLost}) {{ Forget(); }}", "asks")]
    [InlineData($"{Send} var (a, b) = (1, 2); if (again) {{ return a > b; }} if ({IsLost}) {{ Forget(); }}", "asks")]
    [InlineData($"{Send} var lost = {IsLost}; if (again) {{ return lost; }}", $"var lost = {IsLost};")]
    [InlineData($"{Send} bool lost = {IsLost}, other = false; if (again) {{ return lost && other; }}", "asks")]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); }} if (_sessionId is null) {{ Forget(); }}", "Forget(); asks")]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); return false; }} if (_sessionId is null) {{ Forget(); }}", "Forget();")]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); }} Console.WriteLine(_sessionId);", "Forget();")]
    [InlineData($"{Send} if (response.StatusCode == HttpStatusCode.NotFound) {{ Console.WriteLine(_sessionId); }}", "asks")]
    [InlineData($"{Send} if (response.StatusCode == HttpStatusCode.NotFound) {{ Console.WriteLine(_sessionId ?? throw new TimeoutException()); }}", "asks")]
    [InlineData($"{Send} if (again && _sessionId is null) {{ Forget(); }}", "asks")]
    public Task InTheBodyThatHoldsTheAnswer(string statements, string expected) => Is(expected, statements);

    /// <summary>A body may end without a return.</summary>
    [Theory]
    [InlineData($"{Send} if ({IsLost}) {{ Forget(); }}", "Forget();")]
    [InlineData($"{Send} if (!again) {{ if ({IsLost}) {{ Forget(); }} }}", "asks")]
    public Task InABodyThatReturnsNothing(string statements, string expected) => Is(expected, statements, returns: false);

    [Theory]
    [InlineData(Check, $"{Send} Check(response);", "Forget();")]
    [InlineData(Check, $"{Send} if (_sessionId is null) {{ Forget(); }} Check(response);", "Forget();")]
    [InlineData(Check, $"{Send} Check(response); if (_sessionId is null) {{ Forget(); }}", "Forget(); asks")]
    [InlineData(Check + "private void Hand(HttpResponseMessage response) => Check(response);", $"{Send} Hand(response);", "Forget();")]
    [InlineData(Notice, $"{Send} Notice(response);", "Forget();")]
    [InlineData(Notice, $"{Send} if (again) {{ Notice(response); }}", "asks")]
    [InlineData(Notice + "private void Hand(HttpResponseMessage response) => Notice(response);", $"{Send} Hand(response);", "Forget();")]
    [InlineData(Either, $"{Send} Either(response, response);", "Forget();")]
    [InlineData(Either, $"{Send} var other = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, _endpoint)); Either(response, other);", "asks")]
    public async Task InAHelper(string helper, string statements, string expected)
    {
        await Is(expected, statements, before: helper);
        await Is(expected, statements, after: helper);
    }

    /// <summary>No code of another type can be written into.</summary>
    [Fact]
    public Task InAHelperOfAnotherType() => Is("asks", $"{Send} Elsewhere.Check(response, _sessionId);", types: """

        internal static class Elsewhere
        {
            public static void Check(HttpResponseMessage response, string? id)
            {
                if (response.StatusCode == HttpStatusCode.NotFound && id is not null) { Console.WriteLine(); return; }
                response.EnsureSuccessStatusCode();
            }
        }
        """);

    /// <summary>One local holds the answer to either of two requests, and of one of them a failure never comes to it, or not always.</summary>
    [Theory]
    [InlineData(OfEither + " if (response.StatusCode == HttpStatusCode.NotFound) { Console.WriteLine(_sessionId); }", "asks")]
    [InlineData("var response = again ? await SometimesAsync(request, again) : await _http.SendAsync(request); if (" + IsLost + ") { Forget(); }", "asks")]
    [InlineData("var response = again ? await HandOnAsync(request) : await _http.SendAsync(request); if (" + IsLost + ") { Forget(); }", "asks")]
    public Task OfEitherOfTwoRequests(string statements, string expected) => Is(expected, statements, after: $$"""
        {{Checked}}
        private async Task<HttpResponseMessage> SometimesAsync(HttpRequestMessage request, bool again) { var first = await _http.SendAsync(request); if (first.StatusCode == HttpStatusCode.NotFound && again) { throw new TimeoutException(); } return first; }
        private async Task<HttpResponseMessage> HandOnAsync(HttpRequestMessage request) { return await _http.SendAsync(request); }
        """);

    [Theory]
    [InlineData(Send + " response.EnsureSuccessStatusCode();", "callers ask")]
    [InlineData(OfEither, "callers ask")]
    [InlineData(Send, "")]
    public Task InACallerThatIsToldOfTheFailure(string statements, string expected) => Is(expected, statements, after: $$"""
        {{Checked}}
        public async Task OuterAsync() { try { await RunAsync(true); } catch (HttpRequestException) { Console.WriteLine(_sessionId); } }
        """);

    private static async Task Is(string expected, string statements, string before = "", string after = "", string types = "", bool returns = true)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            {{before}}
            public async Task{{(returns ? "<bool>" : "")}} RunAsync(bool again)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) { request.Headers.Add("Mcp-Session-Id", _sessionId); }
                {{statements}}
                {{(returns ? "return true;" : "")}}
            }

            private static void Forget() => Console.WriteLine();
            {{after}}
            """) + types);
        var held = facts.HeldAnswers.All.Single(h => h.Local.Name == "response");
        var store = facts.Code.Type.GetMembers("_sessionId").Single();

        var handling = new LostSessionCode(facts, store).Of(held, [.. facts.Origins.Of(held.Value, held.Body.AnyCall).Leaves]);

        string[] told = [.. handling.Branches.Select(b => b.Statement.ToString()), handling.AsksStore ? "asks" : "", handling.CallersAskStore ? "callers ask" : ""];
        Assert.Equal(expected, string.Join(" ", told.Where(t => t.Length > 0)));
    }
}
