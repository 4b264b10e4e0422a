using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class ReactionsTests
{
    private const string Store = """
        private string? Sent(HttpRequestMessage r) { r.Headers.Add("Mcp-Session-Id", _sessionId); return null; }

        """;

    /// <summary>The reactions in the method Run, each as its kind and how it is named to users.</summary>
    private static string InRun(TransportFacts facts) =>
        string.Join("; ", facts.Reactions.All.Where(r => r.Body.Outermost.Symbol.Name == "Run").Select(r => $"{r.Kind}: {r.Description}"));

    [Theory]
    [InlineData("MarkSessionExpired();", "Words: MarkSessionExpired()")]
    [InlineData("if (IsSessionExpired()) { }", "")]
    [InlineData("if (IsSessionExpiredAsync().Result) { }", "")]
    [InlineData("Log(\"The session has expired.\");", "Words: Log(\"…session…\")")]
    [InlineData("Log(\"session lost!\");", "Words: Log(\"…session…\")")]
    [InlineData("Log(\"session lost\");", "")]
    [InlineData("Log(\"The session has started.\");", "")]
    [InlineData("Log(nameof(SessionExpiredException));", "")]
    [InlineData("Log($\"The session {id} has expired.\");", "Words: Log(\"…session…\")")]
    [InlineData("Log($\"The {id} has expired.\");", "")]
    [InlineData("Log(\"The session \" + id + \" has expired.\");", "Words: Log(\"…session…\")")]
    [InlineData("Log(\"The session \" + id + \" has started.\");", "")]
    [InlineData("Log(id + \": session not found\");", "Words: Log(\"…session…\")")]
    [InlineData("Log(id);", "")]
    [InlineData("Count(4 + id.Length);", "")]
    [InlineData("Count(404);", "")]
    [InlineData("new SessionExpiredException();", "Words: new SessionExpiredException(…)")]
    [InlineData("new Exception(\"Session not found.\");", "Words: new Exception(…)")]
    [InlineData("new Exception(\"No answer from the server.\");", "")]
    [InlineData("new Exception();", "")]
    public Task NamesAndTexts_AreWords(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("Reconnect();", "Handshake: Reconnect()")]
    [InlineData("InitializeAsync();", "Handshake: InitializeAsync()")]
    [InlineData("System.Threading.LazyInitializer.EnsureInitialized(ref _shared);", "")]
    [InlineData("new int[1].Initialize();", "")]
    [InlineData("Other.Reconnect();", "Handshake: Reconnect()")]
    [InlineData("Microsoft.Clients.Other.Reconnect();", "")]
    [InlineData("MicrosoftLike.Other.Reconnect();", "Handshake: Reconnect()")]
    [InlineData("SystemLike.Other.Reconnect();", "Handshake: Reconnect()")]
    public Task Handshakes_AreThoseOfTheProject(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("_sessionLost();", "Words: _sessionLost()")]
    [InlineData("onSessionLost();", "Words: onSessionLost()")]
    [InlineData("var lost = onSessionLost; lost();", "")]
    [InlineData("var lostSession = onSessionLost; lostSession();", "Words: lostSession()")]
    [InlineData("_reconnect();", "Handshake: _reconnect()")]
    [InlineData("_work();", "")]
    [InlineData("Handler()();", "")]
    [InlineData("this.SessionGone();", "Words: SessionGone()")]
    public Task Delegates_AreNamedByWhatHoldsThem(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("SessionLost?.Invoke();", "Words: SessionLost; Words: SessionLost()")]
    [InlineData("SessionLost!();", "Words: SessionLost(); Words: SessionLost")]
    [InlineData("Changed?.Invoke();", "")]
    [InlineData("Changed!();", "")]
    [InlineData("SessionLost += Run2;", "")]
    [InlineData("var handlers = SessionLost;", "")]
    public Task Events_AreReactionsWhereTheyAreRaised(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("_session.Reset();", "Words: _session.Reset()")]
    [InlineData("_session.RemoveAll();", "Words: _session.RemoveAll()")]
    [InlineData("_session.CloseAsync();", "Words: _session.CloseAsync()")]
    [InlineData("_session.DisposeAsync();", "Words: _session.DisposeAsync()")]
    [InlineData("_session.EndOf();", "")]
    [InlineData("_session.Read();", "")]
    [InlineData("_state.Reset();", "Words: _state.Reset()")]
    [InlineData("_other.Clear();", "")]
    [InlineData("SessionState.ResetAll();", "")]
    [InlineData("_sessionLostSource.Cancel();", "Words: _sessionLostSource.Cancel()")]
    [InlineData("_lostSession.TrySetResult();", "Words: _lostSession.TrySetResult()")]
    [InlineData("_lostSession.ToString();", "")]
    [InlineData("_source.Cancel();", "")]
    [InlineData("_lostSession.Equals(flag);", "")]
    [InlineData("_session?.Reset();", "Words: _session.Reset()")]
    [InlineData("this.Reset();", "")]
    public Task Sessions_AreEndedAndSignalled(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("Dispose();", "Teardown: Dispose()")]
    [InlineData("DisposeAsync();", "Teardown: DisposeAsync()")]
    [InlineData("Close();", "Teardown: Close()")]
    [InlineData("CloseAsync();", "Teardown: CloseAsync()")]
    [InlineData("Stop();", "Teardown: Stop()")]
    [InlineData("StopAsync();", "Teardown: StopAsync()")]
    [InlineData("Shutdown();", "Teardown: Shutdown()")]
    [InlineData("ShutdownAsync();", "Teardown: ShutdownAsync()")]
    [InlineData("Disconnect();", "Teardown: Disconnect()")]
    [InlineData("DisconnectAsync();", "Teardown: DisconnectAsync()")]
    [InlineData("TearDown();", "Teardown: TearDown()")]
    [InlineData("TearDownAsync();", "Teardown: TearDownAsync()")]
    [InlineData("SetDisconnected();", "Teardown: SetDisconnected()")]
    [InlineData("_source.Dispose();", "")]
    [InlineData("Finish();", "")]
    [InlineData("_channel.Writer.Complete();", "Teardown: Complete()")]
    [InlineData("_channel.Writer.TryComplete();", "Teardown: TryComplete()")]
    [InlineData("Complete();", "")]
    [InlineData("StaticComplete.Complete();", "")]
    public Task Teardowns_AreThoseOfTheTransport(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("_connected = false;", "Disconnected: _connected = false")]
    [InlineData("_connected = true;", "Flag: _connected")]
    [InlineData("_sessionStale = true;", "Words: _sessionStale = true")]
    [InlineData("_sessionStale = false;", "Flag: _sessionStale")]
    [InlineData("_busy = true;", "Flag: _busy")]
    [InlineData("_busy = false;", "Flag: _busy")]
    [InlineData("IsReady = false;", "Disconnected: IsReady = false")]
    [InlineData("_busy = flag;", "")]
    [InlineData("flag = true;", "")]
    [InlineData("_number = 1;", "")]
    [InlineData("_flags[0] = true;", "")]
    public Task Flags_AreReadByNameAndValue(string statement, string expected) => Statement(statement, expected);

    [Theory]
    [InlineData("public Client() { _connected = false; }", "")]
    [InlineData("static Client() { _everConnected = false; }", "")]
    [InlineData("public void Run() { _connected = false; }", "Disconnected: _connected = false")]
    public async Task Flags_AreNotReadInConstructors(string member, string expected)
    {
        var facts = await FactsOf.Members($"private bool _connected; private static bool _everConnected; {member}");

        Assert.Equal(expected, string.Join("; ", facts.Reactions.All.Select(r => $"{r.Kind}: {r.Description}")));
    }

    [Theory]
    [InlineData("return SessionStatus.Expired;", "Words: SessionStatus.Expired")]
    [InlineData("return SessionStatus.Open;", "")]
    [InlineData("return Fault.SessionLost;", "Words: Fault.SessionLost")]
    [InlineData("return Fault.Lost;", "")]
    [InlineData("_value = Fault.SessionLost; return null;", "Words: Fault.SessionLost")]
    [InlineData("Take(Fault.SessionLost); return null;", "Words: Fault.SessionLost")]
    [InlineData("var fault = Fault.SessionLost; return fault;", "Words: Fault.SessionLost")]
    [InlineData("return (object)(Fault.SessionLost);", "Words: Fault.SessionLost")]
    [InlineData("return flag ? Fault.SessionLost : Fault.None;", "Words: Fault.SessionLost")]
    [InlineData("return maybe ?? Fault.SessionLost;", "Words: Fault.SessionLost")]
    [InlineData("return flag switch { true => Fault.SessionLost, _ => Fault.None };", "Words: Fault.SessionLost")]
    [InlineData("return (Fault.SessionLost, 1);", "Words: Fault.SessionLost")]
    [InlineData("return maybe == Fault.SessionLost;", "")]
    [InlineData("return maybe is Fault.SessionLost;", "")]
    [InlineData("if (maybe == Fault.SessionLost) return 1; return null;", "")]
    [InlineData("switch (maybe) { case Fault.SessionLost: return 1; default: return null; }", "")]
    [InlineData("return NoEnum.SessionLost;", "")]
    public async Task EnumMembers_AreWordsWhereTheyAreHandedOn(string statements, string expected)
    {
        var facts = await FactsOf.Members($$"""
            private enum SessionStatus { Open, Expired }
            private enum Fault { None, Lost, SessionLost }
            private static class NoEnum { public static readonly int SessionLost = 1; }
            private object? _value;
            private static void Take(object value) { }
            private object? Run(bool flag, Fault? maybe) { {{statements}} }
            """);

        Assert.Equal(expected, InRun(facts));
    }

    [Theory]
    [InlineData("private bool IsSessionExpired() => true;", "Predicate: IsSessionExpired()")]
    [InlineData("private bool IsSessionExpired(int status) { if (status > 1) return true; return false; }", "Predicate: IsSessionExpired(); Predicate: IsSessionExpired()")]
    [InlineData("private async Task<bool> IsSessionExpiredAsync() { await Task.Yield(); return true; }", "Predicate: IsSessionExpiredAsync()")]
    [InlineData("private int SessionExpired() => 1;", "")]
    [InlineData("private bool IsOpen() => true;", "")]
    public async Task Predicates_AreBooleanMethodsThatAskForTheLoss(string method, string expected)
    {
        var facts = await FactsOf.Members(method);

        Assert.Equal(expected, string.Join("; ", facts.Reactions.All.Select(r => $"{r.Kind}: {r.Description}")));
    }

    [Theory]
    [InlineData("_sessionId = null;", "_sessionId = null")]
    [InlineData("_sessionId = flag ? null : _sessionId;", "null")]
    [InlineData("_sessionId = flag ? _sessionId : null;", "null")]
    [InlineData("_sessionId = flag ? \"\" : null;", "\"\" | null")]
    [InlineData("_sessionId = flag ? other == \"1\" ? null : _sessionId : _sessionId;", "null")]
    [InlineData("_sessionId = flag switch { true => null, _ => _sessionId };", "null")]
    [InlineData("_sessionId = other ?? null;", "_sessionId = other ?? null")]
    [InlineData("Interlocked.Exchange(ref _sessionId, null);", "Interlocked.Exchange(ref _sessionId, null)")]
    public async Task Resets_AreTheEmptyArmsOfTheValue(string statement, string expected)
    {
        var facts = await FactsOf.Members($$"""{{Store}} private void Run(bool flag, string? other) { {{statement}} }""");
        var resets = facts.Reactions.All.Where(r => r.Kind == ReactionKind.Reset).ToList();

        Assert.Equal(expected, string.Join(" | ", resets.Select(r => r.Operation.Syntax.ToString())));
        Assert.All(resets, r => Assert.Equal(statement.TrimEnd(';').Length > 60 ? "_sessionId = …" : statement.TrimEnd(';'), r.Description));
    }

    private static async Task Statement(string statement, string expected)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            namespace Microsoft.Clients { internal static class Other { public static void Reconnect() { } } }
            namespace MicrosoftLike { internal static class Other { public static void Reconnect() { } } }
            namespace SystemLike { internal static class Other { public static void Reconnect() { } } }

            internal static class Other { public static void Reconnect() { } }
            internal static class StaticComplete { public static void Complete() { } }
            internal sealed class SessionExpiredException : Exception { }

            internal sealed class SessionState
            {
                public void Reset() { }
                public static void ResetAll() { }
            }

            internal sealed class Conversation
            {
                public void Reset() { }
                public bool RemoveAll() => true;
                public Task CloseAsync() => Task.CompletedTask;
                public ValueTask DisposeAsync() => default;
                public string EndOf() => "";
                public void Read() { }
            }

            internal sealed class Client
            {
                private readonly Conversation _session = new();
                private readonly SessionState _state = new();
                private readonly List<int> _other = new();
                private readonly CancellationTokenSource _sessionLostSource = new();
                private readonly CancellationTokenSource _source = new();
                private readonly TaskCompletionSource _lostSession = new();
                private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
                private readonly Action _sessionLost = Run2;
                private readonly Action _reconnect = Run2;
                private readonly Action _work = Run2;
                private readonly bool[] _flags = new bool[1];
                private bool _connected, _sessionStale, _busy;
                private int _number;
                private object? _shared;

                private Action SessionGone { get; set; } = Run2;
                private bool IsReady { get; set; }

                public event Action? SessionLost;
                public event Action? Changed;

                public void Run(string id, Action onSessionLost, bool flag)
                {
                    {{statement}}
                }

                private static void Run2() { }
                private static Action Handler() => Run2;
                private static void Log(string? text) { }
                private static void Count(int number) { }
                private static void MarkSessionExpired() { }
                private static bool IsSessionExpired() => true;
                private static Task<bool> IsSessionExpiredAsync() => Task.FromResult(true);
                private static void Reconnect() { }
                private static Task InitializeAsync() => Task.CompletedTask;
                private void Reset() { }
                {{ClientCode.Endings}}
                private void Finish() { }
                private void Complete() { }
            }
            """));

        Assert.Equal(expected, InRun(facts));
    }
}
