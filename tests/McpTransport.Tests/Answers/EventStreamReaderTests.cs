using System.Net.Http.Headers;
using System.Text;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Answers;

/// <summary>What comes over the wire of an event stream, whole and in pieces of every size.</summary>
public class EventStreamReaderTests
{
    private const string Message = """{"jsonrpc":"2.0","method":"m"}""";

    [Theory]
    [InlineData("data: " + Message + "\n\n", 1)]
    [InlineData("data: " + Message + "\r\n\r\n", 1)]
    [InlineData("data: " + Message + "\r\r", 1)]
    [InlineData("data:" + Message + "\n\n", 1)]
    [InlineData("event: message\ndata: " + Message + "\n\n", 1)]
    [InlineData(": comment\n\ndata: " + Message + "\n\n: another\n\n", 1)]
    [InlineData("id: 1\ndata:\n\ndata: " + Message + "\n\n", 1)]
    [InlineData("retry: 5\n\ndata: " + Message + "\n\n", 1)]
    [InlineData("data: {\"jsonrpc\":\"2.0\",\ndata: \"method\":\"m\"}\n\n", 1)]
    [InlineData("\uFEFFdata: " + Message + "\n\n", 1)]
    [InlineData("data: [" + Message + "," + Message + "]\n\n", 2)]
    [InlineData("data: not json\n\ndata: " + Message + "\n\n", 1)]
    [InlineData("data: {\"jsonrpc\":\"1.0\"}\n\ndata: " + Message + "\n\n", 1)]
    [InlineData("data: {\"jsonrpc\":\"2.0\",\"id\":{},\"result\":{}}\n\ndata: " + Message + "\n\n", 1)]
    [InlineData("data: 5\n\ndata: " + Message + "\n\n", 1)]
    [InlineData("event: other\ndata: " + Message + "\n\n", 0)]
    [InlineData("unknown: field\ndata: " + Message + "\n\n", 1)]
    [InlineData("data: " + Message + "\n", 0)]
    [InlineData("", 0)]
    public async Task Messages_are_found(string text, int messages)
    {
        foreach (var size in new[] { 1, 2, 3, 7, 1000 })
        {
            var (received, position) = await ReadAsync(text, size);

            Assert.Equal(messages, received.Count);
            Assert.All(received, message => Assert.Equal("m", ((JsonRpcNotification)message).Method));
            Assert.Equal(messages > 0 ? StreamProgress.Message : StreamProgress.None, position.Progress);
            Assert.Null(position.Cause);
        }
    }

    [Fact]
    public async Task Utf8_that_is_split_comes_out_whole()
    {
        var (received, _) = await ReadAsync("""data: {"jsonrpc":"2.0","method":"grüße 🙂"}""" + "\n\n", 1);

        Assert.Equal("grüße 🙂", ((JsonRpcNotification)Assert.Single(received)).Method);
    }

    [Theory]
    [InlineData("id: 17\ndata:\n\n", "17", StreamProgress.Position)]
    [InlineData("id: 17\ndata: " + Message + "\n\n", "17", StreamProgress.Message)]
    [InlineData("id: 17\ndata:\n\ndata: " + Message + "\n\n", "17", StreamProgress.Message)]
    [InlineData("id: 17\ndata:\n\nid: 18\ndata:\n\n", "18", StreamProgress.Position)]
    [InlineData("id: ü\ndata:\n\n", null, StreamProgress.None)]
    [InlineData("data:\n\n", null, StreamProgress.None)]
    public async Task The_position_is_that_of_the_last_event(string text, string? id, object progress)
    {
        var (_, position) = await ReadAsync(text, 1000);

        Assert.Equal(id, position.LastEventId);
        Assert.Equal(progress, position.Progress);
    }

    [Theory]
    [InlineData("retry: 1500\n\n", 1500)]
    [InlineData("retry: 1500\nid: 1\ndata:\n\n", 1500)]
    [InlineData("retry: 0\n\n", 0)]
    [InlineData("retry: soon\n\n", null)]
    [InlineData("data: " + Message + "\n\n", null)]
    public async Task Retry_is_read_wherever_it_stands(string text, int? milliseconds)
    {
        var (_, position) = await ReadAsync(text, 1000);

        Assert.Equal(milliseconds, (int?)position.Retry?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("data: ")]
    [InlineData("data: x\ndata: ")]
    [InlineData(": ")]
    [InlineData("data: " + Message + "\n\ndata: ")]
    public async Task An_endless_event_is_cut(string start)
    {
        var exception = await Assert.ThrowsAsync<AnswerTooLargeException>(() => ReadAsync(start + new string('x', 5000), 1000, limit: 2048));

        Assert.Equal(2048, exception.Limit);
    }

    [Theory]
    [InlineData("data: " + Message + "\n\n")]
    [InlineData(": keep-alive\n\n")]
    [InlineData("data: " + Message + "\r\r")]
    [InlineData(": keep-alive\r\n\r\n")]
    public async Task A_long_stream_of_small_events_is_not(string piece)
    {
        foreach (var chunk in new[] { 1, 2, 100 })
        {
            var (received, _) = await ReadAsync(string.Concat(Enumerable.Repeat(piece, 1000)), chunk, limit: 1024);

            Assert.Equal(piece.StartsWith("data", StringComparison.Ordinal) ? 1000 : 0, received.Count);
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_says_why_and_keeps_its_position()
    {
        var (received, position) = await ReadAsync("id: 3\ndata: " + Message + "\n\n", 1000, breaks: true);

        Assert.Single(received);
        Assert.IsType<IOException>(position.Cause);
        Assert.Equal("3", position.LastEventId);
    }

    private static async Task<(List<JsonRpcMessage> Received, StreamPosition Position)> ReadAsync(
        string text, int chunk, int limit = 1024 * 1024, bool breaks = false)
    {
        using var response = new HttpResponseMessage { Content = new StreamContent(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk, breaks)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        var receiver = new Receiver();
        var position = new StreamPosition();
        var enough = await new EventStreamReader(limit, new ConnectionLog("test", null)).ReadAsync(response, position, receiver, CancellationToken.None);
        Assert.False(enough);
        return (receiver.Received, position);
    }

    private sealed class Receiver : IMessageReceiver
    {
        public List<JsonRpcMessage> Received { get; } = [];

        public ValueTask<bool> ReceiveAsync(JsonRpcMessage message, CancellationToken cancellationToken)
        {
            Received.Add(message);
            return new(false);
        }
    }

    private sealed class ChunkedStream(byte[] bytes, int chunk, bool breaks) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span[..Math.Min(chunk, buffer.Length)]);
            return read == 0 && breaks ? throw new IOException("reset") : new(read);
        }
    }
}
