using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class PurposesTests
{
    private const string Members = """
        public sealed class Message
        {
            public Message(string? first = null) => First = first;
            public string? First { get; }
            public string? Method { get; set; }
            public object? Params { get; set; }
        }

        private const string Initialize = "initialize";
        private static readonly string Listing = "tools/list";
        public string? Given;

        private static string Own(string text) => text;

        private static HttpContent Json(string method) => JsonContent.Create(new { jsonrpc = "2.0", method });
        """;

    private const string Parameters = "bool flag, string name, int id, long number, Guid guid, object any, Dictionary<string, string> form, JsonSerializerOptions options, CancellationToken token";

    private static async Task<string> Of(string statements)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync({{Parameters}}, HttpRequestMessage given)
            {
                {{statements}}
                await Task.Yield();
            }

            {{Members}}
            """);
        var run = facts.Body("RunAsync");
        return $"{facts.Purposes.Of(new(run.Operations.First(o => facts.Exchanges.SendOf(o) is not null), run.AnyCall))}";
    }

    [Theory]
    [InlineData("initialize", "Initialize")]
    [InlineData("notifications/initialized", "Notification")]
    [InlineData("notifications/cancelled", "Notification")]
    [InlineData("ping", "Other")]
    [InlineData("tools/list", "Other")]
    [InlineData("resources/read", "Other")]
    [InlineData("prompts/get", "Other")]
    [InlineData("completion/complete", "Other")]
    [InlineData("logging/setLevel", "Other")]
    [InlineData("sampling/createMessage", "Other")]
    [InlineData("roots/list", "Other")]
    [InlineData("elicitation/create", "Other")]
    [InlineData("server/discover", "Other")]
    [InlineData("subscriptions/listen", "Other")]
    [InlineData("tasks/get", "Other")]
    [InlineData("Initialize", "Unknown")]
    [InlineData("pong", "Unknown")]
    [InlineData("hello", "Unknown")]
    public async Task Text_ThatIsAMethod(string text, string purpose) => Assert.Equal(purpose, await Of($"await _http.PostAsync(_endpoint, new StringContent(\"{text}\"));"));

    [Theory]
    [InlineData("new StringContent(\"{\\\"method\\\":\\\"initialize\\\"}\")", "Initialize")]
    [InlineData("new StringContent(\"{\\\"method\\\" : \\\"notifications/initialized\\\"}\")", "Notification")]
    [InlineData("new StringContent(\"{\\\"method\\\":\\\"x/y\\\"}\")", "Other")]
    [InlineData("new StringContent(\"{\\\"other\\\":\\\"initialize\\\"}\")", "Unknown")]
    [InlineData("new StringContent(Initialize, Encoding.UTF8, \"application/json\")", "Initialize")]
    [InlineData("new StringContent(Listing)", "Other")]
    [InlineData("new StringContent(name)", "Unknown")]
    [InlineData("new StringContent(Given!)", "Unknown")]
    [InlineData("new StringContent(flag ? \"initialize\" : \"ping\")", "Initialize, Other")]
    [InlineData("new StringContent(flag ? \"initialize\" : name)", "Initialize, Unknown")]
    [InlineData("new StringContent($\"{{\\\"method\\\":\\\"initialize\\\",\\\"id\\\":{id}}}\")", "Initialize")]
    [InlineData("new StringContent($\"{{\\\"method\\\":\\\"{Initialize}\\\"}}\")", "Initialize")]
    [InlineData("new StringContent($\"{{\\\"method\\\":\\\"{Listing}\\\"}}\")", "Other")]
    [InlineData("new StringContent($\"{{\\\"method\\\":\\\"{name}\\\"}}\")", "Unknown")]
    [InlineData("new StringContent($\"{{\\\"method\\\":\\\"tools/{name}\\\"}}\")", "Unknown")]
    [InlineData("new StringContent($\"{{\\\"x\\\":{id}}}\")", "Unknown")]
    [InlineData("new StringContent($\"[{(flag ? \"ping\" : \"initialize\")}]\")", "Initialize, Other, Unknown")]
    [InlineData("new FormUrlEncodedContent(form)", "Unknown")]
    [InlineData("null", "Unknown")]
    [InlineData("JsonContent.Create(new { method = \"initialize\" })", "Initialize")]
    [InlineData("JsonContent.Create(new { jsonrpc = \"2.0\", id = guid, method = \"notifications/initialized\", @params = any })", "Notification")]
    [InlineData("JsonContent.Create(new { Method = \"tools/call\", @params = new { name } })", "Other")]
    [InlineData("JsonContent.Create(new { method = \"own\" })", "Other")]
    [InlineData("JsonContent.Create(new { method = name })", "Unknown")]
    [InlineData("JsonContent.Create(new { method = flag ? \"initialize\" : name })", "Initialize, Unknown")]
    [InlineData("new StringContent(JsonSerializer.Serialize(new { method = flag ? \"initialize\" : name }))", "Initialize, Unknown")]
    [InlineData("JsonContent.Create(new { jsonrpc = \"2.0\", id, number })", "Unknown")]
    [InlineData("JsonContent.Create(new { jsonrpc = \"2.0\", @params = any })", "Unknown")]
    [InlineData("JsonContent.Create(new Message { Method = \"initialize\" })", "Initialize")]
    [InlineData("JsonContent.Create(new Message { Params = any, Method = \"ping\" })", "Other")]
    [InlineData("JsonContent.Create(new Message(\"initialize\"))", "Initialize")]
    [InlineData("JsonContent.Create(new Message(name))", "Unknown")]
    [InlineData("JsonContent.Create(new Message(\"initialize\") { Params = \"initialize\" })", "Initialize")]
    [InlineData("JsonContent.Create(new Message(\"initialize\") { Params = any })", "Initialize")]
    [InlineData("JsonContent.Create(new Message { Params = \"initialize\" })", "Initialize")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { [\"method\"] = \"initialize\", [\"id\"] = guid })", "Initialize")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { { \"id\", any }, { \"method\", \"ping\" } })", "Other")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { [\"method\"] = \"own\" })", "Other")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { { \"method\", \"own\" } })", "Other")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { [\"methods\"] = name })", "Unknown")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { { \"methods\", name } })", "Unknown")]
    [InlineData("new StringContent(\"{\\\"id\\\":1,\\\"result\\\":{}}\")", "Response")]
    [InlineData("new StringContent(\"{\\\"id\\\":\" + id + \",\\\"error\\\" : {}}\")", "Response")]
    [InlineData("new StringContent($\"{{\\\"id\\\":{name},\\\"result\\\":{{}}}}\")", "Response")]
    [InlineData("JsonContent.Create(new { id, result = any })", "Response")]
    [InlineData("JsonContent.Create(new { id, result = new { method = name } })", "Response")]
    [InlineData("JsonContent.Create(new Dictionary<string, object> { { \"id\", any }, { \"error\", any } })", "Response")]
    [InlineData("JsonContent.Create(new { id, results = any })", "Unknown")]
    [InlineData("JsonContent.Create(new { method = name, @params = new { result = any } })", "Unknown")]
    [InlineData("new StringContent(\"{\\\"method\\\":\\\"\" + name + \"\\\",\\\"error\\\":1}\")", "Unknown")]
    [InlineData("new StringContent(flag ? name : \"{\\\"result\\\":1}\")", "Unknown, Response")]
    [InlineData("new StringContent(JsonSerializer.Serialize(new { method = \"initialize\" }, options))", "Initialize")]
    [InlineData("new StringContent(Own(Own(\"initialize\")))", "Initialize")]
    [InlineData("new StringContent(\"initialize\".Trim())", "Initialize")]
    [InlineData("Json(\"initialize\")", "Initialize")]
    [InlineData("Json(name)", "Unknown")]
    [InlineData("new StringContent(string.Join(\",\", form.Keys.Where(k => k != \"initialize\")))", "Unknown")]
    [InlineData("JsonContent.Create(new Message(flag ? \"initialize\" : name) { Params = flag ? \"initialize\" : name })", "Initialize, Unknown")]
    [InlineData("new StringContent(flag ? name.Trim() : \"initialize\")", "Initialize, Unknown")]
    [InlineData("new StringContent($\"{{\\\"name\\\":\\\"{Listing}\\\"}}\")", "Unknown")]
    [InlineData("new StringContent($\"[{(flag ? \"ping\" : name)},{(flag ? \"ping\" : name)}]\")", "Other, Unknown")]
    public async Task Content_SaysWhatItIsFor(string content, string purpose) => Assert.Equal(purpose, await Of($"await _http.PostAsync(_endpoint, {content});"));

    [Theory]
    [InlineData("await _http.PostAsJsonAsync(_endpoint, new { method = \"initialize\" });", "Initialize")]
    [InlineData("await _http.PostAsJsonAsync(_endpoint, new { method = \"initialize\" }, token);", "Initialize")]
    [InlineData("await _http.PostAsJsonAsync(\"initialize\", new { method = \"ping\" });", "Other")]
    [InlineData("await _http.GetAsync(\"initialize\");", "Unknown")]
    [InlineData("await _http.SendAsync(given);", "Unknown")]
    [InlineData("given.Content = new StringContent(\"initialize\"); await _http.SendAsync(given);", "Initialize")]
    [InlineData("var own = new HttpRequestMessage(); own.Content = new StringContent(\"initialize\"); given.Content = new StringContent(\"ping\"); await _http.SendAsync(own);", "Initialize")]
    [InlineData("var own = new HttpRequestMessage { Version = new(2, 0), Content = new StringContent(\"initialize\") }; await _http.SendAsync(own);", "Initialize")]
    [InlineData("var own = new HttpRequestMessage { Content = new StringContent(\"initialize\") }; own.Content = new StringContent(\"ping\"); await _http.SendAsync(own);", "Initialize, Other")]
    [InlineData("var own = new HttpRequestMessage { Content = new StringContent(\"initialize\") }; own.Content = new StringContent(\"initialize\"); await _http.SendAsync(own);", "Initialize")]
    [InlineData("await _http.SendAsync(new HttpRequestMessage { RequestUri = new(\"initialize\") });", "Unknown")]
    public async Task Request_IsForWhatItsContentSays(string statements, string purpose) => Assert.Equal(purpose, await Of(statements));

    [Fact]
    public async Task WhatIsNoSend_IsForNothingKnown()
    {
        var facts = await FactsOf.Members("public void Run() => Console.WriteLine(\"initialize\");");
        var run = facts.Body("Run");

        Assert.Equal(Purpose.Unknown, facts.Purposes.Of(new(run.At("Console.WriteLine(\"initialize\")"), run.AnyCall)));
    }

    [Theory]
    [InlineData("new { jsonrpc = \"2.0\", id = 1, method = \"tools/list\" }", true, "tools/list")]
    [InlineData("new { JsonRpc = \"2.0\" }", true, "")]
    [InlineData("new { Method = \"own\" }", false, "own")]
    [InlineData("new { method = name }", false, "")]
    [InlineData("new { grant = \"code\" }", false, "")]
    [InlineData("new Message { Method = \"initialize\" }", false, "initialize")]
    [InlineData("new JsonRpcRequest(0) { Name = \"x\" }", true, "")]
    [InlineData("new JsonRpcRequest(1, \"ping\")", true, "ping")]
    [InlineData("request", true, "")]
    [InlineData("new { body = request }", true, "")]
    [InlineData("new { body = Make() }", true, "")]
    [InlineData("new { body = Wrapped(\"tools/call\") }", true, "tools/call")]
    [InlineData("new { body = name }", false, "")]
    [InlineData("\"initialize\"", false, "initialize")]
    [InlineData("\"notifications/cancelled\"", false, "notifications/cancelled")]
    [InlineData("\"tools/list\"", false, "")]
    [InlineData("\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"a\\\",\\\"x\\\":{\\\"method\\\" : \\\"b\\\"}}\"", true, "a b")]
    [InlineData("\"JSONRPC\"", true, "")]
    [InlineData("$\"{{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"ping\\\",\\\"id\\\":{id}}}\"", true, "ping")]
    [InlineData("new Dictionary<string, object> { [\"jsonrpc\"] = \"2.0\", [\"method\"] = \"initialize\" }", true, "initialize")]
    [InlineData("id", false, "")]
    [InlineData("new { jsonrpc = \"2.0\", @params = new { jsonrpc = \"2.0\" } }", true, "")]
    [InlineData("new { jsonrpc = \"2.0\", @params = new Message() }", true, "")]
    [InlineData("new { jsonrpc = \"2.0\", name }", true, "")]
    [InlineData("new { one = \"jsonrpc\", two = \"jsonrpc 2.0\", three = \"x\" }", true, "")]
    [InlineData("new { one = new JsonRpcRequest(1), two = new JsonRpcRequest(2) }", true, "")]
    [InlineData("new { one = request, two = Make(), name }", true, "")]
    [InlineData("new { one = request, two = other }", true, "")]
    [InlineData("new[] { \"initialize\", \"notifications/a\" }", false, "initialize notifications/a")]
    public async Task Message_TellsItsMethods(string value, bool isJsonRpc, string methods)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public Task RunAsync({{Parameters}}, JsonRpcRequest request, JsonRpcRequest other) => _http.PostAsync(_endpoint, JsonContent.Create({{value}}));

            private static JsonRpcRequest Make() => new(0);

            private static object Wrapped(string named) { var made = new { jsonrpc = "2.0", method = named }; return made; }

            {{Members}}
            """) + "public sealed class JsonRpcRequest(int id, string? method = null) { public int Id => id; public string? Name { get; set; } = method; }");
        var content = facts.MessageContents.Of(facts.SentRequests.All.Single());

        Assert.Equal((isJsonRpc, methods), (content.IsJsonRpc, string.Join(" ", content.Methods.Order(StringComparer.Ordinal))));
    }

    /// <summary>A message that is posted as it is shows itself by its type, as one that is in something else does.</summary>
    [Theory]
    [InlineData("request", true)]
    [InlineData("Make()", true)]
    [InlineData("new JsonRpcRequest()", true)]
    [InlineData("name", false)]
    public async Task Message_ThatIsPostedAsItIs(string value, bool isJsonRpc)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public Task RunAsync(JsonRpcRequest request, object name) => _http.PostAsJsonAsync(_endpoint, {{value}});

            private static extern JsonRpcRequest Make();
            """) + "public sealed class JsonRpcRequest { }");

        Assert.Equal(isJsonRpc, facts.MessageContents.Of(facts.SentRequests.All.Single()).IsJsonRpc);
    }

    [Theory]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(\"initialize\") }; await _http.SendAsync(own);", "initialize", false, true)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); own.Content = new StringContent(\"notifications/a\"); await _http.SendAsync(own);", "notifications/a", true, false)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); Fill(own, \"initialize\"); await _http.SendAsync(own);", "initialize", false, true)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); Fill(own, \"initialize\"); own.Content = new StringContent(\"notifications/a\"); await _http.SendAsync(own);", "initialize notifications/a", false, false)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); own.Content = new StringContent(flag ? \"notifications/b\" : \"notifications/a\"); await _http.SendAsync(own);", "notifications/a notifications/b", true, false)]
    [InlineData("var own = new HttpRequestMessage(HttpMethod.Post, _endpoint); var other = new HttpRequestMessage { Content = new StringContent(\"initialize\") }; other.Content = new StringContent(\"initialize\"); await _http.SendAsync(own);", "", false, false)]
    [InlineData("await _http.PostAsync(\"initialize\", new StringContent(\"notifications/a\"), token);", "notifications/a", true, false)]
    [InlineData("await _http.PostAsJsonAsync(_endpoint, new { method = \"own\" });", "own", false, false)]
    [InlineData("_kept!.Content = new StringContent(\"initialize\"); await _http.PostAsync(_endpoint, new StringContent(\"notifications/a\"));", "notifications/a", true, false)]
    [InlineData("await _http.PostAsync(new Uri(\"initialize\", UriKind.Relative), new StringContent(\"notifications/a\"), token);", "notifications/a", true, false)]
    public async Task Message_OfARequest(string statements, string methods, bool isNotification, bool isInitialize)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync({{Parameters}})
            {
                {{statements}}
            }

            public HttpRequestMessage? _kept;

            private static void Fill(HttpRequestMessage message, string text) => message.Content = new StringContent(text);
            """);
        var content = facts.MessageContents.Of(facts.SentRequests.All.Single());

        Assert.Equal((methods, isNotification, isInitialize), (string.Join(" ", content.Methods.Order(StringComparer.Ordinal)), content.IsNotification, content.IsInitialize));
    }

    /// <summary>A helper that makes requests gives each what its caller says.</summary>
    [Fact]
    public async Task Message_OfAHelper_IsThatOfTheCall()
    {
        var facts = await FactsOf.Members("""
            public async Task InitializedAsync() => await _http.SendAsync(Create("notifications/initialized"));

            public async Task InitializeAsync() => await _http.SendAsync(Create("initialize"));

            private HttpRequestMessage Create(string method) => new(HttpMethod.Post, _endpoint) { Content = JsonContent.Create(new { jsonrpc = "2.0", method }) };
            """);

        Assert.True(facts.MessageContents.Of(facts.SentRequests.All.Single()).IsNotification);
    }
}
