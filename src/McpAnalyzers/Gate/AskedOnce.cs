namespace McpAnalyzers.Gate;

/// <summary>What is found at the first question, and remembered. A search that was cancelled is begun again by who asks next, under his own token.</summary>
internal sealed class AskedOnce<T>(Func<CancellationToken, T> find)
{
    private readonly object _searching = new();
    private volatile bool _isKnown;
    private T? _known;

    public T Get(CancellationToken cancellationToken)
    {
        if (!_isKnown)
        {
            lock (_searching)
            {
                if (!_isKnown)
                {
                    _known = find(cancellationToken);
                    _isKnown = true;
                }
            }
        }

        return _known!;
    }
}
