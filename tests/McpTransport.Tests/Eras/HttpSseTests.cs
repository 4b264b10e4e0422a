using System.Net;
using ModelContextProtocol.Client;

namespace McpTransport.Tests.Eras;

/// <summary>Servers of revision 2024-11-05.</summary>
public class HttpSseTests
{
    [Theory]
    [InlineData(HttpTransportMode.Sse, 405, false)]
    [InlineData(HttpTransportMode.AutoDetect, 400, false)]
    [InlineData(HttpTransportMode.AutoDetect, 404, false)]
    [InlineData(HttpTransportMode.AutoDetect, 405, false)]
    [InlineData(HttpTransportMode.Sse, 405, true)]
    [InlineData(HttpTransportMode.AutoDetect, 400, true)]
    [InlineData(HttpTransportMode.AutoDetect, 404, true)]
    [InlineData(HttpTransportMode.AutoDetect, 405, true)]
    public async Task A_server_that_speaks_http_sse_is_spoken_to_in_it(HttpTransportMode mode, int status, bool asksForTheNewestFirst)
    {
        await using var server = await HttpSseServer.StartAsync();
        server.PostStatus = status;
        await using var connected = await Connected.ToAsync(
            Connected.Options(server.Faults, mode: mode), new() { ProtocolVersion = asksForTheNewestFirst ? null : "2025-11-25" });

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        Assert.Equal(1, server.Faults.Count("GET"));
        Assert.Null(connected.Client.SessionId);
        Assert.Equal(1, server.Faults.Count(request => request.Method == "initialize" && request.Path.StartsWith("/message", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Another_refusal_is_no_reason_to_try_it(int status)
    {
        await using var server = await HttpSseServer.StartAsync();
        server.PostStatus = status;

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.AutoDetect)));

        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal(0, server.Faults.Count("GET"));
    }

    [Fact]
    public async Task Where_neither_is_spoken_the_first_refusal_is_thrown()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(_ => exchange => exchange.StatusAsync(404, "no such page", "text/plain"));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Connected.ToAsync(Connected.Options(server, mode: HttpTransportMode.AutoDetect)));

