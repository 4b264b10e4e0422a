using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class EndlessLoopsTests
{
    private const string Get = "using var r = await _http.GetAsync(_endpoint);";

    /// <summary>Where a loop goes round for ever when every answer is 404: its head, or the statement that goes round.</summary>
    [Theory]
    [InlineData("while (true) { " + Get + " if (r.IsSuccessStatusCode) return; }", "while (true)")]
    [InlineData("while (true) { " + Get + " if (r.IsSuccessStatusCode) break; }", "while (true)")]
    [InlineData("for (;;) { " + Get + " if (r.IsSuccessStatusCode) return; }", "for (;;)")]
    [InlineData("do { " + Get + " if (r.IsSuccessStatusCode) return; } while (true);", "while (true)")]
    [InlineData("while (true) { " + Get + " if (!r.IsSuccessStatusCode) { await Task.Delay(1); continue; } return; }", "continue;")]
    [InlineData("while (!token.IsCancellationRequested) { " + Get + " if (r.IsSuccessStatusCode) return; }", "while (!token.IsCancellationRequested)")]
    [InlineData("while (count > 0) { " + Get + " if (r.IsSuccessStatusCode) return; }", "")]
    [InlineData("for (var i = 0; i < 3; i++) { " + Get + " if (r.IsSuccessStatusCode) return; }", "")]
    [InlineData("while (true) { " + Get + " r.EnsureSuccessStatusCode(); }", "")]
    [InlineData("while (true) { " + Get + " if (!r.IsSuccessStatusCode) return; }", "")]
    [InlineData("while (true) { " + Get + " if (count > 3) return; }", "")]
    [InlineData("foreach (var n in numbers) { " + Get + " if (r.IsSuccessStatusCode) return; }", "")]
    [InlineData("while (true) { if (false) { " + Get + " } await Task.Delay(1); }", "")]
    [InlineData(Get, "")]
    [InlineData("while (true) { " + Get + " while (true) { count++; } }", "")]
    [InlineData("while (true) { " + Get + " if (!r.IsSuccessStatusCode) continue; while (true) { count++; } }", "while (true)")]
    [InlineData("while (true) { " + Get + " if (r.IsSuccessStatusCode) for (;;) { count++; } }", "while (true)")]
    [InlineData("while (true) { " + Get + " if (!r.IsSuccessStatusCode) for (;;) { count++; } }", "")]
    [InlineData("while (true) { if (await TryAsync()) return; }", "while (true)")]
    [InlineData("while (true) { if (await TryAsync().ConfigureAwait(false)) return; }", "while (true)")]
    [InlineData("while (true) { try { await GetAsync(); return; } catch (HttpRequestException) { await Task.Delay(1); } }", "while (true)")]
    [InlineData("while (true) { await GetAsync(); }", "")]
    [InlineData("while (true) { _ = TryAsync(); }", "")]
    [InlineData("while (true) { if (await OuterAsync()) return; }", "while (true)")]
    [InlineData("while (true) { if (await FarthestAsync()) return; }", "while (true)")]
    [InlineData("while (true) { foreach (var n in numbers) { " + Get + " if (r.IsSuccessStatusCode) return; } }", "")]
    [InlineData("var open = false; while (true) { if (open) { while (true) { await TryAsync(); } } open = await TryAsync(); }", "while (true)")]
    public async Task Around(string statements, string location)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(int count, int[] numbers, CancellationToken token) { {{statements}} }
            private async Task<bool> TryAsync() { using var r = await _http.GetAsync(_endpoint); return r.IsSuccessStatusCode; }
            private async Task<bool> OuterAsync() { return await TryAsync(); }
            private Task<bool> FarAsync() => OuterAsync();
            private Task<bool> FartherAsync() => FarAsync();
            private Task<bool> FarthestAsync() { return FartherAsync(); }
            private async Task GetAsync() { using var r = await _http.GetAsync(_endpoint); r.EnsureSuccessStatusCode(); }
            """);
        var body = facts.Code.All.First(b => b.Symbol.Name == (statements.Contains("GetAsync();", StringComparison.Ordinal) ? "GetAsync" : statements.Contains("_http", StringComparison.Ordinal) ? "RunAsync" : "TryAsync"));
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

        var loop = facts.EndlessLoops.Around(exchange, body, 404);

        Assert.Equal(location, loop is null ? "" : loop.Location.SourceTree!.ToString().Substring(loop.Location.SourceSpan.Start, loop.Location.SourceSpan.Length));
        Assert.True(loop is null || loop.Loop is ILoopOperation);
    }

    /// <summary>What a method between does with the task of one that throws.</summary>
    [Theory]
    [InlineData("private Task OnceAsync() => GetAsync();", true)]
    [InlineData("private Task OnceAsync() { var sent = GetAsync(); return sent; }", true)]
    [InlineData("private async Task OnceAsync() { var sent = GetAsync(); await Task.Delay(1); await sent; }", true)]
    [InlineData("private async Task OnceAsync() { var wait = 1; var sent = GetAsync(); await Task.Delay(wait); await sent; }", true)]
    [InlineData("private async Task OnceAsync() { try { await GetAsync(); } finally { Console.WriteLine(); } }", true)]
    [InlineData("private async Task OnceAsync() { try { await GetAsync(); } catch (HttpRequestException) { } }", false)]
    [InlineData("private async Task OnceAsync() { try { await GetAsync(); } catch (HttpRequestException) when (Console.KeyAvailable) { } }", false)]
    [InlineData("private Task OnceAsync() { try { return GetAsync(); } finally { Console.WriteLine(); } }", true)]
    [InlineData("private Task OnceAsync() { GetAsync().Wait(); return Task.CompletedTask; }", true)]
    [InlineData("private Task OnceAsync() { try { return GetAsync(); } catch (HttpRequestException) { return Task.CompletedTask; } }", false)]
    [InlineData("private Task OnceAsync() { _ = GetAsync(); return Task.CompletedTask; }", false)]
    [InlineData("private async Task OnceAsync() { var sent = GetAsync(); Keep(sent); await sent; } private void Keep(Task task) { }", false)]
    [InlineData("private Task OnceAsync() { Task sent; sent = GetAsync(); sent = Task.CompletedTask; return sent; }", false)]
    public async Task Around_FollowsTheTask(string members, bool isFound)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { while (true) { try { await OnceAsync(); return; } catch (HttpRequestException) { await Task.Delay(1); } } }
            {{members}}
            private async Task GetAsync() { using var r = await _http.GetAsync(_endpoint); r.EnsureSuccessStatusCode(); }
            """);
        var body = facts.Body("GetAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

        Assert.Equal(isFound, facts.EndlessLoops.Around(exchange, body, 404) is not null);
    }

    /// <summary>A method that hands a task on has left its catch when the task fails: the exception ends the loop.</summary>
    [Theory]
    [InlineData("private async Task<bool> OnceAsync() { try { return await GetAsync(); } catch (HttpRequestException) { return false; } }", true)]
    [InlineData("private Task<bool> OnceAsync() { try { return GetAsync(); } catch (HttpRequestException) { return Task.FromResult(false); } }", false)]
    [InlineData("private Task<bool> OnceAsync() { if (_endpoint.IsFile) { try { return GetAsync(); } catch (HttpRequestException) { return Task.FromResult(false); } } return Task.FromResult(false); }", false)]
    [InlineData("private bool Once() { try { return GetAsync().GetAwaiter().GetResult(); } catch (HttpRequestException) { return false; } }", true)]
    [InlineData("private Task<bool> OnceAsync() { while (true) { try { return GetAsync(); } catch (HttpRequestException) { Thread.Sleep(1); } } }", false)]
    public async Task Around_ACatchOnTheWay(string members, bool isFound)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { await Task.Yield(); while (true) { if ({{(members.StartsWith("private bool", StringComparison.Ordinal) ? "Once()" : "await OnceAsync()")}}) return; } }
            {{members}}
            private async Task<bool> GetAsync() { using var r = await _http.GetAsync(_endpoint); r.EnsureSuccessStatusCode(); return true; }
            """);
        var body = facts.Body("GetAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

        Assert.Equal(isFound, facts.EndlessLoops.Around(exchange, body, 404) is not null);
    }

    /// <summary>Whether the caller goes round or on is open where the send may fail and may return.</summary>
    [Theory]
    [InlineData("r.EnsureSuccessStatusCode();", true)]
    [InlineData("if (_sessionId is not null) r.EnsureSuccessStatusCode();", false)]
    public async Task Around_WhatFailsAlwaysOrAtTimes(string statement, bool isFound)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync() { while (true) { try { await GetAsync(); return; } catch (HttpRequestException) { await Task.Delay(1); } } }
            private async Task GetAsync() { using var r = await _http.GetAsync(_endpoint); {{statement}} }
            """);
        var body = facts.Body("GetAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

        Assert.Equal(isFound, facts.EndlessLoops.Around(exchange, body, 404) is not null);
    }

    [Fact]
    public async Task Around_OfCodeThatIsNotWalkedThrough_IsNone()
    {
        var many = string.Concat(Enumerable.Repeat("if (_sessionId is null) { _sessionId = \"a\"; } ", 1_500));
        var facts = await FactsOf.Members($"public async Task RunAsync() {{ {many} while (true) {{ {Get} if (r.IsSuccessStatusCode) return; }} }}");
        var body = facts.Body("RunAsync");
        var exchange = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

        Assert.Null(facts.EndlessLoops.Around(exchange, body, 404));
    }
}
