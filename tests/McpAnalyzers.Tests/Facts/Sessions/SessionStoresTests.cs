using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class SessionStoresTests
{
    private const string Send = "public void Send(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", _sessionId);";

    [Theory]
    [InlineData("_sessionId = r.Headers.GetValues(\"Mcp-Session-Id\").First();", "capture")]
    [InlineData("_sessionId ??= r.Headers.GetValues(\"Mcp-Session-Id\").First();", "capture")]
    [InlineData("_sessionId = null;", "reset")]
    [InlineData("_sessionId = \"\";", "reset")]
    [InlineData("Interlocked.Exchange(ref _sessionId, null);", "reset")]
    [InlineData("_sessionId = _sessionId;", "keep")]
    [InlineData("_sessionId ??= \"first\";", "keep")]
    [InlineData("_sessionId = given;", "unknown")]
    [InlineData("_sessionId += given;", "unknown")]
    [InlineData("Fill(out _sessionId);", "unknown")]
    [InlineData("_sessionId = r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;", "capture reset")]
    [InlineData("_sessionId = r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : _sessionId;", "capture")]
    public async Task Writes_KnowWhatTheyDo(string write, string expected)
    {
        var facts = await FactsOf.Members($$"""
            {{Send}}
            public void Receive(HttpResponseMessage r, string given) { {{write}} }
            private static void Fill(out string? id) => id = Console.ReadLine();
            """);
        var found = facts.Stores.Writes.Single();

        Assert.Equal(expected, What(found));
    }

    [Theory]
    [InlineData("client._sessionId = null;", false)]
    [InlineData("new Client()._sessionId = null;", false)]
    [InlineData("_other._sessionId = null;", true)]
    [InlineData("var other = _other; other._sessionId = null;", true)]
    [InlineData("this._sessionId = null;", true)]
    public async Task IsLasting_SaysWhetherTheObjectIsHeld(string write, bool isLasting)
    {
        var facts = await FactsOf.Members($$"""
            {{Send}}
            private readonly Client _other = null!;
            public void Receive(Client client) { {{write}} }
            """);

        Assert.Equal(isLasting, facts.Stores.Writes.Single().IsLasting);
    }

    [Theory]
    [InlineData("public void Target() { }", true)]
    [InlineData("private void Target() { }", false)]
    [InlineData("public void Run() => Target(); private void Target() { }", true)]
    [InlineData("public void Dispose() => Target(); private void Target() { }", false)]
    [InlineData("public Client() => Target(); private void Target() { }", false)]
    [InlineData("public Client() => Task.Run(Target); private void Target() { }", true)]
    [InlineData("private readonly Action _run = Target; private static void Target() { }", true)]
    [InlineData("public Client() => Task.Run(() => Target()); private void Target() { }", true)]
    [InlineData("public event Action Run { add => Target(); remove { } } private void Target() { }", true)]
    [InlineData("private void Target() => Other(); private void Other() => Target();", false)]
    public async Task IsLive_SaysWhatRunsWhileTheObjectLives(string members, bool isLive)
    {
        var facts = await FactsOf.Members(members);

        Assert.Equal(isLive, facts.Lifetime.IsLive(facts.Body("Target")));
    }

    [Theory]
    [InlineData("foreach (var (name, value) in _headers) r.Headers.Add(name, value);", true, true)]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _headers[\"Mcp-Session-Id\"]);", true, true)]
    [InlineData("Apply(r, _headers.First().Value);", true, true)]
    [InlineData("Console.WriteLine(_headers.Count);", false, true)]
    [InlineData("Console.WriteLine(_headers);", false, false)]
    [InlineData("_shared = _headers;", false, false)]
    public async Task HeaderDictionaries_AreFollowedToRequests(string use, bool isCopied, bool isOwn)
    {
        var facts = await FactsOf.Members($$"""
            private readonly Dictionary<string, string> _headers = new();
            private object? _shared;
            public void Send(HttpRequestMessage r) { {{use}} }
            private static void Apply(HttpRequestMessage r, string id) => r.Headers.Add("Mcp-Session-Id", id);
            """);
        var store = facts.Code.Type.GetMembers("_headers").Single();

        Assert.Equal((isCopied, isOwn), (facts.HeaderDictionaries.IsCopiedToRequests(store), facts.HeaderDictionaries.IsOwn(store)));
    }

    [Theory]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _sessionId);", true)]
    [InlineData("r.Headers.Add(\"X-Other\", _sessionId);", false)]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _sessionId);", false)]
    [InlineData("Console.WriteLine(_sessionId);", false)]
    public async Task IsSentFrom_AsksForSingleRequests(string use, bool isSent)
    {
        var facts = await FactsOf.Members($"public void Send(HttpRequestMessage r) {{ {use} }}");

        Assert.Equal(isSent, facts.Session.IsSentFrom(facts.Code.Type.GetMembers("_sessionId").Single()));
    }

    [Theory]
    [InlineData("private string? _store;", true)]
    [InlineData("internal string? _store;", false)]
    [InlineData("protected string? _store;", false)]
    [InlineData("public string? _store { get; }", true)]
    [InlineData("public string? _store { get; private set; }", true)]
    [InlineData("public string? _store { get; set; }", false)]
    [InlineData("private string? _store { get; set; }", true)]
    [InlineData("public virtual string? _store { get; private set; }", false)]
    [InlineData("public override string? _inherited { get => _store; set => _store = value; } private string? _store;", true)]
    [InlineData("private readonly Dictionary<string, string> _store = new();", true)]
    [InlineData("private readonly Dictionary<string, string> _store = new(); public object Shared => _store;", false)]
    [InlineData("private Dictionary<string, string> _store { get; } = new();", true)]
    [InlineData("public Dictionary<string, string> _store { get; } = new();", false)]
    public async Task Stores_KnowWhoCanWriteThem(string members, bool isWrittenOnlyHere)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public abstract class Base { public abstract string? _inherited { get; set; } }
            public abstract class Client : Base { {{members}} }
            """));

        Assert.Equal(isWrittenOnlyHere, facts.Stores.IsWrittenOnlyHere(facts.Code.Type.GetMembers("_store").Single()));
    }

    [Theory]
    [InlineData("public class Client { public string Store { get; private set; } }", true)]
    [InlineData("public abstract class Base { public abstract string Store { get; protected set; } } internal class Client : Base { public override string Store { get; protected set; } }", false)]
    [InlineData("internal abstract class Client { public abstract string Store { get; protected set; } }", false)]
    [InlineData("internal class Client { public virtual string Store { get; protected set; } }", false)]
    [InlineData("internal class Client { public string Store { get; protected set; } }", true)]
    public async Task Properties_AreWrittenByThoseWhoCanOverrideThem(string types, bool isWrittenOnlyHere)
    {
        var facts = await FactsOf.Type("Client", types);

        Assert.Equal(isWrittenOnlyHere, facts.Stores.IsWrittenOnlyHere(facts.Code.Type.GetMembers("Store").Single()));
    }

    [Theory]
    [InlineData("internal class Client { protected string? _store; }", true)]
    [InlineData("internal class Client { private protected string? _store; }", true)]
    [InlineData("internal class Client { protected internal string? _store; }", false)]
    [InlineData("public class Client { protected string? _store; }", false)]
    [InlineData("internal class Client { protected string? _store; private sealed class Test : Client { } }", true)]
    [InlineData("internal class Client { protected string? _store; } internal class Other : Client { }", false)]
    [InlineData("internal class Client { protected string? _store; } namespace Inner { internal class Other : Client { } }", false)]
    [InlineData("internal class Client { protected string? _store; } internal class Outer { private class Other : Client { } }", false)]
    [InlineData("internal class Client { protected string? _store; } internal class Middle<T> : Client { }", false)]
    [InlineData("internal class Client { protected string? _store; } internal class Other { }", true)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")] internal class Client { protected string? _store; }", false)]
    [InlineData("[assembly: System.Reflection.AssemblyTitle(\"Tests\")] internal class Client { protected string? _store; }", true)]
    public async Task ProtectedStores_AreWrittenByThoseWhoCanDerive(string types, bool isWrittenOnlyHere)
    {
        var facts = await FactsOf.Type("Client", types.Replace("string?", "string", StringComparison.Ordinal));

        Assert.Equal(isWrittenOnlyHere, facts.Stores.IsWrittenOnlyHere(facts.Code.Type.GetMembers("_store").Single()));
    }

    [Theory]
    [InlineData("internal class Client { public class State { protected string _store; } }", true)]
    [InlineData("public class Client { public class State { protected string _store; } }", false)]
    [InlineData("public class Client { internal class State { protected string _store; } }", true)]
    [InlineData("public class Client { private class State { public string _store; } }", true)]
    public async Task ProtectedStores_AreHiddenByWhatTheyAreNestedIn(string types, bool isWrittenOnlyHere)
    {
        var facts = await FactsOf.Type("Client", types);

        Assert.Equal(isWrittenOnlyHere, facts.Stores.IsWrittenOnlyHere(facts.Code.Type.GetTypeMembers("State").Single().GetMembers("_store").Single()));
    }

    [Fact]
    public async Task ParametersOfPrimaryConstructors_AreWrittenOnlyHere()
    {
        var facts = await FactsOf.Type("Client", "public class Client(string id) { public string Id => id; }");

        Assert.True(facts.Stores.IsWrittenOnlyHere(facts.Code.Type.InstanceConstructors.Single().Parameters.Single()));
    }

    [Theory]
    [InlineData("public void Run() => _state = new State();", true)]
    [InlineData("public void Run() => _state = Fresh();", true)]
    [InlineData("public void Run() => State1 = Fresh();", true)]
    [InlineData("public Client() => _state = new State();", false)]
    [InlineData("private void Never() => _state = new State();", false)]
    [InlineData("public void Run() => Swap(ref _state);", true)]
    [InlineData("public void Run() => Make(out _state);", true)]
    [InlineData("public void Run() => Use(_state);", false)]
    [InlineData("public void Run() => _list[0] = Fresh();", true)]
    [InlineData("public void Run() => _any = new State();", true)]
    [InlineData("public void Run() => _any = new object();", false)]
    [InlineData("public void Run() { var state = new State(); }", false)]
    [InlineData("public void Run() { State state; state = new State(); }", false)]
    [InlineData("public void Run() => _other = new Other();", false)]
    [InlineData("public void Run() => _state.Id = null;", false)]
    public async Task Holders_AreReplacedWhereCodeThatRunsAssignsAnother(string member, bool isReplaced)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public class State { public string? Id; }
            public class Other { public string? Id; }
            public class Client
            {
                private State _state = new();
                private Other _other = new();
                private object? _any;
                private readonly List<State> _list = new();
                private State? State1 { get; set; }
                {{member}}
                private static State Fresh() => new();
                private static void Swap(ref State state) => state = new();
                private static void Make(out State state) => state = new();
                private static void Use(State state) { }
            }
            """));

        Assert.Equal(isReplaced, facts.Stores.IsReplaced(facts.Code.Type.ContainingNamespace.GetTypeMembers("State").Single().GetMembers("Id").Single()));
    }

    [Theory]
    [InlineData("Client", "_own", false)]
    [InlineData("Base", "_inherited", false)]
    [InlineData("Holder", "Id", true)]
    public async Task Holders_AreOtherObjectsThanTheClient(string type, string store, bool isReplaced)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File("""
            public class Base { protected string? _inherited; }
            public class Holder { public string? Id; }
            public class Client : Base
            {
                private string? _own;
                private Client? _client;
                private Base? _base;
                private Holder? _holder;
                public void Run()
                {
                    _client = new Client();
                    _base = new Base();
                    _holder = new Holder();
                    _own = null;
                }
            }
            """));

        Assert.Equal(isReplaced, facts.Stores.IsReplaced(facts.Code.Type.ContainingNamespace.GetTypeMembers(type).Single().GetMembers(store).Single()));
    }

    private const string Captured = "r.Headers.GetValues(\"Mcp-Session-Id\").First()";

    [Theory]
    [InlineData("(_sessionId, _text) = (null, given);", "_sessionId: reset")]
    [InlineData("(_sessionId, _text) = (given, null);", "_sessionId: unknown")]
    [InlineData("(_text, _sessionId) = (given, null);", "_sessionId: reset")]
    [InlineData("(_sessionId, _text) = ((string?, string?))(null, given);", "_sessionId: reset")]
    [InlineData("(_sessionId, _) = Read(r);", "_sessionId: capture")]
    [InlineData("(_, _sessionId) = Read(r);", "_sessionId: unknown")]
    [InlineData("(_sessionId, _) = Nothing();", "_sessionId: reset")]
    [InlineData("(_, _sessionId) = Nothing();", "_sessionId: unknown")]
    [InlineData("(_sessionId, _) = ReadOrNothing(r);", "_sessionId: capture reset")]
    [InlineData("(_sessionId, _) = ReadOr(r);", "_sessionId: capture reset")]
    [InlineData("(_sessionId, _) = Unseen;", "_sessionId: unknown")]
    [InlineData("Interlocked.CompareExchange(ref _sessionId, null, given);", "_sessionId: reset")]
    [InlineData("Interlocked.CompareExchange(ref _sessionId, CAPTURED, null);", "_sessionId: capture")]
    [InlineData("Volatile.Write(ref _sessionId, null);", "_sessionId: reset")]
    [InlineData("Volatile.Write(ref _sessionId, given);", "_sessionId: unknown")]
    [InlineData("_ = Volatile.Read(ref _sessionId);", "")]
    [InlineData("Swap(ref _sessionId);", "_sessionId: unknown")]
    [InlineData("r.Headers.TryGetValues(\"Mcp-Session-Id\", out _values);", "_values: capture")]
    [InlineData("r.Headers.TryGetValues(\"X-Other\", out _values);", "")]
    [InlineData("_text = CAPTURED;", "_text: capture")]
    [InlineData("_text = given;", "")]
    [InlineData("_text = null;", "")]
    [InlineData("_sessionId = default;", "_sessionId: reset")]
    [InlineData("_sessionId = default(string);", "_sessionId: reset")]
    [InlineData("_sessionId = string.Empty;", "_sessionId: reset")]
    [InlineData("_sessionId = Missing.None;", "_sessionId: reset")]
    [InlineData("_sessionId = Missing.Null;", "_sessionId: reset")]
    [InlineData("_sessionId = Missing.Default;", "_sessionId: reset")]
    [InlineData("_sessionId = Missing.Empty;", "_sessionId: reset")]
    [InlineData("_sessionId = Absent.None;", "_sessionId: reset")]
    [InlineData("_sessionId = Absent.Null;", "_sessionId: reset")]
    [InlineData("_sessionId = Absent.Default;", "_sessionId: reset")]
    [InlineData("_sessionId = Absent.Empty;", "_sessionId: reset")]
    [InlineData("_sessionId = Missing.Is.Empty;", "_sessionId: unknown")]
    [InlineData("_sessionId = Missing.Is.None;", "_sessionId: unknown")]
    [InlineData("_sessionId = Missing.Any;", "_sessionId: unknown")]
    [InlineData("_sessionId = Missing.Some;", "_sessionId: unknown")]
    [InlineData("_sessionId = \"fixed\";", "_sessionId: unknown")]
    [InlineData("_sessionId ??= null;", "_sessionId: keep")]
    [InlineData("_sessionId = Nullable();", "_sessionId: reset")]
    [InlineData("_sessionId = Maybe(given);", "_sessionId: reset")]
    [InlineData("_sessionId = Maybe(given) ?? given;", "_sessionId: unknown")]
    [InlineData("_sessionId = Maybe(given) ?? (Maybe(given) ?? given);", "_sessionId: unknown")]
    [InlineData("_sessionId = Maybe(given) ?? Maybe(given);", "_sessionId: reset")]
    [InlineData("var id = Maybe(given); if (id != null) _sessionId = id;", "_sessionId: unknown")]
    [InlineData("_sessionId = given == \"\" ? null : given;", "_sessionId: reset")]
    [InlineData("_sessionId = _text;", "_sessionId: unknown")]
    [InlineData("_sessionId = (_sessionId);", "_sessionId: keep")]
    [InlineData("string? id; id = null;", "")]
    public async Task Writes_OfEveryShapeAreSeen(string write, string expected)
    {
        var facts = await FactsOf.Members($$"""
            {{Send}}
            private string? _text;
            private IEnumerable<string>? _values;
            private (string?, string?) Unseen { get; set; }
            public void Receive(HttpResponseMessage r, string given) { {{write.Replace("CAPTURED", Captured, StringComparison.Ordinal)}} }
            private static void Swap(ref string? id) => id = Console.ReadLine();
            private static string? Nullable() => null;
            private static string? Maybe(string text) => text == "none" ? null : text;
            private static (string, string) Read(HttpResponseMessage r) => ({{Captured}}, Console.ReadLine()!);
            private static (string?, string?) Nothing() => (null, Console.ReadLine());
            private static (string?, string?) ReadOrNothing(HttpResponseMessage r) => r.Content is null ? (null, "") : ({{Captured}}, "");
            private static (string?, string?) ReadOr(HttpResponseMessage r) => (r.Content is null ? null : {{Captured}}, "");
            private static class Missing
            {
                public static readonly string? None, Default;
                public static string? Empty { get; }
                public static string? Null { get; }
                public static string? Some { get; }
                public static readonly string? Any;
                public static readonly Filled Is = new();
            }
            private static class Absent
            {
                public static readonly string? Empty, Null;
                public static string? None { get; }
                public static string? Default { get; }
            }
            private sealed class Filled { public string? Empty { get; set; } public string? None; }
            """);

        Assert.Equal(expected, WritesIn(facts));
    }

    [Theory]
    [InlineData("_http.DefaultRequestHeaders.Remove(\"Mcp-Session-Id\");", "_http: reset")]
    [InlineData("_http.DefaultRequestHeaders.Remove(\"X-Other\");", "")]
    [InlineData("_http.DefaultRequestHeaders.Clear();", "")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", CAPTURED);", "_http: capture")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", CAPTURED); _http.DefaultRequestHeaders.Clear();", "_http: capture; _http: reset")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"X-Other\", CAPTURED);", "")]
    [InlineData("_headers.Remove(\"Mcp-Session-Id\");", "_headers: reset")]
    [InlineData("_concurrent.TryRemove(\"Mcp-Session-Id\", out _);", "_concurrent: reset")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = CAPTURED;", "_headers: capture")]
    [InlineData("_headers[\"X-Other\"] = CAPTURED;", "")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = CAPTURED; _headers[\"Mcp-Session-Id\"] = null!;", "_headers: capture; _headers: reset")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = CAPTURED; _headers.Clear();", "_headers: capture; _headers: reset")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = CAPTURED; _headers = new();", "_headers: capture; _headers: reset")]
    [InlineData("_headers.Clear();", "")]
    [InlineData("q.Headers.Remove(\"Mcp-Session-Id\");", "")]
    [InlineData("q.Headers.Add(\"Mcp-Session-Id\", CAPTURED);", "")]
    [InlineData("var copy = new Dictionary<string, string>(); copy[\"Mcp-Session-Id\"] = CAPTURED;", "")]
    public async Task CollectionsOfHeaders_AreStoresToo(string write, string expected)
    {
        var facts = await FactsOf.Members($$"""
            private Dictionary<string, string> _headers = new();
            private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _concurrent = new();
            public void Receive(HttpResponseMessage r, HttpRequestMessage q) { {{write.Replace("CAPTURED", Captured, StringComparison.Ordinal)}} }
            """);

        Assert.Equal(expected, WritesIn(facts));
    }

    [Theory]
    [InlineData("_state = new SessionState(CAPTURED, null);", "_state: capture")]
    [InlineData("_state = new(null, null);", "_state: reset")]
    [InlineData("_state = null;", "_state: reset")]
    [InlineData("_state = _state! with { SessionId = null };", "_state: reset; SessionId: reset")]
    [InlineData("_state = _state! with { SessionId = CAPTURED };", "_state: capture; SessionId: capture")]
    [InlineData("_state = _state! with { Name = null };", "_state: keep")]
    [InlineData("_state = _state! with { Name = \"n\" };", "_state: keep")]
    [InlineData("_state = other with { Name = \"n\" };", "_state: unknown")]
    [InlineData("_state = _other! with { Name = \"n\" };", "_state: unknown")]
    [InlineData("_state = other;", "_state: unknown")]
    [InlineData("_state = _other;", "_state: unknown")]
    [InlineData("_plain = _plain! with { Id = null };", "_plain: reset; Id: reset")]
    [InlineData("_plain = _plain! with { Id = \"\" };", "_plain: reset; Id: reset")]
    [InlineData("_plain = _plain! with { Count = 1 };", "_plain: keep")]
    [InlineData("_tuple = (null, 1);", "_tuple: unknown")]
    [InlineData("_tuple.Id = null;", "_tuple: reset")]
    [InlineData("_tuple.Id = CAPTURED;", "_tuple: capture")]
    [InlineData("_tuple.Id = name;", "_tuple: unknown")]
    [InlineData("_tuple.Count = 1;", "_tuple: keep")]
    [InlineData("_tuple.Count += 1;", "_tuple: unknown")]
    [InlineData("Local().Id = null;", "")]
    public async Task Objects_AreStoresOfTheIdThatTheyHave(string write, string expected)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            internal sealed record SessionState(string? SessionId, string? Name);
            internal sealed record SessionPlain(string? Id, int Count);
            internal sealed class Box { public string? Id { get; set; } }
            internal sealed class Client
            {
                private SessionState? _state, _other;
                private SessionPlain? _plain;
                private (string? Id, int Count) _tuple;
                public void Send(HttpRequestMessage r)
                {
                    r.Headers.Add("Mcp-Session-Id", _state!.SessionId);
                    r.Headers.Add("Mcp-Session-Id", _plain!.Id);
                    r.Headers.Add("Mcp-Session-Id", _tuple.Id);
                }

                public void Receive(HttpResponseMessage r, SessionState other, string name) { {{write.Replace("CAPTURED", Captured, StringComparison.Ordinal)}} }
                private static Box Local() => new();
            }
            """));

        Assert.Equal(expected, WritesIn(facts));
    }

    [Theory]
    [InlineData("public void Drop() => Receive(null);", "_sessionId: reset")]
    [InlineData("public void Drop() => Receive(\"x\");", "_sessionId: unknown")]
    [InlineData("public Client() => Receive(null);", "_sessionId: unknown")]
    [InlineData("private void Drop() => Receive(null);", "_sessionId: unknown")]
    [InlineData("public void Drop(HttpResponseMessage r) => Receive(r.Headers.GetValues(\"Mcp-Session-Id\").First());", "_sessionId: capture")]
    public async Task Setters_AreReadWithWhatTheyAreGiven(string caller, string expected)
    {
        var facts = await FactsOf.Members($"{Send} {caller} private void Receive(string? id) {{ _sessionId = id; }}");

        Assert.Equal(expected, WritesIn(facts));
    }

    [Theory]
    [InlineData("_sessionId   =\n    null;", "_sessionId = null")]
    [InlineData("_sessionId = Nothing(111111111, 222222222, 333333333, 44444);", "_sessionId = Nothing(111111111, 222222222, 333333333, 44444)")]
    [InlineData("_sessionId = Nothing(111111111, 222222222, 333333333, 444444);", "_sessionId = …")]
    public async Task Writes_AreDescribedOnOneLine(string write, string expected)
    {
        var facts = await FactsOf.Members($"{Send} public void Receive() {{ {write} }} private static string? Nothing(int a, int b, int c, int d) => null;");

        Assert.Equal(expected, facts.Stores.Writes.Single().Describe());
    }

    private static string WritesIn(TransportFacts facts) => string.Join("; ", facts.Stores.Writes.Where(w => w.Body.Outermost.Symbol.Name == "Receive").Select(w => $"{w.Store.Name}: {What(w)}"));

    private static string What(StoreWrite write) => string.Join(" ", new[]
    {
        write.IsCapture ? "capture" : null,
        write.IsReset ? "reset" : null,
        write.KeepsContent ? "keep" : null,
        write is { IsCapture: false, IsReset: false, KeepsContent: false } ? "unknown" : null,
    }.Where(w => w is not null));
}
