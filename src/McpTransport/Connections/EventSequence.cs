namespace McpTransport;

/// <summary>
/// Raises events in the order in which they were queued, one after the other, whichever threads they come from. Queue under the lock that
/// guards what an event tells of, and raise after it: handlers are foreign code, and foreign code does not run under locks.
/// </summary>
internal sealed class EventSequence
{
    private readonly Queue<Action> _queued = new();
    private bool _isRaising;

    public void Queue(Action raise)
    {
        lock (_queued)
        {
            _queued.Enqueue(raise);
        }
    }

    /// <summary>Raises what is queued. Returns at once while another thread does so: that one raises what has come meanwhile too.</summary>
    public void Raise()
    {
        while (TryTake(out var raise))
        {
            try
            {
                raise();
            }
            finally
            {
                lock (_queued)
                {
                    _isRaising = false;
                }
            }
        }
    }

    private bool TryTake(out Action raise)
    {
        lock (_queued)
        {
            if (_isRaising || _queued.Count == 0)
            {
                raise = null!;
                return false;
            }

            _isRaising = true;
            raise = _queued.Dequeue();
            return true;
        }
    }
}
