namespace McpAnalyzers.Tests.Facts;

public class SessionStoresTests
{
    private const string Send = "public void Send(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", _sessionId);";

    [Theory]
    [InlineData("_sessionId = r.Headers.GetValues(\"Mcp-Session-Id\").First();", "capture")]
    [InlineData("_sessionId ??= r.Headers.GetValues(\"Mcp-Session-Id\").First();", "capture")]
    [InlineData("_sessionId = null;", "reset")]
    [InlineData("_sessionId = \"\";", "reset")]
    [InlineData("Interlocked.Exchange(ref _sessionId, null);", "reset")]
    [InlineData("_sessionId = _sessionId;", "keep")]
    [InlineData("_sessionId ??= \"first\";", "keep")]
    [InlineData("_sessionId = given;", "unknown")]
    [InlineData("_sessionId += given;", "unknown")]
    [InlineData("Fill(out _sessionId);", "unknown")]
    [InlineData("_sessionId = r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;", "capture reset")]
    [InlineData("_sessionId = r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : _sessionId;", "capture")]
    public async Task Writes_KnowWhatTheyDo(string write, string expected)
    {
        var facts = await FactsOf.Members($$"""
            {{Send}}
            public void Receive(HttpResponseMessage r, string given) { {{write}} }
            private static void Fill(out string? id) => id = Console.ReadLine();
            """);
        var found = facts.Stores.Writes.Single();

        Assert.Equal(expected, string.Join(" ", new[]
        {
            found.IsCapture ? "capture" : null,
            found.IsReset ? "reset" : null,
            found.KeepsContent ? "keep" : null,
            found is { IsCapture: false, IsReset: false, KeepsContent: false } ? "unknown" : null,
        }.Where(w => w is not null)));
    }

    [Theory]
    [InlineData("client._sessionId = null;", false)]
    [InlineData("new Client()._sessionId = null;", false)]
    [InlineData("_other._sessionId = null;", true)]
    [InlineData("var other = _other; other._sessionId = null;", true)]
    [InlineData("this._sessionId = null;", true)]
    public async Task IsLasting_SaysWhetherTheObjectIsHeld(string write, bool isLasting)
    {
        var facts = await FactsOf.Members($$"""
            {{Send}}
            private readonly Client _other = null!;
            public void Receive(Client client) { {{write}} }
            """);

        Assert.Equal(isLasting, facts.Stores.Writes.Single().IsLasting);
    }

    [Theory]
    [InlineData("public void Target() { }", true)]
    [InlineData("private void Target() { }", false)]
    [InlineData("public void Run() => Target(); private void Target() { }", true)]
    [InlineData("public void Dispose() => Target(); private void Target() { }", false)]
    [InlineData("public Client() => Target(); private void Target() { }", false)]
    [InlineData("public Client() => Task.Run(Target); private void Target() { }", true)]
    [InlineData("private readonly Action _run = Target; private static void Target() { }", true)]
    [InlineData("public Client() => Task.Run(() => Target()); private void Target() { }", true)]
    [InlineData("public event Action Run { add => Target(); remove { } } private void Target() { }", true)]
    [InlineData("private void Target() => Other(); private void Other() => Target();", false)]
    public async Task IsLive_SaysWhatRunsWhileTheObjectLives(string members, bool isLive)
    {
        var facts = await FactsOf.Members(members);

        Assert.Equal(isLive, facts.Lifetime.IsLive(facts.Body("Target")));
    }

    [Theory]
    [InlineData("foreach (var (name, value) in _headers) r.Headers.Add(name, value);", true, true)]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _headers[\"Mcp-Session-Id\"]);", true, true)]
    [InlineData("Apply(r, _headers.First().Value);", true, true)]
    [InlineData("Console.WriteLine(_headers.Count);", false, true)]
    [InlineData("Console.WriteLine(_headers);", false, false)]
    [InlineData("_shared = _headers;", false, false)]
    public async Task HeaderDictionaries_AreFollowedToRequests(string use, bool isCopied, bool isOwn)
    {
        var facts = await FactsOf.Members($$"""
            private readonly Dictionary<string, string> _headers = new();
            private object? _shared;
            public void Send(HttpRequestMessage r) { {{use}} }
            private static void Apply(HttpRequestMessage r, string id) => r.Headers.Add("Mcp-Session-Id", id);
            """);
        var store = facts.Code.Type.GetMembers("_headers").Single();

        Assert.Equal((isCopied, isOwn), (facts.HeaderDictionaries.IsCopiedToRequests(store), facts.HeaderDictionaries.IsOwn(store)));
    }

    [Theory]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _sessionId);", true)]
    [InlineData("r.Headers.Add(\"X-Other\", _sessionId);", false)]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _sessionId);", false)]
    [InlineData("Console.WriteLine(_sessionId);", false)]
    public async Task IsSentFrom_AsksForSingleRequests(string use, bool isSent)
    {
        var facts = await FactsOf.Members($"public void Send(HttpRequestMessage r) {{ {use} }}");

        Assert.Equal(isSent, facts.Session.IsSentFrom(facts.Code.Type.GetMembers("_sessionId").Single()));
    }
}
