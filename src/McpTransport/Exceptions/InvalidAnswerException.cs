using System.Net;

namespace McpTransport;

/// <summary>The server answered with something that is no answer: malformed JSON, another media type, an unusable session id.</summary>
public class InvalidAnswerException : McpTransportException
{
    internal InvalidAnswerException(string message, Exception? innerException = null, HttpStatusCode? statusCode = null)
        : base(message, innerException, statusCode)
    {
    }
}

/// <summary>An answer or event is larger than <see cref="ResilientHttpClientTransportOptions.MaxMessageBytes"/>.</summary>
public sealed class AnswerTooLargeException : InvalidAnswerException
{
    internal AnswerTooLargeException(int limit)
        : base($"The server sent a message larger than {nameof(ResilientHttpClientTransportOptions.MaxMessageBytes)} ({limit} bytes). It was not read further.") =>
        Limit = limit;

    /// <summary>The limit, in bytes.</summary>
    public int Limit { get; }
}
