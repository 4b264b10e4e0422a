using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// The stream on which the server speaks of its own accord (revisions 2025-03-26 to 2025-11-25, "Listening for Messages from the Server").
/// One for each session, opened after <c>notifications/initialized</c>. What happens to it never touches calls.
/// </summary>
internal sealed class ListeningStream(ConnectionScope scope, IAnswerTarget deliver) : IMessageReceiver
{
    private CancellationTokenSource? _open;

    /// <summary>Listens in this session, and no longer in an earlier one.</summary>
    public void Start(Session session, Func<Session, bool> isCurrent)
    {
        if (!scope.Options.EnableStandaloneGetStream)
        {
            return;
        }

        var open = CancellationTokenSource.CreateLinkedTokenSource(scope.Lifetime);
        Interlocked.Exchange(ref _open, open)?.Cancel();
        scope.RunInBackground(() => ListenAsync(new(scope, isCurrent), session, open.Token));
    }

    /// <summary>Wants everything, for ever.</summary>
    public async ValueTask<bool> ReceiveAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        await deliver.DeliverAsync(message, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private async Task ListenAsync(ResumableStream stream, Session session, CancellationToken cancellationToken)
    {
        HttpStatusCode? status = null;
        try
        {
            if (await stream.HoldAsync(session, new(), null, this, cancellationToken).ConfigureAwait(false) is not { } end)
            {
                return;
            }

            status = end.Refusal;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            scope.Log.ListeningStreamFailed(e);
        }

        Telemetry.ListeningStreamsUnavailable.Add(1);
        scope.Log.ListeningStreamUnavailable(status);
        scope.Listener.OnListeningStreamUnavailable(status);
    }
}
