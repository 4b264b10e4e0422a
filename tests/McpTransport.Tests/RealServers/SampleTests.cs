namespace McpTransport.Tests.RealServers;

/// <summary>docs/samples/ResilientClient does what its first comment says.</summary>
[Collection(NodePackagesGroup.Name)]
public sealed class SampleTests(NodePackages packages)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task ServerStoppedAndStartedAgain_TheNextCallIsAnsweredInANewSession()
    {
        await using var server = await NodeServer.StartEverythingAsync(packages, Cancellation);
        await using var sample = ChildProcess.Start("dotnet", AppContext.BaseDirectory, [PathOfSample(), server.At("/mcp").AbsoluteUri]);
        await sample.WaitForLineAsync("Echo: call 1", Cancellation);

        await server.KillAsync();
        await server.StartAgainAsync(Cancellation);
        await sample.SendLineAsync("", Cancellation);
        await sample.WaitForLineAsync("Echo: call 2", Cancellation);
        sample.EndInput();
        var exitCode = await sample.WaitForExitAsync(Cancellation);

        Assert.Equal(0, exitCode);
        Assert.Contains("  echo: Echoes back the input string", sample.Lines);
        Assert.Contains("[session] the server has ended it: status 400", sample.Lines);
        Assert.Contains("[session] a new one stands; 1 sent again, 0 failed", sample.Lines);
        Assert.Contains("[session] disconnected", sample.Lines);
    }

    /// <summary>The sample was built with these tests, in the same configuration.</summary>
    private static string PathOfSample()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "McpAnalyzers.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException($"There is no McpAnalyzers.sln above {output}.");
        }

        return Path.Combine(root.FullName, "docs", "samples", "ResilientClient", "bin", output.Parent!.Name, output.Name, "ResilientClient.dll");
    }
}
