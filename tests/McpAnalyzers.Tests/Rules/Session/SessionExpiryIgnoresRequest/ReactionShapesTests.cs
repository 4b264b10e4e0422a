using static McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest.ExpiryCode;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>What code does that shows that it takes a 404 for the loss of the session, and what the message calls it.</summary>
public class ReactionShapesTests
{
    private static Task Reported(string reaction, string members, string description) => Verify.Analyzer(
        Post("if ({|#0:response.StatusCode == HttpStatusCode.NotFound|}) { " + reaction + " }", members),
        Verify.Diagnostic().WithLocation(0).WithArguments(description, "carried Mcp-Session-Id"));

    [Theory]
    [InlineData("_sessionId = null;", "", "_sessionId = null")]
    [InlineData("_sessionId = \"\";", "", "_sessionId = \"\"")]
    [InlineData("_sessionId = string.Empty;", "", "_sessionId = string.Empty")]
    [InlineData("_sessionId = default;", "", "_sessionId = default")]
    [InlineData("this._sessionId = null;", "", "this._sessionId = null")]
    [InlineData("Volatile.Write(ref _sessionId, null);", "", "Volatile.Write(ref _sessionId, null)")]
    [InlineData("Interlocked.Exchange(ref _sessionId, null);", "", "Interlocked.Exchange(ref _sessionId, null)")]
    [InlineData("Interlocked.CompareExchange(ref _sessionId, null, _sessionId);", "", "_sessionId = …")]
    [InlineData("lock (_gate) { _sessionId = null; }", "private readonly object _gate = new();", "_sessionId = null")]
    [InlineData("(_sessionId, _) = (null, 0);", "", "_sessionId")]
    [InlineData("ResetSession();", "private void ResetSession() => Console.WriteLine();", "ResetSession()")]
    [InlineData("OnSessionLost();", "private void OnSessionLost() { }", "OnSessionLost()")]
    [InlineData("await HandleSessionExpiredAsync(ct);", "private Task HandleSessionExpiredAsync(CancellationToken ct) => Task.CompletedTask;", "HandleSessionExpiredAsync()")]
    [InlineData("InvalidateMcpSession();", "private void InvalidateMcpSession() { }", "InvalidateMcpSession()")]
    [InlineData("await InitializeAsync(ct);", "private Task InitializeAsync(CancellationToken ct) => Task.CompletedTask;", "InitializeAsync()")]
    [InlineData("await ReinitializeAsync();", "private Task ReinitializeAsync() => Task.CompletedTask;", "ReinitializeAsync()")]
    [InlineData("await ReconnectAsync();", "private Task ReconnectAsync() => Task.CompletedTask;", "ReconnectAsync()")]
    [InlineData("await StartNewSessionAsync();", "private Task StartNewSessionAsync() => Task.CompletedTask;", "StartNewSessionAsync()")]
    [InlineData("await EnsureInitializedAsync();", "private Task EnsureInitializedAsync() => Task.CompletedTask;", "EnsureInitializedAsync()")]
    [InlineData("await SendInitializeAsync();", "private Task SendInitializeAsync() => Task.CompletedTask;", "SendInitializeAsync()")]
    [InlineData("_reconnect();", "private readonly Action _reconnect = () => { };", "_reconnect()")]
    [InlineData("SessionExpired?.Invoke(this, EventArgs.Empty);", "public event EventHandler? SessionExpired;", "SessionExpired")]
    [InlineData("SessionExpired(this, EventArgs.Empty);", "public event EventHandler SessionExpired = delegate { };", "SessionExpired()")]
    [InlineData("OnSessionExpired?.Invoke();", "public Action? OnSessionExpired { get; set; }", "OnSessionExpired()")]
    [InlineData("_connected = false;", "private bool _connected = true; public bool Connected => _connected;", "_connected = false")]
    [InlineData("IsInitialized = false;", "public bool IsInitialized { get; private set; }", "IsInitialized = false")]
    [InlineData("_sessionExpired = true;", "private bool _sessionExpired; public bool Expired => _sessionExpired;", "_sessionExpired = true")]
    [InlineData("_messages.Writer.Complete();", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();", "Complete()")]
    [InlineData("_messages.Writer.TryComplete(new InvalidOperationException());", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();", "TryComplete()")]
    [InlineData("Dispose();", "public void Dispose() => _http.Dispose();", "Dispose()")]
    [InlineData("await DisposeAsync();", "public ValueTask DisposeAsync() => default;", "DisposeAsync()")]
    [InlineData("await this.CloseAsync();", "private Task CloseAsync() => Task.CompletedTask;", "CloseAsync()")]
    [InlineData("SetDisconnected();", "private void SetDisconnected() { }", "SetDisconnected()")]
    [InlineData("Console.WriteLine(\"Session expired. Server returned 404.\");", "", "WriteLine(\"…session…\")")]
    [InlineData("Console.WriteLine($\"MCP session {_sessionId} is no longer valid\");", "", "WriteLine(\"…session…\")")]
    [InlineData("Console.WriteLine(\"The session \" + _sessionId + \" was not found\");", "", "WriteLine(\"…session…\")")]
    [InlineData("throw new InvalidOperationException(\"The MCP session was terminated by the server\");", "", "new InvalidOperationException(…)")]
    [InlineData("throw new SessionExpiredException();", "", "new SessionExpiredException(…)")]
    [InlineData("throw new McpSessionLostException(json);", "private sealed class McpSessionLostException(string message) : Exception(message);", "new McpSessionLostException(…)")]
    [InlineData("throw CreateSessionExpired();", "private static Exception CreateSessionExpired() => new InvalidOperationException();", "CreateSessionExpired()")]
    [InlineData("LastOutcome = Outcome.SessionExpired;", "public Outcome LastOutcome { get; private set; } public enum Outcome { Ok, SessionExpired }", "Outcome.SessionExpired")]
    public Task Reaction_IsNamed(string reaction, string members, string description) => Reported(reaction, members, description);

    [Theory]
    [InlineData("return \"\";", "")]
    [InlineData("response.EnsureSuccessStatusCode();", "")]
    [InlineData("throw new HttpRequestException(\"no MCP endpoint at this address\");", "")]
    [InlineData("throw new InvalidOperationException(\"404\");", "")]
    [InlineData("Console.WriteLine(\"the server answered 404\");", "")]
    [InlineData("Console.WriteLine(nameof(SessionExpiredException));", "")]
    [InlineData("Console.WriteLine(_sessionId);", "")]
    [InlineData("Console.WriteLine(\"session\");", "")]
    [InlineData("response.Dispose();", "")]
    [InlineData("_retries++;", "private int _retries; public int Retries => _retries;")]
    [InlineData("_supportsStreaming = false;", "private bool _supportsStreaming; public bool Streams => _supportsStreaming;")]
    [InlineData("await UseLegacyTransportAsync();", "private Task UseLegacyTransportAsync() => Task.CompletedTask;")]
    [InlineData("LastOutcome = Outcome.NotFound;", "public Outcome LastOutcome { get; private set; } public enum Outcome { Ok, NotFound }")]
    [InlineData("_queue.Writer.Complete();", "private readonly Upload _queue = new(); private sealed class Upload { public Pen Writer { get; } = new(); } private sealed class Pen { public void Complete() { } }")]
    public Task AnotherAnswerTo404_IsSilent(string reaction, string members) => Verify.Analyzer(
        Post("if (response.StatusCode == HttpStatusCode.NotFound) { " + reaction + " }", members));

    [Fact]
    public Task ResetThroughProperty_IsNamed() => Reported("SessionId = null;", "public string? SessionId { get => _sessionId; private set => _sessionId = value; }", "SessionId = null");

    [Theory]
    [InlineData("Drop();", "private void Drop() { _sessionId = null; }", "_sessionId = null")]
    [InlineData("Drop();", "private void Drop() => Forgotten(); private void Forgotten() => _sessionId = null;", "_sessionId = null")]
    [InlineData("DropLocal(); void DropLocal() => _sessionId = null;", "", "_sessionId = null")]
    [InlineData("Action drop = () => _sessionId = null; drop();", "", "_sessionId = null")]
    [InlineData("await Task.Run(() => _sessionId = null);", "", "_sessionId = null")]
    [InlineData("Fail(HttpStatusCode.NotFound);", "private static void Fail(HttpStatusCode status) => throw new SessionExpiredException();", "new SessionExpiredException(…)")]
    public Task ReactionInHelper_IsNamed(string reaction, string members, string description) => Reported(reaction, members, description);

    [Fact]
    public Task SessionObjectOfItsOwn_IsReported() => Verify.Analyzer(ClientCode.File("""
        internal sealed class McpSession
        {
            public string? Id { get; set; }

            public void Reset() => Id = null;
        }

        public sealed class Client(HttpClient http, Uri endpoint)
        {
            private readonly McpSession _session = new();

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_session.Id is { } id) request.Headers.Add("Mcp-Session-Id", id);
                using var response = await http.SendAsync(request);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _session.Reset();
            }
        }
        """));

    [Fact]
    public Task SessionObjectAskedForItsId_IsSilent() => Verify.Analyzer(ClientCode.File("""
        internal sealed class McpSession
        {
            public string? Id { get; set; }

            public void Reset() => Id = null;
        }

        public sealed class Client(HttpClient http, Uri endpoint)
        {
            private readonly McpSession _session = new();

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_session.Id is { } id) request.Headers.Add("Mcp-Session-Id", id);
                using var response = await http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.NotFound && _session.Id is not null) _session.Reset();
            }
        }
        """));

    [Theory]
    [InlineData("_session = null;")]
    [InlineData("_session = new Session(null);")]
    [InlineData("_session = _session! with { Id = null };")]
    [InlineData("_session = Session.None;")]
    public Task RecordReplacedAsAWhole_IsReported(string reset) => Verify.Analyzer(ClientCode.File($$"""
        internal sealed record Session(string? Id)
        {
            public static readonly Session None = new((string?)null);
        }

        public sealed class Client(HttpClient http, Uri endpoint)
        {
            private Session? _session;

            public async Task CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_session?.Id is { } id) request.Headers.Add("Mcp-Session-Id", id);
                using var response = await http.SendAsync(request);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|})
                {
                    {{reset}}
                }
            }
        }
        """));

    [Theory]
    [InlineData("SendResult.SessionExpired", "internal enum SendResult { Ok, SessionExpired }")]
    [InlineData("SessionState.Lost", "internal enum SessionState { Ok, Lost }")]
    public Task EnumReturned_IsReported(string value, string type) => Verify.Analyzer(ClientCode.File(type + $$"""


        internal sealed class Client(HttpClient http, Uri endpoint)
        {
            private string? _sessionId = Environment.GetEnvironmentVariable("SESSION");

            public async Task<{{value.Split('.')[0]}}> CallAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
                if (_sessionId != null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await http.SendAsync(request);
                return {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} ? {{value}} : default;
            }
        }
        """));

    [Theory]
    [InlineData("response.StatusCode switch { {|MCPT1001:HttpStatusCode.NotFound|} => SendResult.SessionExpired, _ => SendResult.Ok }")]
    [InlineData("response.StatusCode switch { HttpStatusCode.OK => SendResult.Ok, {|MCPT1001:HttpStatusCode.NotFound or HttpStatusCode.Gone|} => SendResult.SessionExpired, _ => throw new HttpRequestException() }")]
    public Task EnumOfASwitchExpression_IsReported(string result) => Verify.Analyzer(ClientCode.WithSession($$"""
        public enum SendResult { Ok, SessionExpired }

        public async Task<SendResult> CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
            if (_sessionId != null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            return {{result}};
        }

        public void Adopt(string id) => _sessionId = id;
        """));

    [Fact]
    public Task TaskCompletionFailedWithSessionLoss_IsReported() => Verify.Analyzer(Post(
        "if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _pending.TrySetException(new SessionExpiredException()); }",
        "private readonly TaskCompletionSource _pending = new();"));

    [Fact]
    public Task LoggerMessage_IsReported() => Verify.Analyzer(Post(
        "if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _logger.LogWarning(\"MCP session {Id} has expired\", _sessionId); }",
        "private readonly Logger _logger = new(); private sealed class Logger { public void LogWarning(string message, params object?[] args) { } }"));

    [Fact]
    public Task CancellationOfTheSession_IsReported() => Verify.Analyzer(Post(
        "if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionLost.Cancel(); }",
        "private readonly CancellationTokenSource _sessionLost = new();"));

    [Theory]
    [InlineData("", "was a POST that carried Mcp-Session-Id")]
    [InlineData("request.Method == HttpMethod.Post && ", "carried Mcp-Session-Id")]
    [InlineData("request.Headers.Contains(\"Mcp-Session-Id\") && ", "was a POST")]
    public Task WhatIsMissing_IsNamed(string guard, string missing) => Verify.Analyzer(
        AnyRequest("if (" + guard + "{|#0:response.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; }"),
        Verify.Diagnostic().WithLocation(0).WithArguments("_sessionId = null", missing));

    [Fact]
    public Task Predicate_IsNamed() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public static bool IsSessionExpired(HttpResponseMessage response) => {|#0:response.StatusCode == HttpStatusCode.NotFound|};
        """), Verify.Diagnostic().WithLocation(0).WithArguments("IsSessionExpired()", "was a POST that carried Mcp-Session-Id"));

    [Theory]
    [InlineData("IsSessionLost(HttpStatusCode status) => {|MCPT1001:status == HttpStatusCode.NotFound|}")]
    [InlineData("IsSessionInvalid(HttpStatusCode status) => {|MCPT1001:status is HttpStatusCode.NotFound or HttpStatusCode.Gone|}")]
    [InlineData("SessionHasExpired(HttpRequestException e) => {|MCPT1001:e.StatusCode == HttpStatusCode.NotFound|}")]
    [InlineData("IsStaleSession(HttpResponseMessage r) { return {|MCPT1001:r.StatusCode == HttpStatusCode.NotFound|}; }")]
    [InlineData("IsStaleSession(HttpResponseMessage r) { if ({|MCPT1001:r.StatusCode == HttpStatusCode.NotFound|}) { return true; } return false; }")]
    [InlineData("IsStaleSession(HttpResponseMessage r) => r.StatusCode switch { {|MCPT1001:HttpStatusCode.NotFound|} => true, _ => false }")]
    [InlineData("IsStaleSession(HttpResponseMessage r) => !r.IsSuccessStatusCode && {|MCPT1001:r.StatusCode == HttpStatusCode.NotFound|}")]
    public Task PredicateOfWhatever_IsReported(string predicate) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public static bool {{predicate}}{{(predicate.Contains("=>") ? ";" : "")}}
        """));

    [Theory]
    [InlineData("IsSessionLost(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound && r.RequestMessage?.Method == HttpMethod.Post && r.RequestMessage.Headers.Contains(Header)")]
    [InlineData("IsSessionLost(HttpRequestMessage q, HttpResponseMessage r) => q.Method == HttpMethod.Post && q.Headers.Contains(Header) && r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("IsSessionLost(HttpResponseMessage r) => r is { StatusCode: HttpStatusCode.NotFound, RequestMessage: { } q } && q.Method == HttpMethod.Post && q.Headers.Contains(Header)")]
    [InlineData("IsNotFound(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("IsSessionValid(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.OK")]
    public Task PredicateThatKnowsTheRequest_IsSilent(string predicate) => Verify.Analyzer(ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public static bool {{predicate}};
        """));

    /// <summary>What an answer means is decided where it is asked for together with what the request was.</summary>
    [Theory]
    [InlineData("IsSessionLost(r) && r.RequestMessage!.Method == HttpMethod.Post && r.RequestMessage.Headers.Contains(\"Mcp-Session-Id\")", "response.StatusCode == HttpStatusCode.NotFound", "Check(response)")]
    [InlineData("IsSessionLost(r) && r.Version.Major > 0", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", "Check(response)")]
    [InlineData("Inner(r); static bool Inner(HttpResponseMessage r) => IsSessionLost(r)", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}", "Check(response)")]
    [InlineData("UnseenIsSessionLost(r) && r.StatusCode == HttpStatusCode.NotFound", "response.StatusCode == HttpStatusCode.Gone", "{|MCPT1001:Check(response)|}")]
    public Task PredicateThatAnotherMethodAsks(string asked, string test, string condition) => Verify.Analyzer(AnyRequest(
        $"if ({condition}) {{ _sessionId = null; }}",
        $"private static bool IsSessionLost(HttpResponseMessage response) => {test}; private static extern bool UnseenIsSessionLost(HttpResponseMessage response); private static bool Check(HttpResponseMessage r) {{ return {asked}; }}"));

    /// <summary>Of two answers that a helper is handed, one is looked at.</summary>
    [Theory]
    [InlineData("Handle(response, other);")]
    [InlineData("Handle(json == \"\" ? response : other, other);")]
    public Task HelperThatIsHandedTwoAnswers_IsReported(string call) => Verify.Analyzer(Post(
        "using var other = await _http.GetAsync(_endpoint); " + call,
        "private void Handle(HttpResponseMessage first, HttpResponseMessage second) { if ({|MCPT1001:first.StatusCode == HttpStatusCode.NotFound|}) { _sessionId = null; } Console.WriteLine(second.StatusCode); }"));

    /// <summary>What an error says depends on the status.</summary>
    [Theory]
    [InlineData("var expired = {|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}; throw new InvalidOperationException(expired ? \"The MCP session has expired\" : \"no answer\");")]
    [InlineData("throw new InvalidOperationException({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|} ? \"The MCP session has expired\" : \"no answer\");")]
    [InlineData("Console.WriteLine({|MCPT1001:response.StatusCode != HttpStatusCode.NotFound|} ? \"no answer\" : \"The MCP session has expired\");")]
    [InlineData("throw new InvalidOperationException(response.StatusCode switch { {|MCPT1001:HttpStatusCode.NotFound|} => \"The MCP session has expired\", _ => \"no answer\" });")]
    [InlineData("var expired = response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null; throw new InvalidOperationException(expired ? \"The MCP session has expired\" : \"no answer\");")]
    [InlineData("throw new InvalidOperationException(response.StatusCode == HttpStatusCode.NotFound ? \"no endpoint here\" : \"no answer\");")]
    [InlineData("throw new InvalidOperationException(response.StatusCode == HttpStatusCode.BadGateway ? \"The MCP session has expired\" : \"no answer\");")]
    public Task WordsThatAStatusChooses(string reaction) => Verify.Analyzer(Post("if (!response.IsSuccessStatusCode) { " + reaction + " }"));

    [Fact]
    public Task PropertyThatAsks_IsNamedByItself() => Verify.Analyzer(
        ClientCode.WithSession("""
            public Task CallAsync(HttpRequestMessage request) { if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId); return _http.SendAsync(request); }
            public sealed record Reply(HttpResponseMessage Response) { public bool IsSessionExpired => {|#0:Response.StatusCode == HttpStatusCode.NotFound|}; }
            """),
        Verify.Diagnostic().WithLocation(0).WithArguments("IsSessionExpired", "was a POST that carried Mcp-Session-Id"));

    /// <summary>A predicate of a type that nobody looks at is asked where it is used.</summary>
    [Theory]
    [InlineData("", "{|MCPT1001:response.SaysSessionIsGone()|}", "response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("public const string Header = \"Mcp-Session-Id\";", "response.SaysSessionIsGone()", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    public Task PredicateOfAnotherType(string member, string asked, string answer) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task CallAsync(HttpRequestMessage request)
        {
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            if ({{asked}}) _sessionId = null;
        }
        """) + "internal static class Responses { " + member + " public static bool SaysSessionIsGone(this HttpResponseMessage response) => " + answer + "; }");

    /// <summary>A pattern that asks for more than the status.</summary>
    [Theory]
    [InlineData("{|MCPT1001:response is { StatusCode: HttpStatusCode.NotFound, RequestMessage: { } sent }|} && sent.Headers.Contains(\"Mcp-Session-Id\")")]
    [InlineData("response is { StatusCode: HttpStatusCode.NotFound, RequestMessage: { } sent } && sent.Method == HttpMethod.Post && sent.Headers.Contains(\"Mcp-Session-Id\")")]
    [InlineData("{|MCPT1001:response is { StatusCode: HttpStatusCode.NotFound, Content: not null }|}")]
    public Task PatternOfSeveralMembers(string test) => Verify.Analyzer(AnyRequest($"if ({test}) _sessionId = null;"));

    /// <summary>Who resumes the stream of a POST needs it: the server has such streams.</summary>
    [Theory]
    [InlineData("request.Headers.Add(\"Last-Event-ID\", last);", "response.StatusCode == HttpStatusCode.NotFound")]
    [InlineData("if (last.Length > 0) request.Headers.Add(\"Last-Event-ID\", last);", "{|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}")]
    public Task GetThatResumes(string header, string test) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task ResumeAsync(string last)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            {{header}}
            using var response = await _http.SendAsync(request);
            if ({{test}}) throw new InvalidOperationException("the session has expired");
        }
        """));
}
