using System.Diagnostics;

namespace McpBenchmarks.Transport;

/// <summary>One client whose session has just been evicted. Each trial has a new one, so that no trial meets a circuit breaker.</summary>
internal sealed class SessionEnd : IAsyncDisposable
{
    private const int Callers = 50;

    private readonly LoopbackMcpServer _server;
    private readonly Contender _contender;

    private SessionEnd(LoopbackMcpServer server, Contender contender)
    {
        _server = server;
        _contender = contender;
    }

    public static async Task<SessionEnd> PrepareAsync(string contenderName, AnswerForm form)
    {
        var server = await LoopbackMcpServer.StartAsync(form);
        var contender = await Contender.ConnectAsync(contenderName, server.Endpoint);

        // Opens the connections, so that the trial measures the recovery and not fifty handshakes of TCP.
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => contender.CallAsync()));
        server.EvictSessions();
        return new SessionEnd(server, contender);
    }

    /// <summary>How many of the fifty calls were answered, and the time from the first 404 to the last answer.</summary>
    public async Task<(int Answered, TimeSpan Time)> CallAsync()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => IsAnsweredAsync()));
        return (answers.Count(answered => answered), Stopwatch.GetElapsedTime(_server.FirstRefusal));
    }

    public async ValueTask DisposeAsync()
    {
        await _contender.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<bool> IsAnsweredAsync()
    {
        try
        {
            await _contender.CallAsync();
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException or ModelContextProtocol.McpException)
        {
            return false;
        }
    }
}
