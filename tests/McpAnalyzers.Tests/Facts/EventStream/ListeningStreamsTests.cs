using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class ListeningStreamsTests
{
    [Theory]
    [InlineData("_ = await SendAsync(HttpMethod.Get);", 1)]
    [InlineData("_ = await SendAsync(HttpMethod.Post);", 0)]
    [InlineData("_ = await SendAsync(HttpMethod.Get); _ = await SendAsync(HttpMethod.Post); _ = await SendAsync(HttpMethod.Get);", 2)]
    public async Task All_AreFoundWhereTheVerbIsKnown(string body, int count)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { {{body}} }

            private Task<HttpResponseMessage> SendAsync(HttpMethod method)
            {
                var request = new HttpRequestMessage(method, _endpoint);
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                return _http.SendAsync(request);
            }
            """);

        Assert.Equal(count, facts.ListeningStreams.All.Count(s => s.Body.Symbol.Name == "RunAsync"));
    }

    [Theory]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId);", true)]
    [InlineData("q.Headers.Add(\"MCP-Protocol-Version\", \"2025-06-18\");", true)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); q.Headers.Add(\"MCP-Protocol-Version\", \"2025-06-18\");", true)]
    [InlineData("q.Headers.Add(\"Mcp-Method\", \"x\");", false)]
    [InlineData("q.Headers.Add(\"X-Other\", _sessionId);", false)]
    [InlineData("", false)]
    [InlineData("q.Headers.Accept.ParseAdd(\"text/event-stream\");", true)]
    [InlineData("q.Headers.Accept.ParseAdd(\"Text/Event-Stream\");", true)]
    [InlineData("q.Headers.Accept.ParseAdd(\"application/json\");", false)]
    [InlineData("_http.DefaultRequestHeaders.Accept.ParseAdd(\"text/event-stream\");", false)]
    [InlineData("var other = new HttpRequestMessage(); other.Headers.Accept.ParseAdd(\"text/event-stream\");", false)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); q.Headers.Add(\"Last-Event-ID\", \"1\");", false)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); q.Headers.Add(\"last-event-id\", \"1\");", false)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); if (id != null) q.Headers.Add(\"Last-Event-ID\", id);", true)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); Resume(q, \"1\");", false)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); ResumeBelow(q, \"1\");", false)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); ResumeIf(q, id);", true)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); if (id != null) Resume(q, id);", true)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); Action add = () => q.Headers.Add(\"Last-Event-ID\", \"1\"); if (id != null) add();", true)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); Add(); void Add() => q.Headers.Add(\"Last-Event-ID\", \"1\");", false)]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", _sessionId); if (id != null) { Add(); } void Add() => q.Headers.Add(\"Last-Event-ID\", \"1\");", true)]
    public async Task AGet_ListensByItsHeaders(string headers, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(string? id)
            {
                var q = new HttpRequestMessage(HttpMethod.Get, "http://localhost/other");
                {{headers}}
                using var r = await _http.SendAsync(q);
            }

            private static void Resume(HttpRequestMessage q, string? id) => q.Headers.Add("Last-Event-ID", id);
            private static void ResumeBelow(HttpRequestMessage q, string? id) => Resume(q, id);
            private static void ResumeIf(HttpRequestMessage q, string? id) { if (id != null) q.Headers.Add("Last-Event-ID", id); }
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    /// <summary>Who resumes a stream may have a helper that sends.</summary>
    [Theory]
    [InlineData("q.Headers.Add(\"Last-Event-ID\", id);", "", false)]
    [InlineData("if (id != null) q.Headers.Add(\"Last-Event-ID\", id);", "", true)]
    [InlineData("q.Headers.Add(\"Last-Event-ID\", id);", "public async Task ListenAsync() { var q = Create(); using var r = await SendAsync(q); }", true)]
    [InlineData("q.Headers.Add(\"Last-Event-ID\", id); using var again = await AgainAsync(q);", "private Task<HttpResponseMessage> AgainAsync(HttpRequestMessage q) => SendAsync(q);", false)]
    [InlineData("using var again = await AgainAsync(q); q.Headers.Add(\"Last-Event-ID\", id);", "private Task<HttpResponseMessage> AgainAsync(HttpRequestMessage q) => SendAsync(q);", true)]
    [InlineData("q.Headers.Add(\"Last-Event-ID\", id);", "public async Task AgainAsync() { var q = Create(); q.Headers.Add(\"Last-Event-ID\", \"1\"); using var r = await SendAsync(q); }", false)]
    public async Task AGetThatAHelperSends_ListensByItsHeaders(string headers, string members, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(string? id)
            {
                var q = Create();
                {{headers}}
                using var r = await SendAsync(q);
            }

            private HttpRequestMessage Create() => new(HttpMethod.Get, "http://localhost/other") { Headers = { { "Mcp-Session-Id", _sessionId } } };
            private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage q) => await _http.SendAsync(q);
            {{members}}
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    private const string PostOfSession = """
        public async Task PostAsync(string text)
        {
            var q = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(text) };
            q.Headers.Add("Mcp-Session-Id", _sessionId);
            using var r = await _http.SendAsync(q);
        }
        """;

    private const string Streams = """
        public async Task RunAsync(Uri given) { using var r = await _http.GetAsync(ADDRESS); }
        """;

    [Theory]
    [InlineData("_endpoint", true)]
    [InlineData("_other", false)]
    [InlineData("given", false)]
    [InlineData("\"http://localhost/mcp\"", false)]
    public async Task AGet_ListensAtTheEndpointOfTheSession(string address, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            private readonly Uri _other = new("http://localhost/other");
            {{Streams.Replace("ADDRESS", address, StringComparison.Ordinal)}}
            {{PostOfSession}}
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    /// <summary>A property that sends is a helper like a method.</summary>
    [Theory]
    [InlineData("private Task<HttpResponseMessage> Opened => _http.GetAsync(_endpoint);", "RunAsync get_Opened")]
    [InlineData("private Task<HttpResponseMessage>? Opened { get; set; }", "")]
    public async Task AGetOfAProperty_IsAStreamWhereItIsAnswered(string property, string bodies)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { using var r = await Opened!; }
            {{property}}
            {{PostOfSession}}
            """);

        Assert.Equal(bodies, string.Join(" ", facts.ListeningStreams.All.Select(s => s.Body.Symbol.Name)));
    }

    /// <summary>Who gets what was read, and no response, has no stream.</summary>
    [Fact]
    public async Task AGetThatIsReadToItsEnd_IsOneOnlyWhereItIsSent()
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { Console.WriteLine(await ReadAsync()); }
            private async Task<string> ReadAsync() { return await _http.GetStringAsync(_endpoint); }
            {{PostOfSession}}
            """);

        Assert.Equal("ReadAsync", Assert.Single(facts.ListeningStreams.All).Body.Symbol.Name);
    }

    [Fact]
    public async Task AGetWithoutAnAddress_DoesNotListen()
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { using var r = await _http.SendAsync(new HttpRequestMessage()); }
            {{PostOfSession}}
            """);

        Assert.Empty(facts.ListeningStreams.All);
    }

    [Theory]
    [InlineData("\"http://localhost/mcp\"", "\"http://localhost/mcp\"", true)]
    [InlineData("\"http://localhost/mcp\"", "\"http://localhost/other\"", false)]
    [InlineData("_endpoint", "_endpoint", true)]
    [InlineData("_endpoint", "\"http://localhost/mcp\"", false)]
    [InlineData("given", "given", true)]
    [InlineData("given", "other", false)]
    [InlineData("new Uri(\"http://localhost/mcp\")", "new Uri(\"http://localhost/mcp\")", false)]
    public async Task Addresses_AreTheSameWhereTheyAreWrittenSo(string get, string post, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(Uri given, Uri other)
            {
                using var a = await _http.GetAsync({{get}});
                var q = new HttpRequestMessage(HttpMethod.Post, {{post}});
                q.Headers.Add("Mcp-Session-Id", _sessionId);
                using var b = await _http.SendAsync(q);
            }
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    [Theory]
    [InlineData("await _http.PostAsync(_endpoint, null);", false)]
    [InlineData("var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); q.Headers.Add(\"X-Other\", \"1\"); await _http.SendAsync(q);", true)]
    [InlineData("await _http.PostAsync(_endpoint, null); var q = new HttpRequestMessage(HttpMethod.Post, \"http://localhost/other\"); q.Headers.Add(\"Mcp-Session-Id\", _sessionId); await _http.SendAsync(q);", true)]
    [InlineData("HttpRequestMessage unknown = null!; await _http.SendAsync(unknown);", false)]
    [InlineData("await _http.PutAsync(_endpoint, null);", false)]
    [InlineData("await _http.GetAsync(_endpoint);", false)]
    public async Task TheEndpoint_IsWhatRequestsWithHeadersArePostedTo(string posts, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { using var r = await _http.GetAsync(_endpoint); }
            public async Task PostAsync() { {{posts}} }
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("if (name == \"endpoint\") return;", "", false)]
    [InlineData("Console.WriteLine(\"http://localhost/sse\");", "", false)]
    [InlineData("Console.WriteLine(\"http://localhost/SSE\");", "", false)]
    [InlineData("Console.WriteLine(\"/messages\");", "", false)]
    [InlineData("Console.WriteLine(\"/messages/all\");", "", true)]
    [InlineData("Action log = () => Console.WriteLine(name); if (name == \"endpoint\") return;", "", false)]
    [InlineData("Console.WriteLine(\"endpoints\");", "", true)]
    [InlineData("Helper(name);", "private static bool Helper(string name) => name == \"endpoint\";", false)]
    [InlineData("Helper(name);", "private static bool Helper(string name) => name == \"/sse\";", true)]
    [InlineData("", "private static bool Helper(string name) => name == \"endpoint\";", true)]
    public async Task AGetOfTheLegacyTransport_DoesNotListen(string statement, string member, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(string name)
            {
                {{statement}}
                var q = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                q.Headers.Add("Mcp-Session-Id", _sessionId);
                using var r = await _http.SendAsync(q);
            }

            {{member}}
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    [Theory]
    [InlineData("private static bool Helper(string name) => name == \"endpoint\";", false)]
    [InlineData("private static bool Helper(string name) => name == \"message\";", true)]
    public async Task AClientWithoutSessions_MayBeOneOfTheLegacyTransport(string member, bool listens)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync()
            {
                var q = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                q.Headers.Accept.ParseAdd("text/event-stream");
                using var r = await _http.SendAsync(q);
            }

            {{member}}
            """);

        Assert.Equal(listens, facts.ListeningStreams.All.Count > 0);
    }

    [Theory]
    [InlineData("r.EnsureSuccessStatusCode();", "405 404: r.EnsureSuccessStatusCode()")]
    [InlineData("if (r.StatusCode == HttpStatusCode.MethodNotAllowed) throw new Exception();", "405: new Exception()")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) throw new Exception();", "404: new Exception()")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) throw new SessionExpiredException(); if (!r.IsSuccessStatusCode) throw new Exception();", "405: new Exception()")]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) _busy = true; r.EnsureSuccessStatusCode();", "405 404: r.EnsureSuccessStatusCode()")]
    [InlineData("if (r.StatusCode == HttpStatusCode.MethodNotAllowed) return; r.EnsureSuccessStatusCode();", "404: r.EnsureSuccessStatusCode()")]
    [InlineData("if (r.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound) return; r.EnsureSuccessStatusCode();", "")]
    [InlineData("if (r.StatusCode == HttpStatusCode.MethodNotAllowed) throw new Exception(\"first\"); r.EnsureSuccessStatusCode();", "405 404: new Exception(\"first\")")]
    [InlineData("Console.WriteLine(r.StatusCode);", "")]
    public async Task FailureOf_SaysForWhichAnswersItFails(string statements, string expected)
    {
        var facts = await FactsOf.Members($$"""
            private bool _busy;
            public async Task RunAsync()
            {
                var q = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                q.Headers.Add("Mcp-Session-Id", _sessionId);
                using var r = await _http.SendAsync(q);
                {{statements}}
            }
            """);
        var failure = facts.ListeningStreams.FailureOf(facts.ListeningStreams.All.Single());

        Assert.Equal(expected, failure is null ? "" : $"{string.Join(" ", failure.Statuses)}: {failure.Operation.Syntax}");
    }

    [Theory]
    [InlineData("await TaskAsync();", "Awaited")]
    [InlineData("await TaskAsync().ConfigureAwait(false);", "Awaited")]
    [InlineData("TaskAsync().Wait();", "Awaited")]
    [InlineData("TaskAsync().GetAwaiter().GetResult();", "Awaited")]
    [InlineData("TaskAsync();", "Dropped")]
    [InlineData("_ = TaskAsync();", "Dropped")]
    [InlineData("var task = TaskAsync();", "Stored")]
    [InlineData("_task = TaskAsync();", "Stored")]
    [InlineData("_task ??= TaskAsync();", "Stored")]
    [InlineData("_ = TaskAsync().ContinueWith(t => t.Exception);", "Handed")]
    [InlineData("await Task.WhenAny(TaskAsync());", "Handed")]
    [InlineData("Console.WriteLine(TaskAsync().Exception);", "Handed")]
    [InlineData("Console.WriteLine(TaskAsync().IsCompleted);", "Unopened")]
    [InlineData("if (TaskAsync() is null) return;", "Unopened")]
    public async Task TaskFates_SayWhereTheExceptionGoes(string use, string fate)
    {
        var facts = await FactsOf.Members($"private Task? _task; public async Task RunAsync() {{ {use} await Task.Yield(); }} private Task TaskAsync() => Task.CompletedTask;");
        var call = facts.Body("RunAsync").Operations.First(o => o is IInvocationOperation { TargetMethod.Name: "TaskAsync" });

        Assert.Equal(fate, TaskFates.Of(call).Fate.ToString());
    }
}
