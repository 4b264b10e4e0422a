using McpAnalyzers.Tool.Tests.Commands;

namespace McpAnalyzers.Tool.Tests.Scanning;

public sealed class ConfigurationTests : IDisposable
{
    private readonly SourceTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("none", 0, "")]
    [InlineData("silent", 0, "")]
    [InlineData("suggestion", 1, ": info MCPT1001: ")]
    [InlineData("error", 1, ": error MCPT1001: ")]
    public async Task Severity_OfTheEditorConfig_Counts(string severity, int exitCode, string said)
    {
        _tree.With("src/Expiry.cs", Sources.Expiry).With("src/.editorconfig", $"[*.cs]\ndotnet_diagnostic.MCPT1001.severity = {severity}\n");

        var result = await _tree.RunAsync("scan");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(said, result.Out, StringComparison.Ordinal);
    }

    /// <summary>Configuration above what is scanned holds too, as in a build.</summary>
    [Fact]
    public async Task EditorConfigAbove_Counts()
    {
        _tree.With("src/Expiry.cs", Sources.Expiry).With(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MCPT1001.severity = none\n");

        Assert.Equal(0, (await _tree.RunAsync("scan", "src")).ExitCode);
    }

    [Theory]
    [InlineData("[*.cs]\ngenerated_code = true\n")]
    [InlineData("[*.cs]\ndotnet_analyzer_diagnostic.category-McpSession.severity = none\n")]
    public async Task OtherSettings_Count(string settings)
        => Assert.Equal(0, (await _tree.With("src/Expiry.cs", Sources.Expiry).With("src/.editorconfig", settings).RunAsync("scan")).ExitCode);

    [Fact]
    public async Task GlobalConfig_Counts()
        => Assert.Equal(0, (await _tree.With("src/Expiry.cs", Sources.Expiry).With(".globalconfig", "is_global = true\ndotnet_diagnostic.MCPT1001.severity = none\n").RunAsync("scan", "src")).ExitCode);

    /// <summary>Both ways of analysis tell of it: of all files, and of the few that matter.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task WrongValueOfAnOption_IsReportedAtItsLine_Once(int unrelatedFiles)
    {
        _tree.With("Expiry.cs", Sources.Expiry).With("Caching.cs", Sources.Caching).With(".editorconfig", "root = true\n\n[*.cs]\nmcp_analyzers.analyze_test_projects = perhaps\n");
        for (var i = 0; i < unrelatedFiles * 2; i++)
        {
            _tree.With($"Unrelated{i}.cs", $"class Unrelated{i} {{ }}\n");
        }

        var result = await _tree.RunAsync("scan", "--rules", "MCPT0001");

        Assert.StartsWith(".editorconfig(4,1): warning MCPT0001: ", result.Out, StringComparison.Ordinal);
        Assert.Equal(["MCPT0001"], ScanCommandTests.Ids(result));
    }

    [Fact]
    public async Task Pragma_Counts()
    {
        var code = "#pragma warning disable MCPT1001\n" + Sources.Expiry;

        Assert.Equal(0, (await _tree.With("Expiry.cs", code).RunAsync("scan")).ExitCode);
    }

    [Fact]
    public async Task SuppressMessage_Counts()
    {
        var code = Sources.Expiry.Replace("public sealed class", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"McpSession\", \"MCPT1001\", Justification = \"a test\")]\npublic sealed class", StringComparison.Ordinal);

        Assert.Equal(0, (await _tree.With("Expiry.cs", code).RunAsync("scan")).ExitCode);
    }

    /// <summary>Where few files matter, only those are bound. What is found is the same.</summary>
    [Fact]
    public async Task FewFilesOfMany_FindTheSame_AlsoInPartialTypes()
    {
        var split = Sources.Caching.Replace("public sealed class", "public sealed partial class", StringComparison.Ordinal);
        var field = "    private string? _sessionId;\n";
        _tree.With("a/Caching.cs", split.Replace(field, "", StringComparison.Ordinal))
            .With("a/Caching.Fields.cs", $"public sealed partial class CachingClient\n{{\n{field}}}\n")
            .With("a/Expiry.cs", Sources.Expiry)
            .With("b/Broken.cs", Sources.BrokenClient);
        var all = await _tree.RunAsync("scan");
        for (var i = 0; i < 10; i++)
        {
            _tree.With($"c/Unrelated{i}.cs", $"class Unrelated{i} {{ }}\n");
        }

        var few = await _tree.RunAsync("scan");

        // One less than each has by itself: one of the three sends the protocol version.
        Assert.Equal(6, ScanCommandTests.Ids(all).Count);
        Assert.Equal(all.Out, few.Out);
    }

    [Fact]
    public async Task EveryRun_SaysTheSame()
    {
        for (var i = 0; i < 8; i++)
        {
            _tree.With($"{i % 3}/Client{i}.cs", Sources.BrokenClient.Replace("namespace BrokenClient", $"namespace Client{i}", StringComparison.Ordinal));
        }

        var first = await _tree.RunAsync("scan", "--format", "json");
        var second = await _tree.RunAsync("scan", "--format", "json");

        Assert.Equal(first, second);
    }
}
