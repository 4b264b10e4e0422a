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
