using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.Verify<McpAnalyzers.McpTransportAnalyzer>;

namespace McpAnalyzers.Tests.Configuration;

public class InvalidOptionTests
{
    private const string McpCode = """
        public static class McpHeaders
        {
            public const string SessionId = "Mcp-Session-Id";
        }
        """;

    private const string OtherMcpCode = """
        public static class MoreMcpHeaders
        {
            public const string ProtocolVersion = "MCP-Protocol-Version";
        }
        """;

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("treu")]
    [InlineData("true, false")]
    public Task UnknownValue_IsReportedInWords(string value) => Check(
        EditorConfig("mcp_analyzers.analyze_test_projects = " + value),
        [McpCode],
        NotUnderstood(value));

    [Theory]
    [InlineData("mcp_analyzers.analyze_test_projects = true")]
    [InlineData("mcp_analyzers.analyze_test_projects = false")]
    [InlineData("mcp_analyzers.analyze_test_projects = True")]
    [InlineData("MCP_Analyzers.Analyze_Test_Projects = FALSE")]
    [InlineData("dotnet_code_quality.analyze_test_projects = perhaps")]
    [InlineData("")]
    public Task KnownValue_IsSilent(string line) => Check(EditorConfig(line), [McpCode]);

    [Fact]
    public Task ValueForManyFiles_IsReportedOnce() => Check(
        EditorConfig("mcp_analyzers.analyze_test_projects = yes"),
        [McpCode, OtherMcpCode],
        NotUnderstood("yes"));

    [Fact]
    public Task TwoValues_AreBothReported() => Check(
        EditorConfig("mcp_analyzers.analyze_test_projects = yes") + "\n[Test1.cs]\nmcp_analyzers.analyze_test_projects = no\n",
        [McpCode, OtherMcpCode],
        NotUnderstood("yes"),
        NotUnderstood("no"));

    [Fact]
    public Task ValueOfGlobalConfig_IsReported() => Verify.Analyzer(
        [McpCode],
        test => test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nmcp_analyzers.analyze_test_projects = yes\n")),
        NotUnderstood("yes"));

    [Fact]
    public Task ProjectWithoutMcp_IsSilent() => Check(
        EditorConfig("mcp_analyzers.analyze_test_projects = yes"),
        ["public class Nothing { }"]);

    // A diagnostic at no location has no file whose .editorconfig section could speak of it.
    [Fact]
    public Task SeverityNoneOfGlobalConfig_IsRespected() => Verify.Analyzer(
        [McpCode],
        test => test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", """
            is_global = true
            mcp_analyzers.analyze_test_projects = yes
            dotnet_diagnostic.MCPT0001.severity = none

            """)));

    private static string EditorConfig(string line) => $"root = true\n\n[*.cs]\n{line}\n";

    private static DiagnosticResult NotUnderstood(string value) => Verify.Diagnostic("MCPT0001")
        .WithMessage($"'mcp_analyzers.analyze_test_projects = {value}' is not understood: allowed are true and false, and 'false' is used");

    private static Task Check(string editorConfig, string[] sources, params DiagnosticResult[] expected)
        => Verify.Analyzer(sources, test => test.UseEditorConfig(editorConfig), expected);
}
