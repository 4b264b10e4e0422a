using Microsoft.CodeAnalysis.CSharp;
using static McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest.ExpiryCode;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>The same mistake, and the same right code, in every place that C# has for code.</summary>
public class StructureShapesTests
{
    private const string Wrong = "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}";
    private const string Right = "response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null";

    /// <summary>Members around one test, of a class that has _http, _endpoint and _sessionId.</summary>
    public static TheoryData<string> Members => new()
    {
        // a local function
        """
        public async Task CallAsync()
        {
            await SendAsync();

            async Task SendAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
        }
        """,
        // a static local function that is handed everything, and returns what becomes of the id
        """
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (Handle()) Console.WriteLine();

            bool Handle()
            {
                if (TEST) { _sessionId = null; return true; }
                return false;
            }
        }
        """,
        // a lambda
        """
        public Task CallAsync() => Task.Run(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (TEST) _sessionId = null;
        });
        """,
        // try, finally
        """
        public async Task CallAsync()
        {
            HttpResponseMessage? response = null;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                response = await _http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
            finally
            {
                response?.Dispose();
            }
        }
        """,
        // in the finally clause
        """
        public async Task CallAsync()
        {
            HttpResponseMessage response = new();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                response = await _http.SendAsync(request);
            }
            finally
            {
                if (TEST) _sessionId = null;
            }
        }
        """,
        // try around it, something else caught
        """
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            try
            {
                using var response = await _http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
            catch (OperationCanceledException)
            {
                throw;
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }
        }
        """,
        // a using statement, a stream that is disposed of asynchronously
        """
        public async Task CallAsync()
        {
            using (var request = new HttpRequestMessage(HttpMethod.Post, _endpoint))
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using (var response = await _http.SendAsync(request))
                {
                    await using var body = await response.Content.ReadAsStreamAsync();
                    if (TEST) _sessionId = null;
                }
            }
        }
        """,
        // an asynchronous iterator
        """
        public async IAsyncEnumerable<string> CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if (TEST) { _sessionId = null; yield break; }
            yield return await response.Content.ReadAsStringAsync();
        }
        """,
        // an iterator
        """
        public IEnumerable<string> Call()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = _http.Send(request);
            if (TEST) { _sessionId = null; yield break; }
            yield return response.ReasonPhrase ?? "";
        }
        """,
        // a loop
        """
        public async Task CallAsync(IEnumerable<string> messages)
        {
            foreach (var message in messages)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(message) };
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                if (!(TEST)) continue;
                _sessionId = null;
                break;
            }
        }
        """,
        // do while, and a lock
        """
        private readonly object _gate = new();

        public void Call()
        {
            bool again;
            do
            {
                again = false;
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = _http.Send(request);
                lock (_gate)
                {
                    if (TEST) { _sessionId = null; again = true; }
                }
            }
            while (again);
        }
        """,
        // a nested type's method, in the same outermost type
        """
        private void Drop() => _sessionId = null;

        private sealed class Sender(Client owner)
        {
            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, owner._endpoint);
                if (owner._sessionId is { } id) request.Headers.Add("Mcp-Session-Id", id);
                using var response = await owner._http.SendAsync(request);
                if (OWNERTEST) owner.Drop();
            }
        }
        """,
        // a property and an indexer
        """
        public bool Ping
        {
            get
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = _http.Send(request);
                if (TEST) { _sessionId = null; return false; }
                return response.IsSuccessStatusCode;
            }
        }
        """,
        // a constructor that is not the first
        """
        public Client()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = _http.Send(request);
            if (TEST) _sessionId = null;
        }
        """,
        // a switch on something else around it
        """
        public void Call(int kind)
        {
            switch (kind)
            {
                case 1:
                    using (var request = new HttpRequestMessage(HttpMethod.Post, _endpoint))
                    {
                        if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                        var response = _http.Send(request);
                        if (TEST) _sessionId = null;
                        break;
                    }
                default:
                    throw new ArgumentOutOfRangeException(nameof(kind));
            }
        }
        """,
        // the answer handed through a tuple
        """
        public async Task CallAsync()
        {
            var (response, elapsed) = await TimedAsync();
            Console.WriteLine(elapsed);
            if (TEST) _sessionId = null;
        }

        private async Task<(HttpResponseMessage Response, TimeSpan Elapsed)> TimedAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            return (await _http.SendAsync(request), TimeSpan.Zero);
        }
        """,
        // the answer handed through an out parameter
        """
        public void Call()
        {
            if (!TrySend(out var response)) return;
            if (TEST) _sessionId = null;
        }

        private bool TrySend(out HttpResponseMessage response)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            response = _http.Send(request);
            return true;
        }
        """,
        // the task kept before it is awaited
        """
        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            var pending = _http.SendAsync(request);
            await Task.Yield();
            using var response = await pending;
            if (TEST) _sessionId = null;
        }
        """,
        // a continuation
        """
        public Task CallAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            return _http.SendAsync(request).ContinueWith(done =>
            {
                var response = done.Result;
                if (TEST) _sessionId = null;
            });
        }
        """,
    };

