namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class WebProjectTests(PackedPackage package)
{
    /// <summary>A project of Microsoft.NET.Sdk.Web with top-level statements, as its template makes it.</summary>
    [Fact]
    public async Task Build_ShowsWarningsOfServers()
    {
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenServer"), "*.cs").Order(StringComparer.Ordinal).ToList();
        var folder = package.NewFolder().WithFile("Server/Server.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="McpAnalyzers" Version="{package.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>

            """);
        // A build speaks of suggestions only when it is told to.
        folder.WithFile("Server/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MCPT4008.severity = warning\n");
        foreach (var file in files)
        {
            folder.WithFile($"Server/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        var build = await folder.Succeed("build", "Server");

        var expected = files.SelectMany(f => BuildMessages.Marked(Path.GetFileName(f), File.ReadAllText(f))).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, BuildMessages.Of(build));
        Assert.DoesNotContain(folder.Files("Server/bin"), f => f.Contains("McpAnalyzers", StringComparison.OrdinalIgnoreCase));
    }
}
