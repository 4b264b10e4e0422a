using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset>;

namespace McpAnalyzers.Tests.Rules.Session;

/// <summary>What MCPT1002 takes for the end of a session id's life in its store, and what not.</summary>
public class CachedSessionIdResetTests
{
    /// <summary>A client that captures; what it does with the answer of a request that carried the id, and what else it has.</summary>
    private static string Client(string afterSend, string more = "", bool isReported = false, string header = "public sealed class Client") => ClientCode.File($$"""
        internal sealed class SessionExpiredException(string message = "") : Exception(message) { }

        {{header}}
        {
            private readonly HttpClient _http = new();
            private readonly Uri _endpoint = new("http://localhost/mcp");
            private string? _sessionId;

            public async Task InitializeAsync()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                using var response = await _http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    {{(isReported ? "{|MCPT1002:_sessionId = values.First()|}" : "_sessionId = values.First()")}};
                }
            }

            public async Task<string?> CallAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                {{afterSend}}
                return await response.Content.ReadAsStringAsync();
            }

            {{more}}
        }
        """);

    private const string Lost = "if (response.StatusCode == HttpStatusCode.NotFound) ";

    [Theory]
    [InlineData("")]
    [InlineData("response.EnsureSuccessStatusCode();")]
    [InlineData(Lost + "return null;")]
    [InlineData(Lost + "throw new SessionExpiredException();")]
    [InlineData(Lost + "throw new InvalidOperationException(\"Session expired. Server returned 404.\");")]
    [InlineData(Lost + "{ Console.Error.WriteLine(\"MCP session expired\"); throw new SessionExpiredException(); }")]
    [InlineData("if ((int)response.StatusCode == 401) _sessionId = _sessionId;")]
    [InlineData("if (!response.IsSuccessStatusCode) _failures++;", "private int _failures;")]
    public Task NothingEndsTheId_IsReported(string afterSend, string more = "") => Verify.Analyzer(Client(afterSend, more, isReported: true));

