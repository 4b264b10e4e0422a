namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class BuildTests(PackedPackage package)
{
    [Theory]
    [InlineData("net10.0")]
    [InlineData("netstandard2.0")]
    public async Task Build_ShowsWarnings_AndNothingOfThePackageReachesTheOutput(string targetFramework)
    {
        var folder = package.NewFolder()
            .WithProject("Client", targetFramework)
            .WithFile("Client/Expiry.cs", ClientSource.ExpiryIgnoresRequest)
            .WithFile("Client/Caching.cs", ClientSource.SessionIdNeverReset)
            .WithFile("Client/Listening.cs", ClientSource.ListeningStreamRequired);

        var build = await folder.Succeed("build", "Client");

        Assert.Equal(
            [
                .. BuildMessages.Marked("Caching.cs", ClientSource.SessionIdNeverReset),
                .. BuildMessages.Marked("Expiry.cs", ClientSource.ExpiryIgnoresRequest),
                .. BuildMessages.Marked("Listening.cs", ClientSource.ListeningStreamRequired),
            ],
            BuildMessages.Of(build));
        Assert.DoesNotContain(folder.Files("Client/bin"), f => f.Contains("McpAnalyzers", StringComparison.OrdinalIgnoreCase));
        Assert.Contains($"Client/bin/Debug/{targetFramework}/Client.deps.json", folder.Files("Client/bin"));
        Assert.DoesNotContain("McpAnalyzers", folder.Read($"Client/bin/Debug/{targetFramework}/Client.deps.json"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WarnAsError_FailsTheBuild()
    {
        var folder = package.NewFolder().WithProject("Client").WithFile("Client/Expiry.cs", ClientSource.ExpiryIgnoresRequest);

        var build = await folder.Run("build", "Client", "-warnaserror");

        Assert.Equal(BuildMessages.Marked("Expiry.cs", ClientSource.ExpiryIgnoresRequest, "error"), BuildMessages.Of(build));
        Assert.NotEqual(0, build.ExitCode);
    }

    [Fact]
    public async Task CodeWithoutMcp_GetsNothing()
    {
        var folder = package.NewFolder()
            .WithProject("Client")
            .WithFile("Client/Expiry.cs", ClientSource.ExpiryIgnoresRequest.Replace("Mcp-Session-Id", "X-Cart-Id", StringComparison.Ordinal).Replace("MCP-Protocol-Version", "X-Cart-Version", StringComparison.Ordinal));

        Assert.Empty(BuildMessages.Of(await folder.Succeed("build", "Client", "-warnaserror")));
    }

    [Fact]
    public async Task SolutionOfTwoProjects_HeaderNamedInTheOther_IsReportedWhereTheMistakeIs()
    {
        var client = ClientSource.ExpiryIgnoresRequest.Replace("\"Mcp-Session-Id\"", "McpHeaders.SessionId", StringComparison.Ordinal);
        var folder = package.NewFolder()
            .WithProject("Shared")
            .WithFile("Shared/McpHeaders.cs", "public static class McpHeaders { public const string SessionId = \"Mcp-Session-Id\"; }\n")
            .WithProject("Client", references: "Shared")
            .WithFile("Client/Expiry.cs", client)
            .WithFile("Clients.slnx", """<Solution><Project Path="Shared/Shared.csproj" /><Project Path="Client/Client.csproj" /></Solution>""");

        var build = await folder.Succeed("build", "Clients.slnx");

        Assert.Equal(BuildMessages.Marked("Expiry.cs", client), BuildMessages.Of(build));
    }

    /// <summary>What <c>dotnet add package</c> writes keeps the analyzers out of the projects and packages that build on this one.</summary>
    [Fact]
    public async Task AddedByCommand_IsPrivateToTheProject()
    {
        var folder = package.NewFolder().WithFile("Client/Client.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);

        await folder.Succeed("add", "Client", "package", "McpAnalyzers", "--version", package.Version);

        Assert.Contains("<PrivateAssets>all</PrivateAssets>", folder.Read("Client/Client.csproj"), StringComparison.Ordinal);
    }
}
