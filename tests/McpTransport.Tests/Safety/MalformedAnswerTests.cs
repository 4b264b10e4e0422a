using System.Text.Json.Nodes;

namespace McpTransport.Tests.Safety;

/// <summary>What a server sends wrongly fails its call, never the transport.</summary>
public class MalformedAnswerTests
{
    [Theory]
    [InlineData("application/json", "not json")]
    [InlineData("application/json", "{")]
    [InlineData("application/json", "5")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "\"text\"")]
    [InlineData("application/json", """{"jsonrpc":"1.0","id":1,"result":{}}""")]
    [InlineData("application/json", """{"jsonrpc":"2.0","id":{},"result":{}}""")]
    [InlineData("application/json", """[{"jsonrpc":"2.0"}]""")]
    [InlineData("text/html", "<html>")]
    [InlineData("text/plain", "ok")]
    public async Task An_answer_that_is_none_fails_the_call_by_name(string mediaType, string body)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.EchoText == "wrong" ? exchange => exchange.StatusAsync(200, body, mediaType) : null);

        await Assert.ThrowsAnyAsync<McpTransportException>(() => connected.EchoAsync("wrong"));

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(1, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_malformed_event_is_logged_and_skipped()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? async exchange =>
            {
                await exchange.WriteStreamAsync("data: not json\n\n");
                await exchange.EventAsync(server.Execute(request));
            }
        : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Contains(connected.Log.Lines, line => line.Contains("is no JSON-RPC message and was skipped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task An_answer_that_is_too_large_fails_the_call_by_name(bool announced, bool asEvent)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, maxMessageBytes: 4096));
        server.OnPost(request => request.EchoText == "large"
            ? async exchange =>
            {
                var answer = Rpc.Result(request.Id, Rpc.Text(new string('x', 5000)));
                if (announced)
                {
                    exchange.SetHeader("Content-Length", $"{answer.ToJsonString().Length}");
                }

                await (asEvent ? exchange.EventAsync(answer) : exchange.JsonAsync(answer));
            }
        : null);

        var exception = await Assert.ThrowsAsync<AnswerTooLargeException>(() => connected.EchoAsync("large"));

        Assert.Equal(4096, exception.Limit);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task An_answer_of_just_the_limit_is_read()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, maxMessageBytes: 4096));
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                var empty = Rpc.Result(request.Id, Rpc.Text("")).ToJsonString().Length;
                return exchange.JsonAsync(Rpc.Result(request.Id, Rpc.Text(new string('x', 4096 - empty))));
            }
        : null);

        Assert.StartsWith("xxx", await connected.EchoAsync("large"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "ok", "text/plain")]
    [InlineData(200, "not json", "application/json")]
    [InlineData(200, "", "application/json")]
    [InlineData(204, null, "application/json")]
    public async Task What_a_server_says_to_a_notification_does_not_matter(int status, string? body, string mediaType)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.Method == "notifications/custom" ? exchange => exchange.StatusAsync(status, body, mediaType) : null);

        await connected.Client.SendNotificationAsync("notifications/custom");

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Fact]
    public async Task An_answer_to_another_request_is_not_taken_for_ours()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? exchange => exchange.JsonAsync(Rpc.Result(JsonValue.Create(4711), new JsonObject()))
            : null);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));
    }
}