    [Theory]
    [InlineData(Lost + "_sessionId = null;")]
    [InlineData(Lost + "_sessionId = string.Empty;")]
    [InlineData(Lost + "_sessionId = default;")]
    [InlineData(Lost + "Interlocked.Exchange(ref _sessionId, null);")]
    [InlineData(Lost + "Interlocked.CompareExchange(ref _sessionId, null, _sessionId);")]
    [InlineData(Lost + "Volatile.Write(ref _sessionId, null);")]
    [InlineData(Lost + "lock (_http) { _sessionId = null; }")]
    [InlineData(Lost + "_sessionId = NoSession;", "private const string? NoSession = null;")]
    [InlineData(Lost + "_sessionId = NoSession;", "private static readonly string NoSession = \"\";")]
    [InlineData(Lost + "_sessionId = Forgotten();", "private static string? Forgotten() { Console.WriteLine(); return null; }")]
    [InlineData(Lost + "_sessionId = await ForgottenAsync();", "private static Task<string?> ForgottenAsync() => Task.FromResult<string?>(null);")]
    [InlineData(Lost + "Use(null);", "private void Use(string? id) => _sessionId = id;")]
    [InlineData(Lost + "Clear(ref _sessionId);", "private static void Clear(ref string? id) => id = null;")]
    [InlineData(Lost + "Clear(out _sessionId);", "private static void Clear(out string? id) => id = null;")]
    [InlineData(Lost + "(_sessionId, var failed) = (null, true);")]
    [InlineData(Lost + "Drop(); void Drop() => _sessionId = null;")]
    [InlineData(Lost + "{ Action drop = () => _sessionId = null; drop(); }")]
    [InlineData("_sessionId = response.StatusCode == HttpStatusCode.NotFound ? null : _sessionId;")]
    [InlineData("_sessionId = response.StatusCode switch { HttpStatusCode.NotFound => null, _ => _sessionId };")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { _sessionId = null; throw; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } finally { _sessionId = null; }")]
    public Task EmptiedAfter404_IsSilent(string afterSend, string more = "") => Verify.Analyzer(Client(afterSend, more));

    [Theory]
    [InlineData("public Client() { _http.CancelPendingRequests(); Lost += () => _sessionId = null; } private event Action? Lost;")]
    [InlineData("public Client() { Lost += OnLost; } private event Action? Lost; private void OnLost() => _sessionId = null;")]
    [InlineData("private readonly Timer _timer; public Client() => _timer = new Timer(_ => _sessionId = null);")]
    [InlineData("private readonly Timer _timer; public Client() => _timer = new Timer(Forget); private void Forget(object? state) => _sessionId = null;")]
    [InlineData("public Task StopAsync() { _sessionId = null; return Task.CompletedTask; }")]
    [InlineData("public string? SessionId { get => _sessionId; set => _sessionId = value; }")]
    [InlineData("public string? SessionId { set => _sessionId = value?.Trim(); }")]
    [InlineData("public void Restore(string id) => _sessionId = id;")]
    [InlineData("internal void Restore(string? id) => _sessionId = id;")]
    [InlineData("public void Restore() => _sessionId = File.ReadAllText(\"session\");")]
    [InlineData("public bool Forget { set { if (value) _sessionId = null; } }")]
    [InlineData("public event Action Ended { add { _sessionId = null; } remove { } }")]
    [InlineData("public string? this[int i] { get { _sessionId = null; return null; } }")]
    [InlineData("public static Client operator !(Client client) { client._sessionId = null; return client; }")]
    [InlineData("private sealed class Resetter(Client client) : IProgress<int> { public void Report(int value) => client._sessionId = null; }")]
    [InlineData("private static async Task Main() { var client = new Client(); await client.InitializeAsync(); client._sessionId = null; }")]
    public Task EmptiedOrSetElsewhere_IsSilent(string more) => Verify.Analyzer(Client("", more));

    [Theory]
    [InlineData("public Client() { _sessionId = null; }")]
    [InlineData("public Client(string? id) { _sessionId = id; }")]
    [InlineData("public Client() { Forget(); } private void Forget() => _sessionId = null;")]
    [InlineData("~Client() => _sessionId = null;")]
    [InlineData("public void Dispose() { _sessionId = null; }")]
    [InlineData("public ValueTask DisposeAsync() { _sessionId = null; return default; }")]
    [InlineData("private void Forget() { _sessionId = null; Again(); } private void Again() => Forget();")]
    [InlineData("private sealed class Resetter(Client client) { public void Reset() => client._sessionId = null; }")]
    public Task EmptiedOnlyWhenMadeDisposedOrNever_IsReported(string more) => Verify.Analyzer(Client("", more, isReported: true));

    [Theory]
    [InlineData("if (response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) {|MCPT1002:_sessionId = values.FirstOrDefault() ?? _sessionId|};")]
    [InlineData("response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values); {|MCPT1002:_sessionId = values?.FirstOrDefault() ?? _sessionId|};")]
    public Task NothingNewInAResponse_LeavesWhatIsThere(string capture) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task<string> CallAsync(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId != null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            {{capture}}
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync();
        }
        """));

    private const string Call = """
        public async Task<string> CallAsync()
        {
            var (answer, _) = await SendAsync("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}", _sessionId);
            return answer;
        }

        private async Task<(string Answer, string? Id)> SendAsync(string json, string? sessionId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (!string.IsNullOrEmpty(sessionId)) request.Headers.Add("Mcp-Session-Id", sessionId);
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            response.Headers.TryGetValues("Mcp-Session-Id", out var values);
            return (await response.Content.ReadAsStringAsync(), values?.FirstOrDefault());
        }

        """;

    private const string Initialize = "\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":1,\\\"method\\\":\\\"initialize\\\"}\"";

    [Theory]
    [InlineData("var (_, id) = await SendAsync(" + Initialize + ", null); {|MCPT1002:_sessionId = id ?? string.Empty|};")]
    [InlineData("var (_, id) = await SendAsync(" + Initialize + ", null); {|MCPT1002:_sessionId = id|};")]
    [InlineData("using var response = await _http.PostAsync(_endpoint, new StringContent(" + Initialize + ")); {|MCPT1002:_sessionId = response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.FirstOrDefault() : null|};")]
    [InlineData("using var response = await _http.PostAsync(_endpoint, new StringContent(" + Initialize + ")); {|MCPT1002:_sessionId = response.Headers.TryGetValues(\"Mcp-Session-Id\", out var values) ? values.First() : \"\"|};")]
    public Task HandshakeThatMayGetNoId_IsNoReset(string handshake) => Verify.Analyzer(ClientCode.WithSession(Call + $$"""
        public async Task InitializeAsync() { {{handshake}} }
        """));

    [Theory]
    [InlineData("catch (HttpRequestException) { await InitializeAsync(); return await CallAsync(); }")]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); return await CallAsync(); }")]
    public Task HandshakeThatMayGetNoId_AndIsMadeAgain_IsSilent(string recovery) => Verify.Analyzer(ClientCode.WithSession(Call + $$"""
        public async Task InitializeAsync()
        {
            var (_, id) = await SendAsync({{Initialize}}, null);
            _sessionId = id ?? string.Empty;
        }

        public async Task<string> CallWithRecoveryAsync() { try { return await CallAsync(); } {{recovery}} }
        """));

    [Fact]
    public Task EmptiedOnlyInAnInterfaceDispose_IsReported() => Verify.Analyzer(Client("", "void IDisposable.Dispose() => _sessionId = null;", isReported: true, header: "public sealed class Client : IDisposable"));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound && !isRetry) { await InitializeAsync(); return await CallAsync(json); }")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { await ReconnectAsync(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { await InitializeAsync(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { await InitializeAsync(); }")]
    [InlineData("if (!response.IsSuccessStatusCode) { await InitializeAsync(); }")]
    [InlineData("if (IsLost(response)) { await InitializeAsync(); } static bool IsLost(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound;")]
    public Task NewHandshakeAfter404_IsSilent(string afterSend) => Verify.Analyzer(Client(afterSend, "private readonly bool isRetry; private async Task ReconnectAsync() { await InitializeAsync(); }"));

    [Theory]
    [InlineData("public async Task<string?> CallWithRecoveryAsync(string json) { try { return await CallAsync(json); } catch (SessionExpiredException) { await InitializeAsync(); return await CallAsync(json); } }")]
    [InlineData("public async Task<string?> CallWithRecoveryAsync(string json) { try { return await CallAsync(json); } catch (Exception e) when (e is SessionExpiredException) { await InitializeAsync(); return await CallAsync(json); } }")]
    [InlineData("public async Task<string?> CallWithRecoveryAsync(string json) { for (var i = 0; ; i++) { try { return await CallAsync(json); } catch (SessionExpiredException) when (i == 0) { await RestartAsync(); } } } private Task RestartAsync() => InitializeAsync();")]
    [InlineData("public async Task<string?> CallWithRecoveryAsync(string json) { if (await CallAsync(json) is { } answer) return answer; await InitializeAsync(); return await CallAsync(json); }")]
    [InlineData("public async Task<string?> CallWithRecoveryAsync(string json) { var answer = await CallAsync(json); if (answer is null) { await InitializeAsync(); answer = await CallAsync(json); } return answer; }")]
    [InlineData("public Task ReconnectAsync() => InitializeAsync();")]
    [InlineData("public Task RestartSessionAsync() => InitializeAsync();")]
    public Task NewHandshakeWhereTheFailureArrives_IsSilent(string more) => Verify.Analyzer(Client("if (response.StatusCode == HttpStatusCode.NotFound) throw new SessionExpiredException();", more));

    [Theory]
    [InlineData("public async Task ConnectAsync() { await InitializeAsync(); await CallAsync(\"notifications/initialized\"); }")]
    [InlineData("private bool _ready; public async Task<string?> RunAsync(string json) { if (!_ready) { await InitializeAsync(); _ready = true; } return await CallAsync(json); }")]
    [InlineData("public async Task ConnectAsync() { try { await InitializeAsync(); } catch (Exception e) { Console.WriteLine(e); } }")]
    public Task HandshakeOnlyAtTheStart_IsReported(string more) =>
        Verify.Analyzer(Client("if (response.StatusCode == HttpStatusCode.NotFound) throw new SessionExpiredException();", more, isReported: true));

    [Theory]
    [InlineData(Lost + "_poisoned = true;", "private bool _poisoned; public bool IsPoisoned => _poisoned;")]
    [InlineData(Lost + "_poisoned = 1;", "private int _poisoned; public bool IsPoisoned => _poisoned != 0;")]
    [InlineData(Lost + "Interlocked.Exchange(ref _poisoned, 1);", "private int _poisoned; public bool IsPoisoned => _poisoned != 0;")]
    [InlineData(Lost + "_state = State.Broken;", "private State _state; private enum State { Ready, Broken } public bool IsBroken => _state == State.Broken;")]
    [InlineData(Lost + "Connected = false;", "public bool Connected { get; private set; } = true;")]
    [InlineData(Lost + "_closed.Cancel();", "private readonly CancellationTokenSource _closed = new(); public CancellationToken Closed => _closed.Token;")]
    [InlineData(Lost + "_completion.TrySetException(new SessionExpiredException());", "private readonly TaskCompletionSource _completion = new(); public Task Completion => _completion.Task;")]
    [InlineData(Lost + "_messages.Writer.TryComplete(new SessionExpiredException());", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData(Lost + "_messages.Writer.Complete();", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData(Lost + "Dispose();", "public void Dispose() => _http.Dispose();")]
    [InlineData(Lost + "await DisposeAsync();", "public ValueTask DisposeAsync() { _http.Dispose(); return default; }")]
    [InlineData(Lost + "_http.Dispose();")]
    [InlineData(Lost + "SetDisconnected();", "private void SetDisconnected() { }")]
    [InlineData(Lost + "Close();", "private void Close() => _messages.Writer.TryComplete(); private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData(Lost + "SessionLost?.Invoke(this, EventArgs.Empty);", "public event EventHandler? SessionLost;")]
    [InlineData(Lost + "_onLost();", "private readonly Action _onLost = () => { };")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) { _messages.Writer.TryComplete(e); throw; }", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData("if (!response.IsSuccessStatusCode) { _messages.Writer.TryComplete(); }", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    [InlineData("response.EnsureSuccessStatusCode();", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>(); public async Task RunAsync() { try { while (true) await CallAsync(\"\"); } finally { _messages.Writer.Complete(); } }")]
    [InlineData("response.EnsureSuccessStatusCode();", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>(); public async Task RunAsync() { try { await CallAsync(\"\"); } catch (Exception e) { _messages.Writer.Complete(e); } }")]
    public Task ThrownAwayAfter404_IsSilent(string afterSend, string more = "") => Verify.Analyzer(Client(afterSend, more));

    [Theory]
    [InlineData("", "private readonly Channel<string> _messages = Channel.CreateUnbounded<string>(); public void Dispose() => _messages.Writer.Complete();")]
    [InlineData("", "private bool _disposed; public void Dispose() { _disposed = true; _http.Dispose(); } public bool IsDisposed => _disposed;")]
    [InlineData("_received = true;", "private bool _received; public bool Received => _received;")]
    [InlineData("if (response.IsSuccessStatusCode) _received = true;", "private bool _received; public bool Received => _received;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) _rejected = true;", "private bool _rejected; public bool Rejected => _rejected;")]
    public Task EndsThatHaveNothingToDoWith404_AreReported(string afterSend, string more) => Verify.Analyzer(Client(afterSend, more, isReported: true));
}
