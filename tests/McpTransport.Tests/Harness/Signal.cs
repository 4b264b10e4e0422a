namespace McpTransport.Tests;

/// <summary>Lets a test wait for a condition without polling: whoever changes something sets it, and the condition is looked at again.</summary>
public sealed class Signal
{
    /// <summary>Against hanging, not a measure: no test passes by waiting for it.</summary>
#if MUTATION_TESTING
    // A mutant that hangs is dead; there are many of them.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
#else
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
#endif

    /// <summary>The same for whole tests, processes that they start included, in milliseconds: more than <see cref="Patience"/>, so that what hangs is named.</summary>
    public const int TestDeadline = 180_000;

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed);
            if (condition())
            {
                return;
            }

            await changed.Task.WaitAsync(Patience);
        }
    }
}
