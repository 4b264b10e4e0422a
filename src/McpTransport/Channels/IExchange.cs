using System.Net;

namespace McpTransport;

/// <summary>One way of speaking to the server, Streamable HTTP or HTTP+SSE: how a message and its answer travel. It knows nothing of recovery.</summary>
internal interface IExchange
{
    /// <summary>Gets ready for a new session.</summary>
    /// <returns>Where its messages are posted to.</returns>
    Task<Uri> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Sends one message and, for a request, sees its answer through.</summary>
    /// <exception cref="HttpRequestException">The server refused the message, could not be reached, or gave an unusable answer.</exception>
    Task<PostResult> SendAsync(Call call, Session? session, CancellationToken cancellationToken);

    /// <summary>Takes note that the session is ready: the server has accepted notifications/initialized.</summary>
    void Begin(Session session, SessionRecovery recovery);

    /// <summary>Whether there is anything of this session that the server could end.</summary>
    bool CanEnd(Session session);

    /// <summary>Tells the server that a session, which lives, is no longer needed.</summary>
    Task EndAsync(Session session, CancellationToken cancellationToken);
}

/// <summary>How one exchange ended, where it did not throw.</summary>
internal enum PostOutcome
{
    /// <summary>Accepted, and answered if it was a request.</summary>
    Done,

    /// <summary>Refused, and not begun: the session has ended.</summary>
    SessionEnded,

    /// <summary>No answer, and the server may have begun it.</summary>
    AnswerLost,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Status">The status of the answer, where it matters.</param>
/// <param name="Cause">With <see cref="PostOutcome.AnswerLost"/>: what was seen of the loss.</param>
/// <param name="NewSessionId">The session id that came with the answer to initialize.</param>
internal readonly record struct PostResult(PostOutcome Outcome, HttpStatusCode? Status = null, Exception? Cause = null, string? NewSessionId = null)
{
    public static PostResult Done => default;

    public CallOutcomeUnknownException ToException(string method) => new(
        method,
        $"The answer to {method} was lost: {Cause?.Message ?? "the server ended the exchange without one."} The server may have begun the call, so it was not sent again.",
        Cause,
        Status);
}
