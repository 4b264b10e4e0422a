using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset>;

namespace McpAnalyzers.Tests.Rules.Session;

/// <summary>Where MCPT1002 sees a session id kept, and whose stores it leaves alone.</summary>
public class CachedSessionIdStoreTests
{
    /// <summary>A client around a store: what declares it, what reads it for a request, what fills it.</summary>
    private static string Client(string store, string read, string capture, string more = "", string header = "public sealed class Client", string types = "") => ClientCode.File($$"""
        {{types}}
        {{header}}
        {
            private readonly HttpClient _http = new();
            {{store}}

            public async Task<string> PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                if ({{read}} is { Length: > 0 } id)
                {
                    request.Headers.Add("Mcp-Session-Id", id);
                }

                using var response = await _http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    {{capture}}
                }

                return await response.Content.ReadAsStringAsync();
            }

            {{more}}
        }
        """);

    [Theory]
    [InlineData("private string? _sessionId;", "_sessionId", "{|MCPT1002:_sessionId = values.First()|};")]
    [InlineData("private string _sessionId = \"\";", "_sessionId", "{|MCPT1002:_sessionId = values.First()|};")]
    [InlineData("private volatile string? _sessionId;", "_sessionId", "{|MCPT1002:_sessionId = values.First()|};")]
    [InlineData("private static string? s_sessionId;", "s_sessionId", "{|MCPT1002:s_sessionId = values.First()|};")]
    [InlineData("private string? _sessionId;", "Volatile.Read(ref _sessionId)", "{|MCPT1002:Volatile.Write(ref _sessionId, values.First())|};")]
    [InlineData("private string? _sessionId;", "this._sessionId", "{|MCPT1002:this._sessionId = values.First()|};")]
    [InlineData("private string? _sessionId;", "_sessionId", "{|MCPT1002:_sessionId ??= values.First()|};")]
    [InlineData("public string? SessionId { get; private set; }", "SessionId", "{|MCPT1002:SessionId = values.First()|};")]
    [InlineData("private string? SessionId { get; set; }", "SessionId", "{|MCPT1002:SessionId = values.First()|};")]
    [InlineData("private readonly object _gate = new(); private string? _sessionId;", "_sessionId", "lock (_gate) { {|MCPT1002:_sessionId = values.First()|}; }")]
    [InlineData("private string? _sessionId; public string? SessionId => _sessionId;", "SessionId", "{|MCPT1002:_sessionId = values.First()|};")]
    [InlineData("private string? _a, _sessionId;", "_sessionId", "(_a, {|MCPT1002:_sessionId|}) = (\"\", values.First());")]
    [InlineData("private SessionState _state = new(null); private sealed record SessionState(string? SessionId);", "_state.SessionId", "{|MCPT1002:_state = _state with { SessionId = values.First() }|};")]
    [InlineData("private SessionState? _state; private sealed record SessionState(string SessionId);", "_state?.SessionId", "{|MCPT1002:_state = new SessionState(values.First())|};")]
    [InlineData("private readonly Session _session = new(); private sealed class Session { public string? Id { get; set; } }", "_session.Id", "{|MCPT1002:_session.Id = values.First()|};")]
    [InlineData("private readonly Session _session = new(); private sealed class Session { public string? Id { get; set; } public void Reset() => Id = null; }", "_session.Id", "{|MCPT1002:_session.Id = values.First()|};")]
    [InlineData("private readonly Session _session = new(); private sealed class Session { public string? Id { get; private set; } public void Capture(string id) => {|MCPT1002:Id = id|}; }", "_session.Id", "_session.Capture(values.First());")]
    [InlineData("private (string? Id, int Attempts) _session;", "_session.Id", "{|MCPT1002:_session = (values.First(), 0)|};")]
    [InlineData("private string? _id; private string? Id { get => _id; set => _id = string.IsNullOrEmpty(value) ? null : value; }", "Id", "{|MCPT1002:Id = values.First()|};")]
    [InlineData("private string? _id; private string? Id { get => _id; set => _id = !string.IsNullOrWhiteSpace(value) ? value : null; }", "Id", "{|MCPT1002:Id = values.First()|};")]
    [InlineData("private string? _sessionId;", "_sessionId", "var fresh = values.First(); {|MCPT1002:_sessionId = string.IsNullOrEmpty(fresh) ? null : fresh|};")]
    [InlineData("private string _sessionId = \"\";", "_sessionId", "var fresh = values.FirstOrDefault(); {|MCPT1002:_sessionId = fresh is null ? \"\" : fresh|};")]
    [InlineData("private string? _sessionId;", "_sessionId", "var fresh = values.First(); {|MCPT1002:_sessionId = fresh is not null ? fresh : null|};")]
    public Task StoreThatOnlyTheTypeCanWrite_IsReported(string store, string read, string capture) => Verify.Analyzer(Client(store, read, capture));

