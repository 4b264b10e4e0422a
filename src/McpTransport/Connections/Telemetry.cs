using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace McpTransport;

/// <summary>The meter and the activity source, both named <c>McpTransport</c>.</summary>
internal static class Telemetry
{
    public const string Name = "McpTransport";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> SessionsExpired =
        Meter.CreateCounter<long>("mcp.transport.sessions.expired", "{session}", "Sessions that the server has ended.");

    public static readonly Counter<long> SessionsReestablished =
        Meter.CreateCounter<long>("mcp.transport.sessions.reestablished", "{session}", "Sessions that were replaced.");

    public static readonly Counter<long> RecoveriesFailed =
        Meter.CreateCounter<long>("mcp.transport.recoveries.failed", "{recovery}", "Recoveries that made no new session.");

    public static readonly Counter<long> CallsSentAgain =
        Meter.CreateCounter<long>("mcp.transport.calls.sent_again", "{message}", "Messages that were sent again in a new session or by the replay policy.");

    public static readonly Counter<long> ListeningStreamsUnavailable =
        Meter.CreateCounter<long>("mcp.transport.listening_streams.unavailable", "{stream}", "Listening streams that were refused or given up.");

    public static readonly Histogram<double> RecoveryDuration =
        Meter.CreateHistogram<double>("mcp.transport.recovery.duration", "s", "How long recoveries took, successful or not.");
}
