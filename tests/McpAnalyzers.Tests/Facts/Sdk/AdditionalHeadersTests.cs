using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class AdditionalHeadersTests
{
    private static async Task<string> Found(string statements, string members = "")
    {
        var facts = await FactsOf.SdkType("Factory", ClientCode.File($$"""
            using ModelContextProtocol.Client;

            public sealed class Factory
            {
                {{members}}

                public void Run(string id, string name, HttpClientTransportOptions options, HttpRequestMessage request, Dictionary<string, string> given, Own own)
                {
                    {{statements}}
                }
            }

            public sealed class Own { public Dictionary<string, string> AdditionalHeaders { get; set; } = new(); }

            internal static class Shared
            {
                public static Dictionary<string, string> Headers(string id) => new() { ["Mcp-Session-Id"] = id, ["Accept"] = id };
                public static readonly Dictionary<string, string> Kept = new() { ["Mcp-Name"] = "x" };
                public static Dictionary<string, string> Written(string id) { var all = Empty(); all["Accept"] = id; return all; }
                public static void Fill(HttpClientTransportOptions options) => options.AdditionalHeaders = Elsewhere.Headers();
                private static Dictionary<string, string> Empty() => new();
            }

            internal static class Elsewhere
            {
                public static Dictionary<string, string> Headers() => new() { ["Mcp-Name"] = "x" };
            }
            """));
        return string.Join("; ", facts.AdditionalHeaders.ProtocolHeaders.Select(h => $"{h.Name} {h.IsEntry} {h.Place.Syntax}"));
    }

    [Theory]
    [InlineData("Mcp-Session-Id", true)]
    [InlineData("mcp-protocol-version", true)]
    [InlineData("Mcp-Method", true)]
    [InlineData("Mcp-Name", true)]
    [InlineData("ACCEPT", true)]
    [InlineData("last-event-id", true)]
    [InlineData("Accept-Encoding", false)]
    [InlineData("Authorization", false)]
    [InlineData("", false)]
    public void HeaderOfTheTransport(string name, bool expected) => Assert.Equal(expected, AdditionalHeaders.IsOfTransport(name));

    [Theory]
    [InlineData("options.AdditionalHeaders!.Add(\"Accept\", id);", "Accept True options.AdditionalHeaders!.Add(\"Accept\", id)")]
    [InlineData("options.AdditionalHeaders![\"Accept\"] = id;", "Accept True options.AdditionalHeaders![\"Accept\"] = id")]
    [InlineData("options.AdditionalHeaders![\"X\"] = id;", "")]
    [InlineData("(name == \"\" ? options.AdditionalHeaders : given)![\"Accept\"] = id;", "Accept True (name == \"\" ? options.AdditionalHeaders : given)![\"Accept\"] = id")]
    [InlineData("options.AdditionalHeaders![name] = id;", "")]
    [InlineData("var all = options.AdditionalHeaders; all![\"Accept\"] = id;", "Accept True all![\"Accept\"] = id")]
    [InlineData("(options.AdditionalHeaders ??= new Dictionary<string, string>())[\"Accept\"] = id;", "Accept True (options.AdditionalHeaders ??= new Dictionary<string, string>())[\"Accept\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = given;", "Accept True given[\"Accept\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = new Dictionary<string, string>(given);", "Accept True given[\"Accept\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = new Dictionary<string, string>(new Dictionary<string, string>(given));", "Accept True given[\"Accept\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = new Dictionary<string, string>();", "")]
    [InlineData("given[\"Accept\"] = id;", "")]
    [InlineData("given[\"Accept\"] = id; own.AdditionalHeaders = given;", "")]
    [InlineData("own.AdditionalHeaders[\"Accept\"] = id; options.AdditionalHeaders = null;", "")]
    [InlineData("request.Headers.Add(\"Accept\", id); options.AdditionalHeaders = given;", "")]
    [InlineData("_held[\"Accept\"] = id; options.AdditionalHeaders = _held;", "Accept True _held[\"Accept\"] = id")]
    [InlineData("this._held[\"Accept\"] = id; options.AdditionalHeaders = _held;", "Accept True this._held[\"Accept\"] = id")]
    [InlineData("Public[\"Accept\"] = id; options.AdditionalHeaders = Public;", "Accept True Public[\"Accept\"] = id")]
    [InlineData("_field[\"Accept\"] = id; options.AdditionalHeaders = _field;", "Accept True _field[\"Accept\"] = id")]
    [InlineData("_held[\"Accept\"] = id; options.AdditionalHeaders = Public;", "")]
    [InlineData("options.AdditionalHeaders = Shared.Headers(id);", "Mcp-Session-Id False Shared.Headers(id)")]
    [InlineData("options.AdditionalHeaders = Shared.Kept;", "Mcp-Name False Shared.Kept")]
    [InlineData("options.AdditionalHeaders = Shared.Written(id);", "Accept False Shared.Written(id)")]
    [InlineData("options.AdditionalHeaders = Shared.Headers(id); options.AdditionalHeaders = Shared.Headers(name);", "Mcp-Session-Id False Shared.Headers(id)")]
    [InlineData("Shared.Fill(options);", "")]
    [InlineData("_ = Shared.Headers(id); options.AdditionalHeaders = given;", "")]
    [InlineData("options.AdditionalHeaders = new Dictionary<string, string> { [\"Accept\"] = id, [\"Mcp-Name\"] = id };", "Accept True [\"Accept\"] = id; Mcp-Name True [\"Mcp-Name\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = given; given.Remove(\"accept\");", "")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = given; given.Remove(\"X\");", "Accept True given[\"Accept\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = given; given.Remove(name);", "Accept True given[\"Accept\"] = id")]
    [InlineData("given[\"Accept\"] = id; options.AdditionalHeaders = given; request.Headers.Remove(\"Accept\");", "Accept True given[\"Accept\"] = id")]
    public async Task Entry_EndsInTheOptions(string statements, string found) => Assert.Equal(found, await Found(statements, """
        private readonly Dictionary<string, string> _held = new();
        public Dictionary<string, string> Public { get; set; } = new();
        public Dictionary<string, string> _field = new();
        """));
}
