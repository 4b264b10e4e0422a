using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

/// <summary>Where the exception of a failed GET goes that GetAsync lets out: does it stop more than this one request?</summary>
public class FailurePathsTests
{
    private const string Private = "private async Task GetAsync() { using var r = await _http.GetAsync(_endpoint); r.EnsureSuccessStatusCode(); }";
    private const string Again = "async Task GetAsync(bool again = true) { using var r = await _http.GetAsync(_endpoint); if (again) { _ = GetAsync(false).ContinueWith(t => t.Exception); } r.EnsureSuccessStatusCode(); }";
    private const string Kept = "private Task? _kept, _other; public void Start() { _kept = GetAsync(); } ";

    /// <summary>Of a method that others call.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("public async Task RunAsync() { await GetAsync(); }", true)]
    [InlineData("public async Task RunAsync() { try { await GetAsync(); } catch (HttpRequestException) { } }", false)]
    [InlineData("public async Task RunAsync() { try { await GetAsync(); } catch (InvalidOperationException) { } }", true)]
    [InlineData("public async Task RunAsync() { try { await NextAsync(); } catch (HttpRequestException) { } } private Task NextAsync() => GetAsync();", false)]
    [InlineData("public async Task RunAsync() { await NextAsync(); } private Task NextAsync() => GetAsync();", true)]
    [InlineData("public async Task RunAsync() { try { await GetAsync(); } catch (HttpRequestException) { } } public async Task OtherAsync() { await GetAsync(); }", true)]
    [InlineData("private async Task OneAsync() { await GetAsync(); await OtherAsync(); } private async Task OtherAsync() { await OneAsync(); }", false)]
    [InlineData("public async Task RunAsync() { await NextAsync(); } private async Task NextAsync() { await GetAsync(); if (_sessionId is null) throw new InvalidOperationException(); }", true)]
    [InlineData("public async Task RunAsync() { try { await GetAsync(); } catch (HttpRequestException) { throw new InvalidOperationException(); } }", true)]
    [InlineData("public async Task RunAsync() { try { await GetAsync(); } catch (HttpRequestException) { } if (_sessionId is null) throw new InvalidOperationException(); }", false)]
    [InlineData("public void Run() { _ = GetAsync(); }", true)]
    [InlineData("public void Run() { GetAsync().ContinueWith(t => { }); }", false)]
    [InlineData("public void Run() { Use(GetAsync()); }", false)]
    [InlineData("public void Run() { if (GetAsync().IsCompleted) { } }", false)]
    public async Task OfACall(string members, bool leaves) => Assert.Equal(leaves, await LeavesAsync(members + Private));

    /// <summary>A task in a local or field fails for those who wait for it, and for nobody where nobody looks at it.</summary>
    [Theory]
    [InlineData("public void Run() { var sent = GetAsync(); }", true)]
    [InlineData("public void Run() { var sent = GetAsync(); Use(sent); }", false)]
    [InlineData("public void Run() { var sent = GetAsync(); Use(sent); Use(sent); }", false)]
    [InlineData("public void Run() { var sent = GetAsync(); _ = sent.IsCompleted; }", true)]
    [InlineData("public async Task RunAsync() { var sent = GetAsync(); await sent; }", true)]
    [InlineData("public async Task RunAsync() { var sent = GetAsync(); try { await sent; } catch (HttpRequestException) { } }", false)]
    [InlineData("public async Task RunAsync() { Task sent; sent = GetAsync(); try { await sent; } catch (HttpRequestException) { } }", false)]
    [InlineData("public Task RunAsync() { var sent = GetAsync(); return sent; }", true)]
    [InlineData("public async Task RunAsync() { try { await NextAsync(); } catch (HttpRequestException) { } } private Task NextAsync() { var sent = GetAsync(); return sent; }", false)]
    [InlineData(Kept, true)]
    [InlineData(Kept + "public async Task StopAsync() { await _kept!; }", true)]
    [InlineData(Kept + "public async Task StopAsync() { try { await _kept!; } catch (HttpRequestException) { } }", false)]
    [InlineData(Kept + "public void Stop() { Use(_kept!); }", false)]
    [InlineData(Kept + "public async Task StopAsync() { var kept = _kept!; await kept; }", true)]
    [InlineData(Kept + "public async Task StopAsync() { var kept = _kept!; try { await kept; } catch (HttpRequestException) { } }", false)]
    [InlineData(Kept + "public void Stop() { _other = _kept; }", true)]
    [InlineData(Kept + "public void Stop() { _other = _kept; Use(_other!); }", false)]
    [InlineData("private readonly Task?[] _tasks = new Task?[1]; public void Run() { _tasks[0] = GetAsync(); }", false)]
    public async Task OfATaskThatIsKept(string members, bool leaves) => Assert.Equal(leaves, await LeavesAsync(members + Private));

