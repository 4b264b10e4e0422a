using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.RetryFieldIgnored>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class RetryFieldIgnoredTests
{
    private static string Resume(string write, string onLine) => ClientCode.WithSession($$"""
        private string? _lastEventId;
        private int _reconnectDelay;

        public async Task ResumeAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{write}}
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                if (line.StartsWith("id:")) _lastEventId = line[3..].Trim();
                {{onLine}}
            }

            await Task.Delay(_reconnectDelay, ct);
        }
        """);

    [Theory]
    [InlineData("{|MCPT2005:request.Headers.Add(\"Last-Event-ID\", _lastEventId)|};")]
    [InlineData("if (_lastEventId is not null) {|MCPT2005:request.Headers.TryAddWithoutValidation(\"last-event-id\", _lastEventId)|};")]
    public Task ResumingWithoutRetry_IsReported(string write) => Verify.Analyzer(Resume(write, ""));

    [Theory]
    [InlineData("if (line.StartsWith(\"data:\")) _lastEventId = line[5..];")]
    [InlineData("if (line.StartsWith(\"id: \")) _lastEventId = line[4..];")]
    public Task AnyFieldOfAnEvent_ShowsThatTheStreamIsRead(string onLine) => Verify.Analyzer(
        Resume("{|MCPT2005:request.Headers.Add(\"Last-Event-ID\", _lastEventId)|};", "").Replace("if (line.StartsWith(\"id:\")) _lastEventId = line[3..].Trim();", onLine));

    [Theory]
    [InlineData("var parts = line.Split(':', 2); switch (parts[0].Trim()) { case \"id\": _lastEventId = parts[1].Trim(); break; case \"data\": Console.WriteLine(parts[1]); break; }")]
    [InlineData("var colon = line.IndexOf(':'); var field = line[..colon]; if (field == \"id\") { _lastEventId = line[(colon + 1)..]; }")]
    [InlineData("var colon = line.IndexOf(':'); switch (line.Substring(0, colon)) { case \"data\": Console.WriteLine(line); break; }")]
    [InlineData("_lastEventId = line.Split(':')[0] switch { \"id\" => line, _ => _lastEventId };")]
    [InlineData("var field = line.Split(new[] { ':' }, 2)[0]; if (field.Equals(\"id\", StringComparison.Ordinal)) { _lastEventId = line; }")]
    [InlineData("var field = line.Split(\": \")[0]; if (string.Equals(field, \"data\")) { _lastEventId = line; }")]
    [InlineData("var parts = line.Split(':'); if (parts[0] is \"id\" or \"event\") { _lastEventId = parts[1]; }")]
    [InlineData("OnField(line.Split(':')[0], line); void OnField(string name, string value) { switch (name) { case \"id\": _lastEventId = value; break; } }")]
    [InlineData("if (line.Split(':')[0] == \"event\") { Console.WriteLine(line); }")]
    [InlineData("var colon = line.IndexOf(':'); var field = colon < 0 ? line : line[..colon]; if (\"id\" == field) { _lastEventId = line; }")]
    [InlineData("var colon = line.IndexOf(\":\"); if (colon < 0) { colon = line.Length; } if (line[..colon] != \"data\") { continue; }")]
    [InlineData("var parts = line.Length > 0 ? line.Split(\":\") : Array.Empty<string>(); if (string.Equals(\"id\", parts[0], StringComparison.Ordinal)) { _lastEventId = parts[1]; }")]
    public Task NameOfAField_ShowsThatTheStreamIsRead(string onLine) => Verify.Analyzer(
        Resume("{|MCPT2005:request.Headers.Add(\"Last-Event-ID\", _lastEventId)|};", "").Replace("if (line.StartsWith(\"id:\")) _lastEventId = line[3..].Trim();", onLine));

    [Theory]
    [InlineData("using var document = JsonDocument.Parse(line); foreach (var member in document.RootElement.EnumerateObject()) { switch (member.Name) { case \"id\": _lastEventId = line; break; case \"data\": break; } }")]
    [InlineData("if (line.Split(',')[0] == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line.Split(':')[1] == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line == \"data\") { _lastEventId = line; }")]
    [InlineData("if (line.Substring(1, line.IndexOf(':')) == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line.Substring(0, 2) == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line[1..line.IndexOf(':')] == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line[..line.IndexOf(',')] == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line[..line.LastIndexOf(':')] == \"id\") { _lastEventId = line; }")]
    [InlineData("if (line.Split(':')[0].Contains(\"id\")) { _lastEventId = line; }")]
    [InlineData("if (line.Split(':')[0] + \"id\" == line) { _lastEventId = line; }")]
    [InlineData("switch (line.Split(':')[0]) { case \"id\": _lastEventId = line; break; case \"retry\": _reconnectDelay = 1; break; }")]
    public Task NameOfSomethingElse_IsSilent(string onLine) => Verify.Analyzer(
        Resume("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "").Replace("if (line.StartsWith(\"id:\")) _lastEventId = line[3..].Trim();", onLine));

    [Fact]
    public Task WaitOfAFailedRequest_IsAnother() => Verify.Analyzer(Resume(
        "{|MCPT2005:request.Headers.Add(\"Last-Event-ID\", _lastEventId)|};", "var retryAfter = response.Headers.RetryAfter?.Delta; _reconnectDelay = retryAfter?.Seconds ?? 1;"));

    private static string ResumeByReader(string write, string onItem) => ClientCode.File($$"""
        public readonly record struct SseItem<T>(T Data, string EventType)
        {
            public string? EventId { get; init; }

            public TimeSpan? ReconnectionInterval { get; init; }
        }

        public sealed class Client(HttpClient http, Func<HttpResponseMessage, IAsyncEnumerable<SseItem<string>>> read)
        {
            private string? _lastEventId;
            private TimeSpan _delay;

            public async Task ResumeAsync(string session)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/mcp");
                request.Headers.Add("Mcp-Session-Id", session);
                {{write}}
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await foreach (var item in read(response))
                {
                    _lastEventId = item.EventId ?? _lastEventId;
                    {{onItem}}
                }

                await Task.Delay(_delay);
            }
        }
        """);

    [Fact]
    public Task EventsOfAReader_AreReported() => Verify.Analyzer(ResumeByReader("{|MCPT2005:request.Headers.Add(\"Last-Event-ID\", _lastEventId)|};", ""));

    [Fact]
    public Task IntervalOfAReader_IsSilent() => Verify.Analyzer(ResumeByReader("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "_delay = item.ReconnectionInterval ?? _delay;"));

    [Theory]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "var retryMs = line.Length; _reconnectDelay = retryMs;")]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "if (line.StartsWith(\"retry:\")) _reconnectDelay = int.Parse(line[6..]);")]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "var field = line.Split(':')[0]; if (field == \"retry\") _reconnectDelay = 1;")]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "const string Delay = \"retry:\"; if (line.StartsWith(Delay)) _reconnectDelay = int.Parse(line[6..]);")]
    [InlineData("", "")]
    public Task RetryThatIsRead_IsSilent(string write, string onLine) => Verify.Analyzer(Resume(write, onLine));

    [Fact]
    public Task RetryNamedByAConstantOfAnotherClass_IsSilent() => Verify.Analyzer([
        Resume("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "if (line.StartsWith(Fields.Delay)) _reconnectDelay = int.Parse(line[6..]);"),
        "public static class Fields { public const string Delay = \"retry:\"; }"]);

    [Fact]
    public Task ReaderOutOfSight_IsSilent() => Verify.Analyzer(Resume("request.Headers.Add(\"Last-Event-ID\", _lastEventId);", "")
        .Replace("if (line.StartsWith(\"id:\")) _lastEventId = line[3..].Trim();", "_lastEventId = line;"));

    [Fact]
    public Task HeadersOfAStreamThatOthersRead_AreSilent() => Verify.Analyzer(ClientCode.File("""
        public sealed record Point(string? LastEventId);

        public static class RequestHeaders
        {
            public static void Apply(HttpRequestMessage request, Point point, string session)
            {
                request.Headers.Add("Mcp-Session-Id", session);
                if (point.LastEventId is { } last) request.Headers.Add("Last-Event-ID", last);
            }
        }
        """));
}
