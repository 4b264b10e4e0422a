using System.Text.Json;
using McpTransport.Tests.RealServers;

namespace McpTransport.Tests.Conformance;

/// <summary>
/// The client scenarios of the official conformance suite (npm: @modelcontextprotocol/conformance) that concern a transport.
/// The suite starts a server, then tests/McpTransport.ConformanceClient, and judges what came over the wire.
/// </summary>
[Collection(NodePackagesGroup.Name)]
public sealed class ConformanceTests(NodePackages packages)
{
    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("initialize")]
    [InlineData("tools_call")]
    [InlineData("sse-retry")]
    [InlineData("elicitation-sep1034-client-defaults")]
    public async Task ScenarioPasses(string scenario)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var node = await packages.RequireNodeForConformanceAsync(cancellationToken);
        var results = Directory.CreateTempSubdirectory("mcp-conformance-");
        try
        {
            // The suite splits its --command at blanks, so the client is named by its file alone and run in its own folder.
            await using var suite = ChildProcess.Start(
                node,
                AppContext.BaseDirectory,
                [
                    Path.Combine(packages.Folder, "node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js"),
                    "client",
                    "--command", "dotnet McpTransport.ConformanceClient.dll",
                    "--scenario", scenario,
                    "--timeout", "60000",
                    "--output-dir", results.FullName,
                ]);
            var exitCode = await suite.WaitForExitAsync(cancellationToken);

            Assert.True(exitCode == 0, string.Join('\n', suite.Lines));
            var statuses = await ReadStatusesAsync(results, cancellationToken);
            Assert.Contains("SUCCESS", statuses);
            Assert.DoesNotContain("FAILURE", statuses);
            Assert.DoesNotContain("WARNING", statuses);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static async Task<List<string?>> ReadStatusesAsync(DirectoryInfo results, CancellationToken cancellationToken)
    {
        var file = Assert.Single(results.GetFiles("checks.json", SearchOption.AllDirectories));
        await using var stream = file.OpenRead();
        using var checks = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        return [.. checks.RootElement.EnumerateArray().Select(check => check.GetProperty("status").GetString())];
    }
}
