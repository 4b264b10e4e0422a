using System.Net;
using System.Text.Json.Nodes;

namespace McpTransport.Tests.Streams;

/// <summary>Answers that come as a stream, streams that break, and what becomes of the call.</summary>
public class CallStreamTests
{
    [Fact]
    public async Task Progress_comes_before_the_answer()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var progressed = new TaskCompletionSource<float>();
        server.OnPost(request => request.IsCall
            ? async exchange =>
            {
                var token = request.Body!["params"]!["_meta"]!["progressToken"]!.DeepClone();
                await exchange.WriteStreamAsync("id: 1\ndata:\n\n: comment\n\n");
                await exchange.EventAsync(Rpc.Notification("notifications/progress", new JsonObject { ["progressToken"] = token, ["progress"] = 1, ["total"] = 2 }));
                await exchange.HangAsync(progressed.Task);
                await exchange.EventAsync(server.Execute(request));
            }
        : null);

        await connected.Client.CallToolAsync(
            "echo", new Dictionary<string, object?> { ["text"] = "hello" }, new Progress(progressed));

        Assert.Equal(1, await progressed.Task.WaitAsync(Signal.Patience));
        Assert.Equal(["hello"], server.Executed);
    }

    [Theory]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Text/Event-Stream")]
    [InlineData("text/event-stream;charset=utf-8")]
    public async Task Media_types_are_compared_without_regard_to_case(string mediaType)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                var answer = server.Execute(request).ToJsonString();
                return exchange.StatusAsync(200, mediaType.StartsWith('T') || mediaType.StartsWith('t') ? $"data: {answer}\n\n" : answer, mediaType);
            }
        : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task A_call_returns_with_its_answer_although_the_stream_stays_open()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? async exchange =>
            {
                await exchange.EventAsync(server.Execute(request));
                await exchange.HangAsync();
            }
        : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task A_batch_of_revision_2025_03_26_is_taken_apart()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? exchange => exchange.JsonAsync(new JsonArray(Rpc.Notification("notifications/custom"), server.Execute(request)))
            : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Theory]
    [InlineData("retry: 700\n\n", 700)]
    [InlineData("retry: 60000\n\n", 60_000)]
    [InlineData("retry: 0\n\n", 500)]
    [InlineData("", 1000)]
    public async Task A_stream_that_ends_before_the_answer_is_resumed(string retry, int atLeast)
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, time);
        RecordedRequest? asked = null;
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                asked = request;
                return exchange.WriteStreamAsync("id: e1\ndata:\n\n" + retry);
            }
        : null);
        server.OnGet(exchange => exchange.EventAsync(server.Execute(asked!)));

        var call = connected.EchoAsync("hello");
        var due = await time.TimerAsync(_ => true);
        Assert.InRange(due, TimeSpan.FromMilliseconds(atLeast), TimeSpan.FromMilliseconds(atLeast * 1.1));
        Assert.Equal(0, server.Count("GET"));
        time.Advance(due);

        Assert.Equal("hello", await call);
        var get = Assert.Single(server.Requests, request => request.Verb == "GET");
        Assert.Equal(("e1", connected.Client.SessionId, "2025-11-25"), (get.LastEventId, get.SessionId, get.Header("MCP-Protocol-Version")));
        Assert.Equal(1, server.Count(request => request.IsCall));
    }

    [Fact]
    public async Task A_stream_that_breaks_is_resumed_too()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, time);
        RecordedRequest? asked = null;
        var arrived = new TaskCompletionSource();
        connected.Client.RegisterNotificationHandler("notifications/custom", (_, _) => { arrived.TrySetResult(); return default; });
        server.OnPost(request => request.IsCall
            ? async exchange =>
            {
                asked = request;
                await exchange.EventAsync(Rpc.Notification("notifications/custom"), "e1");
                await exchange.HangAsync(arrived.Task);
                exchange.Abort();
            }
        : null);
        server.OnGet(exchange => exchange.EventAsync(server.Execute(asked!)));

        var call = connected.EchoAsync("hello");
        time.Advance(await time.TimerAsync(_ => true));

        Assert.Equal("hello", await call);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(400)]
    public async Task A_stream_that_cannot_be_resumed_fails_the_call_by_name(int status)
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, time);
        server.OnPost(request => request.IsCall ? exchange => exchange.WriteStreamAsync("id: e1\ndata:\n\n") : null);
        server.OnGet(exchange => exchange.StatusAsync(status));

        var call = connected.EchoAsync("hello");
        time.Advance(await time.TimerAsync(_ => true));

        var exception = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal(1, server.Count("GET"));
        server.ClearScripts();
        Assert.Equal("next", await connected.EchoAsync("next"));
        Assert.Equal(1, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task Without_an_event_id_there_is_nothing_to_resume()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.WriteStreamAsync(": nothing\n\n") : null);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));

        Assert.Equal(0, server.Count("GET"));
        Assert.Equal(1, server.Count(request => request.IsCall));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    public async Task A_json_answer_that_breaks_off_fails_the_call_by_name(string part)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? async exchange =>
            {
                exchange.SetHeader("Content-Length", "100");
                await exchange.StatusAsync(200, part);
                exchange.Abort();
            }
        : null);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));

        Assert.Equal(1, server.Count(request => request.IsCall));
    }

    [Fact]
    public async Task A_call_that_is_accepted_without_an_answer_fails_by_name()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.StatusAsync(202) : null);

        Assert.Equal(HttpStatusCode.Accepted, (await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"))).StatusCode);
    }

    [Fact]
    public async Task The_policy_may_have_a_lost_call_sent_again_under_a_new_id()
    {
        await using var server = await FaultServer.StartAsync();
        var questions = new List<ReplayQuestion>();
        await using var connected = await Connected.ToAsync(Connected.Options(server, replay: question =>
        {
            questions.Add(question);
            return ReplayPolicies.WhenToolIsSafe(question);
        }));
        await connected.Client.ListToolsAsync();
        var lost = false;
        server.OnPost(request => request.IsCall && !lost
            ? exchange =>
            {
                lost = true;
                exchange.Abort();
                return Task.CompletedTask;
            }
        : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        var question = Assert.Single(questions);
        Assert.Equal(("tools/call", "echo", true), (question.Request.Method, question.Tool?.Name, question.Tool?.Annotations?.ReadOnlyHint));
        Assert.IsType<CallOutcomeUnknownException>(question.Cause);
        var ids = server.Requests.Where(request => request.IsCall).Select(request => request.Id!.ToJsonString()).ToArray();
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_call_that_is_lost_twice_is_given_up()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, replay: _ => true));
        server.OnPost(request => request.IsCall ? exchange => { exchange.Abort(); return Task.CompletedTask; } : null);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));

        Assert.Equal(2, server.Count(request => request.IsCall));
    }

    [Fact]
    public async Task A_lost_call_that_meets_the_end_of_the_session_when_it_is_sent_again_is_answered()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, replay: _ => true));
        var lost = false;
        server.OnPost(request => request.IsCall && !lost
            ? exchange =>
            {
                lost = true;
                server.EvictSessions();
                exchange.Abort();
                return Task.CompletedTask;
            }
        : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(["hello"], server.Executed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_call_that_cannot_be_sent_again_may_still_have_been_executed_and_says_so(bool sessionEnds)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, replay: _ => true));
        server.OnPost(request => request.Method == "initialize" ? exchange => exchange.StatusAsync(503) : null);
        var lost = false;
        server.OnPost(request => request.IsCall && (!lost || !sessionEnds)
            ? exchange =>
            {
                if (lost)
                {
                    return exchange.StatusAsync(503);
                }

                lost = true;
                server.Execute(request);
                server.EvictSessions();
                exchange.Abort();
                return Task.CompletedTask;
            }
        : null);

        var exception = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, exception.StatusCode);
        Assert.Equal(sessionEnds, exception.InnerException is SessionRecoveryException);
        Assert.Contains("may have begun", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not executed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["hello"], server.Executed);
    }

    [Fact]
    public async Task The_timeout_of_the_http_client_has_a_name()
    {
        await using var server = await FaultServer.StartAsync();
        using var httpClient = new HttpClient(new TimingOutHandler());
        await using var connected = await Connected.ToAsync(Connected.Options(server), httpClient: httpClient);

        var exception = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("times out"));

        Assert.IsAssignableFrom<OperationCanceledException>(exception.InnerException);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_the_callers_cancellation_and_tells_the_server()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.EchoText == "slow" ? exchange => exchange.HangAsync() : null);
        using var cancelled = new CancellationTokenSource();
        var call = connected.EchoAsync("slow", cancelled.Token);
        await server.ArrivedAsync(request => request.EchoText == "slow");

        await cancelled.CancelAsync();

        Assert.Equal(cancelled.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        await server.ArrivedAsync(request => request.Method == "notifications/cancelled");
        var notification = server.Requests.Single(request => request.Method == "notifications/cancelled");
        var asked = server.Requests.Single(request => request.EchoText == "slow");
        Assert.True(JsonNode.DeepEquals(asked.Id, notification.Body!["params"]!["requestId"]));
        Assert.Equal("next", await connected.EchoAsync("next"));
    }

    private sealed class Progress(TaskCompletionSource<float> reported) : IProgress<ModelContextProtocol.ProgressNotificationValue>
    {
        public void Report(ModelContextProtocol.ProgressNotificationValue value) => reported.TrySetResult(value.Progress);
    }

    private sealed class TimingOutHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("times out", StringComparison.Ordinal)
                ? throw new TaskCanceledException("timeout", new TimeoutException())
                : await base.SendAsync(request, cancellationToken);
    }
}
