using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace McpTransport;

/// <summary>Everything a connection logs. Session ids come here masked.</summary>
internal sealed partial class ConnectionLog(string name, ILoggerFactory? loggerFactory)
{
    private readonly ILogger _logger = (ILogger?)loggerFactory?.CreateLogger<ResilientHttpClientTransport>() ?? NullLogger.Instance;

    public string Name { get; } = name;

    public void SessionEstablished(Session session) => LogSessionEstablished(Name, session.Generation, Session.Mask(session.Id), session.Revision);

    public void SessionExpired(Session session, HttpStatusCode? status) => LogSessionExpired(Name, session.Generation, Session.Mask(session.Id), (int?)status);

    public void SessionReestablished(Session old, Session current, int sentAgain, int failed) =>
        LogSessionReestablished(Name, Session.Mask(old.Id), Session.Mask(current.Id), sentAgain, failed);

    public void ServerChanged(bool capabilities, bool info) => LogServerChanged(Name, capabilities, info);

    public void RecoveryFailed(RecoveryFailure reason, Exception exception) => LogRecoveryFailed(Name, reason, exception);

    public void RestoreFailed(string method, Exception? exception) => LogRestoreFailed(Name, method, exception);

    public void AnswerDropped(Session session) => LogAnswerDropped(Name, session.Generation);

    public void ListeningStreamUnavailable(HttpStatusCode? status) => LogListeningStreamUnavailable(Name, (int?)status);

    public void ListeningStreamFailed(Exception exception) => LogListeningStreamFailed(Name, exception);

    public void StreamReconnects(TimeSpan delay) => LogStreamReconnects(Name, delay.TotalMilliseconds);

    public void EventIsNoMessage(Exception exception) => LogEventIsNoMessage(Name, exception);

    public void EndpointEventRefused(Exception exception) => LogEndpointEventRefused(Name, exception);

    public void FallsBackToHttpSse(HttpStatusCode? status) => LogFallsBackToHttpSse(Name, (int?)status);

    public void HttpSseNotSpokenEither(Exception exception) => LogHttpSseNotSpokenEither(Name, exception);

    public void KeepAliveFailed(Exception exception) => LogKeepAliveFailed(Name, exception);

    public void CancelledNotSent(Exception exception) => LogCancelledNotSent(Name, exception);

    public void CloseFailed(Exception exception) => LogCloseFailed(Name, exception);

    public void HandlerThrew(string handler, Exception exception) => LogHandlerThrew(Name, handler, exception);

    [LoggerMessage(1, LogLevel.Information, "{Transport}: session {Generation} ({SessionId}) is established, revision {Revision}.")]
    private partial void LogSessionEstablished(string transport, int generation, string sessionId, string? revision);

    [LoggerMessage(2, LogLevel.Warning, "{Transport}: the server has ended session {Generation} ({SessionId}), status {Status}. A new one is made when it is needed.")]
    private partial void LogSessionExpired(string transport, int generation, string sessionId, int? status);

    [LoggerMessage(3, LogLevel.Information, "{Transport}: session {OldSessionId} is replaced by {NewSessionId}; {SentAgain} messages are sent again, {Failed} were given up.")]
    private partial void LogSessionReestablished(string transport, string oldSessionId, string newSessionId, int sentAgain, int failed);

    [LoggerMessage(4, LogLevel.Warning, "{Transport}: after the re-initialization the server is another one (capabilities changed: {Capabilities}, name or version changed: {Info}).")]
    private partial void LogServerChanged(string transport, bool capabilities, bool info);

    [LoggerMessage(5, LogLevel.Error, "{Transport}: no new session could be made ({Reason}).")]
    private partial void LogRecoveryFailed(string transport, RecoveryFailure reason, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "{Transport}: {Method} could not be restored in the new session.")]
    private partial void LogRestoreFailed(string transport, string method, Exception? exception);

    [LoggerMessage(7, LogLevel.Information, "{Transport}: an answer to a request of session {Generation} was not sent again, since the new session does not know the request.")]
    private partial void LogAnswerDropped(string transport, int generation);

    [LoggerMessage(8, LogLevel.Information, "{Transport}: the listening stream is not to be had (status {Status}). Calls are not affected.")]
    private partial void LogListeningStreamUnavailable(string transport, int? status);

    [LoggerMessage(9, LogLevel.Warning, "{Transport}: the listening stream failed. Calls are not affected.")]
    private partial void LogListeningStreamFailed(string transport, Exception exception);

    [LoggerMessage(10, LogLevel.Debug, "{Transport}: a stream has ended and reconnects in {Delay} ms.")]
    private partial void LogStreamReconnects(string transport, double delay);

    [LoggerMessage(11, LogLevel.Warning, "{Transport}: an event of a stream is no JSON-RPC message and was skipped.")]
    private partial void LogEventIsNoMessage(string transport, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "{Transport}: the endpoint event of the server was refused.")]
    private partial void LogEndpointEventRefused(string transport, Exception exception);

    [LoggerMessage(13, LogLevel.Information, "{Transport}: the first message was answered with {Status}; trying HTTP+SSE.")]
    private partial void LogFallsBackToHttpSse(string transport, int? status);

    [LoggerMessage(14, LogLevel.Debug, "{Transport}: the server does not speak HTTP+SSE either.")]
    private partial void LogHttpSseNotSpokenEither(string transport, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "{Transport}: the keep-alive ping failed.")]
    private partial void LogKeepAliveFailed(string transport, Exception exception);

    [LoggerMessage(16, LogLevel.Debug, "{Transport}: the session could not be ended on the server while closing.")]
    private partial void LogCloseFailed(string transport, Exception exception);

    [LoggerMessage(18, LogLevel.Debug, "{Transport}: the server could not be told that a call was cancelled.")]
    private partial void LogCancelledNotSent(string transport, Exception exception);

    [LoggerMessage(17, LogLevel.Error, "{Transport}: a handler of {Handler} threw.")]
    private partial void LogHandlerThrew(string transport, string handler, Exception exception);
}
