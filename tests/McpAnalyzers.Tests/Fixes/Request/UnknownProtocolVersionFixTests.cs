using McpAnalyzers.CodeFixes.Request;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.UnknownProtocolVersion, McpAnalyzers.CodeFixes.Request.UnknownProtocolVersionFix>;

namespace McpAnalyzers.Tests.Fixes.Request;

public class UnknownProtocolVersionFixTests
{
    private static string Client(string version, string json) => ClientCode.WithSession($$"""
        public void Apply(HttpRequestMessage request)
        {
            request.Headers.Add("MCP-Protocol-Version", {{version}}); // the newest
            request.Content = new StringContent({{json}});
        }
        """);

    [Theory]
    [InlineData("2026-06-30", "2026-07-28")]
    [InlineData("2025-06-08", "2025-06-18")]
    [InlineData("2025-03-27", "2025-03-26")]
    [InlineData("2024-01-01", "2024-11-05")]
    public Task NearestRevision_IsOfferedFirst(string wrong, string right) => Verify.CodeFix(
        Client($"{{|MCPT3004:\"{wrong}\"|}}", $"@\"{{\"\"protocolVersion\"\":\"\"{{|MCPT3004:{wrong}|}}\"\"}}\""),
        Client($"\"{right}\"", $"@\"{{\"\"protocolVersion\"\":\"\"{right}\"\"}}\""));

    [Fact]
    public Task OtherNeighbour_IsOfferedToo() => Verify.CodeFix(
        [Client("{|MCPT3004:\"2026-06-30\"|}", "\"\"")],
        [Client("\"2025-11-25\"", "\"\"")],
        test =>
        {
            test.CodeActionIndex = 1;
            test.CodeActionEquivalenceKey = UnknownProtocolVersionFix.UseRevision + "2025-11-25";
        });

    [Fact]
    public Task TextThatIsNoDate_OffersNothing() => Verify.NoCodeFix(Client("{|MCPT3004:\"1.0\"|}", "\"\""));

    [Fact]
    public Task ConstantOfAnotherType_OffersNothing() => Verify.NoCodeFix(
        Client("{|MCPT3004:Names.Version|}", "\"\"") + "static class Names { public const string Version = \"2025-06-08\"; }");
}
