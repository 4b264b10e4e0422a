namespace McpAnalyzers.Tool.Tests.Commands;

public sealed class TerminalTests : IDisposable
{
    private readonly SourceTree _tree = new SourceTree().With("Expiry.cs", Sources.Expiry);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Pipe_GetsNeitherColourNorProgress()
    {
        var result = await _tree.RunAsync("scan");

        Assert.DoesNotContain("\e", result.Out, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Terminal_GetsColourAndProgress()
    {
        var result = await _tree.RunAsync(t => t with { OutIsTerminal = true, ErrorIsTerminal = true }, "scan");

        Assert.Contains("\e[", result.Out, StringComparison.Ordinal);
        Assert.Contains("Looking at", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TerminalWithNoColour_GetsNone()
    {
        var result = await _tree.RunAsync(t => t with { OutIsTerminal = true, ErrorIsTerminal = true, Colour = false }, "scan");

        Assert.DoesNotContain("\e", result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindingsPipedOn_LeaveTheTerminalAlone()
        => Assert.Equal("", (await _tree.RunAsync(t => t with { ErrorIsTerminal = true }, "scan")).Error);

    [Fact]
    public async Task RulesOnTerminal_AreATable()
    {
        var result = await _tree.RunAsync(t => t with { OutIsTerminal = true, Colour = false }, "rules");

        Assert.Contains("finds", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\t", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("", "xterm", true)]
    [InlineData("1", "xterm", false)]
    [InlineData("0", null, false)]
    [InlineData(null, "dumb", false)]
    public void Colour_IsOffWhereNoColorIsSetToAnything(string? noColor, string? term, bool expected)
        => Assert.Equal(expected, Terminal.HasColour(name => name == "NO_COLOR" ? noColor : term));
}
