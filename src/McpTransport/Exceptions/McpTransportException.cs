using System.Net;

namespace McpTransport;

/// <summary>
/// The base of what <see cref="ResilientHttpClientTransport"/> throws by name. It is an <see cref="HttpRequestException"/>, so that code
/// written for the official transport catches it too.
/// </summary>
public abstract class McpTransportException : HttpRequestException
{
    // ModelContextProtocol.Core reads the status from here where HttpRequestException has none.
    internal const string StatusCodeDataKey = "ModelContextProtocol.HttpStatusCode";

    internal static HttpStatusCode? StatusOf(Exception? exception) =>
#if !NETSTANDARD2_0
        (exception as HttpRequestException)?.StatusCode ??
#endif
        exception?.Data[StatusCodeDataKey] as HttpStatusCode?;

#if NETSTANDARD2_0
    private protected McpTransportException(string message, Exception? innerException, HttpStatusCode? statusCode)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        if (statusCode is { } status)
        {
            Data[StatusCodeDataKey] = status;
        }
    }

    /// <summary>The HTTP status of the answer that caused the exception, if one did.</summary>
    public HttpStatusCode? StatusCode { get; }
#else
    private protected McpTransportException(string message, Exception? innerException, HttpStatusCode? statusCode)
        : base(message, innerException, statusCode)
    {
    }
#endif
}
