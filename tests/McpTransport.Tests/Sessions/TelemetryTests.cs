using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace McpTransport.Tests.Sessions;

[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public class TelemetryTests
{
    [Fact]
    public async Task A_recovery_is_counted_measured_and_traced()
    {
        var counted = new ConcurrentDictionary<string, double>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "McpTransport")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => counted.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => counted.AddOrUpdate(instrument.Name, 1, (_, sum) => sum + 1));
        meters.Start();
        var activities = new ConcurrentQueue<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "McpTransport",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, listens: true);
        await connected.SaidAsync(() => !connected.StreamUnavailable.IsEmpty);
        server.EvictSessions();
        await connected.EchoAsync("hello");
        var refused = true;
        server.OnPost(request => request.Method == "initialize" && refused ? exchange => exchange.StatusAsync(503) : null);
        server.EvictSessions();
        await Assert.ThrowsAsync<SessionRecoveryException>(() => connected.EchoAsync("hello"));

        Assert.Equal(2, counted["mcp.transport.sessions.expired"]);
        Assert.Equal(1, counted["mcp.transport.sessions.reestablished"]);
        Assert.Equal(1, counted["mcp.transport.recoveries.failed"]);
        Assert.Equal(1, counted["mcp.transport.calls.sent_again"]);
        Assert.Equal(2, counted["mcp.transport.recovery.duration"]);
        Assert.InRange(counted["mcp.transport.listening_streams.unavailable"], 1, 2);
        Assert.Equal(
            [("mcp.session.recover", ActivityStatusCode.Ok), ("mcp.session.recover", ActivityStatusCode.Error)],
            activities.Select(activity => (activity.OperationName, activity.Status)));
    }
}
