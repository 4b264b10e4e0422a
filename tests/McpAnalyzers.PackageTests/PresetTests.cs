namespace McpAnalyzers.PackageTests;

/// <summary>A project with mistakes of three severities, restored once for all builds.</summary>
public sealed class PresetProject(PackedPackage package) : IAsyncLifetime
{
    private readonly ConsumerFolder _folder = package.NewFolder()
        .WithProject("Client")
        .WithFile("Client/Expiry.cs", ClientSource.ExpiryIgnoresRequest)
        .WithFile("Client/Listening.cs", ClientSource.ListeningStreamRequired)
        .WithFile("Client/Late.cs", ClientSource.SessionTakenFromAnyResponseAndNeverEnded);

    public async ValueTask InitializeAsync() => await _folder.Succeed("restore", "Client");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Builds with a configuration of the user's own.</summary>
    internal Task<CommandResult> Build(string editorConfig, string globalConfig, params string[] properties)
    {
        _folder.WithFile(".editorconfig", "root = true\n\n[*.cs]\n" + editorConfig).WithFile("Client/.globalconfig", "is_global = true\n" + globalConfig);
        return _folder.Run(["build", "Client", "--no-restore", "--no-incremental", .. properties]);
    }
}

[Collection(PackedPackageTests.Name)]
public class PresetTests(PresetProject project) : IClassFixture<PresetProject>
{
    [Theory]
    [InlineData("Default", "warning MCPT1001, warning MCPT2001")]
    [InlineData("None", "")]
    [InlineData("Recommended", "warning MCPT1001, warning MCPT1008, warning MCPT2001")]
    [InlineData("ALL", "warning MCPT1001, warning MCPT1008, warning MCPT1009, warning MCPT2001")]
    public async Task Mode_SetsTheSeverities(string mode, string expected)
    {
        var build = await project.Build("", "", $"-p:McpAnalysisMode={mode}");

        Assert.Equal(expected, Said(build));
        Assert.DoesNotContain("McpAnalysisMode is", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownMode_IsToldWithTheValuesThereAre_AndDefaultIsUsed()
    {
        var build = await project.Build("", "", "-p:McpAnalysisMode=Strict");

        Assert.Contains(
            "warning : McpAnalysisMode is 'Strict', which McpAnalyzers does not know: the values are None, Default, Recommended and All, and Default is used.",
            build.Output,
            StringComparison.Ordinal);
        Assert.Equal("warning MCPT1001, warning MCPT2001", Said(build));
    }

    [Theory]
    [InlineData("None", "dotnet_diagnostic.MCPT1001.severity = error", "", "error MCPT1001")]
    [InlineData("None", "dotnet_analyzer_diagnostic.category-McpEventStream.severity = error", "", "error MCPT2001")]
    [InlineData("None", "", "dotnet_diagnostic.MCPT1009.severity = warning", "warning MCPT1009")]
    [InlineData("All", "dotnet_analyzer_diagnostic.category-McpSession.severity = none", "dotnet_diagnostic.MCPT2001.severity = error", "error MCPT2001")]
    public async Task ConfigurationOfUsers_Wins(string mode, string editorConfig, string globalConfig, string expected)
        => Assert.Equal(expected, Said(await project.Build(editorConfig + "\n", globalConfig + "\n", $"-p:McpAnalysisMode={mode}")));

    [Fact]
    public async Task PropertiesOfUsers_Win()
        => Assert.Equal(
            "error MCPT1008, warning MCPT1009, warning MCPT2001",
            Said(await project.Build("", "", "-p:McpAnalysisMode=All", "-p:NoWarn=MCPT1001", "-p:WarningsAsErrors=MCPT1008")));

    /// <summary>At no place in the code: severities of categories do not reach it.</summary>
    [Theory]
    [InlineData("None", "", false)]
    [InlineData("None", "dotnet_diagnostic.MCPT0001.severity = warning\n", true)]
    public async Task RuleOfTheConfigurationItself_FollowsToo(string mode, string globalConfig, bool isTold)
        => Assert.Equal(
            isTold,
            (await project.Build("mcp_analyzers.analyze_test_projects = yes\n", globalConfig, $"-p:McpAnalysisMode={mode}")).Output.Contains("MCPT0001", StringComparison.Ordinal));

    private static string Said(CommandResult build) => string.Join(", ", BuildMessages.Of(build).Select(m => $"{m.Severity} {m.Id}").OrderBy(m => m[^8..], StringComparer.Ordinal));
}
