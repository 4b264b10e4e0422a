namespace McpTransport.Tests;

/// <summary>A clock that stands still until a test moves it. Timers fire while it is moved, in the order in which they are due.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly Signal _set = new();
    private int _timestamps;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp()
    {
        var now = GetUtcNow().Ticks;
        Interlocked.Increment(ref _timestamps);
        _set.Set();
        return now;
    }

    /// <summary>Completes when so many timestamps were taken, as whoever measures how long something lives does.</summary>
    public Task LookedAtAsync(int times) => _set.UntilAsync(() => Volatile.Read(ref _timestamps) >= times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How long until each of the timers that run is due.</summary>
    public IReadOnlyList<TimeSpan> Pending
    {
        get
        {
            lock (_gate)
            {
                return [.. _timers.Select(timer => timer.Due - _now).Order()];
            }
        }
    }

    /// <summary>Completes when a timer runs that is due in such a time, and says in which.</summary>
    public async Task<TimeSpan> TimerAsync(Func<TimeSpan, bool> which)
    {
        TimeSpan? due = null;
        await _set.UntilAsync(() => (due = Pending.Where(which).Cast<TimeSpan?>().FirstOrDefault()) is not null);
        return due!.Value;
    }

    public Task NoTimerAsync(Func<TimeSpan, bool> which) => _set.UntilAsync(() => !Pending.Any(which));

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
                if (next is null)
                {
                    _now = until;
                    return;
                }

                _now = next.Due > _now ? next.Due : _now;
                _timers.Remove(next);
            }

            next.Fire();
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                owner._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = owner._now + dueTime;
                    owner._timers.Add(this);
                }
            }

            owner._set.Set();
            return true;
        }

        public void Fire()
        {
            owner._set.Set();
            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
