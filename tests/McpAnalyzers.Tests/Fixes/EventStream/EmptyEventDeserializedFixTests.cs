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

    private static string In(string loop, string parse, string end = "") => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public static void Read(List<string> lines)
        {
            var i = 0;
            {{loop}}
            {
                var line = lines[i++];
                if (line.StartsWith("data:"))
                {
                    var data = line.Substring(5);
                    {{parse}}
                }
            }{{end}}
        }
        """).Replace("\r\n", "\n");

    private const string Skipped = """
        if (string.IsNullOrEmpty(data))
                    {
                        continue;
                    }

                    using var json = JsonDocument.Parse(data);
        """;

    [Theory]
    [InlineData("while (i < lines.Count)", "")]
    [InlineData("for (; i < lines.Count;)", "")]
    [InlineData("do", " while (i < lines.Count);")]
    [InlineData("foreach (var _ in lines)", "")]
    [InlineData("foreach (var (a, b) in new List<(int, int)>())", "")]
    public Task EveryLoop_GoesOnWithTheNextEvent(string loop, string end) => Verify.CodeFix(
        In(loop, "using var json = {|MCPT2006:JsonDocument.Parse(data)|};", end), In(loop, Skipped.Replace("\r\n", "\n"), end));

    [Theory]
    [InlineData("", "")]
    [InlineData("while (i < lines.Count) lines.ForEach(other =>", ");")]
    [InlineData("while (i < lines.Count) { void One()", "\n        One(); }")]
    [InlineData("while (i < lines.Count) try { } finally", "")]
    public Task NoLoopToGoOnIn_OffersNothing(string around, string end) => Verify.NoCodeFix(In(around, "using var json = {|MCPT2006:JsonDocument.Parse(data)|};", end));
}
