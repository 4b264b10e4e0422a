namespace McpAnalyzers.Tests.Facts;

public class HeaderComparisonsTests
{
    private static async Task<string[]> Compared(string statement, string members = "")
    {
        var facts = await FactsOf.Members($$"""
            private const string Header = "mcp-session-id";
            private static readonly string Version = "MCP-Protocol-Version";

            public void Run(string name, object any, bool flag, HttpResponseMessage response, StringComparison how, StringComparer comparer, KeyValuePair<string, string> pair)
            {
                {{statement}}
            }

            {{members}}
            """);
        return [.. facts.HeaderComparisons.All.Select(c => $"{c.Form} {(c.IsNegated ? "not " : "")}{c.Header} {c.Syntax}")];
    }

    [Theory]
    [InlineData("_ = name == \"Mcp-Session-Id\";", "Operator Mcp-Session-Id name == \"Mcp-Session-Id\"")]
    [InlineData("_ = \"Mcp-Session-Id\" == name;", "Operator Mcp-Session-Id \"Mcp-Session-Id\" == name")]
    [InlineData("_ = name != Header;", "Operator not mcp-session-id name != Header")]
    [InlineData("_ = Version == name;", "Operator MCP-Protocol-Version Version == name")]
    [InlineData("_ = name.Trim() == Header;", "Operator mcp-session-id name.Trim() == Header")]
    [InlineData("_ = name.Equals(Header);", "Call mcp-session-id name.Equals(Header)")]
    [InlineData("_ = Header.Equals(name);", "Call mcp-session-id Header.Equals(name)")]
    [InlineData("_ = name.Equals(Header, StringComparison.Ordinal);", "Call mcp-session-id name.Equals(Header, StringComparison.Ordinal)")]
    [InlineData("_ = name.Equals(Header, StringComparison.InvariantCulture);", "Call mcp-session-id name.Equals(Header, StringComparison.InvariantCulture)")]
    [InlineData("_ = name.Equals(Header, StringComparison.CurrentCulture);", "Call mcp-session-id name.Equals(Header, StringComparison.CurrentCulture)")]
    [InlineData("_ = string.Equals(name, Header);", "Call mcp-session-id string.Equals(name, Header)")]
    [InlineData("_ = string.Equals(Header, name, StringComparison.Ordinal);", "Call mcp-session-id string.Equals(Header, name, StringComparison.Ordinal)")]
    [InlineData("_ = object.Equals(name, Header);", "Call mcp-session-id object.Equals(name, Header)")]
    [InlineData("_ = StringComparer.Ordinal.Equals(name, Header);", "Call mcp-session-id StringComparer.Ordinal.Equals(name, Header)")]
    [InlineData("_ = name is Header;", "Pattern mcp-session-id name is Header")]
    [InlineData("_ = name is not Header;", "Pattern not mcp-session-id name is not Header")]
    [InlineData("_ = name is Header or \"Accept\";", "Other mcp-session-id name is Header or \"Accept\"")]
    [InlineData("_ = pair is { Key: Header };", "Other mcp-session-id pair is { Key: Header }")]
    [InlineData("_ = pair is (Header, _);", "Other mcp-session-id pair is (Header, _)")]
    [InlineData("switch (name) { case Header: break; }", "Other mcp-session-id name")]
    [InlineData("switch (name) { case Header when flag: break; }", "Other mcp-session-id name")]
    [InlineData("switch (name) { case Header or \"x\": break; }", "Other mcp-session-id name")]
    [InlineData("_ = name switch { Header => 1, _ => 2 };", "Other mcp-session-id name")]
    [InlineData("_ = pair switch { { Key: Header } => 1, _ => 2 };", "Other mcp-session-id pair")]
    [InlineData("foreach (var h in response.Headers) { if (h.Key == Header) return; }", "Operator mcp-session-id h.Key == Header")]
    [InlineData("var text = flag ? name : \"accept\"; _ = text == Header;", "Operator mcp-session-id text == Header")]
    public async Task Comparison_ByCase(string statement, string comparison) => Assert.Equal([comparison], await Compared(statement));

