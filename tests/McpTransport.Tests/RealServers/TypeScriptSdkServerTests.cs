using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.RealServers;

/// <summary>
/// A stateful server on the official TypeScript SDK, RealServers/npm/stateful-server.mjs. It answers an unknown session with
/// 404 and says on its standard output what it did, so a test sees both ends of a recovery.
/// </summary>
[Collection(NodePackagesGroup.Name)]
public sealed class TypeScriptSdkServerTests(NodePackages packages)
{
    private const int Deadline = Signal.TestDeadline;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Deadline)]
    public async Task ListsToolsAndCallsThem()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);

        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);

        Assert.Equal(["echo", "hold", "session"], tools.Select(tool => tool.Name).Order());
        Assert.Equal("hello", await client.CallForTextAsync("echo", Cancellation, ("message", "hello")));
        Assert.Equal(client.SessionId, await client.CallForTextAsync("session", Cancellation));
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_NextCallSucceedsInANewSession()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);
        var before = await client.CallForTextAsync("session", Cancellation);

        await server.CommandAsync("evict", Cancellation);
        var after = await client.CallForTextAsync("session", Cancellation);

        Assert.NotEqual(before, after);
        Assert.Equal(after, client.SessionId);
        Assert.Equal(2, await CountOfSessionsAsync(server));
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_FiftyCallsAtOnceShareOneNewSession_AndEachIsExecutedOnce()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);

        await server.CommandAsync("evict", Cancellation);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            n => client.CallForTextAsync("echo", Cancellation, ("message", $"#{n}"))));

        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"#{n}"), answers);
        Assert.Equal(2, await CountOfSessionsAsync(server));
        Assert.Equal(
            Enumerable.Range(0, 50).Select(n => $"echo #{n} in {client.SessionId}").Order(),
            (await AllLinesAsync(server)).Where(line => line.StartsWith("echo", StringComparison.Ordinal)).Order());
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_AnswerInFlightOnTheOldSessionIsDelivered()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);
        var oldSession = client.SessionId;
        var progress = new ProgressLog();

        var held = client.CallToolAsync("hold", progress: progress, cancellationToken: Cancellation).AsTask();
        await progress.NextAsync(Cancellation);
        await server.CommandAsync("evict", Cancellation);
        var newSession = await client.CallForTextAsync("session", Cancellation);
        await server.CommandAsync("release", Cancellation);
        var answer = await held;

        Assert.NotEqual(oldSession, newSession);
        Assert.Equal($"released in {oldSession}", answer.Text());
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_LogLevelAndSubscriptionAreThereInTheNewSession()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);
        await client.SendRequestAsync(
            new JsonRpcRequest { Method = "logging/setLevel", Params = new JsonObject { ["level"] = "warning" } }, Cancellation);
        await client.SubscribeToResourceAsync("test://clock", cancellationToken: Cancellation);

        await server.CommandAsync("evict", Cancellation);
        var session = await client.CallForTextAsync("session", Cancellation);

        await server.Process.WaitForLineAsync($"level warning in {session}", Cancellation);
        await server.Process.WaitForLineAsync($"subscribed test://clock in {session}", Cancellation);
    }

    [Fact(Timeout = Deadline)]
    public async Task SessionEvicted_ListeningStreamIsOpenedAgain()
    {
        var announcements = Channel.CreateUnbounded<string?>();
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server, new McpClientOptions
        {
            Handlers = new McpClientHandlers
            {
                NotificationHandlers =
                [
                    new("notifications/message", (notification, _) =>
                    {
                        announcements.Writer.TryWrite(notification.Params?["data"]?.GetValue<string>());
                        return ValueTask.CompletedTask;
                    }),
                ],
            },
        });
        await server.Process.WaitForLineAsync($"listening in {client.SessionId}", Cancellation);
        await server.CommandAsync("announce", Cancellation);
        Assert.Equal("announced", await announcements.Reader.ReadAsync(Cancellation));

        await server.CommandAsync("evict", Cancellation);
        var session = await client.CallForTextAsync("session", Cancellation);
        await server.Process.WaitForLineAsync($"listening in {session}", Cancellation);
        await server.CommandAsync("announce", Cancellation);

        Assert.Equal("announced", await announcements.Reader.ReadAsync(Cancellation));
    }

    [Fact(Timeout = Deadline)]
    public async Task CancelledCall_IsCancelledOnTheServer()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new ProgressLog();

        var held = client.CallToolAsync("hold", progress: progress, cancellationToken: cancel.Token).AsTask();
        await progress.NextAsync(Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await server.Process.WaitForLineAsync($"hold cancelled in {client.SessionId}", Cancellation);
    }

    [Fact(Timeout = Deadline)]
    public async Task ServerRestarted_NextCallSucceeds()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);
        var before = await client.CallForTextAsync("session", Cancellation);

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);
        var after = await client.CallForTextAsync("session", Cancellation);

        Assert.NotEqual(before, after);
        Assert.Equal(1, await CountOfSessionsAsync(server));
        Assert.False(client.Completion.IsCompleted);
    }

    [Fact(Timeout = Deadline)]
    public async Task ServerKilledDuringTwentyCalls_EachFailsByName_NoneIsSentAgain()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        await using var client = await ConnectAsync(server);
        var calls = new List<Task>();
        for (var n = 0; n < 20; n++)
        {
            var progress = new ProgressLog();
            calls.Add(client.CallToolAsync("hold", progress: progress, cancellationToken: Cancellation).AsTask());
            await progress.NextAsync(Cancellation);
        }

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call);
        }

        Assert.Equal("after", await client.CallForTextAsync("echo", Cancellation, ("message", "after")));
        await server.CommandAsync("release", Cancellation);
        Assert.DoesNotContain(await AllLinesAsync(server), line => line.StartsWith("hold", StringComparison.Ordinal));
    }

    [Fact(Timeout = Deadline)]
    public async Task Closed_DeletesItsSession()
    {
        await using var server = await NodeServer.StartStatefulAsync(packages, Cancellation);
        var client = await ConnectAsync(server);
        var session = client.SessionId;

        await client.DisposeAsync();

        await server.Process.WaitForLineAsync($"session {session} deleted", Cancellation);
    }

    private static Task<McpClient> ConnectAsync(NodeServer server, McpClientOptions? options = null) =>
        TransportUnderTest.ConnectAsync(server.At("/mcp"), Cancellation, options);

    private static async Task<int> CountOfSessionsAsync(NodeServer server) =>
        (await AllLinesAsync(server)).Count(line => line.StartsWith("session ", StringComparison.Ordinal) && line.EndsWith(" opened", StringComparison.Ordinal));

    /// <summary>What the server wrote up to now: once the mark has come through the pipe, so has all that was written before it.</summary>
    private static async Task<IReadOnlyList<string>> AllLinesAsync(NodeServer server)
    {
        await server.CommandAsync("mark", Cancellation);
        await server.Process.WaitForLineAsync("control mark done", Cancellation);
        return server.Process.Lines;
    }
}