    [Theory]
    [InlineData("public string? SessionId;", "SessionId", "SessionId = values.First();")]
    [InlineData("internal string? SessionId;", "SessionId", "SessionId = values.First();")]
    [InlineData("public string? SessionId { get; set; }", "SessionId", "SessionId = values.First();")]
    [InlineData("public string? SessionId { get; internal set; }", "SessionId", "SessionId = values.First();")]
    [InlineData("public Session Session { get; } = new();", "Session.Id", "Session.Id = values.First();")]
    [InlineData("private readonly Session _session = new();", "_session.Id", "_session.Id = values.First();")]
    [InlineData("private readonly Session _session; public Client(Session session) => _session = session;", "_session.Id", "_session.Id = values.First();")]
    [InlineData("private readonly Dictionary<string, string> _ids; public Client(Dictionary<string, string> ids) => _ids = ids;", "_ids[\"Mcp-Session-Id\"]", "_ids[\"Mcp-Session-Id\"] = values.First();")]
    [InlineData("public Dictionary<string, string> Ids { get; } = new();", "Ids[\"Mcp-Session-Id\"]", "Ids[\"Mcp-Session-Id\"] = values.First();")]
    [InlineData("private string? _id; private string? Id { get => _id; set => _id = value; } public void Forget() => _id = null;", "Id", "Id = values.First();")]
    [InlineData("private string? _id; private string? Id { get { return _id; } set { _id = value; } } public void Forget() => Id = null;", "Id", "Id = values.First();")]
    [InlineData("private Session _session = new(); public void Forget() => _session = new();", "_session.Id", "_session.Id = values.First();")]
    [InlineData("private Ids _ids = new(); public void Forget() => _ids = new(); private sealed class Ids { public string? Current { get; set; } }", "_ids.Current", "_ids.Current = values.First();")]
    [InlineData("private Ids? _ids; public void Forget() => _ids = null; private sealed class Ids { public string? Current { get; set; } }", "_ids?.Current", "_ids ??= new(); _ids.Current = values.First();")]
    [InlineData("private string? _id; private string? Id { get => _id; set => _id = string.IsNullOrEmpty(value) ? null : value; } public void Forget() => Id = null;", "Id", "Id = values.First();")]
    [InlineData("private string? _id; private string? Id { get => _id; set => _id = string.IsNullOrEmpty(value) ? null : value; } public void Forget() => Id = \"\";", "Id", "Id = values.First();")]
    [InlineData("private string? _id; public string? Id { get => _id; set => _id = string.IsNullOrEmpty(value) ? null : value; }", "Id", "Id = values.First();")]
    [InlineData("private string? _sessionId; private bool _isOver;", "_sessionId", "var fresh = values.First(); _sessionId = _isOver ? null : fresh;")]
    [InlineData("private string? _sessionId; private string _next = \"\";", "_sessionId", "var fresh = values.First(); _sessionId = _next is null ? null : fresh;")]
    [InlineData("private string? _sessionId;", "_sessionId", "var fresh = Read(response); _sessionId = string.IsNullOrEmpty(fresh) ? null : fresh; static string? Read(HttpResponseMessage r) => r.Headers.TryGetValues(\"Mcp-Session-Id\", out var v) ? v.First() : null;")]
    [InlineData("private readonly List<Ids> _all = [new()]; private sealed class Ids { public string? Current { get; set; } }", "_all[0].Current", "_all[0].Current = values.First();")]
    [InlineData("private readonly Dictionary<string, string> _byServer = new();", "_byServer[\"server\"]", "_byServer[\"server\"] = values.First();")]
    public Task StoreThatOthersCanWriteOrReplace_IsSilent(string store, string read, string capture) =>
        Verify.Analyzer(Client(store, read, capture, types: "public sealed class Session { public string? Id { get; set; } }"));

