using McpAnalyzers.Facts;
using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Facts;

public class SentRequestsTests
{
    private const string New = "var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);";

    private static Task<TransportFacts> Client(string statements, string members = "") => FactsOf.Type("Client", ClientCode.WithSession($$"""
        public async Task RunAsync(bool flag, string name, HttpRequestMessage given, HttpClient client, ISender sender, Action<HttpRequestMessage> sign, List<object> log)
        {
            {{statements}}
            await Task.Yield();
        }

        public interface ISender { Task<HttpResponseMessage> PostAsync(string text); Task<HttpResponseMessage> SendAsync(HttpRequestMessage message); }

        private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message) => _http.SendAsync(message);

        {{members}}
        """) + """

        internal static class Elsewhere { public static extern void Take(object taken); }

        internal static class Sender { public static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage message) => client.SendAsync(message); }

        namespace Microsoft.Extensions.Logging { internal static class Logs { public static extern void Write(object written); } }

        namespace Systems { internal static class Logs { public static extern void Write(object written); } }
        """);

    [Theory]
    [InlineData("await _http.PostAsync(_endpoint, null);", "_http.PostAsync(_endpoint, null) Post call")]
    [InlineData("await _http.GetStringAsync(_endpoint);", "_http.GetStringAsync(_endpoint) Get call")]
    [InlineData("await _http.SendAsync(new(HttpMethod.Delete, _endpoint));", "new(HttpMethod.Delete, _endpoint) Delete")]
    [InlineData("var one = new HttpRequestMessage(HttpMethod.Get, _endpoint); await SendAsync(one);", "new HttpRequestMessage(HttpMethod.Get, _endpoint) Get")]
    [InlineData("var one = new HttpRequestMessage(HttpMethod.Get, _endpoint); await Sender.SendAsync(_http, one);", "new HttpRequestMessage(HttpMethod.Get, _endpoint) Get")]
    [InlineData("var one = new HttpRequestMessage(HttpMethod.Get, _endpoint); await SendAsync(one); await SendAsync(one); await _http.SendAsync(one);", "new HttpRequestMessage(HttpMethod.Get, _endpoint) Get")]
    [InlineData("await SendAsync(new(HttpMethod.Get, _endpoint)); await SendAsync(new(HttpMethod.Post, _endpoint));", "new(HttpMethod.Get, _endpoint) Get; new(HttpMethod.Post, _endpoint) Post")]
    [InlineData("await _http.SendAsync(flag ? new HttpRequestMessage(HttpMethod.Get, name) : new HttpRequestMessage(HttpMethod.Post, name));", "new HttpRequestMessage(HttpMethod.Get, name) Get; new HttpRequestMessage(HttpMethod.Post, name) Post")]
    [InlineData("var one = new HttpRequestMessage(); one.Method = HttpMethod.Delete; await _http.SendAsync(one);", "new HttpRequestMessage() Delete")]
    [InlineData("var one = new HttpRequestMessage(); one.RequestUri = _endpoint; await _http.SendAsync(one);", "new HttpRequestMessage() Get")]
    [InlineData("var one = new HttpRequestMessage { Method = HttpMethod.Post }; await _http.SendAsync(one);", "new HttpRequestMessage { Method = HttpMethod.Post } Post")]
    [InlineData("await SendAsync(Make(HttpMethod.Get)); await SendAsync(Make(HttpMethod.Post)); await SendAsync(Make(HttpMethod.Post)); HttpRequestMessage Make(HttpMethod method) => new(method, _endpoint);", "new(method, _endpoint) Get; new(method, _endpoint) Post")]
    [InlineData("var one = new HttpRequestMessage(HttpMethod.Get, _endpoint); await SendAsync(one); var two = new HttpRequestMessage(); two.Method = HttpMethod.Post; await SendAsync(two);", "new HttpRequestMessage(HttpMethod.Get, _endpoint) Get; new HttpRequestMessage() Post; new HttpRequestMessage() Get, Post")]
    [InlineData("await _http.SendAsync(given);", "")]
    [InlineData("_ = new HttpRequestMessage(HttpMethod.Get, _endpoint);", "")]
    [InlineData("log.Add(new HttpRequestMessage(HttpMethod.Get, _endpoint));", "")]
    public async Task All_AreEachOnce(string statements, string requests)
    {
        var facts = await Client(statements);

        Assert.Equal(requests, string.Join("; ", facts.SentRequests.All.Select(r => $"{r.Made.Syntax} {r.Verbs}{(r.IsMadeByCall ? " call" : "")}")));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("request.Headers.Add(\"X\", name);", false)]
    [InlineData("request.Headers.Add(name, \"x\");", true)]
    [InlineData("given.Headers.Add(name, \"x\");", false)]
    [InlineData("Elsewhere.Take(request);", true)]
    [InlineData("Elsewhere.Take(request.Headers);", true)]
    [InlineData("Elsewhere.Take(request.Content!.Headers);", true)]
    [InlineData("Elsewhere.Take(given);", false)]
    [InlineData("Elsewhere.Take(name);", false)]
    [InlineData("Console.WriteLine(request);", false)]
    [InlineData("log.Add(request);", false)]
    [InlineData("_ = new Tuple<object>(request);", false)]
    [InlineData("Microsoft.Extensions.Logging.Logs.Write(request);", false)]
    [InlineData("Systems.Logs.Write(request);", true)]
    [InlineData("sign(request);", true)]
    [InlineData("Own(request);", false)]
    [InlineData("Twice(1, request);", true)]
    [InlineData("_ = new Wrapper(request);", true)]
    [InlineData("_ = new Holder(request);", false)]
    [InlineData("Again(request);", false)]
    [InlineData("Action later = () => Elsewhere.Take(request); later();", true)]
    [InlineData("await sender.SendAsync(request);", false)]
    [InlineData("Elsewhere.Take(\"sent\");", false)]
    public async Task OtherHeaders_MayComeFromCodeOutOfSight(string statements, bool expected)
    {
        var facts = await Client($"{New} {statements} await _http.SendAsync(request);", """
            private static void Own(HttpRequestMessage message) => message.Version = new(2, 0);

            private static void Twice(int times, HttpRequestMessage message) { Own(message); Elsewhere.Take(message); }

            private static void Again(HttpRequestMessage message) => Again(message);

            private sealed class Wrapper { public Wrapper(HttpRequestMessage message) => Elsewhere.Take(message); }

            private sealed class Holder { public Holder(HttpRequestMessage message) => Message = message; public HttpRequestMessage Message { get; } }
            """);

        Assert.Equal(expected, facts.SentRequests.MayGetOtherHeaders(facts.SentRequests.All.Single()));
    }

