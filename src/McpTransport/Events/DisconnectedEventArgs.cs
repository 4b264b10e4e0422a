namespace McpTransport;

/// <summary>The connection has reached its end: no call can be made on it any more.</summary>
public sealed class DisconnectedEventArgs : EventArgs
{
    internal DisconnectedEventArgs(Exception? exception) => Exception = exception;

    /// <summary>Why, or <see langword="null"/> if the application closed it.</summary>
    public Exception? Exception { get; }
}
