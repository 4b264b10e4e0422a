using System.Net;

namespace McpTransport.Tests.Decisions;

public class ReconnectGovernorTests
{
    private static readonly ReconnectLimits Limits = new(
        Floor: TimeSpan.FromMilliseconds(500), Cap: TimeSpan.FromSeconds(30), Default: TimeSpan.FromSeconds(1), MaxAttempts: 5);

    private static readonly StreamEnd Nothing = new(StreamProgress.None);

    [Fact]
    public void Without_progress_the_delay_grows_and_comes_to_an_end() =>
        Assert.Equal([1000, 1000, 2000, 4000, 8000, null], Delays(Repeat(Nothing, 6)));

    [Fact]
    public void The_delay_grows_no_further_than_the_cap() =>
        Assert.Equal([1000, 1000, 2000, 3000, 3000], Delays(Repeat(Nothing, 5), Limits with { Cap = TimeSpan.FromSeconds(3) }));

    [Fact]
    public void Retry_zero_meets_the_floor() =>
        Assert.Equal([500, 1000, 2000], Delays(Repeat(Nothing with { Retry = TimeSpan.Zero }, 3)));

    [Theory]
    [InlineData(200, 500)]
    [InlineData(500, 500)]
    [InlineData(700, 700)]
    [InlineData(60_000, 60_000)]
    public void No_stream_reconnects_before_the_servers_retry_or_the_floor(int retry, int delay) =>
        Assert.Equal([delay], Delays([Nothing with { Retry = TimeSpan.FromMilliseconds(retry) }]));

    [Fact]
    public void Messages_keep_the_stream_alive_without_letting_it_storm() =>
        Assert.Equal(
            [500, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
            Delays(Repeat(new StreamEnd(StreamProgress.Message, null, TimeSpan.Zero), 8)));

    [Fact]
    public void A_message_resets_the_backoff() =>
        Assert.Equal(
            [1000, 1000, 2000, 1000, 2000, 4000],
            Delays([Nothing, Nothing, Nothing, Nothing with { Progress = StreamProgress.Message }, Nothing, Nothing]));

    [Fact]
    public void A_server_that_lets_clients_poll_is_polled_at_its_own_interval() =>
        Assert.Equal(
            [2000, 2000, 2000, 2000, 2000, 2000, 2000],
            Delays(Repeat(new StreamEnd(StreamProgress.Position, null, TimeSpan.FromSeconds(2)), 7)));

    [Fact]
    public void A_priming_event_alone_is_no_progress() =>
        Assert.Equal([1000, 1000, 2000, 4000, 8000, null], Delays(Repeat(new StreamEnd(StreamProgress.Position), 6)));

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(501)]
    public void A_refusal_that_will_not_change_ends_the_stream(int status) =>
        Assert.Equal([null], Delays([Nothing with { Refusal = (HttpStatusCode)status }]));

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public void A_refusal_that_may_change_is_retried(int status) =>
        Assert.Equal([1000, 1000, 2000], Delays(Repeat(Nothing with { Refusal = (HttpStatusCode)status }, 3)));

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void Retry_After_is_respected_beyond_the_cap(int status) =>
        Assert.Equal([120_000], Delays([Nothing with { Refusal = (HttpStatusCode)status, RetryAfter = TimeSpan.FromSeconds(120) }]));

    [Fact]
    public void Retry_After_in_the_past_is_no_reason_to_hurry() =>
        Assert.Equal([1000], Delays([Nothing with { Refusal = HttpStatusCode.ServiceUnavailable, RetryAfter = TimeSpan.FromSeconds(-5) }]));

    [Fact]
    public void A_retry_that_no_timer_can_wait_for_is_cut() =>
        Assert.Equal([int.MaxValue], Delays([Nothing with { Retry = TimeSpan.MaxValue }]));

    [Fact]
    public void Jitter_adds_up_to_a_tenth_and_never_takes_away()
    {
        Assert.Equal([1100], Delays([Nothing], random: 1));
        Assert.Equal([1050], Delays([Nothing], random: 0.5));
    }

    [Fact]
    public void No_attempts_are_no_attempts() => Assert.Equal([null], Delays([Nothing], Limits with { MaxAttempts = 0 }));

    private static IEnumerable<StreamEnd> Repeat(StreamEnd end, int times) => Enumerable.Repeat(end, times);

    private static double?[] Delays(IEnumerable<StreamEnd> ends, ReconnectLimits? limits = null, double random = 0)
    {
        var governor = new ReconnectGovernor(limits ?? Limits, () => random);
        return [.. ends.Select(end => governor.Next(end)?.TotalMilliseconds)];
    }
}
