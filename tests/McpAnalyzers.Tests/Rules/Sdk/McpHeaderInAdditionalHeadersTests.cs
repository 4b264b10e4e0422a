using System.Diagnostics.CodeAnalysis;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Sdk.McpHeaderInAdditionalHeaders>;

namespace McpAnalyzers.Tests.Rules.Sdk;

public class McpHeaderInAdditionalHeadersTests
{
    private static Task Analyze([StringSyntax("C#-test")] string source) => Verify.Analyzer([source], test => test.UseSdk());

    private static string Factory(string statements, string members = "") => ClientCode.File($$"""
        using McpTransport;
        using ModelContextProtocol.Client;

        public sealed class Factory
        {
            private const string Header = "mcp-session-id";
            private readonly Dictionary<string, string> _headers = new();
            private readonly Uri _endpoint = new("http://localhost/mcp");

            {{members}}

            public object Create(string id, string token, Uri endpoint)
            {
                {{statements}}
            }
        }

        internal static class Names
        {
            public static readonly string Accept = "Accept";
            public const string Session = "Mcp-" + "Session-Id";
        }

        """);

    [Theory]
    [InlineData("new Dictionary<string, string> { {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }")]
    [InlineData("new Dictionary<string, string> { {|MCPT5001:[\"MCP-Protocol-Version\"] = \"2025-06-18\"|} }")]
    [InlineData("new Dictionary<string, string> { {|MCPT5001:[\"Mcp-Method\"] = id|}, {|MCPT5001:[\"mcp-name\"] = id|} }")]
    [InlineData("new Dictionary<string, string> { [\"Authorization\"] = token, {|MCPT5001:[\"accept\"] = \"application/json\"|} }")]
    [InlineData("new Dictionary<string, string> { {|MCPT5001:{ \"LAST-EVENT-ID\", id }|} }")]
    [InlineData("new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { {|MCPT5001:[Header] = id|} }")]
    [InlineData("new Dictionary<string, string>(new Dictionary<string, string> { {|MCPT5001:[Header] = id|} })")]
    [InlineData("{ {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }")]
    [InlineData("{ {|MCPT5001:{ Names.Session, id }|} }")]
    [InlineData("new SortedDictionary<string, string> { {|MCPT5001:[Names.Accept] = \"application/json\"|} }")]
    [InlineData("id.Length == 0 ? null : new Dictionary<string, string> { {|MCPT5001:[Header] = id|} }")]
    public async Task Initializer_IsReported(string dictionary)
    {
        await Analyze(Factory($"return new HttpClientTransportOptions {{ Endpoint = endpoint, AdditionalHeaders = {dictionary} }};"));
        await Analyze(Factory($"return new ResilientHttpClientTransportOptions {{ Endpoint = endpoint, AdditionalHeaders = {dictionary} }};"));
    }

    [Theory]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; options.AdditionalHeaders = new Dictionary<string, string>(); {|MCPT5001:options.AdditionalHeaders[\"Mcp-Session-Id\"] = id|}; return options;")]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; {|MCPT5001:options.AdditionalHeaders!.Add(\"Mcp-Session-Id\", id)|}; return options;")]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; options.AdditionalHeaders?{|MCPT5001:.Add(\"Mcp-Session-Id\", id)|}; return options;")]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; {|MCPT5001:options.AdditionalHeaders!.TryAdd(Header, id)|}; return options;")]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; var all = options.AdditionalHeaders ??= new Dictionary<string, string>(); {|MCPT5001:all[\"Accept\"] = id|}; return options;")]
    public Task WrittenOnTheOptions_IsReported(string statements) => Analyze(Factory(statements));

    [Theory]
    [InlineData("var headers = new Dictionary<string, string>(); {|MCPT5001:headers[\"Mcp-Session-Id\"] = id|}; return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = headers };", "")]
    [InlineData("var headers = new Dictionary<string, string>(); if (id is not null) { {|MCPT5001:headers.Add(Header, id)|}; } return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = headers };", "")]
    [InlineData("{|MCPT5001:_headers[\"Mcp-Session-Id\"] = id|}; return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = _headers };", "")]
    [InlineData("return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = Headers(id) };", "private static Dictionary<string, string> Headers(string id) { var h = new Dictionary<string, string>(); {|MCPT5001:h[\"Mcp-Session-Id\"] = id|}; return h; }")]
    [InlineData("return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = Headers(id) };", "private static Dictionary<string, string> Headers(string id) => new() { {|MCPT5001:[\"Mcp-Session-Id\"] = id|} };")]
    [InlineData("Dictionary<string, string>? headers = null; if (id.Length > 0) headers = new() { {|MCPT5001:[Header] = id|} }; return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = headers };", "")]
    [InlineData("return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = Shared };", "public static IDictionary<string, string> Shared { get; } = new Dictionary<string, string> { {|MCPT5001:[\"MCP-Protocol-Version\"] = \"2025-06-18\"|} };")]
    [InlineData("var headers = new Dictionary<string, string>(); Fill(headers, id); return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = headers };", "private static void Fill(IDictionary<string, string> target, string id) => {|MCPT5001:target[\"Mcp-Session-Id\"] = id|};")]
    public Task DictionaryBuiltBefore_IsReported(string statements, string members) => Analyze(Factory(statements, members));

    [Fact]
    public Task DictionaryOfAnotherType_IsReportedWhereItIsUsed() => Analyze(Factory(
        "return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = {|MCPT5001:Shared.Headers(id)|} };") + """

        internal static class Shared
        {
            public static Dictionary<string, string> Headers(string id) => new() { ["Mcp-Session-Id"] = id };
        }
        """);

    [Theory]
    [InlineData("return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { [\"Authorization\"] = token, [\"X-Mcp-Session-Id\"] = id } };")]
    [InlineData("return new HttpClientTransportOptions { Endpoint = endpoint, KnownSessionId = id };")]
    [InlineData("var mine = new Dictionary<string, string> { [\"Mcp-Session-Id\"] = id }; return mine;")]
    [InlineData("var mine = new Dictionary<string, string> { [\"Mcp-Session-Id\"] = id }; var other = new Dictionary<string, string>(); Console.WriteLine(mine); return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = other };")]
    [InlineData("return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { [token] = id } };")]
    [InlineData("var headers = new Dictionary<string, string> { [\"Mcp-Session-Id\"] = id }; headers.Remove(\"mcp-session-id\"); return new HttpClientTransportOptions { Endpoint = endpoint, AdditionalHeaders = headers };")]
    public Task OtherHeadersAndOtherDictionaries_AreSilent(string statements) => Analyze(Factory(statements));

    [Fact]
    public Task OptionsOfSomebodyElse_AreSilent() => Analyze(ClientCode.File("""
        using ModelContextProtocol.Client;

        public sealed class MyOptions
        {
            public Dictionary<string, string>? AdditionalHeaders { get; set; }

            public static MyOptions Of(string id) => new() { AdditionalHeaders = new() { ["Mcp-Session-Id"] = id } };
        }
        """));
}
