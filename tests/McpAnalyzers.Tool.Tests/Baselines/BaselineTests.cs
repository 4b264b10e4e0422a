using McpAnalyzers.Tool.Tests.Commands;

namespace McpAnalyzers.Tool.Tests.Baselines;

public sealed class BaselineTests : IDisposable
{
    private readonly SourceTree _tree = new SourceTree().With("src/Expiry.cs", Sources.Expiry);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task WhatIsKnown_IsNotReported_AlsoWhenItsLineHasMoved()
    {
        var written = await _tree.RunAsync("scan", "--write-baseline", "mcp.baseline.json");
        _tree.With("src/Expiry.cs", "// new\n\n" + Sources.Expiry);

        var result = await _tree.RunAsync("scan", "--baseline", "mcp.baseline.json");

        Assert.Equal(new ToolResult(0, "1 finding written to mcp.baseline.json.\n", ""), written);
        Assert.Equal(new ToolResult(0, "No new findings in 1 source file. 1 finding of the baseline not shown.\n", ""), result);
    }

    [Fact]
    public async Task WhatIsNew_IsReported_AndAloneMended()
    {
        await _tree.RunAsync("scan", "--write-baseline", "mcp.baseline.json");
        _tree.With("src/Caching.cs", Sources.Caching);

        var result = await _tree.RunAsync("scan", "--baseline", "mcp.baseline.json");
        var @fixed = await _tree.RunAsync("scan", "--baseline", "mcp.baseline.json", "--fix", "--severity", "warning");

        Assert.Equal((1, 1), (result.ExitCode, ScanCommandTests.Ids(result).Count));
        Assert.Equal(["MCPT1002"], ScanCommandTests.Ids(result));
        Assert.Equal(0, @fixed.ExitCode);
        Assert.Equal(Sources.Expiry, _tree.Read("src/Expiry.cs"));
    }

    /// <summary>A second mistake on a line just like the first is news.</summary>
    [Fact]
    public async Task EqualLine_IsNew()
    {
        await _tree.RunAsync("scan", "--write-baseline", "mcp.baseline.json");
        _tree.With("src/Expiry.cs", Sources.Expiry + Sources.Expiry[Sources.Expiry.IndexOf("public sealed", StringComparison.Ordinal)..].Replace("ExpiryClient", "SecondClient", StringComparison.Ordinal));

        Assert.Equal(1, (await _tree.RunAsync("scan", "--baseline", "mcp.baseline.json")).ExitCode);
    }

    [Fact]
    public async Task WhatIsGone_IsSaid()
    {
        await _tree.RunAsync("scan", "--write-baseline", "mcp.baseline.json");
        _tree.With("src/Expiry.cs", Sources.Unrelated);

        var result = await _tree.RunAsync("scan", "--baseline", "mcp.baseline.json");

        Assert.Equal((0, "mcp-analyzers: note: 1 finding of the baseline is gone: --write-baseline mcp.baseline.json writes it again without.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Baseline_MeansTheSameFromAnotherFolder()
    {
        await _tree.RunAsync("scan", "--write-baseline", "build/mcp.json");

        var result = await _tree.RunAsync(t => t with { CurrentDirectory = _tree.PathOf("src") }, "scan", "..", "--baseline", "../build/mcp.json");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\"path\": \"../src/Expiry.cs\"", _tree.Read("build/mcp.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json", "There is no baseline missing.json: --write-baseline missing.json writes one.")]
    [InlineData("text.json", "The baseline text.json could not be read: it is not a baseline of mcp-analyzers.")]
    [InlineData("null.json", "The baseline null.json could not be read: it is not a baseline of version 1.")]
    [InlineData("later.json", "The baseline later.json could not be read: it is not a baseline of version 1.")]
    [InlineData("other.json", "The baseline other.json could not be read: it is not a baseline of mcp-analyzers.")]
    public async Task FileThatIsNoBaseline_IsOneSentenceAndExitCode2(string file, string sentence)
    {
        _tree.With("text.json", "x").With("null.json", "null").With("later.json", """{ "version": 2, "findings": [] }""").With("other.json", """{ "results": [] }""");

        Assert.Equal(new ToolResult(2, "", $"mcp-analyzers: error: {sentence}\n"), await _tree.RunAsync("scan", "--baseline", file));
    }

    [Fact]
    public async Task BaselineOfHalfTheCode_IsNotWritten()
    {
        using var locked = new FileStream(_tree.With("Locked.cs", "").PathOf("Locked.cs"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var result = await _tree.RunAsync("scan", "--write-baseline", "mcp.baseline.json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("mcp.baseline.json was not written: not everything could be read.", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tree.PathOf("mcp.baseline.json")));
    }
}
