using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class TaskFatesTests
{
    /// <summary>What becomes of the task of Go(), and where.</summary>
    [Theory]
    [InlineData("await Go();", "Awaited", "Go()")]
    [InlineData("await (Go());", "Awaited", "Go()")]
    [InlineData("await Go().ConfigureAwait(false);", "Awaited", "Go()")]
    [InlineData("await Go().WaitAsync(TimeSpan.Zero);", "Awaited", "Go()")]
    [InlineData("await (flag ? Go() : Task.CompletedTask);", "Awaited", "Go()")]
    [InlineData("Go().Wait();", "Awaited", "Go()")]
    [InlineData("Go().GetAwaiter().GetResult();", "Awaited", "Go()")]
    [InlineData("_ = Go().Result;", "Awaited", "Go()")]
    [InlineData("Func<Task> later = () => Go();", "Awaited", "Go()")]
    [InlineData("Go();", "Dropped", "Go();")]
    [InlineData("_ = Go();", "Dropped", "_ = Go()")]
    [InlineData("var task = Go();", "Stored", "= Go()")]
    [InlineData("_task = Go();", "Stored", "_task = Go()")]
    [InlineData("_task ??= Go();", "Stored", "_task ??= Go()")]
    [InlineData("Console.WriteLine(Go());", "Handed", "Go()")]
    [InlineData("Go().ContinueWith(_ => { });", "Handed", "Go().ContinueWith(_ => { })")]
    [InlineData("_ = Go().IsCompleted;", "Unopened", "Go().IsCompleted")]
    [InlineData("_ = Go().Exception;", "Handed", "Go().Exception")]
    [InlineData("_ = Go() == null;", "Unopened", "Go() == null")]
    [InlineData("_ = Go() is null;", "Unopened", "Go() is null")]
    [InlineData("_ = Go() is not null;", "Unopened", "Go() is not null")]
    [InlineData("_ = Go() is { } task;", "Handed", "Go() is { } task")]
    [InlineData("_ = Go()?.Id;", "Handed", "Go()?.Id")]
    [InlineData("var tasks = new[] { Go() };", "Handed", "{ Go() }")]
    public async Task OfACall(string statement, string fate, string at) => Assert.Equal((fate, at), await FateAsync(statement, "Go()"));

    [Theory]
    [InlineData("await _task;", "Awaited", "await _task")]
    [InlineData("_task.Wait();", "Awaited", "_task.Wait()")]
    [InlineData("_ = _task.Result;", "Awaited", "_task.Result")]
    [InlineData("_task = Go();", "Unopened", "_task = Go()")]
    [InlineData("if (_task.IsCompleted) { }", "Unopened", "_task.IsCompleted")]
    [InlineData("_ = _task;", "Dropped", "_ = _task")]
    public async Task OfAField(string statement, string fate, string at) => Assert.Equal((fate, at), await FateAsync(statement, "_task"));

    [Theory]
    [InlineData("Now();", "Now()", "Awaited", "Now()")]
    [InlineData("await foreach (var n in Many()) { }", "Many()", "Awaited", "Many()")]
    [InlineData("await foreach (var n in Many().WithCancellation(default)) { }", "Many()", "Awaited", "Many()")]
    [InlineData("await foreach (var n in Many().ConfigureAwait(false)) { }", "Many()", "Awaited", "Many()")]
    [InlineData("Console.WriteLine(Many());", "Many()", "Handed", "Many()")]
    [InlineData("await Soon().AsTask();", "Soon()", "Awaited", "Soon()")]
    [InlineData("_ = Many();", "Many()", "Dropped", "_ = Many()")]
    public async Task OfOthers(string statement, string what, string fate, string at) => Assert.Equal((fate, at), await FateAsync(statement, what));

    /// <summary>Frameworks without WaitAsync have it from an extension method.</summary>
    [Theory]
    [InlineData("WaitAsync", "Awaited", "Go()")]
    [InlineData("ObserveAsync", "Handed", "Go()")]
    public async Task OfACallOfAnExtension(string extension, string fate, string at)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public sealed class Client { public async Task RunAsync() { await Go().{{extension}}(1); } private static Task Go() => Task.CompletedTask; }
            internal static class Tasks { public static extern Task {{extension}}(this Task task, int seconds); }
            """));
        var (found, where) = TaskFates.Of(facts.Body("RunAsync").Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Go"));

        Assert.Equal((fate, at), (found.ToString(), where.Syntax.ToString()));
    }

    [Theory]
    [InlineData("var task = Go();", "task")]
    [InlineData("_task = Go();", "_task")]
    [InlineData("Own = Go();", "Own")]
    [InlineData("_tasks[0] = Go();", "")]
    public async Task Store(string statement, string expected)
    {
        var (body, _) = await RunAsync(statement);

        Assert.Equal(expected, TaskFates.StoreOf(TaskFates.Of(body.At("Go()")).At)?.Name ?? "");
    }

    private static async Task<(string Fate, string At)> FateAsync(string statement, string what)
    {
        var (body, _) = await RunAsync(statement);
        var operation = body.SelfAndNested().SelectMany(b => b.Operations).First(o => o is IInvocationOperation or IFieldReferenceOperation && o.Syntax.ToString() == what);
        var (fate, at) = TaskFates.Of(operation);
        return (fate.ToString(), at.Syntax.ToString());
    }

    private static async Task<(CodeBody Body, TransportFacts Facts)> RunAsync(string statement)
    {
        var facts = await FactsOf.Members($$"""
            private Task<int> _task = null!;
            private readonly Task<int>[] _tasks = new Task<int>[1];
            private Task<int> Own { get; set; } = null!;

            public async Task RunAsync(bool flag) { await Task.Yield(); {{statement}} }

            private async Task<int> Go() { await Task.Yield(); return 1; }
            private async ValueTask<int> Soon() { await Task.Yield(); return 1; }
            private int Now() => 1;
            private async IAsyncEnumerable<int> Many() { await Task.Yield(); yield return 1; }
            """);
        return (facts.Body("RunAsync"), facts);
    }
}
