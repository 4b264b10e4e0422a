namespace McpTransport;

/// <summary>
/// The circuit breaker: at most so many recoveries in any span of the given length. It keeps a server that answers 404 to everything, or a
/// balancer without affinity, from being re-initialized for ever. Pure but for what it has seen; times are handed in.
/// </summary>
internal sealed class RecoveryBudget(int limit, TimeSpan span)
{
    private readonly Queue<DateTimeOffset> _spent = new();

    /// <summary>Takes one recovery out of the budget, or says how long until one is there.</summary>
    public bool TrySpend(DateTimeOffset now, out TimeSpan wait)
    {
        while (_spent.Count > 0 && now - _spent.Peek() >= span)
        {
            _spent.Dequeue();
        }

        if (_spent.Count < limit)
        {
            _spent.Enqueue(now);
            wait = TimeSpan.Zero;
            return true;
        }

        wait = _spent.Peek() + span - now;
        return false;
    }

    /// <summary>Gives the last one back: a server that could not even be reached has not been troubled.</summary>
    public void Refund()
    {
        for (var rest = _spent.Count - 1; rest > 0; rest--)
        {
            _spent.Enqueue(_spent.Dequeue());
        }

        if (_spent.Count > 0)
        {
            _spent.Dequeue();
        }
    }
}
