namespace McpAnalyzers.Tool.Tests.Commands;

public sealed class ScanCommandTests : IDisposable
{
    private readonly SourceTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task NothingToFind_IsExitCode0()
    {
        _tree.With("A.cs", Sources.Unrelated);

        var result = await _tree.RunAsync("scan", ".");

        Assert.Equal(new ToolResult(0, "No findings in 1 source file.\n", ""), result);
    }

    [Fact]
    public async Task Finding_IsExitCode1_WithPathFromTheCurrentDirectory()
    {
        _tree.With("src/Expiry.cs", Sources.Expiry);

        var result = await _tree.RunAsync("scan", _tree.Root);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"src/Expiry.cs({Sources.ExpiryLine},13): warning MCPT1001: 404 is taken for the loss of the session", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 warning in 1 file. --fix mends all of them.\n", result.Out, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task WithoutPath_TheCurrentDirectoryIsScanned()
        => Assert.Equal(1, (await _tree.With("Expiry.cs", Sources.Expiry).RunAsync("scan")).ExitCode);

    [Theory]
    [InlineData("missing", "There is no missing.")]
    [InlineData("missing/Client.csproj", "There is no missing/Client.csproj.")]
    [InlineData("empty", "There is no C# source in empty.")]
    [InlineData("notes.txt", "notes.txt is not something to scan: give a solution (.sln, .slnx, .slnf), a project (.csproj), a folder or a .cs file.")]
    [InlineData("Broken.slnx", "Broken.slnx could not be read: Root element is missing.")]
    [InlineData("Broken.sln", "Broken.sln could not be read: it does not begin as a solution file does.")]
    [InlineData("Empty.slnx", "There is no C# project in Empty.slnx.")]
    public async Task NothingThatCanBeScanned_IsOneSentenceAndExitCode2(string path, string sentence)
    {
        _tree.With("empty/readme.md", "").With("notes.txt", "").With("Broken.slnx", "").With("Broken.sln", "").With("Empty.slnx", "<Solution />");

        var result = await _tree.RunAsync("scan", path);

        Assert.Equal(new ToolResult(2, "", $"mcp-analyzers: error: {sentence}\n"), result);
    }

    [Theory]
    [InlineData("There is no rule 'MCPT9999': 'mcp-analyzers rules' lists them.", "--rules", "MCPT1001,MCPT9999")]
    [InlineData("'xml' is no format: take one of text, json, github, markdown.", "--format", "xml")]
    [InlineData("'loud' is no severity: take one of info, warning, error.", "--severity", "loud")]
    [InlineData("--dry-run shows what --fix would do: give both.", "--dry-run")]
    [InlineData("--dry-run prints a diff: leave --format away.", "--fix", "--dry-run", "--format", "json")]
    [InlineData("--write-baseline writes everything that is found: leave --fix and --baseline away.", "--fix", "--write-baseline", "b.json")]
    [InlineData("'1A' is no preprocessor symbol.", "--define", "A,1A")]
    [InlineData("An empty path leads nowhere.", "--sarif", "")]
    public async Task OptionThatMakesNoSense_IsOneSentenceAndExitCode2(string sentence, params string[] options)
        => Assert.Equal(new ToolResult(2, "", $"mcp-analyzers: error: {sentence}\n"), await _tree.With("A.cs", Sources.Expiry).RunAsync(["scan", ".", .. options]));

    [Theory]
    [InlineData("Say what to do, as in 'mcp-analyzers scan PATH': 'mcp-analyzers --help' says more.")]
    [InlineData("There is no command 'find': 'mcp-analyzers --help' lists them.", "find", ".")]
    [InlineData("There is no option '--verbose': 'mcp-analyzers scan --help' lists them.", "scan", "--verbose")]
    public async Task CommandThatIsNone_IsOneSentenceAndExitCode2(string sentence, params string[] arguments)
        => Assert.Equal(new ToolResult(2, "", $"mcp-analyzers: error: {sentence}\n"), await _tree.RunAsync(arguments));

    [Fact]
    public async Task Rules_ReportsOnlyThose_InWhateverCase()
    {
        _tree.With("A.cs", Sources.BrokenClient);

        var result = await _tree.RunAsync("scan", ".", "--rules", "mcpt1002, MCPT2001");

        Assert.Equal(["MCPT1002", "MCPT2001"], Ids(result));
    }

    [Theory]
    [InlineData("info", 5)]
    [InlineData("suggestion", 5)]
    [InlineData("warning", 4)]
    [InlineData("error", 0)]
    public async Task Severity_IsTheLowestReported(string severity, int findings)
    {
        _tree.With("A.cs", Sources.BrokenClient);

        var result = await _tree.RunAsync("scan", ".", "--severity", severity);

        Assert.Equal((findings, findings == 0 ? 0 : 1), (Ids(result).Count, result.ExitCode));
    }

    [Fact]
    public async Task UnreadableFile_IsSaid_AndTheOthersAreReported()
    {
        _tree.With("Expiry.cs", Sources.Expiry).With("Locked.cs", Sources.Unrelated);
        using var locked = new FileStream(_tree.PathOf("Locked.cs"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var result = await _tree.RunAsync("scan", ".");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["MCPT1001"], Ids(result));
        Assert.StartsWith("mcp-analyzers: error: Locked.cs could not be read: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Help_NamesEveryOption_AndTheExitCodes()
    {
        var result = await _tree.RunAsync("scan", "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.All(
            ["PATH", "--format", "--sarif", "--rules", "--severity", "--baseline", "--write-baseline", "--fix", "--dry-run", "--define", "Exit codes"],
            word => Assert.Contains(word, result.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RulesCommand_ListsEachWithItsSeverityAndFix()
    {
        var result = await _tree.RunAsync("rules");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("MCPT1002\twarning\tMcpSession\tfix\tThe cached session id is never reset\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("MCPT1009\tinfo\tMcpSession\t\t", result.Out, StringComparison.Ordinal);
    }

    internal static List<string> Ids(ToolResult result)
        => [.. result.Out.Split('\n').Select(line => System.Text.RegularExpressions.Regex.Match(line, @"^\S+\(\d+,\d+\): \w+ (MCPT\d{4}):")).Where(m => m.Success).Select(m => m.Groups[1].Value)];
}
