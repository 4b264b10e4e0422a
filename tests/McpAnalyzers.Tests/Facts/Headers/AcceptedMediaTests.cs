namespace McpAnalyzers.Tests.Facts;

public class AcceptedMediaTests
{
    private static async Task<string> Ask(string statements)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(string type, HttpRequestHeaders headers, HttpRequestMessage given)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                var other = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                {{statements}}
                _ = await _http.SendAsync(request);
            }

            private static string Named() => Environment.NewLine;

            private static readonly string Kept = Environment.NewLine;
            """);
        return facts.AcceptedMedia.Of(facts.SentRequests.All.Single()) is { } accepted ? $"{accepted.Json} {accepted.Events} {accepted.IsOfClient}" : "unknown";
    }

    [Theory]
    [InlineData("", "False False False")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json\");", "True False False")]
    [InlineData("request.Headers.Accept.ParseAdd(\"TEXT/EVENT-STREAM\");", "False True False")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");", "True True False")]
    [InlineData("request.Headers.Accept.Add(new(\"application/json\")); request.Headers.Accept.Add(new(\"text/event-stream\"));", "True True False")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\");", "True False True")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\"); request.Headers.Accept.ParseAdd(\"text/event-stream\");", "False True False")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\"); if (type.Length > 3) request.Headers.Accept.ParseAdd(\"text/event-stream\");", "True True True")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\"); given.Headers.Accept.ParseAdd(\"text/event-stream\");", "True True True")]
    [InlineData("headers.Accept.ParseAdd(\"application/json\");", "True False False")]
    [InlineData("given.Headers.Accept.ParseAdd(\"application/json\");", "True False False")]
    [InlineData("other.Headers.Accept.ParseAdd(\"application/json\");", "False False False")]
    [InlineData("request.Headers.Accept.ParseAdd(\"text/plain\");", "False False False")]
    [InlineData("const string Json = \"application/json\"; request.Headers.Accept.ParseAdd(Json);", "True False False")]
    [InlineData("request.Headers.Accept.ParseAdd(\"*/*\");", "unknown")]
    [InlineData("request.Headers.Accept.ParseAdd(type);", "unknown")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json, \" + type);", "unknown")]
    [InlineData("request.Headers.Accept.ParseAdd($\"application/json, {Named()}\");", "unknown")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json, \" + Kept);", "unknown")]
    [InlineData("var own = type.Trim(); request.Headers.Accept.ParseAdd(\"application/json, \" + own);", "unknown")]
    [InlineData("other.Headers.Accept.ParseAdd(type);", "False False False")]
    public async Task Request_AcceptsWhatIsWritten(string statements, string accepted) => Assert.Equal(accepted, await Ask(statements));
}
