using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.EventStreamBuffered>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class EventStreamBufferedTests
{
    private static string Send(string accept, string send, string verb = "Post", string content = "json") => ClientCode.WithSession($$"""
        public async Task<string> RequestAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.{{verb}}, _endpoint) { Content = new StringContent({{content}}) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{accept}}
            using var response = await {{send}};
            return await response.Content.ReadAsStringAsync(ct);
        }
        """);

    private const string Both = "request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");";

    [Theory]
    [InlineData(Both, "{|MCPT2004:_http.SendAsync(request)|}")]
    [InlineData(Both, "{|MCPT2004:_http.SendAsync(request, ct)|}")]
    [InlineData(Both, "{|MCPT2004:_http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct)|}")]
    [InlineData("request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(\"text/event-stream\"));", "{|MCPT2004:_http.SendAsync(request, ct)|}.ConfigureAwait(false)")]
    [InlineData("request.Headers.Add(\"Accept\", \"application/json, text/event-stream\");", "{|MCPT2004:_http.SendAsync(request, ct)|}")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"Accept\", \"text/event-stream\");", "{|MCPT2004:_http.SendAsync(request, ct)|}")]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");", "{|MCPT2004:_http.SendAsync(request, ct)|}")]
    public Task BufferedStream_IsReported(string accept, string send) => Verify.Analyzer(Send(accept, send));

    [Fact]
    public Task BufferedListeningStream_IsReported() => Verify.Analyzer(Send(Both, "{|MCPT2004:_http.SendAsync(request)|}", "Get"));

    [Theory]
    [InlineData(Both, "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)", "Post")]
    [InlineData(Both, "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)", "Get")]
    [InlineData(Both, "_http.SendAsync(request, ct)", "Delete")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json\");", "_http.SendAsync(request, ct)", "Post")]
    [InlineData("", "_http.SendAsync(request, ct)", "Post")]
    [InlineData("if (json.Length > 3) request.Headers.Accept.ParseAdd(\"text/event-stream\");", "_http.SendAsync(request, ct)", "Post")]
    [InlineData(Both + "request.Headers.Add(\"MCP-Protocol-Version\", \"2026-07-28\"); var other = \"2025-06-18\";", "_http.SendAsync(request, ct)", "Post")]
    [InlineData(Both, "new HttpMessageInvoker(new HttpClientHandler()).SendAsync(request, ct)", "Post")]
    public Task OtherSends_AreSilent(string accept, string send, string verb) => Verify.Analyzer(Send(accept, send, verb));

    [Theory]
    [InlineData("\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"notifications/initialized\\\"}\"")]
    [InlineData("JsonSerializer.Serialize(new { jsonrpc = \"2.0\", method = \"notifications/initialized\" })")]
    public Task Notification_IsSilent(string content) => Verify.Analyzer(Send(Both, "_http.SendAsync(request, ct)", content: content));

    private const string Response = "{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":1,\\\"result\\\":{}}";

    [Theory]
    [InlineData("\"" + Response + "\"")]
    [InlineData("\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":\" + json + \",\\\"result\\\":{}}\"")]
    [InlineData("$\"{{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":{json},\\\"result\\\":{{}}}}\"")]
    [InlineData("string.Format(\"{{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":{0},\\\"error\\\":{{}}}}\", json)")]
    [InlineData("JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = json, result = new { } })")]
    [InlineData("JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = json, error = new { code = -32601, message = json } })")]
    [InlineData("JsonSerializer.Serialize(new Dictionary<string, object> { [\"jsonrpc\"] = \"2.0\", [\"id\"] = json, [\"result\"] = 1 })")]
    [InlineData("new System.Text.Json.Nodes.JsonObject { [\"jsonrpc\"] = \"2.0\", [\"id\"] = json, [\"result\"] = 1 }.ToJsonString()")]
    [InlineData("json.Length > 3 ? JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = json, result = 1 }) : \"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"notifications/initialized\\\"}\"")]
    public Task PostOfAResponse_IsSilent(string content) => Verify.Analyzer(Send(Both, "_http.SendAsync(request, ct)", content: content));

    [Theory]
    [InlineData("json.Length > 3 ? json : \"" + Response + "\"")]
    [InlineData("JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = 1, method = json, @params = new { result = 1 } })")]
    [InlineData("\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"\" + json + \"\\\",\\\"params\\\":{\\\"error\\\":1}}\"")]
    [InlineData("$\"{{\\\"method\\\":\\\"{json}\\\",\\\"params\\\":{{\\\"result\\\":1}}}}\"")]
    public Task PostThatMayBeOfARequest_IsReported(string content) => Verify.Analyzer(Send(Both, "{|MCPT2004:_http.SendAsync(request, ct)|}", content: content));

    private static string SharedPost(string send, string callers) => ClientCode.WithSession($$"""
        {{callers}}

        private async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{Both}}
            using var response = await {{send}};
        }
        """);

    [Fact]
    public Task HelperThatPostsResponsesAlone_IsSilent() => Verify.Analyzer(SharedPost(
        "_http.SendAsync(request)",
        """
        public Task PongAsync(string id) => PostAsync("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
            public Task RefuseAsync(string id) => PostAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, error = new { code = -32601, message = "no" } }));
        """));

    [Fact]
    public Task HelperThatPostsRequestsToo_IsReported() => Verify.Analyzer(SharedPost(
        "{|MCPT2004:_http.SendAsync(request)|}",
        """
        public Task PongAsync(string id) => PostAsync("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
            public Task ListAsync() => PostAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        """));

    [Theory]
    [InlineData("JsonRpcResponse message", true)]
    [InlineData("JsonRpcError message", true)]
    [InlineData("JsonRpcRequest message", false)]
    public Task MessageWhoseTypeSaysThatItIsAResponse_IsSilent(string parameter, bool isSilent) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task SendAsync({{parameter}})
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(JsonSerializer.Serialize(message)) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{Both}}
            using var response = await {{(isSilent ? "_http.SendAsync(request)" : "{|MCPT2004:_http.SendAsync(request)|}")}};
        }

        public sealed record JsonRpcRequest(string Method);
        public sealed record JsonRpcResponse(object Result);
        public sealed record JsonRpcError(object Error);
        """));

    /// <summary>With the option alone nothing comes earlier, where the whole body is waited for in the next line.</summary>
    [Theory]
    [InlineData("_http.SendAsync(request)", "return response.Content.Headers.ContentType?.MediaType ?? \"\";", "SendAsync()", "pass HttpCompletionOption.ResponseHeadersRead")]
    [InlineData("_http.SendAsync(request)", "return await response.Content.ReadAsStringAsync(ct);", "SendAsync()", "pass HttpCompletionOption.ResponseHeadersRead, and read the events as they come")]
    [InlineData("_http.PostAsync(_endpoint, request.Content, ct)", "return response.ReasonPhrase ?? \"\";", "PostAsync()", "send an HttpRequestMessage with HttpCompletionOption.ResponseHeadersRead")]
    [InlineData("_http.PostAsync(_endpoint, request.Content, ct)", "return await response.Content.ReadAsStringAsync(ct);", "PostAsync()", "send an HttpRequestMessage with HttpCompletionOption.ResponseHeadersRead, and read the events as they come")]
    [InlineData("_http.PostAsJsonAsync(_endpoint, json, ct)", "return await response.Content.ReadAsStringAsync(ct);", "PostAsJsonAsync()", "send an HttpRequestMessage with HttpCompletionOption.ResponseHeadersRead, and read the events as they come")]
    [InlineData("_http.GetAsync(_endpoint, ct)", "return await response.Content.ReadAsStringAsync(ct);", "GetAsync()", "pass HttpCompletionOption.ResponseHeadersRead, and read the events as they come")]
    public Task Message_SaysWhatToDo(string send, string read, string call, string advice) => Verify.Analyzer(
        [Send("_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json, text/event-stream\");", "{|#0:" + send + "|}").Replace("return await response.Content.ReadAsStringAsync(ct);", read, StringComparison.Ordinal)],
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(call, advice));

    [Fact]
    public Task JsonPostedByTheExtension_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task<string> RequestAsync(object message)
        {
            _http.DefaultRequestHeaders.Add("Mcp-Session-Id", _sessionId);
            _http.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
            using var response = await {|MCPT2004:_http.PostAsJsonAsync(_endpoint, message)|};
            return await response.Content.ReadAsStringAsync();
        }
        """));

    [Theory]
    [InlineData("NotifyAsync")]
    [InlineData("SendNotificationAsync")]
    public Task MethodNamedAfterNotifications_IsSilent(string name) => Verify.Analyzer(Send(Both, "_http.SendAsync(request, ct)").Replace("RequestAsync", name));

    [Theory]
    [InlineData("RespondAsync")]
    [InlineData("ReplyAsync")]
    [InlineData("SendResponseAsync")]
    public Task MethodNamedAfterResponses_IsSilent(string name) => Verify.Analyzer(Send(Both, "_http.SendAsync(request, ct)").Replace("RequestAsync", name));

    [Fact]
    public Task MethodNamedAfterTheResponseItGets_IsReported() => Verify.Analyzer(Send(Both, "{|MCPT2004:_http.SendAsync(request, ct)|}").Replace("RequestAsync", "GetResponseAsync"));

    [Theory]
    [InlineData("public Task<string> NotifyAsync(string json, CancellationToken ct) { return SendAsync(); async Task<string> SendAsync()")]
    [InlineData("public Task<string> PostAsync(string json, CancellationToken ct) { return NotifyAsync(); async Task<string> NotifyAsync()")]
    public Task LocalFunctionOfMethodNamedAfterNotifications_IsSilent(string head) =>
        Verify.Analyzer(Send(Both, "_http.SendAsync(request, ct)").Replace("public async Task<string> RequestAsync(string json, CancellationToken ct)", head, StringComparison.Ordinal).Replace("ReadAsStringAsync(ct);", "ReadAsStringAsync(ct); }", StringComparison.Ordinal));
}
