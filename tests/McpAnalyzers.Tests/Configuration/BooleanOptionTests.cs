using System.Diagnostics.CodeAnalysis;
using McpAnalyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests.Configuration;

public class BooleanOptionTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("yes", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void ValueOfFile_OrTheDefaultWhereThereIsNone(string? written, bool? expected)
    {
        var file = CSharpSyntaxTree.ParseText("", cancellationToken: TestContext.Current.CancellationToken);
        var options = new Written("mcp_analyzers.some_option", written);

        Assert.Equal(expected ?? true, new BooleanOption("some_option", defaultValue: true).In(file, options));
        Assert.Equal(expected ?? false, new BooleanOption("some_option", defaultValue: false).In(file, options));
    }

    [Fact]
    public void EveryKey_IsWrittenInDocumentation()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "configuration.md"));
        Assert.All(McpOptions.All, option => Assert.Contains($"`{option.Key}`", page, StringComparison.Ordinal));
    }

    /// <summary>A configuration with one line, or none.</summary>
    private sealed class Written(string key, string? value) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Lines(key, value);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Lines(string key, string? value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string requested, [NotNullWhen(true)] out string? found)
        {
            found = requested == key ? value : null;
            return found is not null;
        }
    }
}
