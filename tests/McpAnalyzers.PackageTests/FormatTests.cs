namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class FormatTests(PackedPackage package)
{
    /// <summary>
    /// On a client whose four mistakes are in one file, one rule after the other: <c>dotnet format</c> looks for the diagnostics of all
    /// rules before it mends those of the first, and then finds those of the others no more.
    /// </summary>
    [Fact]
    public async Task FormatAnalyzers_MendsRuleByRule_AndTheNextBuildIsClean()
    {
        var folder = package.NewFolder().WithProject("Client");
        foreach (var file in new[] { "Program.cs", "ToolClient.cs" })
        {
            folder.WithFile($"Client/{file}", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenClient", file)));
        }

        foreach (var id in new[] { "MCPT1001", "MCPT1002", "MCPT2001", "MCPT3003" })
        {
            var before = folder.Read("Client/ToolClient.cs");
            await folder.Succeed("format", "analyzers", "Client", "--diagnostics", id, "--severity", "warn");
            Assert.NotEqual(before, folder.Read("Client/ToolClient.cs"));
        }

        Assert.Empty(BuildMessages.Of(await folder.Succeed("build", "Client", "-warnaserror", "-p:OutputType=Exe")));
    }
}
