namespace McpTransport;

/// <summary>
/// Lets an event stream through while counting what came since the last event. The parser buffers an event until it is complete, so an
/// endless one would otherwise fill the memory. Blank lines count as ends too: a stream of comments alone is no endless event.
/// </summary>
internal sealed class CappedStream(Stream inner, int limit) : Stream
{
    private long _sinceEvent;
    private bool _lineIsEmpty = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The parser has handed an event on: also where lines end with CR alone, which is not looked for here.</summary>
    public void StartNextEvent() => _sinceEvent = 0;

    public override int Read(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset), inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await inner.ReadChunkAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        return Count(buffer.AsSpan(offset), read);
    }

#if !NETSTANDARD2_0
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Count(buffer.Span, read);
    }
#endif

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(ReadOnlySpan<byte> buffer, int read)
    {
        var rest = buffer.Slice(0, read);
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Add(rest.Slice(0, end));
            _sinceEvent = _lineIsEmpty ? 0 : _sinceEvent + 1;
            _lineIsEmpty = true;
            rest = rest.Slice(end + 1);
        }

        Add(rest);
        return read;
    }

    private void Add(ReadOnlySpan<byte> partOfLine)
    {
        _sinceEvent += partOfLine.Length;
        _lineIsEmpty &= partOfLine.Length == 0 || (partOfLine.Length == 1 && partOfLine[0] == (byte)'\r');
        if (_sinceEvent > limit)
        {
            throw new AnswerTooLargeException(limit);
        }
    }
}
