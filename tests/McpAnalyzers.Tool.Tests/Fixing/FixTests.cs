using System.Text;
using McpAnalyzers.Tool.Tests.Commands;

namespace McpAnalyzers.Tool.Tests.Fixing;

public sealed class FixTests : IDisposable
{
    private readonly SourceTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Fix_MendsUntilNothingIsLeft_AndSaysWhatItDid()
    {
        _tree.With("Broken.cs", Sources.BrokenClient).With("Unrelated.cs", Sources.Unrelated);

        var result = await _tree.RunAsync("scan", "--fix", "--severity", "warning");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(4, result.Out.Split('\n').Count(l => l.StartsWith("fixed Broken.cs: MCPT", StringComparison.Ordinal)));
        Assert.Contains("4 findings fixed in 1 file. No findings in 2 source files.\n", result.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _tree.RunAsync("scan", "--severity", "warning")).ExitCode);
        Assert.Equal(Sources.Unrelated, _tree.Read("Unrelated.cs"));
    }

    [Fact]
    public async Task WhatHasNoFix_IsLeft_AndReported()
    {
        var result = await _tree.With("Broken.cs", Sources.BrokenClient).RunAsync("scan", "--fix");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["MCPT1009", "MCPT1008"], ScanCommandTests.Ids(result));
        Assert.Contains("2 infos in 1 file left.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_IsADiffThatGitApplies_AndWritesNothing()
    {
        _tree.With("src/Broken.cs", Sources.BrokenClient).With("src/Caching.cs", Sources.Caching);

        var result = await _tree.RunAsync("scan", "--fix", "--dry-run", "--severity", "warning");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Equal(Sources.BrokenClient, _tree.Read("src/Broken.cs"));
        Assert.StartsWith("--- a/src/Broken.cs\n+++ b/src/Broken.cs\n@@ -", result.Out, StringComparison.Ordinal);

        Directory.Delete(_tree.PathOf(".git"));
        Assert.Equal("", await _tree.GitAsync(result.Out, "apply"));
        var applied = (_tree.Read("src/Broken.cs"), _tree.Read("src/Caching.cs"));
        _tree.With("src/Broken.cs", Sources.BrokenClient).With("src/Caching.cs", Sources.Caching);
        await _tree.RunAsync("scan", "--fix", "--severity", "warning");
        Assert.Equal((_tree.Read("src/Broken.cs"), _tree.Read("src/Caching.cs")), applied);
    }

    [Fact]
    public async Task Rules_LimitsWhatIsMended()
    {
        _tree.With("Broken.cs", Sources.BrokenClient);

        await _tree.RunAsync("scan", "--fix", "--rules", "MCPT2001");

        Assert.Equal(["MCPT1009", "MCPT1001", "MCPT1002", "MCPT3003"], ScanCommandTests.Ids(await _tree.RunAsync("scan")));
    }

    [Fact]
    public async Task LinkedFileOfTwoFrameworks_IsMendedOnce()
    {
        _tree.WithProject("a/A.csproj", "<TargetFrameworks>net10.0;net9.0</TargetFrameworks>", """<Compile Include="../Linked.cs" />""")
            .WithProject("b/B.csproj", items: """<Compile Include="../Linked.cs" />""")
            .With("Linked.cs", Sources.Expiry)
            .With("All.slnx", """<Solution><Project Path="a/A.csproj" /><Project Path="b/B.csproj" /></Solution>""");

        var result = await _tree.RunAsync("scan", "All.slnx", "--fix");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 finding fixed in 1 file.", result.Out, StringComparison.Ordinal);
        Assert.Contains("&& request.Headers.Contains(\"Mcp-Session-Id\")", _tree.Read("Linked.cs"), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(WithUmlaut) },
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(WithUmlaut)] },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(WithUmlaut)] },
        { "UTF-16, big end first", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(WithUmlaut)] },
        { "Latin-1", Encoding.Latin1.GetBytes(WithUmlaut) },
    };

    private static string WithUmlaut => "// für später\r\n" + Sources.Expiry.ReplaceLineEndings("\r\n");

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task EncodingAndLineEnds_AreKept(string name, byte[] content)
    {
        _tree.With("Expiry.cs", content);

        var result = await _tree.RunAsync("scan", "--fix");

        Assert.True(result.ExitCode == 0, name + ": " + result.Error);
        var written = File.ReadAllBytes(_tree.PathOf("Expiry.cs"));
        Assert.NotEqual(content, written);
        var line = name.StartsWith("UTF-16", StringComparison.Ordinal) ? 40 : 18;
        Assert.Equal(content[..line], written[..line]);
        Encoding encoding = name switch { "UTF-16" => Encoding.Unicode, "UTF-16, big end first" => Encoding.BigEndianUnicode, "Latin-1" => Encoding.Latin1, _ => Encoding.UTF8 };
        var text = encoding.GetString(written);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
        Assert.Contains("// für später\r\n", text, StringComparison.Ordinal);
    }
}
