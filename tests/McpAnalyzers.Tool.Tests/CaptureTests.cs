using McpAnalyzers.Capture;

namespace McpAnalyzers.Tool.Tests;

/// <summary>The picture of a terminal in README.md.</summary>
public class CaptureTests
{
    [Fact]
    public async Task Picture_ShowsWhatTheToolPrints()
    {
        var expected = await ScanCapture.RenderAsync(RepositoryFiles.Root);
        var path = Path.Combine(RepositoryFiles.Root, ScanCapture.File);

        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected,
            $"{ScanCapture.File} is not what the tool prints now. Write it again: dotnet run --project src/McpAnalyzers.Capture");
        Assert.Contains($"]({ScanCapture.File})", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_IsWrappedWhereTheTerminalEnds_AndKeepsItsStyle()
    {
        var lines = TerminalText.Lines("ab\e[1;93mcdef\e[0mg\n\nh", columns: 5);

        Assert.Equal(
            [
                "0:ab  2:cde bold 11",
                "0:f bold 11  1:g",
                "",
                "0:h",
            ],
            lines.Select(line => string.Join("  ", line.Select(r => $"{r.Column}:{r.Text}{(r.Style.Bold ? " bold" : "")}{(r.Style.Colour is { } c ? $" {c}" : "")}"))));
    }

    [Fact]
    public void CodeThatIsNotKnown_IsRefused()
        => Assert.Throws<NotSupportedException>(() => TerminalText.Lines("\e[38;5;11mtext", columns: 80));
}
