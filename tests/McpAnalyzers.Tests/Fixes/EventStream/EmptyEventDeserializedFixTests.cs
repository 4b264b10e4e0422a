using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.EmptyEventDeserialized, McpAnalyzers.CodeFixes.EventStream.EmptyEventDeserializedFix>;

namespace McpAnalyzers.Tests.Fixes.EventStream;

public class EmptyEventDeserializedFixTests
{
    private static string Read(string skip, string parse) => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public static void Read(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                if (line.StartsWith("data:"))
                {
                    var data = line.Substring(5);
        {{skip}}            using var json = {{parse}};
                }
            }
        }
        """).Replace("\r\n", "\n");

    [Fact]
    public Task EmptyData_IsSkipped() => Verify.CodeFix(
        Read("", "{|MCPT2006:JsonDocument.Parse(data)|}"),
        Read("""
                        if (string.IsNullOrEmpty(data))
                        {
                            continue;
                        }


            """, "JsonDocument.Parse(data)"));

    [Fact]
    public Task DataWithoutAName_OffersNothing() => Verify.NoCodeFix(Read("", "{|MCPT2006:JsonDocument.Parse(line[5..])|}"));
}
