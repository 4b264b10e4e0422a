namespace McpTransport.Tests.Schedules;

/// <summary>Keeps work that the transport starts until the schedule lets it begin. It then runs on the thread of the schedule.</summary>
internal sealed class SteppedStarter : WorkStarter
{
    private readonly List<Action> _waiting = [];

    public int Waiting => _waiting.Count;

    public override Task<TResult> Start<TResult>(Func<Task<TResult>> work)
    {
        // Its continuations run at once, on the thread that completes it: all is on the thread of the schedule.
        var begun = new TaskCompletionSource();
        _waiting.Add(begun.SetResult);
        return RunAsync();

        async Task<TResult> RunAsync()
        {
            await begun.Task.ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
    }

    public void Begin(int which)
    {
        var begin = _waiting[which];
        _waiting.RemoveAt(which);
        begin();
    }
}
