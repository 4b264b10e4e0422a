using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Schedules;

/// <summary>One message that the client sends, and what became of it.</summary>
internal sealed class ScheduledCall(JsonRpcMessage message) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    public Task Task { get; private set; } = null!;

    public bool IsOver => Task.IsCompleted;

    public List<JsonRpcMessageWithId> Answers { get; } = [];

    public string? Text => message switch
    {
        JsonRpcRequest { Method: "tools/call" } call => (string?)call.Params!["arguments"]!["text"],
        JsonRpcNotification notification => (string?)notification.Params?["text"],
        JsonRpcResponse answer => (string?)answer.Result!["text"],
        _ => null,
    };

    public void Begin(ClientConnection connection) => Task = connection.SendMessageAsync(message, _cancel.Token);

    public void Cancel() => _cancel.Cancel();

    public bool IsAnsweredBy(JsonRpcMessageWithId answer) => message is JsonRpcRequest request && request.Id.Equals(answer.Id);

    /// <summary>It was answered once, or failed with what the documentation says, and the server has done it as often as that allows.</summary>
    public void Check(SteppedServer server, bool replays, bool saysItInAnswers, bool isClosed)
    {
        var done = Text is { } text ? server.Executed.GetValueOrDefault(text) : 0;
        var mostDone = replays && message is JsonRpcRequest ? 2 : 1;
        var isAnswered = message is JsonRpcRequest && Task.IsCompletedSuccessfully;
        if (done > mostDone)
        {
            server.Wrong.Add($"{this} was done {done} times.");
        }

        if (Answers.Count != (isAnswered ? 1 : 0))
        {
            server.Wrong.Add($"{this} has {Answers.Count} answers, and ended as {Task.Status}.");
        }

        if (message is JsonRpcResponse && server.Arrived.GetValueOrDefault(Text!) > 1)
        {
            server.Wrong.Add($"{this} was sent into two sessions.");
        }

        if (Task.IsCompletedSuccessfully)
        {
            if (message is JsonRpcRequest { Method: "tools/call" } && Answers is [JsonRpcResponse] && done == 0)
            {
                server.Wrong.Add($"{this} was answered and never done.");
            }
            else if (Answers is [JsonRpcError error] && !(saysItInAnswers && error.Error.Message == "Session not found"))
            {
                server.Wrong.Add($"{this} was answered with an error: {error.Error.Message}");
            }

            return;
        }

        Exception exception = Task.IsCanceled ? Cancellation() : Task.Exception!.InnerException!;
        var isDocumented = exception switch
        {
            // "The call was not executed."
            SessionRecoveryException => done == 0,
            CallOutcomeUnknownException => message is JsonRpcRequest,
            OperationCanceledException cancelled => _cancel.IsCancellationRequested && cancelled.CancellationToken == _cancel.Token,
            ClientTransportClosedException => isClosed,

            // A call that was certainly not sent, or that was refused. Whether a notification has arrived is nobody's to know.
            HttpRequestException and not McpTransportException => done == 0 || message is not JsonRpcRequest,
            _ => false,
        };
        if (!isDocumented)
        {
            server.Wrong.Add($"{this} was done {done} times and failed with {exception.GetType().Name}: {exception.Message}");
        }
    }

    public void Dispose() => _cancel.Dispose();

    public override string ToString() => Text ?? (message as JsonRpcRequest)?.Method ?? (message as JsonRpcNotification)?.Method ?? "answer";

    private OperationCanceledException Cancellation()
    {
        try
        {
            Task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            return e;
        }

        throw new InvalidOperationException("The task is cancelled and does not say so.");
    }
}
