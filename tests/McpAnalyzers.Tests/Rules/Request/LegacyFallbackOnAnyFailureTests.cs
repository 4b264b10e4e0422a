using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.LegacyFallbackOnAnyFailure>;

namespace McpAnalyzers.Tests.Rules.Request;

public class LegacyFallbackOnAnyFailureTests
{
    private static string Connect(string afterSend) => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";
        private enum Mode { StreamableHttp, Sse }
        private Mode _mode;

        public async Task ConnectAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"method\":\"initialize\"}") };
            using var response = await _http.SendAsync(request);
            {{afterSend}}
            await ReadSseStreamAsync(response);
        }

        private Task ConnectSseAsync() => Task.CompletedTask;
        private Task ReadSseStreamAsync(HttpResponseMessage response) => Task.CompletedTask;
        """);

    [Theory]
    [InlineData("if ({|MCPT3006:!response.IsSuccessStatusCode|}) { await ConnectSseAsync(); return; }")]
    [InlineData("if ({|MCPT3006:!response.IsSuccessStatusCode|}) { _mode = Mode.Sse; return; }")]
    [InlineData("if ({|MCPT3006:(int)response.StatusCode >= 400|}) { await ConnectSseAsync(); return; }")]
    [InlineData("if ({|MCPT3006:response.StatusCode != HttpStatusCode.OK|}) { await ConnectSseAsync(); return; }")]
    [InlineData("if ({|MCPT3006:response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized|}) { await ConnectSseAsync(); return; }")]
    [InlineData("if ({|MCPT3006:response.StatusCode == HttpStatusCode.Forbidden || response.StatusCode == HttpStatusCode.MethodNotAllowed|}) { await ConnectSseAsync(); return; }")]
    [InlineData("var status = response.StatusCode; if ({|MCPT3006:status is HttpStatusCode.NotFound or HttpStatusCode.InternalServerError|}) { await ConnectSseAsync(); return; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when ({|MCPT3006:e.StatusCode is not null|}) { await ConnectSseAsync(); return; }")]
    [InlineData("if ({|MCPT3006:response.IsSuccessStatusCode|}) { _mode = Mode.StreamableHttp; } else { await ConnectSseAsync(); return; }")]
    [InlineData("var failed = !response.IsSuccessStatusCode; if ({|MCPT3006:failed|}) { await ConnectSseAsync(); return; }")]
    [InlineData("if ({|MCPT3006:Failed(response)|}) { await ConnectSseAsync(); return; } static bool Failed(HttpResponseMessage r) => !r.IsSuccessStatusCode;")]
    [InlineData("switch (response.StatusCode) { {|MCPT3006:case HttpStatusCode.NotFound:|} case HttpStatusCode.Forbidden: await ConnectSseAsync(); return; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.OK: break; {|MCPT3006:default:|} await ConnectSseAsync(); return; }")]
    public Task AnyFailure_IsReported(string afterSend) => Verify.Analyzer(Connect(afterSend));

    [Theory]
    [InlineData("if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) { await ConnectSseAsync(); return; }")]
    [InlineData("if ((int)response.StatusCode is >= 400 and < 500) { await ConnectSseAsync(); return; }")]
    [InlineData("if (response.StatusCode is HttpStatusCode.Unauthorized) throw new UnauthorizedAccessException(); if ((int)response.StatusCode is >= 400 and < 500) { await ConnectSseAsync(); return; }")]
    [InlineData("if (!response.IsSuccessStatusCode) { if (response.StatusCode == HttpStatusCode.NotFound) { await ConnectSseAsync(); return; } throw new InvalidOperationException(); }")]
    [InlineData("if (!response.IsSuccessStatusCode) { throw new InvalidOperationException(); }")]
    [InlineData("if (!response.IsSuccessStatusCode) { await ReadSseStreamAsync(response); }")]
    [InlineData("if (response.StatusCode is not HttpStatusCode.Unauthorized and not HttpStatusCode.OK and < (HttpStatusCode)500) { await ConnectSseAsync(); return; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.BadRequest: case HttpStatusCode.NotFound: await ConnectSseAsync(); return; }")]
    [InlineData("if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)) { response.EnsureSuccessStatusCode(); } else { await ConnectSseAsync(); return; }")]
    [InlineData("var isOld = response.StatusCode == HttpStatusCode.NotFound; if (isOld) { await ConnectSseAsync(); return; }")]
    public Task OldServersAlone_AreSilent(string afterSend) => Verify.Analyzer(Connect(afterSend));
}
