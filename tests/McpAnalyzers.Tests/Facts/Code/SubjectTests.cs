using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

/// <summary>What a condition asks about.</summary>
public class SubjectTests
{
    [Theory]
    [InlineData("response", "response", "")]
    [InlineData("response.StatusCode", "response", "StatusCode")]
    [InlineData("(int)response.StatusCode", "response", "StatusCode")]
    [InlineData("response.RequestMessage!.Method.Method", "response", "RequestMessage Method Method")]
    [InlineData("response?.StatusCode", "response", "StatusCode")]
    [InlineData("response?.RequestMessage?.Method", "response", "RequestMessage Method")]
    [InlineData("_endpoint.Host", "_endpoint", "Host")]
    [InlineData("Own.Length", "Own", "Length")]
    [InlineData("this.Own.Length", "this.Own", "Length")]
    [InlineData("DateTime.Now.Day", "DateTime.Now", "Day")]
    [InlineData("list[0].Length", "list[0]", "Length")]
    [InlineData("text.Trim().Length", "text", "Length")]
    [InlineData("text.ToString()", "text", "")]
    [InlineData("text.ToUpper()", "text", "")]
    [InlineData("text.ToUpperInvariant()", "text", "")]
    [InlineData("text.ToLowerInvariant()", "text", "")]
    [InlineData("text.ToLower()", "text.ToLower()", "")]
    [InlineData("error.StatusCode.GetValueOrDefault()", "error", "StatusCode")]
    [InlineData("error.StatusCode!.Value", "error", "StatusCode")]
    [InlineData("error.StatusCode ?? 0", "error", "StatusCode")]
    [InlineData("error.StatusCode ?? response.StatusCode", "error.StatusCode ?? response.StatusCode", "")]
    [InlineData("task.Result.StatusCode", "task", "StatusCode")]
    public async Task From_IsTheThingAndTheWayToIt(string expression, string root, string path)
    {
        var subject = Subject.From(await ReturnedAsync(expression));

        Assert.Equal((root, path), (subject.Root.Syntax.ToString(), Path(subject)));
        Assert.Equal(path.Split(' ').Last(), subject.Last?.Name ?? "");
        Assert.Equal((subject.Last?.Type ?? subject.Root.Type)?.ToString(), subject.Type?.ToString());
        if (path.Length > 0)
        {
            Assert.Equal(path, Path(subject.Owner.Member(subject.Last!)));
            Assert.Equal(subject.Path.Length - 1, subject.Owner.Path.Length);
        }
    }

    [Theory]
    [InlineData("if (response is { StatusCode: var x }) { }", "response StatusCode")]
    [InlineData("if (response is { RequestMessage: { Method: var x } }) { }", "response RequestMessage Method")]
    [InlineData("if (response is { RequestMessage.Method: var x }) { }", "response RequestMessage Method")]
    [InlineData("if (response.RequestMessage is { Method: var x }) { }", "response RequestMessage Method")]
    [InlineData("switch (response) { case { StatusCode: var x }: break; }", "response StatusCode")]
    [InlineData("_ = response switch { { StatusCode: var x } => 1 };", "response StatusCode")]
    [InlineData("if (this is { _sessionId: var x }) { }", "")]
    public async Task Matched_IsWhatAPatternTookApart(string statement, string expected)
    {
        var facts = await FactsOf.Members($"public void Run(HttpResponseMessage response) {{ {statement} }}");
        var pattern = facts.Body("Run").Operations.OfType<IDeclarationPatternOperation>().Single();

        Assert.Equal(expected, Subject.Matched(pattern) is { } subject ? $"{subject.Root.Syntax} {Path(subject)}" : "");
    }

    [Fact]
    public async Task Matched_OfNoPattern_IsNothing() => Assert.Null(Subject.Matched(await ReturnedAsync("text")));

    [Theory]
    [InlineData("response.StatusCode", true)]
    [InlineData("error.StatusCode", true)]
    [InlineData("web.StatusCode", true)]
    [InlineData("own.StatusCode", true)]
    [InlineData("own.HttpStatusCode", true)]
    [InlineData("own.Status", true)]
    [InlineData("own.State", false)]
    [InlineData("named.StatusCode", false)]
    [InlineData("failed.Status", false)]
    [InlineData("listener.StatusCode", false)]
    [InlineData("task.Status", false)]
    [InlineData("response.IsSuccessStatusCode", false)]
    [InlineData("response", false)]
    public async Task IsStatus(string expression, bool isStatus)
    {
        var (facts, returned) = await AskAsync(expression);

        Assert.Equal(isStatus, Subject.From(returned).IsStatus(facts.Types));
    }

    [Theory]
    [InlineData("request.Method", true)]
    [InlineData("request.Method.Method", true)]
    [InlineData("web.Method", false)]
    [InlineData("webRequest.Method", true)]
    [InlineData("own.Method", false)]
    [InlineData("own.Verb", false)]
    [InlineData("method", true)]
    [InlineData("HttpMethod.Get", true)]
    [InlineData("text", false)]
    [InlineData("request.RequestUri", false)]
    public async Task IsMethod(string expression, bool isMethod)
    {
        var (facts, returned) = await AskAsync(expression);

        Assert.Equal(isMethod, Subject.From(returned).IsMethod(facts.Types));
    }

    private static string Path(Subject subject) => string.Join(" ", subject.Path.Select(p => p.Name));

    private static async Task<IOperation> ReturnedAsync(string expression) => (await AskAsync(expression)).Returned;

    private static async Task<(TransportFacts Facts, IOperation Returned)> AskAsync(string expression)
    {
        var facts = await FactsOf.Members($$"""
            public sealed class OwnAnswer { public int StatusCode { get; set; } public int? HttpStatusCode { get; set; } public HttpStatusCode Status { get; set; } public int State { get; set; } public string Method { get; set; } = ""; public HttpMethod Verb { get; set; } = HttpMethod.Get; }
            public sealed class NamedAnswer { public string StatusCode { get; set; } = ""; }
            private string Own => Console.ReadLine()!;

            public object? Run(
                HttpResponseMessage response, HttpRequestMessage request, HttpMethod method, HttpRequestException error, HttpWebResponse web, HttpWebRequest webRequest, WebException failed,
                HttpListenerResponse listener, OwnAnswer own, NamedAnswer named, Task<HttpResponseMessage> task, List<string> list, string text) => {{expression}};
            """);
        return (facts, ValueOrigins.Unwrap(facts.Body("Run").ReturnedValues().Single()));
    }
}
