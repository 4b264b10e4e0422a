using System.Text.Json;

namespace McpAnalyzers.Tool.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private readonly SourceTree _tree = new SourceTree().With("my src/Broken.cs", Sources.BrokenClient);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Text_ShowsTheLineAndMarksThePlace()
    {
        var result = await _tree.RunAsync("scan", "--rules", "MCPT2001");

        Assert.Contains("\n    response.EnsureSuccessStatusCode(); // MCPT2001\n    ^", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HoldsEverythingAboutAFinding()
    {
        var result = await _tree.RunAsync("scan", "--format", "json", "--rules", "MCPT2001");

        using var json = JsonDocument.Parse(result.Out);
        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("MCPT2001", finding.GetProperty("rule").GetString());
        Assert.Equal("warning", finding.GetProperty("severity").GetString());
        Assert.Equal("my src/Broken.cs", finding.GetProperty("path").GetString());
        Assert.Equal((79, 9, 79), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("endLine").GetInt32()));
        Assert.NotEmpty(finding.GetProperty("fix").GetString()!);
        Assert.EndsWith("MCPT2001.md", finding.GetProperty("help").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, json.RootElement.GetProperty("sourceFiles").GetInt32());
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Json_HoldsProblems()
    {
        using var locked = new FileStream(_tree.With("Locked.cs", "").PathOf("Locked.cs"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        using var json = JsonDocument.Parse((await _tree.RunAsync("scan", "--format", "json")).Out);

        Assert.StartsWith("Locked.cs could not be read", Assert.Single(json.RootElement.GetProperty("problems").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_WritesAnAnnotationForEach_FromTheRootOfTheRepository()
    {
        var result = await _tree.RunAsync(t => t with { CurrentDirectory = _tree.PathOf("my src") }, "scan", "--format", "github");

        var lines = result.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("::notice file=my src/Broken.cs,line=13,endLine=13,col=23,endColumn=33,title=MCPT1009::", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("::warning file=my src/Broken.cs,line=54,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_IsATableWithLinksToThePages()
    {
        var result = await _tree.RunAsync("scan", "--format", "markdown");

        Assert.Contains("| rule | severity | place | message |\n|---|---|---|---|\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("| [MCPT2001](https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/MCPT2001.md) | warning | `my src/Broken.cs:79` | ", result.Out, StringComparison.Ordinal);
        Assert.Contains("'\\_sessionId' keeps", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n4 warnings and 1 info in 1 file.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_HasWhatCodeScanningAsksFor()
    {
        var result = await _tree.RunAsync("scan", "--sarif", "out/results.sarif");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        using var log = JsonDocument.Parse(_tree.Read("out/results.sarif"));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.All(rules, rule => Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!));
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(5, results.Count);
        Assert.All(results, r =>
        {
            Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Matches("^[0-9a-f]{16}:1$", r.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
            var place = r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
            Assert.Equal(("my%20src/Broken.cs", "%SRCROOT%"), (place.GetProperty("uri").GetString(), place.GetProperty("uriBaseId").GetString()));
        });
        Assert.Equal("note", results[0].GetProperty("level").GetString());
        Assert.DoesNotContain(_tree.Root, _tree.Read("out/results.sarif"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SarifWithProblems_IsWritten_AndSaysThatTheRunWasNotWhole()
    {
        using var locked = new FileStream(_tree.With("Locked.cs", "").PathOf("Locked.cs"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        await _tree.RunAsync("scan", "--sarif", "results.sarif");

        using var log = JsonDocument.Parse(_tree.Read("results.sarif"));
        Assert.False(log.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public async Task SarifThatCannotBeWritten_IsExitCode2_AndTheFindingsAreShown()
    {
        var result = await _tree.With("file", "").RunAsync("scan", "--sarif", "file/results.sarif");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("mcp-analyzers: error: file/results.sarif could not be written: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("4 warnings and 1 info", result.Out, StringComparison.Ordinal);
    }
}
