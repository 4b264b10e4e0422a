using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Sends <c>ping</c> at an interval, so that a lost session is found, and replaced, before the user's call is made.</summary>
internal sealed class KeepAlive(ConnectionScope scope, Func<JsonRpcRequest, CancellationToken, Task> send)
{
    private int _started;

    public void Start()
    {
        if (scope.Options.KeepAliveInterval is { } interval && Interlocked.Exchange(ref _started, 1) == 0)
        {
            scope.RunInBackground(() => RunAsync(interval));
        }
    }

    private async Task RunAsync(TimeSpan interval)
    {
        for (var count = 1; !scope.Lifetime.IsCancellationRequested; count++)
        {
            try
            {
                await scope.Time.WaitFor(interval, scope.Lifetime).ConfigureAwait(false);
                using var deadline = scope.Time.CancelAfter(interval + scope.Options.RecoveryTimeout);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, scope.Lifetime);
                await send(new() { Id = new($"mcptransport-ping-{count}"), Method = RequestMethods.Ping }, either.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                if (!scope.Lifetime.IsCancellationRequested)
                {
                    scope.Log.KeepAliveFailed(e);
                }
            }
        }
    }
}
