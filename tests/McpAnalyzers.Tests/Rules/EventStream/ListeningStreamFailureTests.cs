using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRequired>;

namespace McpAnalyzers.Tests.Rules.EventStream;

/// <summary>How MCPT2001 recognises the listening GET, and what it takes for a failure of it.</summary>
public class ListeningStreamFailureTests
{
    private static string Listen(string send, string more = "") => ClientCode.WithSession($$"""
        public async Task PostAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
        }

        public async Task ListenAsync(CancellationToken ct = default)
        {
            {{send}}
        }

        {{more}}
        """);

    private const string Fails = " using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct); {|MCPT2001:response.EnsureSuccessStatusCode()|};";
    private const string WithSession = " request.Headers.Add(\"Mcp-Session-Id\", _sessionId);";

    [Theory]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);" + WithSession + Fails)]
    [InlineData("using HttpRequestMessage request = new(HttpMethod.Get, _endpoint);" + WithSession + Fails)]
    [InlineData("using var request = new HttpRequestMessage { Method = HttpMethod.Get, RequestUri = _endpoint };" + WithSession + Fails)]
    [InlineData("using var request = new HttpRequestMessage { RequestUri = _endpoint };" + WithSession + Fails)]
    [InlineData("using var request = new HttpRequestMessage(); request.RequestUri = _endpoint; request.Method = HttpMethod.Get;" + WithSession + Fails)]
    [InlineData("using var request = new HttpRequestMessage { Headers = { { \"Mcp-Session-Id\", _sessionId } }, RequestUri = _endpoint };" + Fails)]
    [InlineData("using var request = new HttpRequestMessage(new HttpMethod(\"GET\"), _endpoint);" + WithSession + Fails)]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Parse(\"get\"), _endpoint);" + WithSession + Fails)]
    [InlineData("var method = HttpMethod.Get; using var request = new HttpRequestMessage(method, _endpoint);" + WithSession + Fails)]
    [InlineData("using var request = CreateRequest(HttpMethod.Get);" + Fails, "private HttpRequestMessage CreateRequest(HttpMethod method) { var r = new HttpRequestMessage(method, _endpoint); r.Headers.Add(\"Mcp-Session-Id\", _sessionId); return r; } public HttpRequestMessage Other() => CreateRequest(HttpMethod.Post);")]
    [InlineData("using var request = Get();" + Fails, "private HttpRequestMessage Get() => new(HttpMethod.Get, _endpoint) { Headers = { { \"Mcp-Session-Id\", _sessionId } } };")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); Apply(request);" + Fails, "private void Apply(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(\"mcp-session-id\", _sessionId);")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Accept.Add(new(\"text/event-stream\"));" + Fails)]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Accept.ParseAdd(\"text/event-stream\");" + Fails)]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint) { Headers = { Accept = { new(\"text/event-stream\") } } };" + Fails)]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Add(\"Accept\", \"text/event-stream\");" + Fails)]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Add(\"MCP-Protocol-Version\", \"2025-06-18\");" + Fails)]
    [InlineData("using var response = await _http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead, ct); {|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    [InlineData("using var stream = await {|MCPT2001:_http.GetStreamAsync(_endpoint, ct)|};")]
    [InlineData("var text = await {|MCPT2001:_http.GetStringAsync(_endpoint, ct)|};")]
    [InlineData("var bytes = await {|MCPT2001:_http.GetByteArrayAsync(_endpoint, ct)|};")]
    [InlineData("var json = await {|MCPT2001:_http.GetFromJsonAsync<JsonElement>(_endpoint, ct)|};")]
    [InlineData("#pragma warning disable SYSLIB0014\nvar request = (HttpWebRequest)WebRequest.Create(_endpoint); request.Method = \"GET\"; request.Headers[\"Mcp-Session-Id\"] = _sessionId; using var response = await {|MCPT2001:request.GetResponseAsync()|};")]
    [InlineData("#pragma warning disable SYSLIB0014\nvar request = WebRequest.CreateHttp(_endpoint); request.Accept = \"text/event-stream\"; request.Headers.Add(\"Mcp-Session-Id\", _sessionId); using var response = {|MCPT2001:request.GetResponse()|};")]
    [InlineData("using var response = await SendAsync(HttpMethod.Get, ct); {|MCPT2001:response.EnsureSuccessStatusCode()|};", "private async Task<HttpResponseMessage> SendAsync(HttpMethod method, CancellationToken ct) { using var request = new HttpRequestMessage(method, _endpoint);" + WithSession + " return await _http.SendAsync(request, ct); }")]
    [InlineData("using var response = await OpenAsync(ct); {|MCPT2001:response.EnsureSuccessStatusCode()|};", "private Task<HttpResponseMessage> OpenAsync(CancellationToken ct) { var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);" + WithSession + " return _http.SendAsync(request, ct); }")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);" + WithSession + " using var response = await _invoker.SendAsync(request, ct); {|MCPT2001:response.EnsureSuccessStatusCode()|};", "private readonly HttpMessageInvoker _invoker = new HttpClient();")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);" + WithSession + " using var response = await _send(request); {|MCPT2001:response.EnsureSuccessStatusCode()|};", "private readonly Func<HttpRequestMessage, Task<HttpResponseMessage>> _send = null!;")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);" + WithSession + " using var response = _http.Send(request, ct); {|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    public Task ListeningGetInEveryForm_IsReported(string send, string more = "") => Verify.Analyzer(Listen(send, more));

    private static string After(string afterSend, string more = "") =>
        Listen("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);" + WithSession + " var response = await _http.SendAsync(request, ct).ConfigureAwait(false); " + afterSend, more);

    [Theory]
    [InlineData("if (!response.IsSuccessStatusCode) { throw {|MCPT2001:new HttpRequestException(\"no stream\")|}; }")]
    [InlineData("if (response.IsSuccessStatusCode == false) throw {|MCPT2001:new IOException()|};")]
    [InlineData("if (response.IsSuccessStatusCode) { return; } throw {|MCPT2001:new IOException()|};")]
    [InlineData("if (response.StatusCode is not HttpStatusCode.OK) throw {|MCPT2001:new IOException()|};")]
    [InlineData("if ((int)response.StatusCode >= 400) throw {|MCPT2001:new IOException()|};")]
    [InlineData("if ((int)response.StatusCode is < 200 or > 299) throw {|MCPT2001:new IOException()|};")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.OK: break; default: throw {|MCPT2001:new IOException()|}; }")]
    [InlineData("var stream = response.IsSuccessStatusCode ? await response.Content.ReadAsStreamAsync(ct) : throw {|MCPT2001:new IOException()|};")]
    [InlineData("var stream = response.StatusCode switch { HttpStatusCode.OK => await response.Content.ReadAsStreamAsync(ct), _ => throw {|MCPT2001:new IOException()|} };")]
    [InlineData("{|MCPT2001:EnsureOk(response)|};", "private static void EnsureOk(HttpResponseMessage response) { if (!response.IsSuccessStatusCode) throw new IOException($\"{(int)response.StatusCode}\"); }")]
    [InlineData("await {|MCPT2001:EnsureOkAsync(response)|};", "private static async Task EnsureOkAsync(HttpResponseMessage response) { if (!response.IsSuccessStatusCode) { var body = await response.Content.ReadAsStringAsync(); throw new IOException(body); } }")]
    [InlineData("if (!response.IsSuccessStatusCode) {|MCPT2001:Fail(response)|};", "private static void Fail(HttpResponseMessage response) => throw new IOException($\"{response.StatusCode}\");")]
    [InlineData("if (!response.IsSuccessStatusCode) throw {|MCPT2001:Failure(response)|};", "private static Exception Failure(HttpResponseMessage response) => new IOException($\"{response.StatusCode}\");")]
    [InlineData("{|MCPT2001:(await _http.SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint) { Headers = { { \"Mcp-Session-Id\", _sessionId } } }, ct)).EnsureSuccessStatusCode()|};")]
    [InlineData("using var checkedResponse = {|MCPT2001:response.EnsureSuccessStatusCode()|};")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } {|MCPT2001:catch (HttpRequestException) { Console.WriteLine(); throw; }|}")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) { throw {|MCPT2001:new IOException(\"no stream\", e)|}; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception e) { {|MCPT2001:_messages.Writer.TryComplete(e)|}; }", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData("if (!response.IsSuccessStatusCode) { {|MCPT2001:_messages.Writer.Complete()|}; return; }", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData("if (!response.IsSuccessStatusCode) { {|MCPT2001:Dispose()|}; return; }", "public void Dispose() => _http.Dispose();")]
    [InlineData("if (!response.IsSuccessStatusCode) { await {|MCPT2001:DisposeAsync()|}; return; }", "public ValueTask DisposeAsync() { _http.Dispose(); return default; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { {|MCPT2001:SetDisconnected()|}; }", "private void SetDisconnected() { }")]
    public Task FailureInEveryForm_IsReported(string afterSend, string more = "") => Verify.Analyzer(After(afterSend, more));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.MethodNotAllowed) return;", "404")]
    [InlineData("if ((int)response.StatusCode == 405) { return; }", "404")]
    [InlineData("if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented) return;", "404")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.MethodNotAllowed: return; }", "404")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) return;", "405")]
    [InlineData("if (response is { StatusCode: HttpStatusCode.NotFound }) return;", "405")]
    [InlineData("if (response.StatusCode == HttpStatusCode.BadRequest) return;", "405 or 404")]
    [InlineData("", "405 or 404")]
    public Task MessageNamesTheStatusThatIsNotTolerated(string tolerance, string statuses) => Verify.Analyzer(
        After(tolerance + "{|#0:response.EnsureSuccessStatusCode()|};"),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(statuses, "EnsureSuccessStatusCode()"));

    [Theory]
    [InlineData("throw {|#0:new HttpRequestException(\"\")|}", "throw new HttpRequestException()")]
    [InlineData("throw {|#0:_failure|}", "throw")]
    [InlineData("{|#0:Dispose()|}", "Dispose()")]
    public Task MessageNamesWhatFails(string failure, string name) => Verify.Analyzer(
        After($"if (!response.IsSuccessStatusCode) {failure};", "private readonly Exception _failure = new(); public void Dispose() { }"),
        Verify.Diagnostic().WithLocation(0).WithArguments("405 or 404", name));
}
