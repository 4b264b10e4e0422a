using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.LegacyFallbackOnAnyFailure, McpAnalyzers.CodeFixes.Request.LegacyFallbackOnAnyFailureFix>;

namespace McpAnalyzers.Tests.Fixes.Request;

public class LegacyFallbackOnAnyFailureFixTests
{
    private static string Connect(string afterSend) => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public async Task<string> ConnectAsync(HttpContent content)
        {
            using var response = await _http.PostAsync(_endpoint, content);
            {{afterSend}}
            return await response.Content.ReadAsStringAsync();
        }

        private Task<string> ConnectSseAsync() => Task.FromResult("");
        """);

    [Fact]
    public Task Failure_IsOneAgain_UnlessItSpeaksOfAnOldServer() => Verify.CodeFix(
        Connect("""
            if ({|MCPT3006:!response.IsSuccessStatusCode|})
                {
                    return await ConnectSseAsync();
                }

            """),
        Connect("""
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
                {
                    return await ConnectSseAsync();
                }
                response.EnsureSuccessStatusCode();

            """));

    [Fact]
    public Task CheckThatFollows_IsNotDoubled() => Verify.CodeFix(
        Connect("if ({|MCPT3006:!response.IsSuccessStatusCode|}) return await ConnectSseAsync();\n    response.EnsureSuccessStatusCode();"),
        Connect("if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return await ConnectSseAsync();\n    response.EnsureSuccessStatusCode();"));

    [Fact]
    public Task FailureAtTheEndOfABlock_IsOneAgain() => Verify.CodeFix(
        Connect("{\n        if ({|MCPT3006:!response.IsSuccessStatusCode|}) return await ConnectSseAsync();\n    }\n"),
        Connect("{\n        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return await ConnectSseAsync();\n        response.EnsureSuccessStatusCode();\n    }\n"));

    [Theory]
    [InlineData("if ({|MCPT3006:(int)response.StatusCode >= 400|}) { return await ConnectSseAsync(); }")]
    [InlineData("if ({|MCPT3006:!response.IsSuccessStatusCode|}) { return await ConnectSseAsync(); } else { _sessionId = null; }")]
    public Task ConditionsOfAnotherForm_OfferNothing(string afterSend) => Verify.NoCodeFix(Connect(afterSend));
}