    [Theory]
    [InlineData("_ = name == \"Accept\";")]
    [InlineData("_ = name is \"Accept\";")]
    [InlineData("_ = Header == Version;")]
    [InlineData("_ = Header == \"Accept\";")]
    [InlineData("_ = name.ToLowerInvariant() == Header;")]
    [InlineData("_ = name.ToLower() == Header;")]
    [InlineData("_ = name.ToUpper() == Header;")]
    [InlineData("_ = name.ToUpperInvariant() == Header;")]
    [InlineData("var lower = name.ToLowerInvariant(); _ = lower is Header;")]
    [InlineData("switch (name.ToLowerInvariant()) { case Header: break; }")]
    [InlineData("_ = name.ToLowerInvariant() switch { Header => 1, _ => 2 };")]
    [InlineData("_ = name.Equals(Header, StringComparison.OrdinalIgnoreCase);")]
    [InlineData("_ = name.Equals(Header, StringComparison.InvariantCultureIgnoreCase);")]
    [InlineData("_ = name.Equals(Header, StringComparison.CurrentCultureIgnoreCase);")]
    [InlineData("_ = name.Equals(Header, how);")]
    [InlineData("_ = string.Equals(name, Header, StringComparison.OrdinalIgnoreCase);")]
    [InlineData("_ = StringComparer.OrdinalIgnoreCase.Equals(name, Header);")]
    [InlineData("_ = comparer.Equals(name, Header);")]
    [InlineData("_ = Own.Equals(name, Header);")]
    [InlineData("_ = any == (object)Header;")]
    [InlineData("_ = any is Header;")]
    [InlineData("_ = name.StartsWith(Header);")]
    [InlineData("_ = name + Header;")]
    [InlineData("_ = name.CompareTo(Header) > 0;")]
    [InlineData("var text = flag ? name : name.ToLowerInvariant(); _ = text == Header;")]
    [InlineData("_ = Own.Equals();")]
    [InlineData("_ = new Named().Equals();")]
    public async Task OtherComparison(string statement) => Assert.Empty(await Compared(statement, "private static class Own { public static bool Equals(string one, string two) => true; public static bool Equals() => true; } private sealed class Named { public bool Equals() => true; }"));

    [Theory]
    [InlineData("var map = response.Headers.ToDictionary(h => h.Key, h => h.Value);", "response.Headers.ToDictionary(h => h.Key, h => h.Value)")]
    [InlineData("var map = response.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString());", "response.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString())")]
    [InlineData("var map = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => h.Value, StringComparer.Ordinal);", "response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => h.Value, StringComparer.Ordinal)")]
    [InlineData("var map = new Dictionary<string, string>(); foreach (var h in response.Headers) { if (flag) map[h.Key] = h.Value.First(); }", "new Dictionary<string, string>()")]
    [InlineData("var map = new Dictionary<string, string>(StringComparer.Ordinal); foreach (var h in response.Headers) map.Add(h.Key, h.Value.First());", "new Dictionary<string, string>(StringComparer.Ordinal)")]
    [InlineData("var map = new Dictionary<string, string>(); var other = new Dictionary<string, string>(); var filled = flag ? map : other; foreach (var h in response.Headers) filled[h.Key] = h.Value.First();", "new Dictionary<string, string>()")]
    public async Task DictionaryOfReceivedHeaders_ComparesByCase(string made, string creation) =>
        Assert.Equal([$"Dictionary mcp-session-id {creation}"], await Compared($"{made} _ = map[Header]; _ = map.ContainsKey(Header);"));

    [Theory]
    [InlineData("var map = response.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);")]
    [InlineData("var map = response.Headers.ToDictionary(h => h.Key, h => h.Value, comparer);")]
    [InlineData("var map = new[] { name }.ToDictionary(n => n, n => n);")]
    [InlineData("var map = new Dictionary<string, string>();")]
    [InlineData("var map = new Dictionary<string, string>(); foreach (var h in response.Headers) map[\"Mcp-Method\"] = h.Value.First();")]
    [InlineData("var map = new Dictionary<string, string>(); foreach (var h in response.Headers) map[h.Key.ToLowerInvariant()] = h.Value.First();")]
    [InlineData("var map = new Dictionary<string, string>(); foreach (var h in new[] { name }) map[h] = h;")]
    [InlineData("var map = new Dictionary<string, string>(); map[name] = name;")]
    [InlineData("var map = new Dictionary<string, string>(); var other = new Dictionary<string, string>(); foreach (var h in response.Headers) other[h.Key] = h.Value.First();")]
    [InlineData("var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase); foreach (var h in response.Headers) map[h.Key] = h.Value.First();")]
    [InlineData("var map = new SortedDictionary<string, string>(); foreach (var h in response.Headers) map[h.Key] = h.Value.First();")]
    [InlineData("var map = Kept; foreach (var h in response.Headers) map[h.Key] = h.Value.First();")]
    [InlineData("var map = response.Headers.ToLookup(h => h.Key);")]
    public async Task OtherDictionary(string made) => Assert.Empty(await Compared($"{made} _ = map[Header];", "public Dictionary<string, string> Kept { get; set; } = new();"));

    [Fact]
    public async Task DictionaryThatIsAskedForAnotherHeader() => Assert.Empty(await Compared("var map = response.Headers.ToDictionary(h => h.Key, h => h.Value); _ = map[\"Accept\"]; _ = map[name];"));

    [Fact]
    public async Task Operands_AreThoseOfTheComparison()
    {
        var facts = await FactsOf.Members("public void Run(string name) { _ = name == \"Mcp-Name\"; _ = name is \"Mcp-Name\"; _ = name is not \"Mcp-Name\"; _ = name.Equals(\"Mcp-Name\"); }");

        Assert.Equal(
            ["name \"Mcp-Name\"", "name \"Mcp-Name\"", "name \"Mcp-Name\"", " "],
            facts.HeaderComparisons.All.Select(c => $"{c.Left} {c.Right}"));
    }
}
