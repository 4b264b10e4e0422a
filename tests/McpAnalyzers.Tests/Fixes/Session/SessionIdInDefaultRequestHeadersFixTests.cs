using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdInDefaultRequestHeaders, McpAnalyzers.CodeFixes.Session.SessionIdInDefaultRequestHeadersFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionIdInDefaultRequestHeadersFixTests
{
    private static string Client(string park, string write) => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public async Task InitializeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"method\":\"initialize\"}") };
            using var response = await _http.SendAsync(request);
            if (response.Headers.TryGetValues(Header, out var values))
            {
                _sessionId = values.First();
        {{park}}    }
        }

        public async Task CallAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
        {{write}}    using var response = await _http.SendAsync(request);
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task Id_IsWrittenOnTheRequestsButInitialize() => Verify.CodeFix(
        Client("        {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, _sessionId)|};\n", ""),
        Client("", """
                if (_sessionId is not null)
                {
                    request.Headers.Add(Header, _sessionId);
                }


            """));

    [Fact]
    public Task CommentBehindTheStatement_Stays() => Verify.CodeFix(
        Client("        {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, _sessionId)|}; // for all that follows\n", ""),
        Client("        // for all that follows\n", """
                if (_sessionId is not null)
                {
                    request.Headers.Add(Header, _sessionId);
                }


            """));

    [Theory]
    [InlineData("using var request = Make(json);")]
    [InlineData("var request = json.Length == 0 ? null! : new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };")]
    public Task RequestThatIsMadeElsewhere_OffersNothing(string request) => Verify.NoCodeFix(
        Client("        {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, _sessionId)|};\n", "")
            .Replace("using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };", request)
            .Replace("    public async Task CallAsync", "    private HttpRequestMessage Make(string json) => new(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };\n\n    public async Task CallAsync"));

    [Fact]
    public Task RequestThatIsNoLocal_OffersNothing() => Verify.NoCodeFix(
        Client("        {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, _sessionId)|};\n", "")
            .Replace("_http.SendAsync(request);\n    }\n}", "_http.PostAsync(_endpoint, new StringContent(json));\n    }\n}"));

    [Fact]
    public Task IdThatIsKeptNowhere_OffersNothing() => Verify.NoCodeFix(
        Client("        {|MCPT1004:_http.DefaultRequestHeaders.Add(Header, values.First())|};\n", ""));
}
