using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset, McpAnalyzers.CodeFixes.Session.CachedSessionIdNeverResetFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

/// <summary>What the fix for MCPT1002 puts into the store: what its code takes for no session.</summary>
public class EmptiedStoreTests
{
    private static string Client(string store, string test, string capture, string reset = "", bool isNullable = true) => ClientCode.File($$"""
        public sealed class Client
        {
            private readonly HttpClient _http = new();
            {{store}}

            public async Task<string> AskAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                {{test}} request.Headers.Add("Mcp-Session-Id", _sid);
                using var answer = await _http.SendAsync(request);{{reset}} if (answer.Headers.TryGetValues("Mcp-Session-Id", out var given)) {{capture}};
                return await answer.Content.ReadAsStringAsync();
            }
        }
        """).Replace("#nullable enable", isNullable ? "#nullable enable" : "#nullable disable");

    private static Task Becomes(string nothing, string store, string test, bool isNullable = true) => Verify.CodeFix(
        Client(store, test, "{|MCPT1002:_sid = given.First()|}", isNullable: isNullable),
        Client(store, test, "_sid = given.First()", $" if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) {{ _sid = {nothing}; }}", isNullable));

    [Theory]
    [InlineData("if (_sid != null)")]
    [InlineData("if (null != _sid)")]
    [InlineData("if (_sid is not null)")]
    [InlineData("if (!(_sid is null))")]
    [InlineData("if (_sid is { })")]
    [InlineData("if (_sid is { Length: > 0 })")]
    [InlineData("if (_sid?.Length > 0)")]
    [InlineData("if (_sid is not null and not \"\")")]
    [InlineData("if (_sid != null && _sid != \"\")")]
    [InlineData("if (_sid != null && !string.IsNullOrEmpty(_sid))")]
    [InlineData("var current = _sid; if (current != null)")]
    public Task StoreThatIsComparedWithNull_BecomesNull(string test) => Becomes("null!", "private string _sid = null!;", test);

    [Theory]
    [InlineData("private string _sid = \"\";")]
    [InlineData("private string _sid { get; set; } = string.Empty;")]
    public Task StoreThatStartsEmptyButIsComparedWithNull_BecomesNull(string store) => Becomes("null!", store, "if (_sid != null)");

    [Theory]
    [InlineData("private string _sid = \"\";", "if (_sid != \"\")")]
    [InlineData("private string _sid = \"\";", "if (_sid.Length > 0)")]
    [InlineData("private string _sid = string.Empty;", "if (_sid is not \"\")")]
    [InlineData("private string _sid = \"\";", "if (!string.IsNullOrEmpty(_sid))")]
    [InlineData("private string _sid = null!;", "if (!string.IsNullOrEmpty(_sid))")]
    [InlineData("private string _sid { get; set; } = \"\";", "if (string.Empty != _sid)")]
    public Task StoreThatIsAskedForAnEmptyText_BecomesEmpty(string store, string test) => Becomes("string.Empty", store, test);

    [Theory]
    [InlineData("private string _sid;", "if (_sid != null)", "null")]
    [InlineData("private string _sid;", "if (!string.IsNullOrEmpty(_sid))", "null")]
    [InlineData("private string _sid = \"\";", "if (_sid.Length > 0)", "string.Empty")]
    [InlineData("private string _sid = \"\";", "if (!string.IsNullOrWhiteSpace(_sid))", "string.Empty")]
    public Task StoreWithoutNullableTypes_BecomesWhatItsCodeAsksFor(string store, string test, string nothing) => Becomes(nothing, store, test, isNullable: false);

    [Theory]
    [InlineData("private string? _sid;", "if (!string.IsNullOrEmpty(_sid))", "null")]
    [InlineData("private string? _sid = \"\";", "if (_sid != \"\")", "string.Empty")]
    [InlineData("private string _sid = null!;", "", "null!")]
    public Task StoreOfWhichLessIsAsked_BecomesWhatItsTypeHas(string store, string test, string nothing) => Becomes(nothing, store, test);

    [Theory]
    [InlineData("Sid", "null!", "null!")]
    [InlineData("Sid?", "null", "null")]
    public Task StoreOfAnObject_BecomesNull(string type, string first, string nothing)
    {
        string ClientWith(string capture, string reset) => Client($"private sealed record Sid(string Id); private {type} _sid = {first};", "if (_sid is not null)", capture, reset).Replace("\"Mcp-Session-Id\", _sid)", "\"Mcp-Session-Id\", _sid.Id)");
        return Verify.CodeFix(
            ClientWith("{|MCPT1002:_sid = new Sid(given.First())|}", ""),
            ClientWith("_sid = new Sid(given.First())", $" if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) {{ _sid = {nothing}; }}"));
    }
}
