using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Sessions;

/// <summary>Events come in the order of what they tell of, and the state is the newest.</summary>
public class EventOrderTests
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

    private static ConnectionScope ScopeOf(IConnectionListener listener)
    {
        var options = new ResilientHttpClientTransportOptions { Endpoint = Endpoint };
        return new(
            options, new EndpointClient(new HttpClient(), new RequestHeaders(options.AdditionalHeaders)), new ConnectionLog("test", null), listener, static () => 0, CancellationToken.None);
    }

    private sealed class RecordingListener : IConnectionListener
    {
        public List<string> Events { get; } = [];

        public TransportState State { get; private set; }

        public Task DeliverAsync(JsonRpcMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

        public void SetState(TransportState state) => State = state;

        public void OnSessionExpired(Session session, HttpStatusCode? status) => Events.Add($"{session.Id} expired");

        public void OnSessionReestablished(SessionReestablishedEventArgs reestablished) => Events.Add($"{reestablished.NewSessionId} made");

        public void OnListeningStreamUnavailable(HttpStatusCode? status) => Events.Add("no listening stream");

        public void OnFatal(Exception exception) => Events.Add(exception.Message);
    }
}
