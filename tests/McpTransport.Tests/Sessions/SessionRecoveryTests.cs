using System.Net;
using System.Threading.Channels;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Sessions;

/// <summary>The session that counts, what is told of it, and who makes the next: the recovery by itself, without a server.</summary>
public class SessionRecoveryTests
{
    private static readonly Uri Endpoint = new("http://localhost/mcp");

    [Fact]
    public async Task NewSessionThatIsLostAtOnce_IsToldOfAfterItsMaking()
    {
        var listener = new RecordingListener();
        SessionRecovery recovery = null!;
        recovery = new(
            ScopeOf(listener),
            static (lost, _) => Task.FromResult(new NewSession(new Session(lost.Generation + 1, "second", lost.Revision, lost.Endpoint))),
            made => recovery.ReportLost(made, HttpStatusCode.NotFound));
        var first = recovery.Establish("first", "2025-11-25", Endpoint);

        recovery.ReportLost(first, HttpStatusCode.NotFound);
        await recovery.ReplaceAsync(first, CancellationToken.None);

        Assert.Equal(["first expired", "second made", "second expired"], listener.Events);
        Assert.Equal(TransportState.SessionLost, listener.State);
    }

    [Fact]
    public void EventQueuedByAHandler_IsRaisedAfterTheHandler()
    {
        var raised = new List<string>();
        var sequence = new EventSequence();
        sequence.Queue(() =>
        {
            sequence.Queue(() => raised.Add("queued by the first"));
            sequence.Raise();
            raised.Add("end of the first");
        });
        sequence.Queue(() => raised.Add("second"));

        sequence.Raise();

        Assert.Equal(["end of the first", "second", "queued by the first"], raised);
    }

    [Fact]
    public void EventAfterOneThatThrows_IsRaised()
    {
        var raised = new List<string>();
        var sequence = new EventSequence();
        sequence.Queue(static () => throw new InvalidOperationException("thrown by the handler"));
        sequence.Queue(() => raised.Add("second"));

        Assert.Throws<InvalidOperationException>(sequence.Raise);
        sequence.Raise();

        Assert.Equal(["second"], raised);
    }

    [Fact]
    public void LostSession_IsNoLongerTheCurrentOne()
    {
        var recovery = Recovery(new RecordingListener(), Refused);
        var session = recovery.Establish("first", "2025-11-25", Endpoint);

        Assert.True(recovery.IsCurrent(session));
        recovery.ReportLost(session, HttpStatusCode.NotFound);

        Assert.False(recovery.IsCurrent(session));
        Assert.True(recovery.IsLost(session));
        Assert.Same(session, recovery.Current);
    }

    [Fact]
    public void SecondHandshake_MakesALaterSession()
    {
        var recovery = Recovery(new RecordingListener(), Refused);
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        recovery.ReportLost(first, HttpStatusCode.NotFound);

        var second = recovery.Establish("second", "2025-11-25", Endpoint);

        Assert.Equal(first.Generation + 1, second.Generation);
        Assert.True(recovery.IsCurrent(second));
    }

    [Fact]
    public void LostSession_IsTheStateBeforeAnyRecovery()
    {
        var listener = new RecordingListener();
        var recovery = Recovery(listener, Refused);

        recovery.ReportLost(recovery.Establish("first", "2025-11-25", Endpoint), HttpStatusCode.NotFound);

        Assert.Equal(TransportState.SessionLost, listener.State);
        Assert.Equal(["first expired"], listener.Events);
    }

    [Fact]
    public void LossOfASessionThatIsNotTheCurrentOne_IsNoNews()
    {
        var listener = new RecordingListener();
        var recovery = Recovery(listener, Refused);
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        recovery.Establish("second", "2025-11-25", Endpoint);

        recovery.ReportLost(first, HttpStatusCode.NotFound);

        Assert.Equal(TransportState.Connected, listener.State);
        Assert.Empty(listener.Events);
    }

    [Fact]
    public async Task SuccessorThatIsThereAlready_IsTakenWithoutARecovery()
    {
        var recovery = Recovery(new RecordingListener(), Refused);
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        var second = recovery.Establish("second", "2025-11-25", Endpoint);

        Assert.Same(second, await recovery.ReplaceAsync(first, CancellationToken.None));
    }

    [Fact]
    public async Task SuccessorThatIsLostToo_IsReplaced()
    {
        var made = 0;
        var recovery = Recovery(new RecordingListener(), (lost, _) =>
        {
            made++;
            return Task.FromResult(new NewSession(new Session(lost.Generation + 1, "third", lost.Revision, lost.Endpoint)));
        });
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        var second = recovery.Establish("second", "2025-11-25", Endpoint);
        recovery.ReportLost(second, HttpStatusCode.NotFound);

        var third = await recovery.ReplaceAsync(first, CancellationToken.None);

        Assert.Equal((1, "third", 3), (made, third.Id, third.Generation));
    }

