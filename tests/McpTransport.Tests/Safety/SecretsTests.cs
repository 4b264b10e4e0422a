namespace McpTransport.Tests.Safety;

/// <summary>The session id is a secret: it is checked when it comes, and never logged in full.</summary>
public class SecretsTests
{
    [Theory]
    [InlineData("with space")]
    [InlineData("ü")]
    [InlineData("tab\there")]
    public async Task A_session_id_that_is_not_visible_ascii_fails_the_connection_in_words(string id)
    {
        await using var server = await FaultServer.StartAsync();
        using var httpClient = new HttpClient(new SessionIdHandler(id));

        var exception = await Assert.ThrowsAsync<InvalidAnswerException>(() => Connected.ToAsync(Connected.Options(server), httpClient: httpClient));

        Assert.Contains("visible ASCII", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(id, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_session_id_is_logged_in_full()
    {
        await using var server = await FaultServer.StartAsync();
        var connected = await Connected.ToAsync(server, listens: true);
        var first = connected.Client.SessionId!;
        server.EvictSessions();
        await connected.EchoAsync("hello");
        var second = connected.Client.SessionId!;
        await connected.DisposeAsync();

        Assert.Contains(connected.Log.Lines, line => line.Contains("sess…", StringComparison.Ordinal));
        var ours = connected.Log.Lines.Where(line => line.Contains("resilient-http", StringComparison.Ordinal));
        Assert.DoesNotContain(ours, line => line.Contains(first, StringComparison.Ordinal) || line.Contains(second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_session_id_comes_back_in_an_exception()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var id = connected.Client.SessionId!;
        server.OnPost(request => request.IsCall ? exchange => exchange.StatusAsync(500, $"cannot use {id}", "text/plain") : null);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => connected.EchoAsync("hello"));

        Assert.Contains("cannot use sess…", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(id, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "(none)")]
    [InlineData("short", "…")]
    [InlineData("fifteen-letters", "…")]
    [InlineData("sixteen-letters!", "sixt…")]
    public void A_masked_id_cannot_be_used(string? id, string masked)
    {
        Assert.Equal(masked, Session.Mask(id));
        Assert.Equal($"session 3 ({masked})", new Session(3, id, null, new("http://a.example")).ToString());
    }

    private sealed class SessionIdHandler(string id) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.Remove("Mcp-Session-Id"))
            {
                response.Headers.TryAddWithoutValidation("Mcp-Session-Id", id);
            }

            return response;
        }
    }
}