    [Theory]
    [InlineData("{|MCPT1002:_headers[\"Mcp-Session-Id\"] = values.First()|};", "foreach (var (name, value) in _headers) request.Headers.Add(name, value);")]
    [InlineData("{|MCPT1002:_headers[\"Mcp-Session-Id\"] = values.First()|};", "foreach (var header in _headers) request.Headers.TryAddWithoutValidation(header.Key, header.Value);")]
    [InlineData("{|MCPT1002:_headers.TryAdd(\"Mcp-Session-Id\", values.First())|};", "if (_headers.TryGetValue(\"Mcp-Session-Id\", out var id)) request.Headers.Add(\"Mcp-Session-Id\", id);")]
    [InlineData("{|MCPT1002:_headers.Add(\"Mcp-Session-Id\", values.First())|};", "if (_headers.ContainsKey(\"Mcp-Session-Id\")) request.Headers.Add(\"Mcp-Session-Id\", _headers[\"Mcp-Session-Id\"]);")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = values.First();", "")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = values.First();", "foreach (var h in _headers) request.Headers.Add(h.Key, h.Value); if (_headers.Count > 9) _headers.Clear();")]
    [InlineData("_headers[\"Mcp-Session-Id\"] = values.First();", "foreach (var h in _headers) request.Headers.Add(h.Key, h.Value); if (_headers.Count > 9) _headers.Remove(\"Mcp-Session-Id\");")]
    public Task HeadersInADictionary(string capture, string apply) => Verify.Analyzer(ClientCode.File($$"""
        public sealed class Client
        {
            private readonly HttpClient _http = new();
            private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                {{apply}}
                using var response = await _http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values))
                {
                    {{capture}}
                }
            }
        }
        """));

    [Theory]
    [InlineData("public class Client<T>")]
    [InlineData("public sealed record Client")]
    [InlineData("public sealed record class Client(int Retries)")]
    [InlineData("file sealed class Client")]
    public Task EveryKindOfType_IsReported(string header) =>
        Verify.Analyzer(Client("private string? _id;", "_id", "{|MCPT1002:_id = values.First()|};", header: header));

    [Fact]
    public Task PrimaryConstructorParameter_IsReported() =>
        Verify.Analyzer(Client(store: "", "sessionId", "{|MCPT1002:sessionId = values.First()|};", header: "public sealed class Client(string? sessionId)"));

    [Fact]
    public Task NestedType_IsReported() => Verify.Analyzer(Client(
        "private string? _id;", "_id", "{|MCPT1002:_id = values.First()|};", header: "internal static class Outer { private sealed class Client", more: "}"));

    [Theory]
    [InlineData("internal abstract class Transport", "protected string? SessionId { get; set; }", true)]
    [InlineData("internal abstract class Transport", "protected string? SessionId;", true)]
    [InlineData("internal abstract class Transport", "private protected string? SessionId { get; set; }", true)]
    [InlineData("public abstract class Transport", "private protected string? SessionId { get; set; }", false)]
    [InlineData("public abstract class Transport", "protected string? SessionId { get; set; }", false)]
    [InlineData("internal abstract class Transport", "protected internal string? SessionId { get; set; }", false)]
    [InlineData("internal abstract class Transport", "protected virtual string? SessionId { get; set; }", false)]
    [InlineData("internal class Stranger : Transport { public void Forget() => SessionId = null; } internal abstract class Transport", "protected string? SessionId { get; set; }", false)]
    [InlineData("internal abstract class Transport", "protected string? SessionId { get; set; } public void Forget() => SessionId = null;", false)]
    public Task StoreOfABaseClass(string baseType, string store, bool isReported) => Verify.Analyzer(Client(
        store: "",
        "SessionId",
        isReported ? "{|MCPT1002:SessionId = values.First()|};" : "SessionId = values.First();",
        header: "internal sealed class Client : Transport",
        types: $"{baseType} {{ {store} }}"));

    [Fact]
    public Task StoreOfABaseClassInAnotherFile_IsReported() => Verify.Analyzer(
    [
        Client(store: "", "SessionId", "{|MCPT1002:SessionId = values.First()|};", header: "internal sealed class Client : Transport"),
        "internal abstract class Transport { protected string? SessionId { get; set; } }",
    ]);

    [Fact]
    public Task StoreOfABaseClassInAnotherAssembly_IsSilent() => Verify.Analyzer(
        [Client(store: "", "SessionId", "SessionId = values.First();", header: "internal sealed class Client : Transport")],
        test =>
        {
            test.TestState.AdditionalProjects["Transports"].Sources.Add("public abstract class Transport { protected string? SessionId { get; set; } }");
            test.TestState.AdditionalProjectReferences.Add("Transports");
        });

    [Fact]
    public Task PartialTypeInTwoFiles_IsReported() => Verify.Analyzer(
    [
        Client(store: "", "_sessionId", "Capture(values.First());", header: "public sealed partial class Client"),
        "public sealed partial class Client { private string? _sessionId; private void Capture(string id) => {|MCPT1002:_sessionId = id|}; }",
    ]);

    [Fact]
    public Task PartialTypeResetInTheOtherFile_IsSilent() => Verify.Analyzer(
    [
        Client("private string? _sessionId;", "_sessionId", "_sessionId = values.First();", header: "public sealed partial class Client"),
        "public sealed partial class Client { public void Forget() => _sessionId = null; }",
    ]);

    [Theory]
    [InlineData("_lastSeen = values.First();")]
    [InlineData("Console.WriteLine(_lastSeen = values.First());")]
    public Task CapturedButNeverSent_IsSilent(string capture) => Verify.Analyzer(Client("private string? _lastSeen; public string? LastSeen => _lastSeen;", "Environment.GetEnvironmentVariable(\"SESSION\")", capture));

    [Fact]
    public Task MessageNamesTheStore() => Verify.Analyzer(
        Client("public string? SessionId { get; private set; }", "SessionId", "{|#0:SessionId = values.First()|};"),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("SessionId"));

    [Fact]
    public Task EveryCapture_IsReported() => Verify.Analyzer(Client("private string? _sessionId;", "_sessionId", "{|MCPT1002:_sessionId = values.First()|};", more: """
        public async Task InitializeAsync()
            {
                using var response = await _http.PostAsync("http://localhost/mcp", null);
                {|MCPT1002:_sessionId = response.Headers.GetValues("Mcp-Session-Id").First()|};
            }
        """));
}