    [Theory]
    [MemberData(nameof(Members))]
    public Task Unguarded_IsReported(string members) => Verify.Analyzer(ClientCode.WithSession(
        members.Replace("OWNERTEST", Wrong).Replace("TEST", Wrong)));

    [Theory]
    [MemberData(nameof(Members))]
    public Task Guarded_IsSilent(string members) => Verify.Analyzer(ClientCode.WithSession(
        members.Replace("OWNERTEST", Right.Replace("_sessionId", "owner._sessionId")).Replace("TEST", Right)));

    /// <summary>Whole files around one test.</summary>
    public static TheoryData<string> Types => new()
    {
        // a primary constructor
        """
        public sealed class Client(HttpClient http, Uri endpoint, string? session)
        {
            private string? _sessionId = session;

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
        }
        """,
        // a record
        """
        public sealed record Client(HttpClient Http, Uri Endpoint)
        {
            private string? _sessionId;

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await Http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
        }
        """,
        // a struct
        """
        public struct Client
        {
            private static readonly HttpClient Http = new();
            private string? _sessionId;

            public void Call(Uri endpoint)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = Http.Send(request);
                if (TEST) _sessionId = null;
            }
        }
        """,
        // a static class
        """
        public static class Client
        {
            private static readonly HttpClient Http = new();
            private static string? _sessionId;

            public static async Task CallAsync(this Uri endpoint)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await Http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
        }
        """,
        // a generic class
        """
        public class Client<T> where T : class
        {
            private readonly HttpClient _http = new();
            private string? _sessionId;

            public async Task<TResult?> CallAsync<TResult>(T message, Uri endpoint)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) };
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                if (TEST) _sessionId = null;
                return await response.Content.ReadFromJsonAsync<TResult>();
            }
        }
        """,
        // an interface with a default member
        """
        public interface IClient
        {
            HttpClient Http { get; }

            string? _sessionId { get; set; }

            async Task CallAsync(Uri endpoint)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await Http.SendAsync(request);
                if (TEST) _sessionId = null;
            }
        }
        """,
        // a nested class of a class that only names the header
        """
        public static class Transport
        {
            private const string SessionHeader = "Mcp-Session-Id";

            private sealed class Client(HttpClient http, Uri endpoint)
            {
                private string? _sessionId;

                public async Task CallAsync()
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                    if (_sessionId is not null) request.Headers.Add(SessionHeader, _sessionId);
                    using var response = await http.SendAsync(request);
                    if (TEST) _sessionId = null;
                }
            }
        }
        """,
    };

    [Theory]
    [MemberData(nameof(Types))]
    public Task UnguardedInAnyType_IsReported(string types) => Verify.Analyzer(ClientCode.File(types.Replace("TEST", Wrong)));

    [Theory]
    [MemberData(nameof(Types))]
    public Task GuardedInAnyType_IsSilent(string types) => Verify.Analyzer(ClientCode.File(types.Replace("TEST", Right)));

    private const string BaseClient = """
        public abstract class ClientBase
        {
            protected readonly HttpClient Http = new();

            protected string? SessionId { get; set; }

            protected HttpRequestMessage CreatePost(Uri endpoint)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (SessionId is not null) request.Headers.Add("Mcp-Session-Id", SessionId);
                return request;
            }

            protected void Forget() => SessionId = null;
        }
        """;

    [Theory]
    [InlineData("SessionId = null;")]
    [InlineData("Forget();")]
    [InlineData("base.Forget();")]
    public Task BaseClassInAnotherFile_IsReported(string reset) => Verify.Analyzer([ClientCode.File($$"""
        public sealed class Client : ClientBase
        {
            public async Task CallAsync(Uri endpoint)
            {
                using var request = CreatePost(endpoint);
                using var response = await Http.SendAsync(request);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { {{reset}} }
            }
        }
        """), ClientCode.File(BaseClient)]);

