using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using McpTransport.Tests.RealServers;
using SessionHandler;

namespace McpTransport.Tests.Samples;

/// <summary>docs/samples/SessionHandler is code that people copy: it does what its comments say, against a server that behaves rightly and wrongly.</summary>
public sealed class SessionHandlerTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    [Fact]
    public async Task Requests_AfterInitialize_CarrySessionAndNegotiatedVersion()
    {
        await using var server = await FaultServer.StartAsync();
        server.Revision = "2025-06-18";
        using var http = Client(server);

        var answer = await PostAsync(http, server, Initialize);
        await CallAsync(http, server, "a");

        Assert.Equal("2025-06-18", (string?)answer?["result"]?["protocolVersion"]);
        Assert.Null(server.Requests[0].SessionId);
        Assert.Null(server.Requests[0].Header("MCP-Protocol-Version"));
        Assert.Equal(server.Sessions.Single(), server.Requests[1].SessionId);
        Assert.Equal("2025-06-18", server.Requests[1].Header("MCP-Protocol-Version"));
    }

    [Fact]
    public async Task SessionLost_TheSameCallIsAnsweredInANewSession()
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        server.EvictSessions();

        var answer = await CallAsync(http, server, "after");

        Assert.Equal("after", TextOf(answer));
        Assert.Equal(["after"], server.Executed);
        var afterTheLoss = server.Requests.Skip(1).ToList();
        Assert.Equal(["tools/call", "initialize", "notifications/initialized", "tools/call"], afterTheLoss.Select(r => r.Method));
        Assert.Null(afterTheLoss[1].SessionId);
        Assert.Null(afterTheLoss[1].Header("MCP-Protocol-Version"));
        Assert.Contains("text/event-stream", afterTheLoss[1].Header("Accept"), StringComparison.Ordinal);
        Assert.All(afterTheLoss.Skip(2), r => Assert.Equal(server.Sessions.Single(), r.SessionId));
        Assert.Equal(afterTheLoss[0].Text, afterTheLoss[3].Text);
    }

    [Fact]
    public async Task ManyCallsMeetTheLoss_OneNewSessionAndEachIsExecutedOnce()
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        server.EvictSessions();
        var texts = Enumerable.Range(0, 20).Select(i => $"call {i}").ToList();

        var answers = await Task.WhenAll(texts.Select(text => CallAsync(http, server, text)));

        Assert.Equal(texts, answers.Select(TextOf));
        Assert.Equal(texts.Order(StringComparer.Ordinal), server.Executed.Order(StringComparer.Ordinal));
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task GetIsRefused_TheSessionStands(int status)
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        var session = server.Sessions.Single();
        server.OnGet(exchange => exchange.StatusAsync(status));

        using var stream = await http.GetAsync(server.Endpoint, HttpCompletionOption.ResponseHeadersRead);
        var answer = await CallAsync(http, server, "after");

        Assert.Equal(status, (int)stream.StatusCode);
        Assert.Equal("after", TextOf(answer));
        Assert.Equal(1, server.CountMethod("initialize"));
        Assert.All(server.Requests.Skip(1), r => Assert.Equal(session, r.SessionId));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Delete_CarriesTheSession_AndWhateverItIsAnsweredEndsIt(int status)
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        var session = server.Sessions.Single();
        server.Script(request => request.Verb == "DELETE" ? exchange => exchange.StatusAsync(status) : null);

        using var ended = await http.DeleteAsync(server.Endpoint);
        await PostAsync(http, server, Initialize);
        await CallAsync(http, server, "next session");

        Assert.Equal(status, (int)ended.StatusCode);
        Assert.Equal(session, server.Requests[1].SessionId);
        Assert.Null(server.Requests[2].SessionId);
        Assert.NotEqual(session, server.Requests[3].SessionId);
        Assert.Equal(["next session"], server.Executed);
    }

    [Fact]
    public async Task ServerThatAnswersEveryCallWith404_GetsOneSecondTry()
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.StatusAsync(404) : null);

        using var response = await SendAsync(http, server, Call("x"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(2, server.Count(r => r.IsCall));
        Assert.Equal(2, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task HandshakeFails_TheCallerIsToldAndTheNextCallTriesAgain()
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        server.EvictSessions();
        server.OnPost(request => request.Method == "initialize" ? exchange => exchange.StatusAsync(503) : null);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(http, server, "lost"));
        server.ClearScripts();
        var answer = await CallAsync(http, server, "after");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failure.StatusCode);
        Assert.Equal("after", TextOf(answer));
        Assert.Equal(["after"], server.Executed);
    }

    [Fact]
    public async Task CallerThatGivesUpDuringTheHandshake_LeavesTheOthersTheirTurn()
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);
        server.EvictSessions();
        server.OnPost(request => request.Method == "initialize" && server.CountMethod("initialize") == 2 ? exchange => exchange.HangAsync() : null);
        using var givesUp = new CancellationTokenSource();

        var first = CallAsync(http, server, "first", givesUp.Token);
        await server.ArrivedAsync(r => r.Method == "initialize", times: 2);
        var second = CallAsync(http, server, "second");
        await givesUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("second", TextOf(await second.WaitAsync(Signal.Patience)));
    }

    [Fact]
    public async Task InitializeAnsweredByAStreamThatStaysOpen_IsReadToTheAnswer()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.Method == "initialize" ? StreamAsync : exchange => exchange.StatusAsync(202));
        using var http = Client(server);

        var answer = await PostAsync(http, server, Initialize).WaitAsync(Signal.Patience);
        using var next = await SendAsync(http, server, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        Assert.Equal("2025-11-25", (string?)answer?["result"]?["protocolVersion"]);
        Assert.Equal("streamed", server.Requests[1].SessionId);

        async Task StreamAsync(Exchange exchange)
        {
            exchange.SetHeader("Mcp-Session-Id", "streamed");
            await exchange.WriteStreamAsync("id: 1\ndata:\n\n");
            await exchange.EventAsync(Rpc.Notification("notifications/message"));
            await exchange.EventAsync(Rpc.Result(exchange.Request.Id, server.InitializeResult(exchange.Request)));
            await exchange.HangAsync();
        }
    }

    [Fact]
    public async Task ServerWithoutSessions_404IsLeftToTheCaller()
    {
        await using var server = await FaultServer.StartAsync();
        server.OffersSessions = false;
        using var http = await ConnectedAsync(server);
        server.OnPost(request => request.IsCall ? exchange => exchange.StatusAsync(404) : null);

        using var response = await SendAsync(http, server, Call("x"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(2, server.Requests.Count);
        Assert.Null(server.Requests[1].SessionId);
        Assert.Equal("2025-11-25", server.Requests[1].Header("MCP-Protocol-Version"));
    }

    [Fact]
    public async Task OtherAddress_GetsNoSession()
    {
        await using var server = await FaultServer.StartAsync();
        using var http = await ConnectedAsync(server);

        using var content = new StringContent("{}");
        using var token = await http.PostAsync(new Uri(server.Endpoint, "/token"), content);

        Assert.Null(server.Requests[1].SessionId);
        Assert.Null(server.Requests[1].Header("MCP-Protocol-Version"));
    }

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task Program_AsksAgainAfterTheLoss()
    {
        await using var server = await FaultServer.StartAsync();
        await using var sample = ChildProcess.Start(
            "dotnet", AppContext.BaseDirectory, [Path.Combine(AppContext.BaseDirectory, "SessionHandler.dll"), server.Endpoint.AbsoluteUri]);
        await sample.WaitForLineAsync("1: echo", TestContext.Current.CancellationToken);

        server.EvictSessions();
        await sample.SendLineAsync("", TestContext.Current.CancellationToken);
        await sample.WaitForLineAsync("2: echo", TestContext.Current.CancellationToken);
        sample.EndInput();

        Assert.Equal(0, await sample.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Empty(server.Sessions);
    }

    private static HttpClient Client(FaultServer server)
    {
        var http = new HttpClient(new McpSessionHandler(server.Endpoint, new SocketsHttpHandler()));
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
        return http;
    }

    private static async Task<HttpClient> ConnectedAsync(FaultServer server)
    {
        var http = Client(server);
        await PostAsync(http, server, Initialize);
        return http;
    }

    private static Task<JsonNode?> CallAsync(HttpClient http, FaultServer server, string text, CancellationToken cancellationToken = default) =>
        PostAsync(http, server, Call(text), cancellationToken);

    private static string Call(string text) =>
        Rpc.Request(2, "tools/call", new JsonObject { ["name"] = "echo", ["arguments"] = new JsonObject { ["text"] = text } }).ToJsonString();

    private static async Task<JsonNode?> PostAsync(HttpClient http, FaultServer server, string message, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(http, server, message, cancellationToken);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, FaultServer server, string message, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Endpoint) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static string? TextOf(JsonNode? answer) => (string?)answer?["result"]?["content"]?[0]?["text"];
}
