namespace McpTransport;

/// <summary>What netstandard2.0 lacks, under one name for every target.</summary>
internal static class Platform
{
    public static Task<Stream> OpenAsync(this HttpContent content, CancellationToken cancellationToken) =>
#if NETSTANDARD2_0
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<Stream>(cancellationToken) : content.ReadAsStreamAsync();
#else
        content.ReadAsStreamAsync(cancellationToken);
#endif

    public static ValueTask<int> ReadChunkAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
#if NETSTANDARD2_0
        new(stream.ReadAsync(buffer, offset, count, cancellationToken));
#else
        stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
#endif

    public static bool ContainsIgnoringCase(this string text, string part) =>
#if NETSTANDARD2_0
        text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
#else
        text.Contains(part, StringComparison.OrdinalIgnoreCase);
#endif

    public static CancellationTokenSource CancelAfter(this TimeProvider timeProvider, TimeSpan delay) =>
#if NETSTANDARD2_0
        timeProvider.CreateCancellationTokenSource(delay);
#else
        new(delay, timeProvider);
#endif

    public static Task WaitFor(this TimeProvider timeProvider, TimeSpan delay, CancellationToken cancellationToken) =>
#if NETSTANDARD2_0
        timeProvider.Delay(delay, cancellationToken);
#else
        Task.Delay(delay, timeProvider, cancellationToken);
#endif
}