    [Fact]
    public Task BaseClassInAnotherFileWithGuard_IsSilent() => Verify.Analyzer([ClientCode.File("""
        public sealed class Client : ClientBase
        {
            public async Task CallAsync(Uri endpoint)
            {
                using var request = CreatePost(endpoint);
                using var response = await Http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.NotFound && SessionId is not null) Forget();
            }
        }
        """), ClientCode.File(BaseClient)]);

    [Fact]
    public Task ProtectedHelperOfABaseClass_IsReportedWhereItIsWritten() => Verify.Analyzer([ClientCode.File("""
        public sealed class Client : ClientBase
        {
            public async Task CallAsync(HttpRequestMessage request) => Check(await Http.SendAsync(request));
        }
        """), ClientCode.File("""
        public abstract class ClientBase
        {
            protected readonly HttpClient Http = new();

            protected string? SessionId { get; set; }

            protected void Stamp(HttpRequestMessage request) => request.Headers.Add("Mcp-Session-Id", SessionId);

            protected void Check(HttpResponseMessage response)
            {
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) SessionId = null;
            }
        }
        """)]);

    [Theory]
    [InlineData(Wrong)]
    [InlineData(Right)]
    public Task PartialTypeInTwoFiles_IsReadAsOne(string test) => Verify.Analyzer([ClientCode.File("""
        public sealed partial class Client
        {
            private readonly HttpClient _http = new();
            private string? _sessionId;

            private void Stamp(HttpRequestMessage request)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            }

            private partial void Drop();
        }
        """), ClientCode.File($$"""
        public sealed partial class Client
        {
            private partial void Drop() => _sessionId = null;

            public async Task CallAsync(Uri endpoint)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                Stamp(request);
                using var response = await _http.SendAsync(request);
                if ({{test}}) Drop();
            }
        }
        """)]);

    [Theory]
    [InlineData("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound && sessionId is not null")]
    public Task TopLevelStatements_AreRead(string test) => Verify.Analyzer([ClientCode.File($$"""
        string? sessionId = null;
        using var http = new HttpClient();
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp");
            if (sessionId is not null) request.Headers.Add("Mcp-Session-Id", sessionId);
            using var response = await http.SendAsync(request);
            if ({{test}})
            {
                Console.WriteLine("MCP session expired");
                sessionId = null;
            }
            else if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids))
            {
                sessionId = ids.First();
            }
        }
        """)], test => test.UseTopLevelStatements());

