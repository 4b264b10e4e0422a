using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class HeldAnswersTests
{
    private const string Send = "_http.SendAsync(request)";

    /// <summary>The locals that hold answers, each with the statement that gives it one.</summary>
    [Theory]
    [InlineData($"using var response = await {Send};", $"response: using var response = await {Send};")]
    [InlineData($"HttpResponseMessage response; response = await {Send};", $"response: response = await {Send};")]
    [InlineData($"using (var response = await {Send}) {{ }}", $"response: using (var response = await {Send}) {{ }}")]
    [InlineData($"_last = await {Send};", "")]
    [InlineData($"var sent = {Send};", "")]
    [InlineData($"HttpResponseMessage? response;", "")]
    [InlineData($"object response = await {Send};", "")]
    public async Task All(string statements, string expected)
    {
        var facts = await InRun(statements);

        Assert.Equal(expected, string.Join(" ", facts.HeldAnswers.All.Select(h => $"{h.Local.Name}: {h.Statement}")));
    }

    [Theory]
    [InlineData($"using var response = await {Send};", true)]
    [InlineData($"using var response = await {Send}.ConfigureAwait(false);", true)]
    [InlineData($"using var response = (await {Send})!;", true)]
    [InlineData($"HttpResponseMessage response; response = await {Send};", true)]
    [InlineData($"using var response = again ? await {Send} : _last!;", true)]
    [InlineData($"using var response = _last ?? await {Send};", true)]
    [InlineData($"using var response = again switch {{ true => await {Send}, false => _last! }};", true)]
    [InlineData($"await {Send};", true)]
    [InlineData($"_ = await {Send};", false)]
    [InlineData($"_last = await {Send};", false)]
    [InlineData($"Look(await {Send});", false)]
    [InlineData($"(await {Send}).EnsureSuccessStatusCode();", false)]
    [InlineData($"object answer = await {Send};", false)]
    public async Task IsHeldOrDropped(string statements, bool expected)
    {
        var facts = await InRun(statements);
        var run = facts.Body("RunAsync");

        Assert.Equal(expected, facts.HeldAnswers.IsHeldOrDropped(run.Operations.First(o => facts.Exchanges.SendOf(o) is not null), run));
    }

    /// <summary>An answer that is returned is where the callers put it, all of them, and however many methods hand it on.</summary>
    [Theory]
    [InlineData("using var response = await SendAsync(request);", 0, true)]
    [InlineData("using var response = await SendAsync(request); using var other = await SendAsync(request);", 0, true)]
    [InlineData("using var response = await SendAsync(request); _last = await SendAsync(request);", 0, false)]
    [InlineData("_last = await SendAsync(request);", 0, false)]
    [InlineData("", 0, false)]
    [InlineData("using var response = await HandOn1Async(request);", 1, true)]
    [InlineData("_last = await HandOn1Async(request);", 1, false)]
    [InlineData("using var response = await HandOn3Async(request);", 3, true)]
    [InlineData("using var response = await HandOn4Async(request);", 4, false)]
    public async Task IsHeldOrDropped_WhereItIsReturnedTo(string statements, int times, bool expected)
    {
        var handOn = string.Concat(Enumerable.Range(1, times).Select(i => $"private async Task<HttpResponseMessage> HandOn{i}Async(HttpRequestMessage request) => await {(i == 1 ? "" : $"HandOn{i - 1}")}{(i == 1 ? "Send" : "")}Async(request);"));
        var facts = await InRun(statements, $"private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) {{ return await {Send}; }} {handOn}");
        var send = facts.Body("SendAsync");

        Assert.Equal(expected, facts.HeldAnswers.IsHeldOrDropped(send.Operations.First(o => facts.Exchanges.SendOf(o) is not null), send));
    }

    private static Task<TransportFacts> InRun(string statements, string members = "") => FactsOf.Members($$"""
        private HttpResponseMessage? _last;

        public async Task RunAsync(HttpRequestMessage request, bool again)
        {
            {{statements}}
        }

        private static void Look(HttpResponseMessage response) => Console.WriteLine(response);
        {{members}}
        """);
}
