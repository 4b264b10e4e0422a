namespace McpAnalyzers.Tests.Facts;

public class NamedVersionsTests
{
    private static async Task<string> Named(string statements, string members = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public void Run(HttpRequestMessage request, Utf8JsonWriter writer, bool flag, string given, Dictionary<string, object> map)
            {
                {{statements}}
            }

            {{members}}
            """) + """

            public sealed class Options(string? protocolVersion = null, string? name = null)
            {
                public string? ProtocolVersion { get; set; } = protocolVersion;
                public string? Name { get; set; } = name;
            }

            internal static class Versions
            {
                public const string Const = "2025-01-01";
                public static readonly string Kept = "2025-01-02";
                public const string Json = "{\"protocolVersion\":\"2025-01-03\"}";
            }
            """);
        return string.Join("; ", facts.NamedVersions.All.Select(v => $"{v.Text}{(v.IsHeader ? " header" : "")} {v.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(v.Location.SourceSpan)}"));
    }

    [Theory]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"2025-01-01\");", "2025-01-01 header \"2025-01-01\"")]
    [InlineData("request.Headers.Add(\"mcp-protocol-version\", \"latest\");", "latest header \"latest\"")]
    [InlineData("map[\"MCP-Protocol-Version\"] = \"latest\";", "latest header \"latest\"")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", flag ? \"a\" : \"b\");", "a header \"a\"; b header \"b\"")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", Version);", "x header \"x\"")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", Versions.Const);", "2025-01-01 header Versions.Const")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", Versions.Kept);", "")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \"\");", "")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", \" \");", "")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", given);", "")]
    [InlineData("request.Headers.Add(\"Mcp-Method\", \"2025-01-01\");", "")]
    [InlineData("request.Headers.Add(given, \"2025-01-01\");", "")]
    public async Task Header(string statements, string versions) => Assert.Equal(versions, await Named(statements, "private const string Version = \"x\";"));

    [Theory]
    [InlineData("_ = new { protocolVersion = \"2025-01-01\" };", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new { ProtocolVersion = \"2025-01-01\" };", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new { protocolVersion = \"latest\" };", "")]
    [InlineData("_ = new { version = \"2025-01-01\" };", "")]
    [InlineData("_ = new Options { ProtocolVersion = \"2025-01-01\" };", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new Options { Name = \"2025-01-01\" };", "")]
    [InlineData("_ = new Options(\"2025-01-01\");", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new Options(name: \"2025-01-01\");", "")]
    [InlineData("_ = new Parameters { Version = \"2025-01-01\" };", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new Parameters { Other = \"2025-01-01\", Same = \"2025-01-01\" };", "")]
    [InlineData("map[\"protocolVersion\"] = \"2025-01-01\";", "2025-01-01 \"2025-01-01\"")]
    [InlineData("map[\"io.modelcontextprotocol/protocolVersion\"] = \"2025-01-01\";", "2025-01-01 \"2025-01-01\"")]
    [InlineData("map[\"version\"] = \"2025-01-01\";", "")]
    [InlineData("map[given] = \"2025-01-01\";", "")]
    [InlineData("map.Add(\"protocolVersion\", \"2025-01-01\");", "2025-01-01 \"2025-01-01\"")]
    [InlineData("map.Add(\"version\", \"2025-01-01\");", "")]
    [InlineData("writer.WriteString(\"protocolVersion\", \"2025-01-01\");", "2025-01-01 \"2025-01-01\"")]
    [InlineData("writer.WriteString(\"x\", \"protocolVersion\");", "")]
    [InlineData("Write(1, \"protocolVersion\", \"2025-01-01\");", "2025-01-01 \"2025-01-01\"")]
    [InlineData("Write(1, \"2025-01-01\", \"protocolVersion\");", "")]
    [InlineData("_ = new System.Text.Json.Nodes.JsonObject { [\"protocolVersion\"] = \"2025-01-01\" };", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new { protocolVersion = Versions.Const };", "2025-01-01 Versions.Const")]
    [InlineData("_ = new { protocolVersion = Own };", "2025-01-04 \"2025-01-04\"")]
    [InlineData("_ = new { protocolVersion = Nested.Own };", "2025-01-05 \"2025-01-05\"")]
    [InlineData("_ = new { protocolVersion = flag ? \"2025-01-01\" : given };", "2025-01-01 \"2025-01-01\"")]
    [InlineData("_ = new { protocolVersion = \"2025-01-01\" }; _ = new { protocolVersion = \"2025-01-02\" };", "2025-01-01 \"2025-01-01\"; 2025-01-02 \"2025-01-02\"")]
    [InlineData("const string V = \"2025-01-01\"; _ = new { protocolVersion = V }; request.Headers.Add(\"MCP-Protocol-Version\", V);", "2025-01-01 header \"2025-01-01\"")]
    [InlineData("_ = new { protocolVersion = Own }; request.Headers.Add(\"MCP-Protocol-Version\", Own);", "2025-01-04 header \"2025-01-04\"")]
    [InlineData("request.Headers.Add(\"MCP-Protocol-Version\", Own); _ = new { protocolVersion = Own };", "2025-01-04 header \"2025-01-04\"")]
    public async Task Member(string statements, string versions) => Assert.Equal(versions, await Named(statements, """
        private const string Own = "2025-01-04";

        private static class Nested { public const string Own = "2025-01-05"; }

        private static void Write(int depth, string name, string value) { }

        private sealed class Parameters
        {
            [System.Text.Json.Serialization.JsonPropertyName("protocolVersion")] public string? Version { get; set; }
            [System.Text.Json.Serialization.JsonPropertyName("version")] public string? Other { get; set; }
            [Obsolete("protocolVersion")] public string? Same { get; set; }
        }
        """));

    [Theory]
    [InlineData("private sealed class Own { public string ProtocolVersion { get; set; } = \"2025-01-01\"; }", "2025-01-01 \"2025-01-01\"")]
    [InlineData("private sealed class Own { [System.Text.Json.Serialization.JsonPropertyName(\"protocolVersion\")] public string Version { get; set; } = \"2025-01-01\"; }", "2025-01-01 \"2025-01-01\"")]
    [InlineData("private sealed class Own { public string Version { get; set; } = \"2025-01-01\"; }", "")]
    [InlineData("private const string Json = \"{\\\"protocolVersion\\\":\\\"2025-01-01\\\"}\"; public string Use => Json;", "2025-01-01 2025-01-01")]
    [InlineData("public string Use => Versions.Json;", "")]
    public async Task Declaration(string members, string versions) => Assert.Equal(versions, await Named("", members));

    [Theory]
    [InlineData("_ = \"{\\\"protocolVersion\\\":\\\"2025-01-01\\\"}\";", "2025-01-01 2025-01-01")]
    [InlineData("_ = \"{\\\"protocolVersion\\\" : \\\"2025-01-01\\\"}\";", "2025-01-01 2025-01-01")]
    [InlineData("_ = @\"{\"\"protocolVersion\"\":\"\"2025-01-01\"\"}\";", "2025-01-01 2025-01-01")]
    [InlineData("_ = \"{\\\"protocolVersion\\\":\\\"2025-01-01\\\",\\\"x\\\":{\\\"protocolVersion\\\":\\\"2025-01-02\\\"}}\";", "2025-01-01 2025-01-01; 2025-01-02 2025-01-02")]
    [InlineData("_ = \"{\\\"protocolVersion\\\":\\\"2025-01-011\\\"}\";", "")]
    [InlineData("_ = \"{\\\"protocolVersion\\\":\\\"20250-1-01\\\"}\";", "")]
    [InlineData("_ = \"{\\\"version\\\":\\\"2025-01-01\\\"}\";", "")]
    [InlineData("_ = \"protocolVersion\";", "")]
    [InlineData("_ = $\"{{\\\"protocolVersion\\\":\\\"{Versions.Const}\\\"}}\";", "2025-01-01 Versions.Const")]
    [InlineData("_ = $\"{{\\\"version\\\":\\\"{Versions.Const}\\\"}}\";", "")]
    [InlineData("_ = $\"{given},\\\"protocolVersion\\\":\\\"\";", "")]
    [InlineData("_ = \"{\\\"protocolVersion\\\":\\\"\" + Versions.Const + \"\\\"}\";", "2025-01-01 Versions.Const")]
    [InlineData("_ = \"{\\\"version\\\":\\\"\" + Versions.Const + \"\\\"}\";", "")]
    [InlineData("_ = given + \"{\\\"protocolVersion\\\":\\\"\" + Versions.Const;", "2025-01-01 Versions.Const")]
    public async Task Json(string statements, string versions) => Assert.Equal(versions, await Named(statements));
}
