using System.Text;

namespace McpTransport.Tests.Schedules;

/// <summary>A body that comes piece by piece, when the schedule says so, and ends or breaks at last.</summary>
internal sealed class SteppedBody(IEnumerable<string> pieces, bool breaks) : Stream
{
    private readonly Queue<string> _toCome = new(pieces);
    private readonly MemoryStream _there = new();
    private TaskCompletionSource? _reader;
    private bool _isOver;

    /// <summary>Whether something of it is still to come that a reader waits for or will wait for.</summary>
    public bool IsOpen => !_isOver && !IsDisposed;

    public bool IsDisposed { get; private set; }

    /// <summary>Stays open when all pieces have come, until <see cref="End"/>.</summary>
    public bool StaysOpen { get; init; }

    public bool HasStep => IsOpen && (_toCome.Count > 0 || !StaysOpen);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets the next piece come, or the end.</summary>
    public void Step()
    {
        if (_toCome.TryDequeue(out var piece))
        {
            var position = _there.Position;
            _there.Position = _there.Length;
            _there.Write(Encoding.UTF8.GetBytes(piece));
            _there.Position = position;
            Wake();
        }
        else
        {
            End();
        }
    }

    public void End()
    {
        _isOver = true;
        Wake();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_there.Read(buffer.Span) is > 0 and var read)
            {
                return read;
            }

            if (_isOver)
            {
                return breaks || _toCome.Count > 0 ? throw new IOException("The connection was reset.") : 0;
            }

            var reader = _reader = new TaskCompletionSource();
            await using (cancellationToken.UnsafeRegister(_ => reader.TrySetCanceled(cancellationToken), null).ConfigureAwait(false))
            {
                await reader.Task.ConfigureAwait(false);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void Wake()
    {
        var reader = _reader;
        _reader = null;
        reader?.TrySetResult();
    }
}