    /// <summary>Of a method that is handed to somebody.</summary>
    [Theory]
    [InlineData("public void Run() { _ = Task.Run(GetAsync); }", true)]
    [InlineData("public void Run() { Task.Factory.StartNew(GetAsync); }", true)]
    [InlineData("public void Run() { new Thread(() => GetAsync().Wait()).Start(); }", true)]
    [InlineData("public void Run() { new Timer(_ => GetAsync().Wait()); }", false)]
    [InlineData("public void Run() { Own.Run(GetAsync); } private static class Own { public static void Run(Func<Task> run) { } }", false)]
    [InlineData("public void Run() { Use(GetAsync); }", false)]
    [InlineData("public async Task RunAsync() { await Task.Run(GetAsync); }", true)]
    [InlineData("public async Task RunAsync() { try { await Task.Run(GetAsync); } catch (HttpRequestException) { } }", false)]
    [InlineData("public async Task RunAsync() { await Task.Run(() => GetAsync()); }", true)]
    [InlineData("public async Task RunAsync() { try { await Task.Run(() => GetAsync()); } catch (HttpRequestException) { } }", false)]
    [InlineData("public void Run() { _ = Task.Run(async () => { await Task.Run(GetAsync); }); }", true)]
    [InlineData("public void Run() { _ = Task.Run(async () => await GetAsync()); }", true)]
    [InlineData("public void Run() { _ = Task.Run(async () => { try { await GetAsync(); } catch (HttpRequestException) { } }); }", false)]
    public async Task OfADelegate(string members, bool leaves) => Assert.Equal(leaves, await LeavesAsync(members + Private));

    /// <summary>Who looks at the exception of a second round lets that of the first out: to callers out of sight, where there may be any.</summary>
    [Theory]
    [InlineData("public " + Again, true)]
    [InlineData("private " + Again, false)]
    [InlineData("public void Run() { " + Again + " }", false)]
    [InlineData("public " + Again + " public async Task RunAsync() { try { await GetAsync(); } catch (HttpRequestException) { } }", false)]
    [InlineData("public " + Again + " public void Run() { Func<bool, Task> run = GetAsync; Use(run); }", false)]
    public async Task OfARecursion(string members, bool leaves) => Assert.Equal(leaves, await LeavesAsync(members));

    /// <summary>A caller that catches and ends the transport stops more than the request all the same.</summary>
    [Theory]
    [InlineData("catch (HttpRequestException) { _messages.Writer.TryComplete(); }", true)]
    [InlineData("catch (HttpRequestException) { Console.WriteLine(); }", false)]
    [InlineData("catch (HttpRequestException) { _sessionId = null; }", false)]
    [InlineData("catch (HttpRequestException) { } finally { _messages.Writer.TryComplete(); }", false)]
    public async Task OfACallerThatEndsTheTransport(string caught, bool leaves) => Assert.Equal(leaves, await LeavesAsync($$"""
        private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
        public void Begin(HttpResponseMessage response) => _sessionId = response.Headers.GetValues("Mcp-Session-Id").First();
        public async Task RunAsync() { try { await GetAsync(); } {{caught}} }
        {{Private}}
        """));

    /// <summary>Somebody else's transport that is ended says nothing of the caller.</summary>
    [Fact]
    public async Task OfACallerBesideOneThatEndsTheTransport() => Assert.False(await LeavesAsync($$"""
        private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
        public async Task RunAsync() { try { await GetAsync(); } catch (HttpRequestException) { } }
        public void Stop() { _messages.Writer.TryComplete(); }
        {{Private}}
        """));

    [Fact]
    public async Task OfACallerThatIsNotWalkedThrough() => Assert.False(await LeavesAsync(
        $"public async Task RunAsync() {{ await GetAsync(); {string.Concat(Enumerable.Repeat("if (_sessionId is null) { _sessionId = \"a\"; } ", 1_500))} }} {Private}"));

    private static async Task<bool> LeavesAsync(string members)
    {
        var facts = await FactsOf.Members(members + " private static void Use(object? value) { } private static void Use(Func<Task> run) { }");
        var body = facts.Body("GetAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);
        return new FailurePaths(facts).Leaves(body, exchange, 405);
    }
}
