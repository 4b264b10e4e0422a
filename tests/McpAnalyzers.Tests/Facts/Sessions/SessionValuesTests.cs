using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class SessionValuesTests
{
    [Theory]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _id);", "_id")]
    [InlineData("r.Headers.Add(\"X-Other\", _id);", "")]
    [InlineData("_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _id);", "_id")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", \"fixed\");", "")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", given);", "given")]
    [InlineData("var id = _id; r.Headers.Add(\"Mcp-Session-Id\", id);", "_id id")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", Current);", "Current")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _state.Id);", "Id")]
    [InlineData("var id = Current; r.Headers.Add(\"Mcp-Session-Id\", id);", "Current id")]
    [InlineData("var id = _state.Id; r.Headers.Add(\"Mcp-Session-Id\", id);", "Id id")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _session.Id);", "Id _session")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _session!.Id.Trim());", "Id _session")]
    [InlineData("if (_session is { Id: { } id }) r.Headers.Add(\"Mcp-Session-Id\", id);", "Id _session id")]
    [InlineData("if (_session is { Id: { Length: > 0 } id }) r.Headers.Add(\"Mcp-Session-Id\", id);", "Id _session id")]
    [InlineData("if (_state is { SessionId: var id and not null }) r.Headers.Add(\"Mcp-Session-Id\", id);", "SessionId id")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", $\"{_state.Number}\");", "")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", $\"{_state.SessionNumber}\");", "SessionNumber")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", $\"{_id.Length}\");", "_id")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _pair.Value);", "")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _pair.Key);", "")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _tuple.Item1);", "_tuple")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _value.Value);", "")]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _id + _other);", "_id _other")]
    [InlineData("Helper.Apply(r, _id);", "_id id")]
    [InlineData("r.With(_id);", "_id id")]
    [InlineData("Helper.ApplyBelow(r, _id);", "_id id given text")]
    [InlineData("Helper.Again(r, _id);", "_id id")]
    [InlineData("Helper.Ignore(r, _id);", "")]
    [InlineData("new Helper().Set(r, _id);", "_id id")]
    public async Task IsSent_KnowsWhatGoesOut(string statement, string expected)
    {
        var facts = await OfClient(statement);
        var sent = facts.Code.All.Concat(facts.Code.All.SelectMany(facts.Code.Reachable)).Distinct()
            .SelectMany(b => b.Operations)
            .Select(ReferencedSymbol.Of).OfType<ISymbol>().Where(s => s is IFieldSymbol or IPropertySymbol or ILocalSymbol or IParameterSymbol && facts.Session.IsSent(s))
            .Select(s => s.Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), sent);
    }

    [Theory]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", \"fixed\");", true)]
    [InlineData("r.Headers.Add(\"Mcp-Session-Id\", _id);", true)]
    [InlineData("Helper.Apply(r, _id);", true)]
    [InlineData("r.Headers.Add(\"X-Other\", _id);", false)]
    [InlineData("Helper.Ignore(r, _id);", false)]
    [InlineData("_ = r.Headers.GetValues(\"Mcp-Session-Id\");", false)]
    public async Task AnySent_SaysWhetherRequestsGetAnId(string statement, bool expected) => Assert.Equal(expected, (await OfClient(statement)).Session.AnySent);

    [Theory]
    [InlineData("_session", "r.Headers.Add(\"Mcp-Session-Id\", _session.Id);", true)]
    [InlineData("_state", "r.Headers.Add(\"Mcp-Session-Id\", _state.Id);", true)]
    [InlineData("_state", "_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _id);", false)]
    [InlineData("_id", "Helper.Apply(r, _id);", true)]
    [InlineData("_id", "_http.DefaultRequestHeaders.Add(\"Mcp-Session-Id\", _id);", false)]
    [InlineData("_id", "r.Headers.Add(\"X-Other\", _id);", false)]
    [InlineData("_headers", "r.Headers.Add(\"Mcp-Session-Id\", _headers[\"id\"]);", true)]
    [InlineData("_headers", "r.Headers.Add(\"Mcp-Session-Id\", _id);", false)]
    [InlineData("_headers", "_headers[\"Mcp-Session-Id\"] = _id; foreach (var h in _headers) r.Headers.Add(h.Key, h.Value);", true)]
    public async Task IsSentFrom_KnowsHoldersAndDictionaries(string store, string statement, bool expected)
    {
        var facts = await OfClient(statement);

        Assert.Equal(expected, facts.Session.IsSentFrom(facts.Code.Type.GetMembers(store).Single()));
    }

    [Theory]
    [InlineData("_id", true)]
    [InlineData("this._id", true)]
    [InlineData("(object)_id", true)]
    [InlineData("_other", false)]
    [InlineData("given", true)]
    [InlineData("unsent", false)]
    [InlineData("id", true)]
    [InlineData("local", false)]
    [InlineData("Current", true)]
    [InlineData("_id.Trim()", true)]
    [InlineData("_id.ToString()", true)]
    [InlineData("_id?.Trim()", true)]
    [InlineData("_other?.Trim()", false)]
    [InlineData("_id.ToUpperInvariant()", false)]
    [InlineData("_other.Trim()", false)]
    [InlineData("_session?.Id", true)]
    [InlineData("_sdk.SessionId", true)]
    [InlineData("_sdk.Endpoint", false)]
    [InlineData("_state.SessionId", false)]
    [InlineData("\"fixed\"", false)]
    [InlineData("this", false)]
    public async Task IsSessionId_KnowsWhatIsReadOfIt(string value, bool expected)
    {
        var facts = await OfClient($$"""
            var id = _id;
            var local = _other;
            r.Headers.Add("Mcp-Session-Id", id);
            r.Headers.Add("Mcp-Session-Id", given);
            r.Headers.Add("Mcp-Session-Id", Current);
            r.Headers.Add("Mcp-Session-Id", _session.Id);
            Take({{value}});
            """);

        Assert.Equal(expected, facts.Session.IsSessionId(Taken(facts).First()));
    }

    [Theory]
    [InlineData("Take(a.Headers.GetValues(\"Mcp-Session-Id\"));", true)]
    [InlineData("Take(a.Headers.GetValues(\"mcp-session-id\").First());", true)]
    [InlineData("Take(a.Headers.GetValues(\"X-Other\").First());", false)]
    [InlineData("Take(r.Headers.GetValues(\"Mcp-Session-Id\").First());", false)]
    [InlineData("var headers = a.Headers; Take(headers.GetValues(\"Mcp-Session-Id\").First());", true)]
    [InlineData("var headers = r.Headers; Take(headers.GetValues(\"Mcp-Session-Id\").First());", false)]
    [InlineData("HttpHeaders headers = a.Headers; Take(headers.GetValues(\"Mcp-Session-Id\").First());", true)]
    [InlineData("Take(_headers[\"Mcp-Session-Id\"]);", false)]
    [InlineData("Take(a.Headers.NonValidated[\"Mcp-Session-Id\"].ToString());", true)]
    [InlineData("Take(a.Headers.FirstOrDefault(h => h.Key == \"Mcp-Session-Id\").Value);", true)]
    [InlineData("Take($\"id: {a.Headers.GetValues(\"Mcp-Session-Id\").First()}\");", true)]
    [InlineData("Take((1, a.Headers.GetValues(\"Mcp-Session-Id\").First()));", true)]
    [InlineData("Take(new State { Id = a.Headers.GetValues(\"Mcp-Session-Id\").First() });", true)]
    [InlineData("Take(new State());", false)]
    [InlineData("Take(new Kept(a.Headers.GetValues(\"Mcp-Session-Id\").First()));", true)]
    [InlineData("Take(new Kept(given));", false)]
    [InlineData("Take(Latest);", true)]
    [InlineData("Take(this.Latest);", true)]
    [InlineData("Take(Latest2.Trim());", true)]
    [InlineData("Take(Reason);", false)]
    [InlineData("Take(Forever);", false)]
    [InlineData("Take(_id);", false)]
    [InlineData("Take(Current);", false)]
    [InlineData("Take(_state.Id);", false)]
    [InlineData("Take(nameof(a));", false)]
    [InlineData("Take(\"Mcp-Session-Id\");", false)]
    [InlineData("Take(this);", false)]
    [InlineData("Take(a);", false)]
    [InlineData("Take(() => a.Headers.GetValues(\"Mcp-Session-Id\").First());", false)]
    [InlineData("Take(a.Headers.Contains(\"Mcp-Session-Id\") ? _id : null);", true)]
    [InlineData("var id = a.Headers.GetValues(\"Mcp-Session-Id\").First(); Take(id);", true)]
    [InlineData("var id = _id; Take(id);", false)]
    [InlineData("var id = _id; id = a.Headers.GetValues(\"Mcp-Session-Id\").First(); Take(id);", true)]
    [InlineData("var id = _id; id = id + id; Take(id);", false)]
    [InlineData("string other; string id = \"\"; other = id; id = other; Take(id);", false)]
    [InlineData("if (a.Headers.TryGetValues(\"Mcp-Session-Id\", out var values)) Take(values.First());", true)]
    [InlineData("if (a.Headers.TryGetValues(\"X-Other\", out var values)) Take(values.First());", false)]
    [InlineData("if (TryRead(a, out var id)) Take(id);", true)]
    [InlineData("if (TryReadBelow(a, out var id)) Take(id);", true)]
    [InlineData("if (TryNothing(a, out var id)) Take(id);", false)]
    [InlineData("if (Swapped(a, out var first, out var second)) Take(first);", false)]
    [InlineData("if (Swapped(a, out var first, out var second)) Take(second);", true)]
    [InlineData("if (int.TryParse(given, out var number)) Take(number);", false)]
    [InlineData("Take(Read(a));", true)]
    [InlineData("Take(Read2(a));", true)]
    [InlineData("Take(Nothing(a));", false)]
    [InlineData("Take(Endless(a));", false)]
    [InlineData("Take(Identity(a.Headers.GetValues(\"Mcp-Session-Id\").First()));", true)]
    [InlineData("Take(Identity(given));", false)]
    [InlineData("TakeOver(a.Headers.GetValues(\"Mcp-Session-Id\").First());", true)]
    [InlineData("TakeOver(given);", false)]
    [InlineData("TakeOver(given); TakeOver(a.Headers.GetValues(\"Mcp-Session-Id\").First());", true)]
    [InlineData("foreach (var value in a.Headers.GetValues(\"Mcp-Session-Id\")) Take(value);", true)]
    [InlineData("foreach (var value in a.Headers.GetValues(\"X-Other\")) Take(value);", false)]
    [InlineData("foreach (var header in a.Headers) if (header.Key == \"Mcp-Session-Id\") Take(header.Value.First());", true)]
    [InlineData("foreach (var header in a.Headers) if (header.Key.Equals(\"Mcp-Session-Id\", StringComparison.OrdinalIgnoreCase)) Take(header.Value.First());", true)]
    [InlineData("foreach (var header in a.Headers) if (string.Equals(\"mcp-session-id\", header.Key)) Take(header.Value.First());", true)]
    [InlineData("foreach (var header in a.Headers) if (header.Key == \"X-Other\") Take(header.Value.First());", false)]
    [InlineData("foreach (var header in a.Headers) if (header.Key != \"Mcp-Session-Id\") Take(header.Value.First());", false)]
    [InlineData("foreach (var header in a.Headers) if (header.Key.StartsWith(\"Mcp-Session-Id\")) Take(header.Value.First());", false)]
    [InlineData("foreach (var header in a.Headers) if (given == \"Mcp-Session-Id\") Take(header.Value.First());", false)]
    [InlineData("foreach (var header in a.Headers) Take(header.Value.First());", false)]
    [InlineData("foreach (var header in a.Headers) { Action take = () => { if (header.Key == \"Mcp-Session-Id\") Take(header.Value.First()); }; take(); }", true)]
    [InlineData("try { Send(r, a, given, given); } catch (Exception e) { Take(e.Message); }", false)]
    public async Task IsFromResponse_FollowsTheIdOfAnAnswer(string statements, bool expected)
    {
        var facts = await OfClient(statements);

        Assert.Equal(expected, Taken(facts).Any(value => facts.Session.IsFromResponse(value, facts.Code.All.First(b => b.Operations.Contains(value)).AnyCall)));
    }

    /// <summary>What the calls of Take are given.</summary>
    private static IEnumerable<IOperation> Taken(TransportFacts facts) => facts.Code.All
        .SelectMany(b => b.Operations).OfType<IInvocationOperation>().Where(c => c.TargetMethod.Name == "Take").Select(c => c.Arguments[0].Value);

    private static Task<TransportFacts> OfClient(string statements) => FactsOf.Type("Client", ClientCode.File($$"""
        namespace ModelContextProtocol.Client
        {
            internal sealed class SdkClient { public string? SessionId => null; public string? Endpoint => null; }
        }

        internal sealed class State { public string? Id, SessionId; public int Number, SessionNumber; }
        internal sealed class McpSession { public string Id { get; set; } = ""; }
        internal sealed class Kept { public Kept(string id) => Console.WriteLine(id); }
        internal struct Boxed { public string Value; }

        internal sealed class Helper
        {
            public static void Apply(HttpRequestMessage r, string? id) => r.Headers.Add("Mcp-Session-Id", id);
            public static void ApplyBelow(HttpRequestMessage r, string? given) { var text = given; Apply(r, text); }
            public static void Again(HttpRequestMessage r, string? id) { r.Headers.Add("Mcp-Session-Id", id); Again(r, id); }
            public static void Ignore(HttpRequestMessage r, string? id) => Console.WriteLine(id);
            public void Set(HttpRequestMessage r, string? id) => r.Headers.Add("Mcp-Session-Id", id);
        }

        internal static class Extensions
        {
            public static void With(this HttpRequestMessage r, string? id) => r.Headers.Add("Mcp-Session-Id", id);
        }

        public sealed class Client
        {
            private readonly HttpClient _http = new();
            private readonly Dictionary<string, string> _headers = new();
            private readonly State _state = new();
            private readonly McpSession _session = new();
            private readonly ModelContextProtocol.Client.SdkClient _sdk = new();
            private readonly KeyValuePair<string, string> _pair;
            private Boxed _value = new();
            private readonly (string, int) _tuple = ("", 1);
            private string _id = Console.ReadLine()!, _other = Console.ReadLine()!;

            private HttpResponseMessage _last = new();

            private string Current => _id + "";
            private string Latest => _last.Headers.GetValues("Mcp-Session-Id").First();
            private string Latest2 { get { return Latest; } }
            private string? Reason => _last.ReasonPhrase;
            private string Forever => Forever;

            public void Send(HttpRequestMessage r, HttpResponseMessage a, string given, string unsent)
            {
                {{statements}}
            }

            private static void Take(object? value) { }
            private static void Take(Func<object?> value) { }
            private static string Read(HttpResponseMessage a) { if (a.Content is null) return ""; return a.Headers.GetValues("Mcp-Session-Id").First(); }
            private static string Read2(HttpResponseMessage a) => Read(a);
            private static string Nothing(HttpResponseMessage a) => a.ReasonPhrase!;
            private static string Endless(HttpResponseMessage a) => Endless(a);
            private static string Identity(string text) => text;
            private static bool TryRead(HttpResponseMessage a, out string id) { id = a.Headers.GetValues("Mcp-Session-Id").First(); return true; }
            private static bool TryReadBelow(HttpResponseMessage a, out string id) => TryRead(a, out id);
            private static bool TryNothing(HttpResponseMessage a, out string id) { id = ""; return true; }
            private static bool Swapped(HttpResponseMessage a, out string first, out string second) { first = ""; return TryRead(a, out second); }
            private static void TakeOver(string text) => Take(text);
        }
        """));
}
