using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>How code writes the session id onto a request.</summary>
public class HeaderShapesTests
{
    private static string Posting(string write, string members, string test) => ClientCode.WithSession($$"""
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{}") };
            {{write}}
            using var response = await _http.SendAsync(request);
            if ({{test}}) _sessionId = null;
        }

        {{members}}
        """);

    private const string NotFound = "response.StatusCode == HttpStatusCode.NotFound";
    private const string Reported = "{|MCPT1001:" + NotFound + "|}";

    public static TheoryData<string, string> Unconditional => new()
    {
        { "request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "" },
        { "request.Headers.Add(\"MCP-Session-Id\", _sessionId);", "" },
        { "request.Headers.TryAddWithoutValidation(\"mcp-session-id\", _sessionId);", "" },
        { "request.Headers.Add(\"Mcp-Session-Id\", new[] { _sessionId });", "" },
        { "request.Content!.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "" },
        { "request.Content.Headers.TryAddWithoutValidation(\"Mcp-Session-Id\", _sessionId);", "" },
        { "request.Headers.Add(SessionHeader, _sessionId);", "private const string SessionHeader = \"Mcp-Session-Id\";" },
        { "request.Headers.Add(SessionHeader, _sessionId);", "private static readonly string SessionHeader = \"Mcp-Session-Id\";" },
        { "request.Headers.Add(SessionHeader, _sessionId);", "private const string Prefix = \"Mcp-\"; private const string SessionHeader = Prefix + \"Session-Id\";" },
        { "request.Headers.Add(SessionHeader, _sessionId);", "private const string Prefix = \"Mcp\"; private const string SessionHeader = $\"{Prefix}-Session-Id\";" },
        { "request.Headers.Add(SessionHeader, _sessionId);", "private static string SessionHeader => \"Mcp-Session-Id\";" },
        { "request.Headers.Add(Names.Session, _sessionId);", "private static class Names { public const string Session = \"Mcp-Session-Id\"; }" },
        { "request.Headers.Add(Names.Session, _sessionId);", "private static class Names { public static readonly string Session = \"Mcp-Session-Id\"; }" },
        { "request.Headers.Add(Names.Session, _sessionId);", "private static class Names { public static string Session { get; } = \"Mcp-Session-Id\"; }" },
        { "var name = \"Mcp-Session-Id\"; request.Headers.Add(name, _sessionId);", "" },
        { "ApplyHeaders(request);", "private void ApplyHeaders(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", _sessionId);" },
        { "ApplyHeaders(request.Headers);", "private void ApplyHeaders(HttpRequestHeaders headers) => headers.Add(\"Mcp-Session-Id\", _sessionId);" },
        { "ApplyHeaders(request, _sessionId);", "private static void ApplyHeaders(HttpRequestMessage r, string? id) { r.Headers.Accept.ParseAdd(\"application/json\"); r.Headers.Add(\"Mcp-Session-Id\", id); }" },
        { "AddHeader(request, \"Mcp-Session-Id\", _sessionId);", "private static void AddHeader(HttpRequestMessage r, string name, string? value) => r.Headers.TryAddWithoutValidation(name, value);" },
        { "Stamp(); void Stamp() => request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "" },
        { "foreach (var header in Headers()) { request.Headers.Add(header.Key, header.Value); } request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "private static Dictionary<string, string> Headers() => new();" },
        { "var headers = request.Headers; headers.Add(\"Mcp-Session-Id\", _sessionId);", "" },
        { "request.Headers.Add(\"Mcp-Session-Id\", $\"{_sessionId}\");", "" },
        { "request.Headers.Add(\"Mcp-Session-Id\", _sessionId!.ToString());", "" },
        { "request.Headers.Remove(\"Mcp-Session-Id\"); request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "" },
    };

    [Theory]
    [MemberData(nameof(Unconditional))]
    public Task AlwaysWritten_IsSilent(string write, string members) => Verify.Analyzer(Posting(write, members, NotFound));

    [Theory]
    [MemberData(nameof(Unconditional))]
    public Task WrittenOnlyWhereTheStoreIsSet_IsReported(string write, string members) => Verify.Analyzer(Posting(
        "if (_sessionId is not null) { " + write + " }", members, Reported));

    [Theory]
    [InlineData("if (_sessionId is { } sid) request.Headers.Add(\"Mcp-Session-Id\", sid);", "")]
    [InlineData("if (!string.IsNullOrEmpty(_sessionId)) request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "")]
    [InlineData("AddSession(request);", "private void AddSession(HttpRequestMessage r) { if (_sessionId != null) r.Headers.Add(\"Mcp-Session-Id\", _sessionId); }")]
    [InlineData("AddSession(request);", "private void AddSession(HttpRequestMessage r) { if (_sessionId == null) return; r.Headers.Add(\"Mcp-Session-Id\", _sessionId); }")]
    [InlineData("AddSession(request, _sessionId);", "private static void AddSession(HttpRequestMessage r, string? id) { if (id is { Length: > 0 }) r.Headers.Add(\"Mcp-Session-Id\", id); }")]
    public Task WrittenInsideItsGuard_IsReported(string write, string members) => Verify.Analyzer(Posting(write, members, Reported));

    [Theory]
    [InlineData("if (_sessionId is { } sid) request.Headers.Add(\"Mcp-Session-Id\", sid);", "")]
    [InlineData("AddSession(request);", "private void AddSession(HttpRequestMessage r) { if (_sessionId != null) r.Headers.Add(\"Mcp-Session-Id\", _sessionId); }")]
    [InlineData("AddSession(request, _sessionId);", "private static void AddSession(HttpRequestMessage r, string? id) { if (id is { Length: > 0 }) r.Headers.Add(\"Mcp-Session-Id\", id); }")]
    public Task WrittenInsideItsGuardAndTestedAgain_IsSilent(string write, string members) => Verify.Analyzer(Posting(write, members, "_sessionId != null && " + NotFound));

    [Fact]
    public Task ObjectInitializer_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            var request = new HttpRequestMessage
            {
                Method = HttpMethod.Post,
                RequestUri = _endpoint,
                Headers = { { "Mcp-Session-Id", _sessionId } },
            };
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    [Theory]
    [InlineData("private HttpRequestMessage CreateRequest(HttpMethod method) { var r = new HttpRequestMessage(method, _endpoint); r.Headers.Add(\"Mcp-Session-Id\", _sessionId); return r; }")]
    [InlineData("private HttpRequestMessage CreateRequest(HttpMethod method) => new(method, _endpoint) { Headers = { { \"Mcp-Session-Id\", _sessionId } } };")]
    public Task RequestMadeByHelper_IsSilent(string helper) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync()
        {
            using var request = CreateRequest(HttpMethod.Post);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }

        {{helper}}
        """));

    [Fact]
    public Task RequestMadeByHelperForGetAndPost_IsReportedOnTheGet() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var response = await _http.SendAsync(CreateRequest(HttpMethod.Post));
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }

        public async Task ListenAsync()
        {
            using var response = await _http.SendAsync(CreateRequest(HttpMethod.Get));
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
        }

        private HttpRequestMessage CreateRequest(HttpMethod method)
        {
            var r = new HttpRequestMessage(method, _endpoint);
            r.Headers.Add("Mcp-Session-Id", _sessionId);
            return r;
        }
        """));

    private const string Extensions = """
        #nullable enable
        using System.Net.Http;

        internal static class RequestExtensions
        {
            public static HttpRequestMessage WithSession(this HttpRequestMessage request, string? id)
            {
                request.Headers.Add("Mcp-Session-Id", id);
                return request;
            }

            public static void AddSession(this HttpRequestMessage request, string? id)
            {
                if (id is not null) request.Headers.Add("Mcp-Session-Id", id);
            }
        }

        internal static class HeaderNames
        {
            public const string SessionId = "Mcp-Session-Id";
            public static readonly string Session = "Mcp-Session-Id";
        }

        internal static class Stamper
        {
            public static void Stamp(HttpRequestMessage request, string? id) => request.Headers.Add(HeaderNames.SessionId, id);
        }
        """;

    [Theory]
    [InlineData("request.WithSession(_sessionId);")]
    [InlineData("RequestExtensions.WithSession(request, _sessionId);")]
    [InlineData("Stamper.Stamp(request, _sessionId);")]
    [InlineData("request.Headers.Add(HeaderNames.SessionId, _sessionId);")]
    [InlineData("request.Headers.Add(HeaderNames.Session, _sessionId);")]
    public Task AlwaysWrittenByAnotherFile_IsSilent(string write) => Verify.Analyzer([Posting(write, "", NotFound), Extensions]);

    [Theory]
    [InlineData("request.AddSession(_sessionId);")]
    [InlineData("if (_sessionId != null) Stamper.Stamp(request, _sessionId);")]
    [InlineData("if (_sessionId != null) request.Headers.Add(HeaderNames.SessionId, _sessionId);")]
    [InlineData("if (_sessionId != null) request.Headers.Add(HeaderNames.Session, _sessionId);")]
    public Task SometimesWrittenByAnotherFile_IsReported(string write) => Verify.Analyzer([Posting(write, "", Reported), Extensions]);

    [Fact]
    public Task WrittenByAnotherFileWithTheConstantOfAThird_IsReported() => Verify.Analyzer([
        Posting("request.AddSession(_sessionId);", "", Reported),
        """
        using System.Net.Http;

        internal static class RequestExtensions
        {
            public static void AddSession(this HttpRequestMessage request, string? id)
            {
                if (id is not null) request.Headers.Add(Names.Session, id);
            }
        }
        """,
        "internal static class Names { public const string Session = \"Mcp-Session-Id\"; }",
    ]);

    [Fact]
    public Task SentThroughTheExtension_IsSilent() => Verify.Analyzer([ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var response = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, _endpoint).WithSession(_sessionId));
            if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """), Extensions]);

    [Fact]
    public Task DictionaryCopiedOntoTheRequest_IsReportedWithoutGuard() => Verify.Analyzer(ClientCode.File("""
        public sealed class Client(HttpClient http, Uri endpoint)
        {
            private readonly Dictionary<string, string> _headers = new();

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                foreach (var (name, value) in _headers) request.Headers.Add(name, value);
                using var response = await http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids)) _headers["Mcp-Session-Id"] = ids.First();
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _headers.Remove("Mcp-Session-Id");
            }
        }
        """));

    [Theory]
    [InlineData("_headers.ContainsKey(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("_headers.TryGetValue(\"Mcp-Session-Id\", out var id) && response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("request.Headers.Contains(\"Mcp-Session-Id\") && response.StatusCode == HttpStatusCode.NotFound")]
    public Task DictionaryAskedForTheId_IsSilent(string test) => Verify.Analyzer(ClientCode.File($$"""
        public sealed class Client(HttpClient http, Uri endpoint)
        {
            private readonly Dictionary<string, string> _headers = new();

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                foreach (var header in _headers) request.Headers.TryAddWithoutValidation(header.Key, header.Value);
                using var response = await http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids)) _headers["Mcp-Session-Id"] = ids.First();
                if ({{test}}) _headers.Remove("Mcp-Session-Id");
            }
        }
        """));

    [Fact]
    public Task WebRequest_IsReportedWithoutGuard() => Verify.Analyzer(ExpiryCode.OfWebRequest);

    [Theory]
    [InlineData("request.Headers[\"Mcp-Session-Id\"] = _sessionId;", "response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if (_sessionId != null) request.Headers.Set(\"Mcp-Session-Id\", _sessionId);", "response.StatusCode == HttpStatusCode.NotFound && _sessionId != null")]
    [InlineData("if (_sessionId != null) request.Headers.Set(\"Mcp-Session-Id\", _sessionId);", "response.StatusCode == HttpStatusCode.NotFound && request.Headers[\"Mcp-Session-Id\"] != null")]
    public Task WebRequestWithSession_IsSilent(string write, string test) => Verify.Analyzer(ClientCode.File($$"""
        #pragma warning disable SYSLIB0014
        public sealed class Client(Uri endpoint)
        {
            private string? _sessionId;

            public void Call()
            {
                var request = WebRequest.CreateHttp(endpoint);
                request.Method = "POST";
                {{write}}
                using var response = (HttpWebResponse)request.GetResponse();
                if ({{test}}) _sessionId = null;
            }
        }
        """));

    [Fact]
    public Task WebExceptionWithStatus_IsReported() => Verify.Analyzer(ClientCode.File("""
        #pragma warning disable SYSLIB0014
        public sealed class Client(Uri endpoint)
        {
            private string? _sessionId;

            public void Call()
            {
                var request = WebRequest.CreateHttp(endpoint);
                request.Method = "POST";
                if (_sessionId != null) request.Headers.Set("Mcp-Session-Id", _sessionId);
                try
                {
                    using var response = request.GetResponse();
                }
                catch (WebException e) when ({|MCPT1001:e.Response is HttpWebResponse { StatusCode: HttpStatusCode.NotFound }|})
                {
                    _sessionId = null;
                }
            }
        }
        """));

    [Fact]
    public Task DefaultRequestHeaders_IsReportedWithoutGuard() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var response = await _http.PostAsync(_endpoint, null);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids)) _http.DefaultRequestHeaders.Add("Mcp-Session-Id", ids.First());
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _http.DefaultRequestHeaders.Remove("Mcp-Session-Id");
        }
        """));

    [Fact]
    public Task DefaultRequestHeadersAskedForTheId_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync()
        {
            using var response = await _http.PostAsync(_endpoint, null);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids)) _http.DefaultRequestHeaders.Add("Mcp-Session-Id", ids.First());
            if (response.StatusCode == HttpStatusCode.NotFound && _http.DefaultRequestHeaders.Contains("Mcp-Session-Id")) _http.DefaultRequestHeaders.Remove("Mcp-Session-Id");
        }
        """));
}
