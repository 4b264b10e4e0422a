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

    [Theory]
    [InlineData("additional_session_headers = X Session", "names of HTTP headers, separated by commas, and 'X Session' is left out")]
    [InlineData("additional_session_headers = X-Session-Id, X:Y", "names of HTTP headers, separated by commas, and 'X:Y' is left out")]
    [InlineData("session_reset_methods = Reset()", "names of methods, separated by commas, and 'Reset()' is left out")]
    [InlineData("session_reset_methods = Client.Reset, Drop, 1st", "names of methods, separated by commas, and 'Client.Reset' and '1st' are left out")]
    [InlineData("expiry_reaction_names = begin again", "names of methods, types, events or flags, separated by commas, and 'begin again' is left out")]
    public Task WhatIsNoName_IsReportedInWords(string line, string allowed) => Check(
        EditorConfig("mcp_analyzers." + line),
        [McpCode],
        Verify.Diagnostic("MCPT0001").WithMessage($"'mcp_analyzers.{line}' is not understood: allowed are {allowed}"));

    [Theory]
    [InlineData("additional_session_headers = X-Session-Id")]
    [InlineData("additional_session_headers = X-Session-Id, x_2")]
    [InlineData("session_reset_methods = Reset, _drop")]
    [InlineData("session_reset_methods =")]
    [InlineData("expiry_reaction_names = BeginAgain,")]
    public Task Names_AreSilent(string line) => Check(EditorConfig("mcp_analyzers." + line), [McpCode]);

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
