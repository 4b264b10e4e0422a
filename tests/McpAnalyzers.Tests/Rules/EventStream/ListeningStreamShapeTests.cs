using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRequired>;

namespace McpAnalyzers.Tests.Rules.EventStream;

/// <summary>Whole clients in the hands of different people, for MCPT2001.</summary>
public class ListeningStreamShapeTests
{
    private const string Get = """
        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
        request.Headers.Add("Mcp-Session-Id", _sessionId);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        """;

    private const string Fails = Get + " {|MCPT2001:response.EnsureSuccessStatusCode()|};";
    private const string Checked = Get + " response.EnsureSuccessStatusCode();";

    [Theory]
    [InlineData("public void Start() => Task.Run(async () => { " + Fails + " });")]
    [InlineData("public void Start() => _ = Task.Factory.StartNew(async () => { " + Fails + " });")]
    [InlineData("public async Task RunAsync() { await ListenAsync(); async Task ListenAsync() { " + Fails + " } }")]
    [InlineData("public async Task RunAsync() { await foreach (var line in ReadAsync()) Console.WriteLine(line); } private async IAsyncEnumerable<string> ReadAsync() { " + Fails + " yield return await response.Content.ReadAsStringAsync(); }")]
    [InlineData("public async IAsyncEnumerable<string> ReadAsync() { " + Fails + " yield return await response.Content.ReadAsStringAsync(); }")]
    [InlineData("private sealed class Listener(Client client) { public async Task RunAsync() { var (_http, _endpoint, _sessionId) = (client._http, client._endpoint, client._sessionId); " + Fails + " } }")]
    [InlineData("public async Task RunAsync() { while (true) { " + Fails + " await response.Content.ReadAsStringAsync(); } }")]
    [InlineData("public async Task RunAsync() { for (var i = 0; ; i++) { try { " + Get + " response.EnsureSuccessStatusCode(); } {|MCPT2001:catch (HttpRequestException) { if (i > 5) throw; }|} } }")]
    [InlineData("public async ValueTask<Stream> OpenAsync() { " + Fails + " return await response.Content.ReadAsStreamAsync(); }")]
    [InlineData("public async Task OpenAsync() { try { " + Fails + " } finally { Console.WriteLine(); } }")]
    [InlineData("public async Task OpenAsync() { await using var timer = new Timer(_ => { }); lock (_http) { } " + Fails + " }")]
    [InlineData("public async Task OpenAsync() { again: { " + Fails + " if (response.Content is null) goto again; } }")]
    public Task FailureInEveryKindOfCode_IsReported(string members) => Verify.Analyzer(ClientCode.WithSession(members));

