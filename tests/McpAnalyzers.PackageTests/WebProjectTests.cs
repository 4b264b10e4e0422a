namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class WebProjectTests(PackedPackage package)
{
    private static readonly List<string> Sample =
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenServer"), "*.cs").Order(StringComparer.Ordinal)];

    private static IReadOnlyList<BuildMessage> Mistakes => [.. Sample.SelectMany(f => BuildMessages.Marked(Path.GetFileName(f), File.ReadAllText(f)))];

    /// <summary>A project of Microsoft.NET.Sdk.Web with top-level statements, as its template makes it.</summary>
    [Fact]
    public async Task Build_ShowsWarningsOfServers()
    {
        var folder = WithServer(references: "");

        var build = await folder.Succeed("build", "Server");

        Assert.NotEmpty(Mistakes);
        Assert.Equal(Mistakes, BuildMessages.Of(build));
        Assert.DoesNotContain(folder.Files("Server/bin"), f => f.Contains("McpAnalyzers", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Servers of tests answer wrongly on purpose: only who asks for it hears of them.</summary>
    [Fact]
    public async Task TestProject_IsAnalyzedWhereTheOptionSaysSo()
    {
        var folder = WithServer($"""<PackageReference Include="xunit.v3.assert" Version="{PackageVersions.Of("xunit.v3")}" />""");

        var silent = await folder.Succeed("build", "Server");
        folder.WithFile("Server/.editorconfig", EditorConfig + "mcp_analyzers.analyze_test_projects = true\n");
        var asked = await folder.Succeed("build", "Server", "--no-restore", "--no-incremental");

        Assert.Empty(BuildMessages.Of(silent));
        Assert.Equal(Mistakes, BuildMessages.Of(asked));
    }

    /// <summary>A build speaks of suggestions only when it is told to.</summary>
    private const string EditorConfig = "root = true\n[*.cs]\ndotnet_diagnostic.MCPT4008.severity = warning\n";

    private ConsumerFolder WithServer(string references)
    {
        var folder = package.NewFolder().WithFile("Server/.editorconfig", EditorConfig).WithFile("Server/Server.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="McpAnalyzers" Version="{package.Version}" PrivateAssets="all" />
                {references}
              </ItemGroup>
            </Project>

            """);
        foreach (var file in Sample)
        {
            folder.WithFile($"Server/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        return folder;
    }
}