    [Theory]
    [InlineData("_http.SendAsync(request)", true)]
    [InlineData("_http.PostAsync(_endpoint, null)", true)]
    [InlineData("_http.PostAsJsonAsync(_endpoint, 1)", true)]
    [InlineData("_plain.SendAsync(request)", true)]
    [InlineData("_socket.SendAsync(request)", true)]
    [InlineData("_invoker.SendAsync(request, default)", true)]
    [InlineData("new HttpClient().SendAsync(request)", true)]
    [InlineData("_signing.SendAsync(request)", false)]
    [InlineData("_handled.SendAsync(request)", false)]
    [InlineData("_derived.SendAsync(request)", false)]
    [InlineData("(flag ? _http : client).SendAsync(request)", false)]
    [InlineData("client.SendAsync(request)", false)]
    [InlineData("sender.PostAsync(name)", false)]
    public async Task Client_IsMadeHereAndPlain(string send, bool expected)
    {
        var facts = await Client($"{New} await {send};", """
            private static readonly HttpMessageHandler Handler = Environment.NewLine.Length > 1 ? new HttpClientHandler() : new Signing();
            private readonly HttpClient _plain = new(new HttpClientHandler());
            private readonly HttpClient _socket = new(new SocketsHttpHandler(), disposeHandler: true);
            private readonly HttpMessageInvoker _invoker = new(new HttpClientHandler());
            private readonly HttpClient _signing = new(new Signing());
            private readonly HttpClient _handled = new(Handler);
            private readonly HttpClient _derived = new Derived();

            private sealed class Signing : DelegatingHandler { }

            private sealed class Derived : HttpClient { }
            """);

        Assert.Equal(expected, facts.SentRequests.HasClientInSight(facts.SentRequests.All.Single()));
    }

    [Theory]
    [InlineData("Elsewhere.Take(_http);", false)]
    [InlineData("Elsewhere.Take(_http.DefaultRequestHeaders);", false)]
    [InlineData("Elsewhere.Take(client);", true)]
    [InlineData("Console.WriteLine(_http);", true)]
    [InlineData("Own(_http);", true)]
    public async Task Client_IsHandedOut(string statement, bool inSight)
    {
        var facts = await Client($"{New} {statement} await _http.SendAsync(request);", "private static void Own(HttpClient own) => own.CancelPendingRequests();");

        Assert.Equal(inSight, facts.SentRequests.HasClientInSight(facts.SentRequests.All.Single()));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("request.Headers.Add(\"X\", \"x\");", "")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", \"x\");", "SessionId")]
    [InlineData("request.Headers.Add(\"mcp-method\", \"x\"); request.Headers.Add(\"MCP-Protocol-Version\", \"x\");", "Method, ProtocolVersion")]
    [InlineData("given.Headers.Add(\"Mcp-Session-Id\", \"x\");", "")]
    [InlineData("var other = new HttpRequestMessage(); other.Headers.Add(\"Mcp-Session-Id\", \"x\");", "")]
    [InlineData("var either = flag ? request : given; either.Headers.Add(\"Mcp-Name\", \"x\");", "")]
    public async Task Headers_OfMcp(string statements, string headers)
    {
        var facts = await Client($"{New} {statements} await _http.SendAsync(request);");
        var request = facts.SentRequests.All.Single();

        Assert.Equal(headers.Length > 0, facts.SentRequests.HasMcpHeader(request));
        Assert.Equal(
            headers,
            string.Join(", ", new[] { McpHeader.SessionId, McpHeader.Method, McpHeader.Name, McpHeader.ProtocolVersion }.Where(h => facts.SentRequests.HeadersOf(request, h).Any())));
        Assert.Same(facts.SentRequests.HeadersOf(request), facts.SentRequests.HeadersOf(request));
    }

    [Fact]
    public async Task HeadersOf_OneOfTwoRequestsThatShareAVariable()
    {
        var facts = await Client("""
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Headers = { { "Mcp-Method", "x" } } };
            await _http.SendAsync(request);
            request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            await _http.SendAsync(request);
            """);

        Assert.Equal(["Post True", "Get False"], facts.SentRequests.All.Select(r => $"{r.Verbs} {facts.SentRequests.HeadersOf(r, McpHeader.Method).Any()}"));
    }
}