        Assert.Equal(HttpStatusCode.NotFound, exception.StatusCode);
        Assert.Contains("no such page", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Count("GET"));
    }

    [Fact]
    public async Task With_streamable_http_alone_it_is_not_tried()
    {
        await using var server = await HttpSseServer.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.StreamableHttp)));

        Assert.Equal(0, server.Faults.Count("GET"));
    }

    [Fact]
    public async Task When_the_stream_ends_the_next_call_works()
    {
        var time = new ManualTimeProvider();
        await using var server = await HttpSseServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, time, mode: HttpTransportMode.Sse));
        server.DropStreams();
        await connected.SaidAsync(() => !connected.Expired.IsEmpty);

        // The clock stands still: the call does not wait for the reconnection.
        Assert.Equal("hello", await connected.EchoAsync("hello"));

        Assert.Equal(2, server.Faults.CountMethod("initialize"));
        Assert.Equal(2, server.Faults.CountMethod("notifications/initialized"));
        Assert.EndsWith("session=2", server.Faults.Requests[^1].Path, StringComparison.Ordinal);
        Assert.Equal((null, null), (connected.Expired.Single().SessionId, connected.Expired.Single().StatusCode));
        Assert.Single(connected.Reestablished);
    }

    [Fact]
    public async Task When_the_stream_ends_it_is_opened_again_without_a_call()
    {
        var time = new ManualTimeProvider();
        await using var server = await HttpSseServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, time, mode: HttpTransportMode.Sse));
        server.DropStreams();

        time.Advance(await time.TimerAsync(due => due < TimeSpan.FromSeconds(2)));
        await connected.SaidAsync(() => !connected.Reestablished.IsEmpty);

        Assert.Equal(0, Assert.Single(connected.Reestablished).CallsSentAgain);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(2, server.Faults.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_server_that_is_restarted_is_found_again_by_the_next_call()
    {
        await using var server = await HttpSseServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.Sse));
        await connected.EchoAsync("before");

        await server.RestartAsync();
        await connected.SaidAsync(() => !connected.Expired.IsEmpty);

        Assert.Equal("after", await connected.EchoAsync("after"));
        Assert.Equal(["before", "after"], server.Faults.Executed);
    }

    [Fact]
    public async Task A_session_that_is_forgotten_is_replaced_and_the_call_sent_again()
    {
        await using var server = await HttpSseServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.Sse));
        server.Forget();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => connected.EchoAsync($"{number}")));

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), answers);
        Assert.Equal(10, server.Faults.Executed.Count);
        Assert.Equal(2, server.Faults.CountMethod("initialize"));
        Assert.Equal(HttpStatusCode.NotFound, Assert.Single(connected.Expired).StatusCode);
    }

    [Fact]
    public async Task A_call_that_was_accepted_when_the_stream_ended_fails_by_name()
    {
        await using var server = await HttpSseServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.Sse));
        server.AcceptsOnly = true;
        var call = connected.EchoAsync("hello");
        await server.AcceptedAsync();

        server.DropStreams();

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call);
        server.AcceptsOnly = false;
        Assert.Equal("next", await connected.EchoAsync("next"));
        Assert.Equal(1, server.Faults.Count(request => request.EchoText == "hello"));
    }

    [Fact]
    public async Task An_answer_in_the_post_is_an_answer()
    {
        await using var server = await HttpSseServer.StartAsync();
        server.AnswersInThePost = true;
        await using var connected = await Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.Sse));

        Assert.Equal("hello", await connected.EchoAsync("hello"));
    }

    [Theory]
    [InlineData("http://other.example/message", typeof(OriginRefusedException))]
    [InlineData("//other.example/message", typeof(OriginRefusedException))]
    [InlineData("http://", typeof(InvalidAnswerException))]
    public async Task An_endpoint_elsewhere_is_refused_in_words(string named, Type exception)
    {
        await using var server = await HttpSseServer.StartAsync();
        server.NamedEndpoint = named;

        var thrown = await Assert.ThrowsAsync(exception, () => Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.Sse)));

        Assert.Contains("endpoint", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Faults.Count("POST"));
    }

    [Fact]
    public async Task An_endpoint_elsewhere_is_refused_in_words_when_it_was_detected_too()
    {
        await using var server = await HttpSseServer.StartAsync();
        server.NamedEndpoint = "http://other.example/message";

        await Assert.ThrowsAsync<OriginRefusedException>(() => Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.AutoDetect)));
    }

    [Fact]
    public async Task A_server_that_names_no_endpoint_is_waited_for_no_longer_than_the_deadline()
    {
        var time = new ManualTimeProvider();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(async exchange =>
        {
            await exchange.WriteStreamAsync(": nothing\n\n");
            await exchange.HangAsync();
        });
        var connecting = Connected.ToAsync(Connected.Options(server, time, mode: HttpTransportMode.Sse));
        await server.ArrivedAsync(request => request.Verb == "GET");

        time.Advance(await time.TimerAsync(due => due == TimeSpan.FromMinutes(5)));

        Assert.Contains("ConnectionTimeout", (await Assert.ThrowsAsync<TimeoutException>(() => connecting)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "text/html")]
    [InlineData(500, "text/plain")]
    public async Task A_stream_that_is_none_fails_the_connection(int status, string mediaType)
    {
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange => exchange.StatusAsync(status, "?", mediaType));

        var exception = await Assert.ThrowsAnyAsync<HttpRequestException>(() => Connected.ToAsync(Connected.Options(server, mode: HttpTransportMode.Sse)));

        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
    }

    [Fact]
    public async Task It_closes_without_a_delete()
    {
        await using var server = await HttpSseServer.StartAsync();
        var connected = await Connected.ToAsync(Connected.Options(server.Faults, mode: HttpTransportMode.Sse));

        await connected.DisposeAsync().AsTask().WaitAsync(Signal.Patience);

        Assert.Equal(0, server.Faults.Count("DELETE"));
        Assert.Equal(TransportState.Disconnected, connected.Transport.State);
    }
}