    [Theory]
    [InlineData("public Task RunAsync(Func<Func<Task>, Task> retry) => retry(async () => { " + Checked + " });")]
    [InlineData("public void Start() => Task.Run(async () => { try { " + Checked + " } catch (HttpRequestException) { } });")]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(); } catch { } async Task ListenAsync() { " + Checked + " } }")]
    [InlineData("public async Task RunAsync() { try { await foreach (var line in ReadAsync()) Console.WriteLine(line); } catch (HttpRequestException) { } } private async IAsyncEnumerable<string> ReadAsync() { " + Checked + " yield return await response.Content.ReadAsStringAsync(); }")]
    [InlineData("public async Task RunAsync() { while (true) { try { " + Checked + " } catch (HttpRequestException) { await Task.Delay(1000); } } }")]
    [InlineData("public async Task RunAsync() { try { try { " + Checked + " } catch (HttpRequestException) { throw; } } catch (HttpRequestException) { } }")]
    [InlineData("public async Task RunAsync() { try { try { " + Checked + " } catch (HttpRequestException e) { throw new IOException(\"\", e); } } catch (IOException) { } }")]
    [InlineData("public async Task RunAsync() { try { try { " + Checked + " } finally { Console.WriteLine(); } } catch (Exception) { } }")]
    public Task CarryingOnInEveryKindOfCode_IsSilent(string members) => Verify.Analyzer(ClientCode.WithSession(members));

    [Theory]
    [InlineData("private async Task<HttpResponseMessage?> OpenAsync() { " + Get + " if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return null; response.EnsureSuccessStatusCode(); return response; }", "var response = await OpenAsync(); if (response is null) return; await response.Content.ReadAsStringAsync();")]
    [InlineData("private async Task<Stream?> OpenAsync() { " + Get + " if (!response.IsSuccessStatusCode) { return null; } return await response.Content.ReadAsStreamAsync(); }", "using var stream = await OpenAsync(); if (stream is null) throw new InvalidOperationException(\"no stream was asked for\");")]
    [InlineData("private async Task<(bool Offered, HttpResponseMessage Response)> OpenAsync() { " + Get + " return (response.IsSuccessStatusCode, response); }", "var (offered, response) = await OpenAsync(); if (!offered) return; response.EnsureSuccessStatusCode();")]
    public Task OpenedByAHelperThatCarriesOn_IsSilent(string helper, string use) => Verify.Analyzer(ClientCode.WithSession($$"""
        {{helper}}

        public async Task ListenAsync() { {{use}} }
        """));

    [Fact]
    public Task SenderThatChecksEverything_IsReportedWhereItListens() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync() { using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, _endpoint)); }

        public async Task ListenAsync() { using var response = await {|MCPT2001:SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint))|}; }

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            return response;
        }
        """));

    [Fact]
    public Task SenderThatChecksEverythingCaughtWhereItListens_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task PostAsync() { using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, _endpoint)); }

        public async Task ListenAsync()
        {
            try
            {
                using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint));
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            {
            }
        }

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return response.EnsureSuccessStatusCode();
        }
        """));

    [Fact]
    public Task CheckOfAnotherResponse_IsSilent() => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task RunAsync()
        {
            {{Get}}
            if (!response.IsSuccessStatusCode) Console.WriteLine("no stream");
            using var post = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            post.Headers.Add("Mcp-Session-Id", _sessionId);
            using var answer = await _http.SendAsync(post);
            answer.EnsureSuccessStatusCode();
        }
        """));

    [Fact]
    public Task CheckInTheBaseClass_IsReportedInTheDerivedOne() => Verify.Analyzer(
    [
        ClientCode.File("""
            internal sealed class Client : HttpTransport
            {
                public async Task ListenAsync()
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/mcp");
                    request.Headers.Add("Mcp-Session-Id", "id");
                    using var response = await Http.SendAsync(request);
                    {|MCPT2001:EnsureOk(response)|};
                }
            }
            """),
        ClientCode.File("""
            internal abstract class HttpTransport
            {
                protected HttpClient Http { get; } = new();

                protected static void EnsureOk(HttpResponseMessage response)
                {
                    if (!response.IsSuccessStatusCode) throw new IOException(response.ReasonPhrase);
                }
            }
            """),
    ]);

    [Fact]
    public Task CheckOutOfSight_IsSilent() => Verify.Analyzer(ClientCode.WithSession($$"""
        public interface IResponses { bool IsFine(HttpResponseMessage response); void Check(HttpResponseMessage response); }

        public async Task ListenAsync(IResponses responses)
        {
            {{Get}}
            responses.Check(response);
            if (!responses.IsFine(response)) throw new IOException();
        }
        """));

    [Fact]
    public Task TopLevelStatements_AreReported() => Verify.Analyzer(
        [ClientCode.File("""
            var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/mcp");
            request.Headers.Add("Mcp-Session-Id", args[0]);
            using var response = await http.SendAsync(request);
            {|MCPT2001:response.EnsureSuccessStatusCode()|};
            """)],
        test => test.UseTopLevelStatements());

    [Fact]
    public Task PartialTypeInTwoFiles_IsReportedAndItsCallersSeen() => Verify.Analyzer(
    [
        ClientCode.File($$"""
            public sealed partial class Client
            {
                private readonly HttpClient _http = new();
                private readonly Uri _endpoint = new("http://localhost/mcp");
                private readonly string _sessionId = "";
                private async Task FirstAsync() { {{Checked}} }
                private async Task SecondAsync() { {{Fails}} }
            }
            """),
        ClientCode.File("""
            public sealed partial class Client
            {
                public async Task RunAsync() { try { await FirstAsync(); } catch (HttpRequestException) { } await SecondAsync(); }
            }
            """),
    ]);
}
