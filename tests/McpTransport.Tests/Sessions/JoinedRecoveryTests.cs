namespace McpTransport.Tests.Sessions;

/// <summary>A call that comes while a recovery is under way waits for that one, but does not inherit that the server was still down when it began.</summary>
public sealed class JoinedRecoveryTests
{
    [Fact]
    public async Task AttemptThatHadBegunFindsNoServer_TheCallThatCameLaterSucceedsByTheNextAttempt()
    {
        using var network = new NetworkThatIsDownForOneInitialize();
        using var http = new HttpClient(network);
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server), httpClient: http);
        server.EvictSessions();
        network.IsDown = true;

        var first = connected.EchoAsync("first");
        await network.Reached;
        var second = connected.EchoAsync("second");
        network.IsDown = false;
        network.Fail();

        var exception = await Assert.ThrowsAsync<SessionRecoveryException>(() => first);
        Assert.Equal(RecoveryFailure.Unreachable, exception.Reason);
        Assert.Contains("the server cannot be reached. The call was not executed", exception.Message, StringComparison.Ordinal);
        Assert.Equal("second", await second);
        Assert.Equal(["second"], server.Executed);
    }

    /// <summary>Holds the request that is sent while it is down, and fails it as an unreachable server does, when told to.</summary>
    private sealed class NetworkThatIsDownForOneInitialize() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _fails = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDown { get; set; }

        public Task Reached => _reached.Task;

        public void Fail() => _fails.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsDown && !request.Headers.Contains("Mcp-Session-Id"))
            {
                _reached.SetResult();
                await _fails.Task.WaitAsync(cancellationToken);
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The server is not there.");
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
