using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Facts;

public class HeaderDictionariesTests
{
    private static async Task<(HeaderDictionaries Dictionaries, ISymbol Map)> Ask(string statements, string field = "private Dictionary<string, string> _map = new();")
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            {{field}}

            public async Task RunAsync(HttpRequestMessage request, Dictionary<string, string> given)
            {
                {{statements}}
                await Task.Yield();
            }

            private void Read(IDictionary<string, string> own) { }

            private void Copy(string name, string value, HttpRequestMessage message) => message.Headers.Add(name, value);
            """) + "internal static class Elsewhere { public static extern void Take(object map); }");
        return (facts.HeaderDictionaries, facts.Code.Type.GetMembers("_map").Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("_map.Add(\"X\", \"x\");")]
    [InlineData("_map[\"X\"] = \"x\";")]
    [InlineData("_map?.Clear();")]
    [InlineData("foreach (var pair in _map) { }")]
    [InlineData("lock (_map) { }")]
    [InlineData("_ = _map.Count;")]
    [InlineData("_ = _map.Where(p => p.Key == \"X\");")]
    [InlineData("_ = _map.GetValueOrDefault(\"X\");")]
    [InlineData("_ = ((IDictionary<string, string>)_map).Count;")]
    [InlineData("Read(_map);")]
    [InlineData("_map = new Dictionary<string, string>();")]
    [InlineData("_map = [];", "private List<string> _map = [];")]
    public async Task Dictionary_IsItsOwners(string statements, string field = "private Dictionary<string, string> _map = new();")
    {
        var (dictionaries, map) = await Ask(statements, field);

        Assert.True(dictionaries.IsOwn(map));
    }

    [Theory]
    [InlineData("_map = given;")]
    [InlineData("given = _map;")]
    [InlineData("Elsewhere.Take(_map);")]
    [InlineData("_ = new Dictionary<string, string>(_map);")]
    [InlineData("Func<object> later = () => _map;")]
    [InlineData("_ = new object[] { (_map) };")]
    [InlineData("", "public Dictionary<string, string> _map = new();")]
    [InlineData("", "internal Dictionary<string, string> _map { get; } = new();")]
    public async Task Dictionary_IsAlsoOfOthers(string statements, string field = "private Dictionary<string, string> _map = new();")
    {
        var (dictionaries, map) = await Ask(statements, field);

        Assert.False(dictionaries.IsOwn(map));
    }

    [Theory]
    [InlineData("request.Headers.Add(\"X\", _map[\"X\"]);", true)]
    [InlineData("request.Headers.Add(\"X\", _map.GetValueOrDefault(\"X\"));", true)]
    [InlineData("var x = _map[\"X\"]; request.Headers.Add(\"X\", x);", true)]
    [InlineData("foreach (var pair in _map) request.Headers.Add(pair.Key, pair.Value);", true)]
    [InlineData("foreach (var (name, value) in _map) request.Headers.Add(name, value);", true)]
    [InlineData("foreach (var pair in _map) Copy(pair.Key, pair.Value, request);", true)]
    [InlineData("if (_map.TryGetValue(\"X\", out var x)) request.Headers.Add(\"X\", x);", true)]
    [InlineData("_http.DefaultRequestHeaders.Add(\"X\", _map[\"X\"]);", true)]
    [InlineData("given.Add(\"X\", _map[\"X\"]);", false)]
    [InlineData("request.Headers.Add(\"X\", given[\"X\"]);", false)]
    [InlineData("foreach (var pair in given) Copy(pair.Key, pair.Value, request);", false)]
    [InlineData("request.Headers.Add(\"X\", \"x\");", false)]
    [InlineData("_ = _map[\"X\"];", false)]
    [InlineData("var x = \"\"; x = _map[\"X\"]; request.Headers.Add(\"X\", x);", true)]
    public async Task Dictionary_IsCopiedToRequests(string statements, bool expected)
    {
        var (dictionaries, map) = await Ask(statements);

        Assert.Equal(expected, dictionaries.IsCopiedToRequests(map));
    }
}