    [Fact]
    public Task TwoTestsOfOneReaction_AreBothReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task CallAsync(HttpRequestMessage request)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            var response = await _http.SendAsync(request);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) Drop();
        }

        public async Task ListenAsync()
        {
            var response = await _http.GetAsync(_endpoint);
            if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) Drop();
        }

        private void Drop() => _sessionId = null;
        """));

    [Fact]
    public Task OneTestOfTwoReactions_IsReportedOnce() => Verify.Analyzer(Post("""
        if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { Console.WriteLine("Session expired: 404"); _sessionId = null; throw new SessionExpiredException(); }
        """));

    [Theory]
    [InlineData("using var first = await _http.GetAsync(_endpoint, ct);", "response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null")]
    [InlineData("var answer = await _http.GetAsync(_endpoint, ct); if (answer.StatusCode == HttpStatusCode.NotFound) Console.WriteLine();", "response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null")]
    public Task AnotherExchangeBefore_IsSilent(string before, string test) => Verify.Analyzer(Post($"if ({test}) _sessionId = null;", beforeSend: before));

    [Fact]
    public Task OneLocalForTwoAnswers_IsJudgedForEach() => Verify.Analyzer(TwoAnswers("response.StatusCode == HttpStatusCode.NotFound"));

    [Theory]
    [InlineData("IsMissing(response)", "private static bool IsMissing(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.NotFound;")]
    [InlineData("IsMissing(response)", "private static bool IsMissing(HttpResponseMessage answer) => Has(answer, 404); private static bool Has(HttpResponseMessage answer, int status) => (int)answer.StatusCode == 404;")]
    public Task OneLocalForTwoAnswers_IsJudgedForEachByAHelper(string test, string members) => Verify.Analyzer(TwoAnswers(test, members));

    private static string TwoAnswers(string test, string members = "") => ClientCode.WithSession($$"""
        public async Task CallAsync(CancellationToken ct)
        {
            var response = await _http.GetAsync(_endpoint, ct);
            if ({{test}}) Console.WriteLine("no listening stream");
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            response = await _http.SendAsync(request, ct);
            if ({{test}}) _sessionId = null;
        }

        {{members}}
        """);

    [Fact]
    public Task OutParameterOfTwoMethods_IsFollowed() => Verify.Analyzer(ClientCode.WithSession("""
        public void Call()
        {
            if (!TrySend(out var response)) return;
            if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) _sessionId = null;
        }

        private bool TrySend(out HttpResponseMessage response) => TrySendCore(out response);

        private bool TrySendCore(out HttpResponseMessage response)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            response = _http.Send(request);
            return true;
        }
        """));

    [Theory]
    [InlineData("post ? await _http.SendAsync(request) : await _http.GetAsync(_endpoint)", "post && ")]
    public Task OneOfTwoSends_IsSilentWhereTheFlagIsAsked(string send, string guard) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync(bool post)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            var response = {{send}};
            if ({{guard}}response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        }
        """));

    private static string Flags(string create, string test) => ClientCode.WithSession($$"""
        public Task InitializeAsync() => SendAsync("{}", isInitialize: true);

        public Task CallAsync() => SendAsync("{}", isInitialize: false);

        public async Task SendAsync(string json, bool isInitialize)
        {
            using var request = CreateRequest(json, {{create}});
            using var response = await _http.SendAsync(request);
            if ({{test}}) _sessionId = null;
        }

        private HttpRequestMessage CreateRequest(string json, bool withSession)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (withSession) request.Headers.Add("Mcp-Session-Id", _sessionId);
            return request;
        }
        """);

    [Fact]
    public Task FlagHandedToTheRequestFactory_IsSilent() => Verify.Analyzer(Flags("!isInitialize", "!isInitialize && response.StatusCode == HttpStatusCode.NotFound"));

    [Fact]
    public Task FlagHandedToTheRequestFactoryTheWrongWayRound_IsReported() => Verify.Analyzer(Flags("isInitialize", "!isInitialize && {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}"));

    [Theory]
    [InlineData("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage!.Method == HttpMethod.Post && response.RequestMessage.Headers.Contains(\"Mcp-Session-Id\")", "false")]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage is { IsPost: true, HasSession: true }", "false")]
    [InlineData("response.StatusCode == HttpStatusCode.NotFound && response.RequestMessage is { IsPost: not false, SessionId: not null }", "response is { StatusCode: HttpStatusCode.NotFound, RequestMessage: { SessionId: { Length: > 0 }, IsPost: true } }")]
    [InlineData("{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} && response.RequestMessage is { IsPost: false, HasSession: true }", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} && response.RequestMessage is { IsPost: true, SessionId: null }")]
    public Task ExtensionBlock_IsRead(string method, string property)
    {
        SkipWithoutExtensionBlocks();
        return Verify.Analyzer(ClientCode.File($$"""
            public static class ResponseExtensions
            {
                private const string Header = "Mcp-Session-Id";

                extension(HttpResponseMessage response)
                {
                    public bool SaysSessionExpired() => {{method}};

                    public bool IsSessionLost => {{property}};
                }

                extension(HttpRequestMessage request)
                {
                    public bool IsPost => request.Method == HttpMethod.Post;

                    public bool HasSession => request.Headers.Contains(Header);

                    public string? SessionId => request.Headers.TryGetValues(Header, out var values) ? values.First() : null;
                }
            }
            """));
    }

    [Theory]
    [InlineData("HttpMethod.Post", "response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null")]
    [InlineData("HttpMethod.Post", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    [InlineData("HttpMethod.Get", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} && _sessionId is not null")]
    public Task RequestThatAnExtensionBlockHandsOn_IsFollowed(string method, string test)
    {
        SkipWithoutExtensionBlocks();
        return Verify.Analyzer(ClientCode.WithSession($$"""
            public async Task SendAsync()
            {
                using var request = new HttpRequestMessage({{method}}, _endpoint).Carrying(_sessionId);
                using var response = await _http.SendAsync(request);
                if ({{test}}) throw new SessionExpiredException();
            }
            """) + """

            internal static class RequestExtensions
            {
                extension(HttpRequestMessage request)
                {
                    public HttpRequestMessage Carrying(string? id)
                    {
                        if (id is not null) request.Headers.Add("Mcp-Session-Id", id);
                        return request;
                    }
                }
            }
            """);
    }

    private static void SkipWithoutExtensionBlocks() =>
        Assert.SkipUnless((int)LanguageVersionFacts.MapSpecifiedToEffectiveVersion(LanguageVersion.Latest) >= 1400, "This Roslyn knows no extension blocks.");
}
