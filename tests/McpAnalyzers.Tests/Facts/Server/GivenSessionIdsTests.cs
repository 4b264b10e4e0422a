using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class GivenSessionIdsTests
{
    private static string Server(string statements, string members = "") => ServerMembers.Class($$"""
        private const string Header = "Mcp-Session-Id";
        private readonly ConcurrentDictionary<string, Session> _sessions = new();
        private readonly IDictionary<string, Session> _others = new Dictionary<string, Session>();
        private IDictionary<string, Session> Property { get; } = new Dictionary<string, Session>();
        private readonly IHeaderDictionary _headers = null!;
        {{members}}

        public async Task RunAsync(HttpContext context, HttpListenerContext listener, HttpRequestMessage request, HttpResponseMessage answer, string id, IHeaderDictionary headers)
        {
            await Task.Yield();
            {{statements}}
        }
        """);

    private static async Task<string> GivenIn(string statements, string members = "")
    {
        var facts = await FactsOf.Server("Server", Server(statements, members) + ServerCode.Functions);
        return string.Join("; ", facts.GivenSessionIds.All.Select(o => o.Operation.Syntax));
    }

    [Theory]
    [InlineData("context.Response.Headers[Header] = id;", "id")]
    [InlineData("context.Response.Headers.Append(Header, id);", "id")]
    [InlineData("context.Response.Headers.Add(\"mcp-session-id\", id);", "id")]
    [InlineData("context.Response.Headers[\"X-Other\"] = id;", "")]
    [InlineData("context.Request.Headers[Header] = id;", "")]
    [InlineData("var found = context.Response.Headers; found[Header] = id;", "id")]
    [InlineData("var found = context.Request.Headers; found[Header] = id;", "")]
    [InlineData("headers[Header] = id;", "")]
    [InlineData("_headers[Header] = id;", "")]
    [InlineData("listener.Response.Headers[Header] = id;", "id")]
    [InlineData("listener.Response.AddHeader(Header, id);", "id")]
    [InlineData("listener.Response.AppendHeader(Header, id);", "id")]
    [InlineData("listener.Response.AddHeader(\"X-Other\", id);", "")]
    [InlineData("listener.Response.Redirect(Header + id);", "")]
    [InlineData("new Own().AddHeader(Header, id);", "")]
    [InlineData("answer.Headers.Add(Header, id);", "id")]
    [InlineData("var found = answer.Headers; found.Add(Header, id);", "")]
    [InlineData("request.Headers.Add(Header, id);", "")]
    [InlineData("new HttpClient().DefaultRequestHeaders.Add(Header, id);", "")]
    [InlineData("var found = id == \"\" ? context.Response.Headers : headers; found[Header] = id;", "id")]
    [InlineData("default(Microsoft.Azure.Functions.Worker.Http.HttpResponseData)!.Headers.Add(Header, id);", "id")]
    public async Task HeaderOfAResponse_GivesAnId(string statement, string given) =>
        Assert.Equal(given, await GivenIn(statement, "private sealed class Own { public void AddHeader(string name, string value) => Console.WriteLine(name + value); }"));

    [Theory]
    [InlineData("_sessions[id] = new Session();", "id")]
    [InlineData("_sessions.TryAdd(id, new Session());", "id")]
    [InlineData("_sessions.GetOrAdd(id, _ => new Session());", "id")]
    [InlineData("_sessions.AddOrUpdate(id, new Session(), (_, s) => s);", "id")]
    [InlineData("_others.Add(id, new Session());", "")]
    [InlineData("_others[id] = new Session();", "")]
    [InlineData("_sessions.TryUpdate(id, new Session(), new Session());", "")]
    [InlineData("var local = _sessions; local[id] = new Session();", "")]
    [InlineData("_ = _sessions[id];", "")]
    public async Task KeyOfTheStoreThatIsSearched_IsAnId(string statement, string given) =>
        Assert.Equal(given, await GivenIn(statement, "private bool Knows(HttpRequest request) => _sessions.ContainsKey(request.Headers[Header].ToString());"));

    [Theory]
    [InlineData("_others.TryGetValue(asked, out _)", true)]
    [InlineData("_others.ContainsKey(asked)", true)]
    [InlineData("_others.Remove(asked)", true)]
    [InlineData("new Dictionary<string, Session>(_others).ContainsKey(asked)", false)]
    [InlineData("_others[asked] is null", true)]
    [InlineData("_others.ContainsKey(request.ContentType!)", false)]
    [InlineData("_others.Keys.Contains(asked)", false)]
    [InlineData("_others.Equals(asked)", false)]
    [InlineData("_sessions.TryRemove(asked, out _)", false)]
    public async Task Store_IsSearchedByTheIdOfRequests(string search, bool isSearched) => Assert.Equal(
        isSearched ? "id" : "",
        await GivenIn("_others.Add(id, new Session());", $$"""private bool Knows(HttpRequest request) { var asked = request.Headers[Header].ToString(); return {{search}}; }"""));

    [Theory]
    [InlineData("_concurrent.TryRemove(asked, out _)", "_concurrent[id] = 1;")]
    [InlineData("_dictionary.GetValueOrDefault(asked) == 1", "")]
    [InlineData("_map.GetValueOrDefault(asked) == 1", "_map.Add(id, 1);")]
    [InlineData("Property.ContainsKey(asked)", "Property[id] = new Session();")]
    [InlineData("_bag.Remove(asked)", "")]
    [InlineData("_headers.ContainsKey(asked)", "")]
    public async Task StoreOfAnyKind_IsSearched(string search, string store) => Assert.Equal(
        store.Length > 0 ? "id" : "",
        await GivenIn(store.Length > 0 ? store : "_dictionary[id] = 1; _bag.Add(id, 1); _headers[id] = \"\";", $$"""
            private readonly ConcurrentDictionary<string, int> _concurrent = new();
            private readonly Dictionary<string, int> _dictionary = new();
            private readonly Map _map = new();
            private readonly Bag _bag = new();
            private sealed class Map : Dictionary<string, int> { public int GetValueOrDefault(string id) => 1; }
            private sealed class Bag { public bool Remove(string id) => false; public void Add(string id, int value) => Console.WriteLine(id); }
            private bool Knows(HttpRequest request) { var asked = request.Headers[Header].ToString(); return {{search}}; }
            """));

    [Theory]
    [InlineData("new StringValues(id)", "id")]
    [InlineData("(StringValues)id", "id")]
    [InlineData("new StringValues(new[] { id })", "id")]
    [InlineData("new[] { id }", "id")]
    [InlineData("(string[])[id]", "id")]
    [InlineData("(object)(id)", "id")]
    [InlineData("new[] { id, id }", "new[] { id, id }")]
    [InlineData("(string[])[id, id]", "[id, id]")]
    [InlineData("id.Trim()", "id.Trim()")]
    [InlineData("new Uri(id)", "new Uri(id)")]
    public async Task WithoutWrapper_IsTheText(string value, string text)
    {
        var facts = await FactsOf.Server("Server", Server($"Give({value});", "private static void Give(object? given) { }"));
        var given = facts.Body("RunAsync").Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give").Arguments[0].Value;

        Assert.Equal(text, GivenSessionIds.WithoutWrapper(given).Syntax.ToString());
    }
}
