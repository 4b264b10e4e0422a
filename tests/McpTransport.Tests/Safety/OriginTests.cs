using System.Net;

namespace McpTransport.Tests.Safety;

/// <summary>The session id and the additional headers go to the endpoint's own origin only.</summary>
public class OriginTests
{
    private static readonly Dictionary<string, string> Secret = new() { ["Authorization"] = "Bearer s3cret" };

    [Theory]
    [InlineData("POST", 307)]
    [InlineData("POST", 308)]
    [InlineData("GET", 307)]
    [InlineData("DELETE", 308)]
    public async Task A_redirect_to_another_origin_is_refused_in_words(string verb, int status)
    {
        await using var other = await FaultServer.StartAsync();
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(Connected.Options(server, headers: Secret, listens: false));
        server.Script(request => request.Verb == verb && request.Method != "initialize"
            ? exchange =>
            {
                exchange.SetHeader("Location", other.Endpoint.ToString());
                return exchange.StatusAsync(status);
            }
        : null);

        if (verb == "POST")
        {
            var exception = await Assert.ThrowsAsync<OriginRefusedException>(() => connected.EchoAsync("hello"));
            Assert.Equal((other.Endpoint, (HttpStatusCode)status), (exception.Target, exception.StatusCode!.Value));
            Assert.Contains(other.Endpoint.GetLeftPart(UriPartial.Authority), exception.Message, StringComparison.Ordinal);
        }

        await connected.DisposeAsync();
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_listening_stream_that_is_redirected_elsewhere_is_not_followed()
    {
        await using var other = await FaultServer.StartAsync();
        await using var server = await FaultServer.StartAsync();
        server.OnGet(exchange =>
        {
            exchange.SetHeader("Location", other.Endpoint.ToString());
            return exchange.StatusAsync(307);
        });
        await using var connected = await Connected.ToAsync(Connected.Options(server, headers: Secret, listens: true));
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);

        Assert.Empty(other.Requests);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Contains(connected.Log.Lines, line => line.Contains("another origin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(307, "/moved")]
    [InlineData(308, "/moved?x=1")]
    public async Task A_redirect_within_the_origin_is_followed_with_everything(int status, string location)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, headers: Secret));
        server.OnPost(request => request.IsCall && request.Path == "/mcp"
            ? exchange =>
            {
                exchange.SetHeader("Location", location);
                return exchange.StatusAsync(status);
            }
        : null);

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        var moved = server.Requests[^1];
        Assert.Equal((location, connected.Client.SessionId, "Bearer s3cret"), (moved.Path, moved.SessionId, moved.Header("Authorization")));
        Assert.Equal("application/json", moved.Header("Content-Type"));
        Assert.Equal("application/json, text/event-stream", moved.Header("Accept"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    public async Task A_redirect_that_would_change_the_method_is_not_followed(int status)
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                exchange.SetHeader("Location", "/moved");
                return exchange.StatusAsync(status);
            }
        : null);

        Assert.Equal((HttpStatusCode)status, (await Assert.ThrowsAsync<HttpRequestException>(() => connected.EchoAsync("hello"))).StatusCode);
        Assert.DoesNotContain(server.Requests, request => request.Path == "/moved");
    }

    [Fact]
    public async Task Redirects_in_a_circle_come_to_an_end()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                exchange.SetHeader("Location", "/mcp");
                return exchange.StatusAsync(307);
            }
        : null);

        await Assert.ThrowsAsync<InvalidAnswerException>(() => connected.EchoAsync("hello"));
        Assert.Equal(6, server.Count(request => request.IsCall));
    }

    [Fact]
    public async Task A_handler_that_followed_by_itself_is_found_out()
    {
        await using var other = await FaultServer.StartAsync();
        await using var server = await FaultServer.StartAsync();
        using var httpClient = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true });
        await using var connected = await Connected.ToAsync(Connected.Options(server), httpClient: httpClient);
        server.OnPost(request => request.IsCall
            ? exchange =>
            {
                exchange.SetHeader("Location", other.Endpoint.ToString());
                return exchange.StatusAsync(307);
            }
        : null);

        await Assert.ThrowsAsync<OriginRefusedException>(() => connected.EchoAsync("hello"));
    }

    [Theory]
    [InlineData("https://a.example/x", "https://a.example/y", true)]
    [InlineData("https://a.example/x", "https://A.EXAMPLE:443/y?z", true)]
    [InlineData("https://a.example/x", "http://a.example/x", false)]
    [InlineData("https://a.example/x", "https://a.example:444/x", false)]
    [InlineData("https://a.example/x", "https://b.a.example/x", false)]
    [InlineData("https://a.example/x", "https://a.example.evil/x", false)]
    public void An_origin_is_scheme_host_and_port(string left, string right, bool same) =>
        Assert.Equal(same, OriginGuard.SameOrigin(new(left), new(right)));
}
