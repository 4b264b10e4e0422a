using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class RecursionsTests
{
    private const string Post = "using var r = await _http.PostAsync(_endpoint, null);";

    private const string PostOfSession = "using var q = new HttpRequestMessage(HttpMethod.Post, _endpoint); if (_sessionId is not null) { q.Headers.Add(\"Mcp-Session-Id\", _sessionId); } using var r = await _http.SendAsync(q);";
    private const string Ends = PostOfSession + " if (r.IsSuccessStatusCode || _sessionId is null) { return; }";

    /// <summary>Does the method call itself for ever when every POST is answered 404?</summary>
    [Theory]
    [InlineData("public async Task RunAsync() { " + Post + " if (r.StatusCode == HttpStatusCode.NotFound) { await RunAsync(); } }", true)]
    [InlineData("public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", true)]
    [InlineData("public async Task RunAsync() { " + Post + " await RunAsync(); }", false)]
    [InlineData("public async Task RunAsync() { " + Post + " if (r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync() { using var r = await _http.GetAsync(_endpoint); if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync(int n) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(n); } }", true)]
    [InlineData("public async Task RunAsync(int n) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(n + 1); } }", false)]
    [InlineData("public async Task RunAsync(int n) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(3); } }", false)]
    [InlineData("public async Task RunAsync(int n = 1) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", true)]
    [InlineData("public async Task RunAsync(TimeSpan wait) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(wait * 2); } }", false)]
    [InlineData("public async Task RunAsync(DateTime until) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(until.AddDays(1)); } }", false)]
    [InlineData("public async Task RunAsync(DateTimeOffset until) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(until.AddDays(1)); } }", false)]
    [InlineData("public async Task RunAsync(DayOfWeek day) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(day + 1); } }", false)]
    [InlineData("public async Task RunAsync(long n) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(n + 1); } }", false)]
    [InlineData("public async Task RunAsync(int? n) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(n + 1); } }", false)]
    [InlineData("public async Task RunAsync(string text) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(text + \"a\"); } }", true)]
    [InlineData("public async Task RunAsync(bool again) { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(!again); } }", false)]
    [InlineData("private int _count; public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode && _count < 3) { _count++; await RunAsync(); } }", false)]
    [InlineData("private int _count; public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode && _count < 3) { await RunAsync(); } }", true)]
    [InlineData("private int _count; public async Task RunAsync() { _count++; " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", true)]
    [InlineData("private int _count; public async Task RunAsync() { Console.WriteLine($\"{_count++}\"); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", true)]
    [InlineData("private int _count; public async Task RunAsync() { var message = new Dictionary<string, object> { [\"id\"] = _count++ }; " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", true)]
    [InlineData("private int _count; private int Last { get; set; } public async Task RunAsync() { Last = _count++; " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("private int _count; public async Task RunAsync() { var number = _count++; " + Post + " if (!r.IsSuccessStatusCode && number < 3) { await RunAsync(); } }", false)]
    [InlineData("private bool _lost; public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode && !_lost) { _lost = true; await RunAsync(); } }", false)]
    [InlineData("private int _count; public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode && _count < 3) { Interlocked.Increment(ref _count); await RunAsync(); } }", false)]
    [InlineData("private int _count; public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode && MayTry()) { await RunAsync(); } } private bool MayTry() => _count++ < 3;", false)]
    [InlineData("public async Task RunAsync() { using var source = new CancellationTokenSource(100); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync() { using var source = new CancellationTokenSource(); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", true)]
    [InlineData("public async Task OuterAsync() { using var source = new CancellationTokenSource(100); await RunAsync(); async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } } }", false)]
    [InlineData("public async Task OuterAsync() { await RunAsync(); async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } } }", true)]
    [InlineData("public async Task RunAsync(CancellationTokenSource source) { source.CancelAfter(1); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(source); } }", false)]
    [InlineData("public async Task RunAsync() { Console.WriteLine(DateTime.UtcNow); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync() { Console.WriteLine(DateTime.Now); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync() { Console.WriteLine(Environment.TickCount); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync(System.Diagnostics.Stopwatch watch) { Console.WriteLine(watch.Elapsed); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(watch); } }", false)]
    [InlineData("public async Task RunAsync(System.Diagnostics.Stopwatch watch) { Console.WriteLine(watch.ElapsedMilliseconds); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(watch); } }", false)]
    [InlineData("public async Task RunAsync(System.Diagnostics.Stopwatch watch) { Console.WriteLine(watch.IsRunning); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(watch); } }", true)]
    [InlineData("public async Task RunAsync() { Console.WriteLine(Environment.TickCount64); " + Post + " if (!r.IsSuccessStatusCode) { await RunAsync(); } }", false)]
    [InlineData("public async Task RunAsync(CancellationToken token) { " + Post + " if (r.IsSuccessStatusCode && !token.IsCancellationRequested) { return; } await RunAsync(token); }", true)]
    [InlineData("public async Task RunAsync(int n) { " + Post + " if (!r.IsSuccessStatusCode) { await AgainAsync(n); } } private Task AgainAsync(int n) => RunAsync(n);", true)]
    [InlineData("private int _count; public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode && await MayTryAsync()) { await RunAsync(); } } private async Task<bool> MayTryAsync() { await Task.Yield(); return _count++ < 3; }", false)]
    [InlineData("public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode) { await AgainAsync(); } } private Task AgainAsync() => RunAsync();", true)]
    [InlineData("public async Task RunAsync() { " + Post + " if (!r.IsSuccessStatusCode) { await OtherAsync(); } } private Task OtherAsync() => Task.CompletedTask;", false)]
    public Task IsUnbounded(string members, bool isUnbounded) => VerifyAsync(members, isUnbounded);

    /// <summary>Without the session that is lost the next round is the last, unless something brings one back.</summary>
    [Theory]
    [InlineData(Ends + " _sessionId = null; await RunAsync(); }", false)]
    [InlineData(Ends + " _sessionId = null; await RunAsync().ConfigureAwait(false); }", false)]
    [InlineData(Ends + " Forget(); await RunAsync(); } private void Forget() { _sessionId = null; }", false)]
    [InlineData(Ends + " _sessionId = null; await RunAsync(); await StartAsync(); }", false)]
    [InlineData(Ends + " _sessionId = null; await StartAsync(); await RunAsync(); }", true)]
    [InlineData(Ends + " _sessionId = null; await BelowAsync(); await RunAsync(); } private Task BelowAsync() => StartAsync();", true)]
    [InlineData(PostOfSession + " if (!r.IsSuccessStatusCode) { if (_known.Remove(_sessionId!)) { await RunAsync(); } } }", false)]
    [InlineData(PostOfSession + " if (!r.IsSuccessStatusCode) { if (_known.Remove(\"a\")) { await RunAsync(); } } }", true)]
    public Task IsUnbounded_WithoutASession(string statements, bool isUnbounded) => VerifyAsync($$"""
        private readonly HashSet<string> _known = new();
        private async Task StartAsync() { using var i = await _http.PostAsync(_endpoint, null); _sessionId = i.Headers.GetValues("Mcp-Session-Id").First(); }
        public async Task RunAsync() { {{statements}}
        """, isUnbounded);

    private static async Task VerifyAsync(string members, bool isUnbounded)
    {
        var facts = await FactsOf.Members(members);
        var run = facts.Body("RunAsync");
        var call = run.Operations.OfType<IInvocationOperation>().Last(c => c.TargetMethod.Name is "RunAsync" or "AgainAsync" or "OtherAsync");

        Assert.Equal(isUnbounded, facts.Recursions.IsUnbounded(call, run, 404));
    }
}