    [Fact]
    public async Task CallThatJoinsAnUnreachableServer_HasOneAttemptOfItsOwn()
    {
        var server = new UnreachableServer();
        var recovery = Recovery(new RecordingListener(), server.EstablishAsync);
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        recovery.ReportLost(first, HttpStatusCode.NotFound);

        var begins = recovery.ReplaceAsync(first, CancellationToken.None);
        var joins = recovery.ReplaceAsync(first, CancellationToken.None);
        await server.FailNextAsync();
        Assert.Equal(RecoveryFailure.Unreachable, (await Assert.ThrowsAsync<SessionRecoveryException>(() => begins)).Reason);
        await server.FailNextAsync();
        Assert.Equal(RecoveryFailure.Unreachable, (await Assert.ThrowsAsync<SessionRecoveryException>(() => joins)).Reason);

        Assert.False(server.Attempts.TryRead(out _));
    }

    /// <summary>Somebody else may always have begun the next attempt before the call comes to it: it waits for that one, and for no other.</summary>
    [Fact]
    public async Task CallThatJoinsOneAttemptAfterTheOther_EndsWithTheSecond()
    {
        var server = new UnreachableServer();
        var listener = new RecordingListener();
        var recovery = Recovery(listener, server.EstablishAsync);
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        recovery.ReportLost(first, HttpStatusCode.NotFound);

        var begins = recovery.ReplaceAsync(first, CancellationToken.None);
        var joins = recovery.ReplaceAsync(first, CancellationToken.None);
        Task? beginsTheNext = null;
        listener.WhenLost = () => beginsTheNext ??= recovery.ReplaceAsync(first, CancellationToken.None);
        await server.FailNextAsync();
        await Assert.ThrowsAsync<SessionRecoveryException>(() => begins);
        await server.FailNextAsync();
        await Assert.ThrowsAsync<SessionRecoveryException>(() => beginsTheNext!);

        var third = server.Attempts.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Same(joins, await Task.WhenAny(joins, third));
        Assert.Equal(RecoveryFailure.Unreachable, (await Assert.ThrowsAsync<SessionRecoveryException>(() => joins)).Reason);
    }

    [Fact]
    public async Task CallThatIsGivenUp_IsNotCountedAsSentAgain()
    {
        var listener = new RecordingListener();
        var attempt = new TaskCompletionSource<NewSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        var recovery = Recovery(listener, (_, _) => attempt.Task);
        var first = recovery.Establish("first", "2025-11-25", Endpoint);
        recovery.ReportLost(first, HttpStatusCode.NotFound);

        using var patience = new CancellationTokenSource();
        var waits = recovery.ReplaceAsync(first, CancellationToken.None);
        var givesUp = recovery.ReplaceAsync(first, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);
        attempt.SetResult(new NewSession(new Session(first.Generation + 1, "second", first.Revision, first.Endpoint)));
        await waits;

        var told = Assert.Single(listener.Reestablished);
        Assert.Equal((1, 1), (told.CallsSentAgain, told.CallsFailed));
    }

    private static Task<NewSession> Refused(Session lost, CancellationToken cancellationToken) =>
        Task.FromException<NewSession>(new InvalidOperationException("No session is to be made here."));

    private static SessionRecovery Recovery(IConnectionListener listener, Func<Session, CancellationToken, Task<NewSession>> establish) =>
        new(ScopeOf(listener), establish, static _ => { });

    private static ConnectionScope ScopeOf(IConnectionListener listener)
    {
        var options = new ResilientHttpClientTransportOptions { Endpoint = Endpoint };
        return new(
            options, new EndpointClient(new HttpClient(), new RequestHeaders(options.AdditionalHeaders)), new ConnectionLog("test", null), listener, static () => 0, CancellationToken.None);
    }

    /// <summary>What every attempt to make a session waits for, until the test says that nobody listens.</summary>
    private sealed class UnreachableServer
    {
        private readonly Channel<TaskCompletionSource<NewSession>> _attempts = Channel.CreateUnbounded<TaskCompletionSource<NewSession>>();

        public ChannelReader<TaskCompletionSource<NewSession>> Attempts => _attempts.Reader;

        public Task<NewSession> EstablishAsync(Session lost, CancellationToken cancellationToken)
        {
            var attempt = new TaskCompletionSource<NewSession>(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(_attempts.Writer.TryWrite(attempt));
            return attempt.Task;
        }

        public async Task FailNextAsync() =>
            (await Attempts.ReadAsync(TestContext.Current.CancellationToken)).SetException(new HttpRequestException("nobody listens"));
    }

    private sealed class RecordingListener : IConnectionListener
    {
        public List<string> Events { get; } = [];

        public List<SessionReestablishedEventArgs> Reestablished { get; } = [];

        public TransportState State { get; private set; }

        public Task DeliverAsync(JsonRpcMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

        public Action? WhenLost { get; set; }

        public void SetState(TransportState state)
        {
            State = state;
            if (state == TransportState.SessionLost)
            {
                WhenLost?.Invoke();
            }
        }

        public void OnSessionExpired(Session session, HttpStatusCode? status) => Events.Add($"{session.Id} expired");

        public void OnSessionReestablished(SessionReestablishedEventArgs reestablished)
        {
            Reestablished.Add(reestablished);
            Events.Add($"{reestablished.NewSessionId} made");
        }

        public void OnListeningStreamUnavailable(HttpStatusCode? status) => Events.Add("no listening stream");

        public void OnFatal(Exception exception) => Events.Add(exception.Message);
    }
}
