using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.EventStreamBuffered, McpAnalyzers.CodeFixes.EventStream.EventStreamBufferedFix>;

namespace McpAnalyzers.Tests.Fixes.EventStream;

public class EventStreamBufferedFixTests
{
    private static string Send(string send) => ClientCode.WithSession($$"""
        public async Task RequestAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            using var response = await {{send}};
        }
        """);

    [Theory]
    [InlineData("{|MCPT2004:_http.SendAsync(request)|}", "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)")]
    [InlineData("{|MCPT2004:_http.SendAsync(request, ct)|}", "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)")]
    [InlineData("{|MCPT2004:_http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct)|}", "_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)")]
    public Task Option_IsGiven(string send, string mended) => Verify.CodeFix(Send(send), Send(mended));

    private static string Read(string send, string read) => Send(send).Replace("ct)|};", "ct)|}; " + read, StringComparison.Ordinal).Replace("ResponseHeadersRead, ct);", "ResponseHeadersRead, ct); " + read, StringComparison.Ordinal);

    private const string Lines = "using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct)); while (await lines.ReadLineAsync(ct) is { } line) Console.WriteLine(line);";

    [Theory]
    [InlineData(Lines)]
    [InlineData("await response.Content.CopyToAsync(Stream.Null, ct);")]
    [InlineData("if (!response.IsSuccessStatusCode) { throw new IOException(await response.Content.ReadAsStringAsync(ct)); }")]
    [InlineData("if (response.Content.Headers.ContentType?.MediaType != \"text/event-stream\") { Console.WriteLine(await response.Content.ReadAsStringAsync(ct)); return; } " + Lines)]
    public Task StreamThatIsReadAsItComes_IsNotWaitedFor(string read) => Verify.CodeFix(
        Read("{|MCPT2004:_http.SendAsync(request, ct)|}", read),
        Read("_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)", read));

    /// <summary>The option mends nothing there, and takes the timeout of the client off the body.</summary>
    [Theory]
    [InlineData("Console.WriteLine(await response.Content.ReadAsStringAsync(ct));")]
    [InlineData("Console.WriteLine((await response.Content.ReadAsByteArrayAsync(ct)).Length);")]
    [InlineData("Console.WriteLine(await response.Content.ReadFromJsonAsync<int>(ct));")]
    [InlineData("Console.WriteLine(await new StreamReader(await response.Content.ReadAsStreamAsync(ct)).ReadToEndAsync(ct));")]
    [InlineData("Console.WriteLine(await JsonSerializer.DeserializeAsync<int>(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct));")]
    [InlineData("await response.Content.LoadIntoBufferAsync();")]
    [InlineData("Console.WriteLine(await TextOf(response)); static Task<string> TextOf(HttpResponseMessage whole) => whole.Content.ReadAsStringAsync();")]
    [InlineData("var text = await response.Content.ReadAsStringAsync(ct); Console.WriteLine(response.Content.Headers.ContentType?.MediaType == \"text/event-stream\" ? text.Split(\"data:\")[^1] : text);")]
    public Task AnswerThatIsReadAsAWhole_OffersNothing(string read) => Verify.NoCodeFix(Read("{|MCPT2004:_http.SendAsync(request, ct)|}", read));

    [Fact]
    public Task NamedArguments_OfferNothing() => Verify.NoCodeFix(Send("{|MCPT2004:_http.SendAsync(request, cancellationToken: ct)|}"));
}
