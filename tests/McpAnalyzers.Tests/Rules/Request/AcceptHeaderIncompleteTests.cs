using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.AcceptHeaderIncomplete>;

namespace McpAnalyzers.Tests.Rules.Request;

public class AcceptHeaderIncompleteTests
{
    private static string Post(string statements, string creation = "{|MCPT3001:new HttpRequestMessage(HttpMethod.Post, _endpoint)|}", string members = "") => ClientCode.WithSession($$"""
        private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json"), Events = new("text/event-stream");
        {{members}}

        public async Task SendAsync(string json, string accept)
        {
            using var request = {{creation}};
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{statements}}
            using var response = await _http.SendAsync(request);
        }
        """);

    private const string Unreported = "new HttpRequestMessage(HttpMethod.Post, _endpoint)";

    [Theory]
    [InlineData("")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(\"text/event-stream\"));")]
    [InlineData("request.Headers.Accept.Add(Json);")]
    [InlineData("request.Headers.Add(\"Accept\", \"application/json\");")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"accept\", \"text/event-stream\");")]
    [InlineData("var other = new HttpRequestMessage(HttpMethod.Get, _endpoint); other.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");")]
    public Task IncompleteAccept_IsReported(string statements) => Verify.Analyzer(Post(statements));

    [Theory]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");")]
    [InlineData("request.Headers.Accept.Add(Json); request.Headers.Accept.Add(Events);")]
    [InlineData("request.Headers.Accept.Add(new(\"application/json\")); request.Headers.Accept.Add(new(\"text/event-stream\"));")]
    [InlineData("request.Headers.Add(\"Accept\", \"application/json, text/event-stream\");")]
    [InlineData("request.Headers.Add(\"Accept\", new[] { \"application/json\", \"text/event-stream\" });")]
    [InlineData("request.Headers.Accept.ParseAdd(\"*/*\");")]
    [InlineData("request.Headers.Accept.ParseAdd(accept);")]
    [InlineData("foreach (var type in new[] { \"application/json\", \"text/event-stream\" }) request.Headers.Accept.Add(new(type));")]
    [InlineData("var headers = request.Headers; headers.Accept.ParseAdd(\"application/json\"); headers.Accept.ParseAdd(\"text/event-stream\");")]
    [InlineData("foreach (var h in new Dictionary<string, string> { [\"Accept\"] = \"application/json\" }) request.Headers.Add(h.Key, h.Value);")]
    public Task CompleteOrUnknownAccept_IsSilent(string statements) => Verify.Analyzer(Post(statements, Unreported));

    [Theory]
    [InlineData("Apply(request);", "private static void Apply(HttpRequestMessage r) => r.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");")]
    [InlineData("Apply(request.Headers);", "private static void Apply(HttpRequestHeaders h) { h.Accept.Add(Json); h.Accept.Add(Events); }")]
    [InlineData("request.AcceptBoth();", "")]
    [InlineData("", "public Client() => _http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json, text/event-stream\");")]
    [InlineData("", "public Client() { _http.DefaultRequestHeaders.Add(\"Accept\", \"application/json\"); _http.DefaultRequestHeaders.Add(\"Accept\", \"text/event-stream\"); }")]
    [InlineData("Configure?.Invoke(request);", "public Action<HttpRequestMessage>? Configure { get; set; }")]
    [InlineData("Extras.OutOfSight!.Apply(request);", "")]
    public Task HelperOrDefaults_AreSilent(string statements, string members) => Verify.Analyzer(
    [
        Post(statements, Unreported, members),
        ClientCode.File("""
            internal interface IExtra { void Apply(HttpRequestMessage request); }

            internal static class Extras
            {
                public static IExtra? OutOfSight { get; set; }

                public static void AcceptBoth(this HttpRequestMessage request) => request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            }
            """),
    ]);

    private static string TwoClients(string creation, string listening, string configure, string members = "") => ClientCode.File($$"""
        static class Bridge
        {
            {{members}}
            public static async Task SendAsync(string url, string session)
            {
                using var http = {{creation}};
                using var post = {|#0:new HttpRequestMessage(HttpMethod.Post, url)|};
                post.Headers.Add("Mcp-Session-Id", session);
                await http.SendAsync(post);
            }

            public static async Task ListenAsync(string url)
            {
                using var listening = {{listening}};
                {{configure}}
                using var stream = await listening.GetStreamAsync(url);
            }
        }
        """);

    [Theory]
    [InlineData("new HttpClient()", "listening.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");")]
    [InlineData("new HttpClient()", "listening.DefaultRequestHeaders.Accept.ParseAdd(\"application/json, text/event-stream\");")]
    [InlineData("new HttpClient()", "listening.DefaultRequestHeaders.Add(\"Accept\", \"application/json, text/event-stream\");")]
    [InlineData("new HttpClient { Timeout = TimeSpan.FromHours(1) }", "var same = listening; same.DefaultRequestHeaders.Accept.ParseAdd(\"*/*\");")]
    public Task DefaultsOfAnotherClient_SayNothingOfThisOne(string listening, string configure) => Verify.Analyzer(
        TwoClients("new HttpClient()", listening, configure),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("application/json and text/event-stream"));

    [Theory]
    [InlineData("New()", "New()", "private static HttpClient New() => new();")]
    [InlineData("New()", "new HttpClient()", "private static HttpClient New() { var client = new HttpClient(); client.DefaultRequestHeaders.Accept.ParseAdd(\"application/json, text/event-stream\"); return client; }")]
    [InlineData("Shared", "Shared", "private static readonly HttpClient Shared = new();")]
    public Task DefaultsOfTheSameClient_Count(string creation, string listening, string members) => Verify.Analyzer(TwoClients(
        creation, listening, "listening.DefaultRequestHeaders.Accept.ParseAdd(\"application/json, text/event-stream\");", members));

    [Theory]
    [InlineData("HttpClient client")]
    [InlineData("IHttpClientFactory factory")]
    [InlineData("HttpClient? client = null")]
    [InlineData("HttpMessageHandler handler")]
    public Task ClientThatIsHandedIn_IsSilent(string parameter) => Verify.Analyzer(HandedIn(parameter, ""));

    /// <summary>What a request has for itself replaces the defaults of its client, whatever they are.</summary>
    [Theory]
    [InlineData("HttpClient client", "request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(\"application/json\"));")]
    [InlineData("HttpClient client", "request.Headers.Accept.ParseAdd(\"application/json\"); request.Headers.Accept.ParseAdd(\"text/plain\");")]
    [InlineData("HttpClient client", "request.Headers.Add(\"Accept\", \"text/event-stream\");")]
    [InlineData("HttpClient client", "request.Headers.TryAddWithoutValidation(\"Accept\", \"application/json\");")]
    [InlineData("HttpClient client", "_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\"); request.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("IHttpClientFactory factory", "request.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("HttpClient? client = null", "request.Headers.Accept.ParseAdd(\"application/json\");")]
    public Task OwnAcceptOfARequest_IsAllThereIs(string parameter, string accept) =>
        Verify.Analyzer(HandedIn(parameter, accept, "{|MCPT3001:new HttpRequestMessage(HttpMethod.Post, \"http://localhost/mcp\")|}"));

    [Fact]
    public Task OwnAcceptInTheCreationOfARequest_IsAllThereIs() => Verify.Analyzer(
        HandedIn("HttpClient client", "", "{|MCPT3001:new HttpRequestMessage(HttpMethod.Post, \"http://localhost/mcp\") { Headers = { Accept = { new(\"application/json\") } } }|}"));

    [Theory]
    [InlineData("HttpClient client", "if (session.Length > 3) request.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("HttpClient client", "request.Headers.Accept.ParseAdd(\"application/json\"); request.Headers.Accept.ParseAdd(\"text/event-stream\");")]
    [InlineData("HttpClient client", "request.Headers.Accept.ParseAdd(\"application/json\"); if (session.Length > 3) request.Headers.Accept.ParseAdd(\"text/event-stream\");")]
    [InlineData("HttpClient client", "request.Headers.Accept.ParseAdd(session);")]
    [InlineData("HttpClient client", "var other = new HttpRequestMessage(HttpMethod.Get, \"http://localhost/mcp\"); other.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("HttpClient client", "_http.DefaultRequestHeaders.Accept.ParseAdd(\"application/json\");")]
    [InlineData("IRest client", "request.Headers.Accept.ParseAdd(\"application/json\");")]
    public Task AcceptThatMayBeOfOthersToo_IsSilent(string parameter, string accept) => Verify.Analyzer(HandedIn(parameter, accept));

    private static string HandedIn(string parameter, string accept, string creation = "new HttpRequestMessage(HttpMethod.Post, \"http://localhost/mcp\")") => ClientCode.File($$"""
        interface IRest { Task<HttpResponseMessage> SendAsync(HttpRequestMessage request); }

        interface IHttpClientFactory { HttpClient CreateClient(); }

        class Client({{parameter}})
        {
            private readonly {{(parameter.StartsWith("IRest", StringComparison.Ordinal) ? "IRest" : "HttpClient")}} _http = {{(parameter.StartsWith("HttpClient?", StringComparison.Ordinal) ? "client ?? new HttpClient()"
                : parameter.EndsWith(" client", StringComparison.Ordinal) ? "client"
                : parameter.EndsWith("factory", StringComparison.Ordinal) ? "factory.CreateClient()"
                : "new HttpClient(handler)")}};

            public async Task SendAsync(string session)
            {
                var request = {{creation}};
                request.Headers.Add("Mcp-Session-Id", session);
                {{accept}}
                await _http.SendAsync(request);
            }
        }
        """);

    [Theory]
    [InlineData("CreateRequest(HttpMethod.Get)", "CreateRequest(HttpMethod.Post)", "{|MCPT3001:new(method, _endpoint)|}")]
    [InlineData("CreateRequest(HttpMethod.Post)", "CreateRequest(HttpMethod.Get)", "{|MCPT3001:new(method, _endpoint)|}")]
    [InlineData("CreateRequest(HttpMethod.Post)", "CreateRequest(HttpMethod.Post)", "{|MCPT3001:new(method, _endpoint)|}")]
    [InlineData("CreateRequest(HttpMethod.Get)", "CreateRequest(HttpMethod.Delete)", "new(method, _endpoint)")]
    [InlineData("CreateRequest(HttpMethod.Get)", "Accepting(CreateRequest(HttpMethod.Post))", "new(method, _endpoint)", "private static HttpRequestMessage Accepting(HttpRequestMessage r) { r.Headers.Accept.ParseAdd(\"application/json, text/event-stream\"); return r; }")]
    public Task HelperThatMakesRequestsOfSeveralMethods_IsReportedForItsPosts(string one, string other, string creation, string members = "") => Verify.Analyzer(ClientCode.WithSession($$"""
        public Task OneAsync() => _http.SendAsync({{one}});

        public Task OtherAsync() => _http.SendAsync({{other}});

        {{members}}

        private HttpRequestMessage CreateRequest(HttpMethod method)
        {
            HttpRequestMessage request = {{creation}};
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return request;
        }
        """));

    [Theory]
    [InlineData("private Task<HttpResponseMessage> SendAsync(HttpRequestMessage r)")]
    [InlineData("public Task<HttpResponseMessage> SendAsync(HttpRequestMessage r)")]
    public Task RequestsOfASharedSender_AreReportedWhereTheyAreMade(string sender) => Verify.Analyzer(ClientCode.WithSession($$"""
        {{sender}}
        {
            r.Headers.Add("Mcp-Session-Id", _sessionId);
            return _http.SendAsync(r);
        }

        public Task PostAsync() => SendAsync({|MCPT3001:new HttpRequestMessage { Method = HttpMethod.Post, RequestUri = _endpoint }|});

        public Task ListenAsync() => SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint));

        public Task CloseAsync() => SendAsync(new HttpRequestMessage(HttpMethod.Delete, _endpoint));

        public Task RightAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            return SendAsync(request);
        }
        """));

    [Theory]
    [InlineData("_http.PostAsJsonAsync(_endpoint, new { jsonrpc = \"2.0\", id = 1, method = \"initialize\" })", true)]
    [InlineData("_http.PostAsync(_endpoint, new StringContent(\"{\\\"jsonrpc\\\":\\\"2.0\\\"}\"))", true)]
    [InlineData("_http.PostAsync(_endpoint, JsonContent.Create(message))", true)]
    [InlineData("_http.PostAsync(_endpoint, new FormUrlEncodedContent(new Dictionary<string, string> { [\"grant_type\"] = \"client_credentials\" }))", false)]
    [InlineData("_http.PostAsync(_endpoint, null)", false)]
    public Task PostHelpers_AreReportedForMessages(string post, bool isReported) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public async Task SendAsync()
        {
            var message = new { jsonrpc = "2.0", method = "ping" };
            await {{(isReported ? "{|MCPT3001:" + post + "|}" : post)}};
        }
        """));

    [Fact]
    public Task TokenRequestOfTheSameType_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public async Task SignInAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/token") { Content = new StringContent("grant_type=client_credentials") };
            await _http.SendAsync(request);
        }
        """));

    [Fact]
    public Task StatelessRevision_IsReportedToo() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task SendAsync()
        {
            var request = {|MCPT3001:new HttpRequestMessage(HttpMethod.Post, _endpoint)|};
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Method", "tools/list");
            await _http.SendAsync(request);
        }
        """));

    [Fact]
    public Task DelegatingHandlerThatPassesRequestsOn_IsSilent() => Verify.Analyzer(ClientCode.File("""
        class Handler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Add("Mcp-Session-Id", "x");
                return base.SendAsync(request, cancellationToken);
            }
        }
        """));

    [Theory]
    [InlineData("", "application/json and text/event-stream")]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json\");", "text/event-stream")]
    [InlineData("request.Headers.Accept.ParseAdd(\"text/event-stream\");", "application/json")]
    public Task Message_NamesWhatIsNotAccepted(string statements, string missing) => Verify.Analyzer(
        Post(statements, "{|#0:new HttpRequestMessage(HttpMethod.Post, _endpoint)|}"),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(missing));

    [Fact]
    public Task OtherJsonRpcBesideTheSdk_IsSilent() => Verify.Analyzer(
        [ClientCode.File("""
            using ModelContextProtocol.Client;

            public sealed class Bridge
            {
                private readonly HttpClient _languageServer = new();

                public Task HoverAsync() => _languageServer.PostAsync("http://localhost/lsp", new StringContent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"textDocument/hover\"}"));

                public static HttpClientTransport TransportTo(Uri endpoint) => new(new HttpClientTransportOptions { Endpoint = endpoint });
            }
            """)],
        test => test.UseSdk());
}
