namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class ConfigurationTests(PackedPackage package)
{
    [Fact]
    public async Task SeverityError_FailsTheBuild_AndSeverityNoneSilences()
    {
        var folder = package.NewFolder()
            .WithProject("Client")
            .WithFile("Client/Expiry.cs", ClientSource.ExpiryIgnoresRequest)
            .WithFile("Client/Listening.cs", ClientSource.ListeningStreamRequired)
            .WithFile(".editorconfig", """
                root = true

                [*.cs]
                dotnet_diagnostic.MCPT1001.severity = error
                dotnet_diagnostic.MCPT2001.severity = none

                """);

        var build = await folder.Run("build", "Client");

        Assert.Equal(BuildMessages.Marked("Expiry.cs", ClientSource.ExpiryIgnoresRequest, "error"), BuildMessages.Of(build));
        Assert.NotEqual(0, build.ExitCode);
    }

    [Fact]
    public async Task UnknownOptionValue_IsToldInTheBuild()
    {
        var folder = package.NewFolder()
            .WithProject("Client")
            .WithFile("Client/McpHeaders.cs", "public static class McpHeaders { public const string SessionId = \"Mcp-Session-Id\"; }\n")
            .WithFile(".editorconfig", "root = true\n\n[*.cs]\nmcp_analyzers.analyze_test_projects = yes\n");

        var build = await folder.Succeed("build", "Client");

        Assert.Contains(
            "warning MCPT0001: 'mcp_analyzers.analyze_test_projects = yes' is not understood: allowed are true and false, and 'false' is used",
            build.Output,
            StringComparison.Ordinal);
    }
}
