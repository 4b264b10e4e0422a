using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.AcceptHeaderIncomplete, McpAnalyzers.CodeFixes.Request.AcceptHeaderIncompleteFix>;

namespace McpAnalyzers.Tests.Fixes.Request;

public class AcceptHeaderIncompleteFixTests
{
    private const string Option = ", HttpCompletionOption.ResponseHeadersRead";

    private static string Post(string made, string after = "", string newLine = "\n", string members = "", string option = "") => ClientCode.WithSession($$"""
        {{members}}
        public async Task SendAsync()
        {
            {{made}}
            request.Headers.Add("Mcp-Session-Id", _sessionId);{{after}}
            using var response = await _http.SendAsync(request{{option}});
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    private const string Made = "using var request = {|MCPT3001:new HttpRequestMessage(HttpMethod.Post, _endpoint)|}; // a message";
    private const string Fixed = "using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint); // a message\n    ";

    [Theory]
    [InlineData("", "application/json, text/event-stream", "\n", Option)]
    [InlineData("", "application/json, text/event-stream", "\r\n", Option)]
    [InlineData("\n    request.Headers.Accept.ParseAdd(\"application/json\");", "text/event-stream", "\n", Option)]
    [InlineData("\n    request.Headers.Add(\"Accept\", \"text/event-stream\");", "application/json", "\n", "")]
    public Task WhatIsMissing_IsAdded(string already, string added, string newLine, string option) => Verify.CodeFix(
        Post(Made, already, newLine),
        Post($"{Fixed}request.Headers.Accept.ParseAdd(\"{added}\");", already, newLine, option: option));

    [Theory]
    [InlineData("request, HttpCompletionOption.ResponseContentRead", "request, HttpCompletionOption.ResponseHeadersRead")]
    [InlineData("request, HttpCompletionOption.ResponseHeadersRead", "request, HttpCompletionOption.ResponseHeadersRead")]
    [InlineData("request, CancellationToken.None", "request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None")]
    [InlineData("request: request", "request: request")]
    public Task StreamThatIsAcceptedNow_IsNotWaitedFor(string sent, string mended) => Verify.CodeFix(
        Post(Made).Replace("SendAsync(request)", $"SendAsync({sent})"),
        Post($"{Fixed}request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");").Replace("SendAsync(request)", $"SendAsync({mended})"));

    [Fact]
    public Task AnswerThatIsReadAsAWhole_KeepsItsTimeout()
    {
        static string Whole(string source) => source.Replace("SendAsync(request);", "SendAsync(request); Console.WriteLine(await response.Content.ReadAsStringAsync());", StringComparison.Ordinal);
        return Verify.CodeFix(Whole(Post(Made)), Whole(Post($"{Fixed}request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");")));
    }

    [Fact]
    public Task AnswerToANotification_IsNoStream() => Verify.CodeFix(
        Post(Made).Replace("Task SendAsync()", "Task NotifyAsync()"),
        Post($"{Fixed}request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");").Replace("Task SendAsync()", "Task NotifyAsync()"));

    [Fact]
    public Task DefaultsOfTheClient_AreReplacedAsAWhole()
    {
        const string Defaults = "public Client() => _http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\");\n";
        return Verify.CodeFix(
            Post(Made, members: Defaults),
            Post($"{Fixed}request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");", members: Defaults, option: Option));
    }

    [Fact]
    public Task InitializerOverSeveralLines_IsFollowed() => Verify.CodeFix(
        Post("""
            var request = {|MCPT3001:new HttpRequestMessage(HttpMethod.Post, _endpoint)
                {
                    Content = new StringContent("{}"),
                }|};
            """),
        Post("""
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
                {
                    Content = new StringContent("{}"),
                };
                request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            """,
            option: Option));

    [Fact]
    public Task TwoStatementsOnOneLine_StayOnIt() => Verify.CodeFix(
        Post("var request = {|MCPT3001:new HttpRequestMessage(HttpMethod.Post, _endpoint)|}; request.Version = new(2, 0);"),
        Post("var request = new HttpRequestMessage(HttpMethod.Post, _endpoint); request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\"); request.Version = new(2, 0);", option: Option));

    [Fact]
    public Task RequestWithoutALocal_OffersNothing() => Verify.NoCodeFix(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public Task SendAsync() => {|MCPT3001:_http.PostAsync(_endpoint, new StringContent("{\"jsonrpc\":\"2.0\"}"))|};
        """));
}
