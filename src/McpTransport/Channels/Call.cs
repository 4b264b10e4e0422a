using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>
/// One message on its way, and what is known of its answer. Recognises the answer among the messages of a stream and hands every other
/// message on.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="deliver">Where messages for the client go.</param>
/// <param name="capturesAnswer">Whether the answer is for the transport itself and is kept in <see cref="Answer"/>.</param>
internal sealed class Call(JsonRpcMessage message, IAnswerTarget deliver, bool capturesAnswer = false) : IMessageReceiver
{
    private readonly RequestId _clientId = (message as JsonRpcRequest)?.Id ?? default;

    /// <summary>The message as it is sent: with another id if it is sent again where its own was used already.</summary>
    public JsonRpcMessage Message { get; private set; } = message;

    public JsonRpcRequest? Request => Message as JsonRpcRequest;

    public RequestId Id => Request?.Id ?? default;

    /// <summary>Whether the answer of this attempt may say that the session has ended.</summary>
    public bool CarriesSessionId { get; set; }

    public bool IsAnswered { get; private set; }

    /// <summary>The session in which the server may be at work on the call; <see langword="null"/> while it waits for one.</summary>
    public Session? SentIn { get; set; }

    /// <summary>Whether the answer is a result, not an error.</summary>
    public bool HasResult { get; private set; }

    /// <summary>Whether the message is an answer to a request of the server: in another session nobody waits for it.</summary>
    public bool BelongsToSession => Message is JsonRpcResponse or JsonRpcError;

    /// <summary>The answer, for calls of the transport itself.</summary>
    public JsonRpcMessage? Answer { get; private set; }

    /// <summary>The error that said, as an ordinary answer, that the session has ended. It is withheld while the call may still succeed.</summary>
    public JsonRpcError? SessionError { get; private set; }

    public async ValueTask<bool> ReceiveAsync(JsonRpcMessage received, CancellationToken cancellationToken)
    {
        if (received is not (JsonRpcResponse or JsonRpcError) || Request is null || !((JsonRpcMessageWithId)received).Id.Equals(Id))
        {
            await deliver.DeliverAsync(received, cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (received is JsonRpcError error && ExpiryDecision.SaysSessionEnded(CarriesSessionId && !deliver.SessionErrorsAreAnswers, HttpStatusCode.OK, error, Id))
        {
            SessionError = error;
            return true;
        }

        await AnswerWithAsync((JsonRpcMessageWithId)received, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes the message for the answer, whatever its id.</summary>
    public async ValueTask AnswerWithAsync(JsonRpcMessageWithId answer, CancellationToken cancellationToken)
    {
        IsAnswered = true;
        HasResult = answer is JsonRpcResponse;
        if (capturesAnswer)
        {
            Answer = answer;
            return;
        }

        answer.Id = _clientId;
        await deliver.DeliverAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the message is, for messages.</summary>
    public string Describe() => Message switch
    {
        JsonRpcRequest request => request.Method,
        JsonRpcNotification notification => notification.Method,
        _ => "an answer to the server",
    };

    /// <summary>Prepares another attempt in a new session, where the id is unused.</summary>
    public void StartAgain() => SessionError = null;

    /// <summary>
    /// Prepares another attempt under a new id: within a session an id must not be used twice (revisions up to 2025-11-25, "Requests"), and
    /// 2026-07-28 says the same of a request whose stream broke.
    /// </summary>
    public void StartAgainUnderNewId()
    {
        StartAgain();
        var request = Request!;
        Message = new JsonRpcRequest { Id = new($"{_clientId}-again"), Method = request.Method, Params = request.Params, Context = request.Context };
    }
}

/// <summary>Where messages for the client go.</summary>
internal interface IAnswerTarget
{
    /// <summary>Whether an ordinary answer that says "session not found" is known to mean something else than our session.</summary>
    bool SessionErrorsAreAnswers { get; }

    Task DeliverAsync(JsonRpcMessage message, CancellationToken cancellationToken);
}
