using System.Net;

namespace McpTransport;

/// <summary>Why the session that ended could not be replaced.</summary>
public enum RecoveryFailure
{
    /// <summary>The server refused <c>initialize</c> or <c>notifications/initialized</c>, with an HTTP status or a JSON-RPC error.</summary>
    Refused,

    /// <summary>The server could not be reached, or the connection broke.</summary>
    Unreachable,

    /// <summary>The new session was not ready within <see cref="ResilientHttpClientTransportOptions.RecoveryTimeout"/>.</summary>
    TimedOut,

    /// <summary>The server now speaks another protocol revision than the client was told; going on would be guessing.</summary>
    RevisionChanged,

    /// <summary>The new session was answered as ended at once, too: the call is not sent a third time.</summary>
    EndedAgain,

    /// <summary><see cref="ResilientHttpClientTransportOptions.RecoveryLimit"/> is spent; see <see cref="SessionRecoveryException.RetryAfter"/>.</summary>
    TooManyRecoveries,

    /// <summary>The session was resumed by its id alone, so there is no <c>initialize</c> to repeat.</summary>
    NoHandshakeToRepeat,
}

/// <summary>
/// The session has ended and could not be replaced. The call was not executed: the server had refused it. A later call tries again.
/// </summary>
public sealed class SessionRecoveryException : McpTransportException
{
    internal SessionRecoveryException(
        RecoveryFailure reason, string message, Exception? innerException = null, HttpStatusCode? statusCode = null, TimeSpan? retryAfter = null)
        : base(message, innerException, statusCode)
    {
        Reason = reason;
        RetryAfter = retryAfter;
    }

    /// <summary>Why.</summary>
    public RecoveryFailure Reason { get; }

    /// <summary>With <see cref="RecoveryFailure.TooManyRecoveries"/>: how long until another attempt is made.</summary>
    public TimeSpan? RetryAfter { get; }
}
