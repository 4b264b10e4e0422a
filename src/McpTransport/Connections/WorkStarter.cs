namespace McpTransport;

/// <summary>
/// Starts work that does not belong to the caller's own flow: on the thread pool. It is the one place where the transport changes threads
/// of its own accord, so whoever replaces it decides what runs when.
/// </summary>
internal class WorkStarter
{
    public static readonly WorkStarter ThreadPool = new();

    public virtual Task<TResult> Start<TResult>(Func<Task<TResult>> work) => Task.Run(work, CancellationToken.None);

    public Task Start(Func<Task> work) => Start(async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });
}
