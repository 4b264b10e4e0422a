using System.Threading.Channels;
using ModelContextProtocol;

namespace McpTransport.Tests.RealServers;

/// <summary>Progress as it was reported; a test waits for the next report instead of for time to pass.</summary>
internal sealed class ProgressLog : IProgress<ProgressNotificationValue>
{
    private readonly Channel<ProgressNotificationValue> _reports = Channel.CreateUnbounded<ProgressNotificationValue>();

    public void Report(ProgressNotificationValue value) => _reports.Writer.TryWrite(value);

    public ValueTask<ProgressNotificationValue> NextAsync(CancellationToken cancellationToken) => _reports.Reader.ReadAsync(cancellationToken);
}
