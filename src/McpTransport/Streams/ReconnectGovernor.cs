using System.Net;

namespace McpTransport;

/// <summary>How far a stream got before it ended.</summary>
internal enum StreamProgress
{
    /// <summary>Nothing came.</summary>
    None,

    /// <summary>A new event id, and no message: a priming event (revision 2025-11-25).</summary>
    Position,

    /// <summary>A message came, or the stream lived longer than the cap of the backoff.</summary>
    Message,
}

/// <summary>How one attempt to hold a stream open ended.</summary>
/// <param name="Progress">How far it got.</param>
/// <param name="Refusal">The status, where the answer was no event stream.</param>
/// <param name="Retry">The last <c>retry</c> field of the stream.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> header of a refusal.</param>
internal readonly record struct StreamEnd(
    StreamProgress Progress, HttpStatusCode? Refusal = null, TimeSpan? Retry = null, TimeSpan? RetryAfter = null);

internal sealed record ReconnectLimits(TimeSpan Floor, TimeSpan Cap, TimeSpan Default, int MaxAttempts);

/// <summary>
/// Decides what delay comes before a stream reconnects, and when it no longer does. One governor lives as long as one stream with all its
/// reconnections. Pure but for its two counters; randomness is handed in. The table of its cases is ReconnectGovernorTests.
/// </summary>
internal sealed class ReconnectGovernor(ReconnectLimits limits, Func<double> random)
{
    // What every timer can wait; 24 days. A server that asks for more gets this.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private int _attemptsWithoutProgress;
    private int _backoffSteps;

    /// <summary>The delay until the next attempt, or <see langword="null"/>: no further one.</summary>
    public TimeSpan? Next(StreamEnd end)
    {
        if (end.Refusal is { } status && !MayChange(status))
        {
            return null;
        }

        switch (end.Progress)
        {
            case StreamProgress.Message:
                (_attemptsWithoutProgress, _backoffSteps) = (0, Math.Min(_backoffSteps, 1));
                break;

            // A server that lets clients poll closes the stream after a priming event and says with `retry` when to come again
            // (revision 2025-11-25, "Sending Messages to the Server"). It means what it says, so the delay does not grow.
            case StreamProgress.Position when end.Retry is not null:
                (_attemptsWithoutProgress, _backoffSteps) = (0, Math.Min(_backoffSteps, 1));
                break;
        }

        if (_attemptsWithoutProgress >= limits.MaxAttempts)
        {
            return null;
        }

        // Revision 2025-11-25: "The client MUST respect the retry field". Respecting is waiting at least so long; the floor answers `retry: 0`.
        var asked = Max(end.Retry ?? limits.Default, end.RetryAfter ?? TimeSpan.Zero);
        var backoff = Min(limits.Cap, Scale(limits.Floor, Math.Pow(2, Math.Min(_backoffSteps, 30))));
        _attemptsWithoutProgress++;
        _backoffSteps++;

        // Up to a tenth more, so that clients that lost the same server do not come back in step. Never less.
        return Scale(Max(asked, backoff), 1 + (0.1 * random()));
    }

    // Too Many Requests and Service Unavailable are about now, other 5xx about the server; every other answer that is no stream is about us.
    private static bool MayChange(HttpStatusCode status) => (int)status is 429 or >= 500 && (int)status != 501;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Scale(TimeSpan span, double factor)
    {
        var ticks = span.Ticks * factor;
        return ticks < LongestTimer.Ticks ? TimeSpan.FromTicks((long)ticks) : LongestTimer;
    }
}
