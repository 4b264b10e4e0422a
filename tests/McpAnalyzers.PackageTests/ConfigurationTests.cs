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

    /// <summary>A header, a method and a reaction that only the user's configuration gives their meaning.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OwnNames_AreReadFromTheEditorConfig(bool areNamed)
    {
        const string Reset = "_sessionId = null;";
        var header = ClientSource.ExpiryIgnoresRequest.Replace("Mcp-Session-Id", "X-Session-Id", StringComparison.Ordinal).Replace("MCP-", "X-", StringComparison.Ordinal);
        var reaction = ClientSource.ExpiryIgnoresRequest.Replace("ExpiryClient", "ReactingClient : Peer", StringComparison.Ordinal).Replace(Reset, "BeginAgain();", StringComparison.Ordinal);
        var reset = ClientSource.SessionIdNeverReset.Replace("CachingClient", "CachingClient : Peer", StringComparison.Ordinal)
            .Replace("if (response.Headers", "if (response.StatusCode == System.Net.HttpStatusCode.NotFound && _sessionId != null) { StartOver(); }\n        if (response.Headers", StringComparison.Ordinal);
        var folder = package.NewFolder()
            .WithProject("Client")
            .WithFile("Client/Peer.cs", "public abstract class Peer { protected void BeginAgain() { } protected void StartOver() { } }\n")
            .WithFile("Client/Header.cs", header)
            .WithFile("Client/Reaction.cs", reaction)
            .WithFile("Client/Reset.cs", reset)
            .WithFile(".editorconfig", "root = true\n\n[*.cs]\ndotnet_diagnostic.MCPT3003.severity = none\n" + (areNamed
                ? """
                  mcp_analyzers.additional_session_headers = X-Session-Id
                  mcp_analyzers.expiry_reaction_names = BeginAgain
                  mcp_analyzers.session_reset_methods = StartOver

                  """
                : ""));

        var build = await folder.Succeed("build", "Client");

        Assert.Equal(
            areNamed
                ? [.. BuildMessages.Marked("Header.cs", header), .. BuildMessages.Marked("Reaction.cs", reaction)]
                : BuildMessages.Marked("Reset.cs", reset),
            BuildMessages.Of(build));
    }
}
