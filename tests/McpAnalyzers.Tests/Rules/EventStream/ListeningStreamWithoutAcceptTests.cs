using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamWithoutAccept>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class ListeningStreamWithoutAcceptTests
{
    private static string Listen(string request, string members = "") => ClientCode.WithSession($$"""
        {{members}}
        public async Task ListenAsync(CancellationToken ct)
        {
            {{request}}
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode) await response.Content.CopyToAsync(Stream.Null, ct);
        }
        """);

    [Theory]
    [InlineData("using var request = {|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|};")]
    [InlineData("using HttpRequestMessage request = {|MCPT2003:new(HttpMethod.Get, _endpoint)|};")]
    [InlineData("var request = {|MCPT2003:new HttpRequestMessage { Method = HttpMethod.Get, RequestUri = _endpoint }|};")]
    [InlineData("using var request = {|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|}; request.Headers.Accept.ParseAdd(\"application/json\");")]
    public Task GetWithoutAccept_IsReported(string request) => Verify.Analyzer(Listen(request));

    [Theory]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Accept.ParseAdd(\"text/event-stream\");")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Accept.Add(new(\"text/event-stream\"));")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Add(\"Accept\", \"text/event-stream\");")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint) { Headers = { Accept = { new(\"text/event-stream\") } } };")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); request.Headers.Add(\"Last-Event-ID\", \"1\");")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); Outside.Prepare(request);")]
    public Task AcceptedOrNotListening_IsSilent(string request) => Verify.Analyzer(
        [Listen(request), "static class Outside { public static void Prepare(System.Net.Http.HttpRequestMessage r) => r.Headers.Accept.ParseAdd(\"text/event-stream\"); }"]);

    [Theory]
    [InlineData("public Client() => _http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json, text/event-stream\");")]
    [InlineData("private static void Configure(HttpClient client) => client.DefaultRequestHeaders.Add(\"Accept\", \"text/event-stream\");")]
    public Task AcceptedByTheClient_IsSilent(string members) =>
        Verify.Analyzer(Listen("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);", members));

    [Fact]
    public Task AcceptedByAHelper_IsSilent() => Verify.Analyzer(Listen("using var request = Create(HttpMethod.Get);", """
        private HttpRequestMessage Create(HttpMethod method)
            {
                var created = new HttpRequestMessage(method, _endpoint);
                created.Headers.Accept.ParseAdd("text/event-stream");
                return created;
            }
        """));

    [Fact]
    public Task InjectedClientOfATypeThatNeverAccepts_IsSilent() => Verify.Analyzer(Listen("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);")
        .Replace("private readonly HttpClient _http = new();", "private readonly HttpClient _http; public Client(HttpClient http) => _http = http;"));

    [Fact]
    public Task InjectedClientOfATypeThatAcceptsElsewhere_IsReported() => Verify.Analyzer(Listen("using var request = {|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|};", """
        public async Task PostAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                request.Headers.Accept.ParseAdd("application/json, text/event-stream");
                using var response = await _http.SendAsync(request);
            }
        """).Replace("private readonly HttpClient _http = new();", "private readonly HttpClient _http; public Client(HttpClient http) => _http = http;"));

    [Fact]
    public Task HelperThatSends_IsReportedOnce() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task ListenAsync()
        {
            using var response = await OpenAsync();
            await response.Content.CopyToAsync(Stream.Null);
        }

        private async Task<HttpResponseMessage> OpenAsync()
        {
            using var request = {|MCPT2003:new HttpRequestMessage(HttpMethod.Get, _endpoint)|};
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        """));

    private static string BesidePost(string members) => ClientCode.WithSession($$"""
        public async Task<bool> PostAsync(HttpContent content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = content };
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return response.IsSuccessStatusCode;
        }

        {{members}}
        """);

    [Theory]
    [InlineData("public async Task WaitAsync(CancellationToken ct) { using var response = await _http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead, ct); }")]
    [InlineData("public async Task<bool> IsUpAsync() { try { await _http.GetAsync(_endpoint); return true; } catch (HttpRequestException) { return false; } }")]
    [InlineData("public async Task<bool> IsUpAsync() { using var response = await _http.GetAsync(_endpoint); return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.MethodNotAllowed; }")]
    [InlineData("public async Task<bool> IsUpAsync() => (await _http.GetAsync(_endpoint).ConfigureAwait(false)).StatusCode != HttpStatusCode.BadGateway;")]
    [InlineData("public bool IsUp() => _http.GetAsync(_endpoint).Wait(2000);")]
    [InlineData("public async Task WarmUpAsync() => _ = await _http.GetAsync(_endpoint);")]
    [InlineData("public Task<bool> IsUpAsync() => AnswersAsync(_http.GetAsync(_endpoint)); private static async Task<bool> AnswersAsync(Task<HttpResponseMessage> get) { using var response = await get; return (int)response.StatusCode < 500; }")]
    [InlineData("public async Task<bool> IsUpAsync() { using var response = await GetAsync(); return response.IsSuccessStatusCode; } private Task<HttpResponseMessage> GetAsync() => _http.GetAsync(_endpoint);")]
    [InlineData("public async Task CheckAsync() { using var response = await _http.GetAsync(_endpoint); if (!response.IsSuccessStatusCode) throw new IOException(await response.Content.ReadAsStringAsync()); }")]
    [InlineData("public async Task CheckAsync() { using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); using var response = await _http.SendAsync(request); Console.WriteLine($\"{_endpoint} answers {response.StatusCode}\"); }")]
    public Task GetOfWhichNobodyReadsTheAnswer_IsSilent(string members) => Verify.Analyzer(BesidePost(members));

    [Theory]
    [InlineData("public async Task<Stream> OpenAsync() { var response = await {|MCPT2003:_http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead)|}; return await response.Content.ReadAsStreamAsync(); }")]
    [InlineData("public Task<HttpResponseMessage> OpenAsync() => {|MCPT2003:_http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead)|};")]
    [InlineData("public Task<Stream> OpenAsync() => {|MCPT2003:_http.GetStreamAsync(_endpoint)|};")]
    [InlineData("private HttpResponseMessage? _stream; public async Task OpenAsync() => _stream = await {|MCPT2003:_http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead)|};")]
    [InlineData("public async Task ListenAsync(Func<Stream, Task> read) { using var response = await {|MCPT2003:_http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead)|}; await read(await response.Content.ReadAsStreamAsync()); }")]
    [InlineData("public async Task ListenAsync(Func<HttpResponseMessage, Task> read) { using var response = await {|MCPT2003:_http.GetAsync(_endpoint, HttpCompletionOption.ResponseHeadersRead)|}; await read(response); }")]
    [InlineData("public async Task ListenAsync() { using var response = await {|MCPT2003:_http.GetAsync(_endpoint)|}; Console.WriteLine(await response.Content.ReadAsStringAsync()); }")]
    public Task GetWhoseAnswerIsReadOrHandedOut_IsReported(string members) => Verify.Analyzer(BesidePost(members));
}
