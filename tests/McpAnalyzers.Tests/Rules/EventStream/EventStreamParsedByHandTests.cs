using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.EventStreamParsedByHand>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class EventStreamParsedByHandTests
{
    private static string Read(string onLine) => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";
        private const string DataPrefix = "data: ";

        public static string Read(string line)
        {
            {{onLine}}
            return "";
        }
        """);

    [Theory]
    [InlineData("if ({|MCPT2007:line.StartsWith(\"data: \")|}) return line[6..];")]
    [InlineData("if ({|MCPT2007:line.StartsWith(DataPrefix, StringComparison.Ordinal)|}) return line[6..];")]
    [InlineData("if ({|MCPT2007:line.AsSpan().StartsWith(\"data: \")|}) return line[6..];")]
    [InlineData("return {|MCPT2007:line.Split(\"data: \")|}[1];")]
    [InlineData("if (line.StartsWith(\"event: \")) return \"\"; if ({|MCPT2007:line.StartsWith(\"data: \")|}) return line[6..];")]
    public Task SpaceThatIsOptional_IsReported(string onLine) => Verify.Analyzer(Read(onLine));

    [Fact]
    public Task OtherTestInAHelper_IsSilent() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public static string Read(string line) => IsSpaced(line) ? line[6..] : IsData(line) ? line[5..] : "";

        private static bool IsSpaced(string line) => line.StartsWith("data: ");

        private static bool IsData(string line) => line.StartsWith("data:");
        """));

    [Theory]
    [InlineData("if (line.StartsWith(\"data:\")) return line[5..].TrimStart();")]
    [InlineData("if (line.StartsWith(\"data: \")) return line[6..]; if (line.StartsWith(\"data:\")) return line[5..];")]
    [InlineData("return \"data: \" + line;")]
    [InlineData("if (line.StartsWith(\"metadata: \")) return line;")]
    public Task FieldNameAlone_IsSilent(string onLine) => Verify.Analyzer(Read(onLine));
}
