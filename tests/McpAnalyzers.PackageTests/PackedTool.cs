namespace McpAnalyzers.PackageTests;

/// <summary>The package of the tool, packed once, by the first test that asks, into a feed that holds nothing else.</summary>
public sealed class PackedTool : IDisposable
{
    private readonly Lazy<Task<CommandResult>> _packing;

    public PackedTool()
    {
        Root = Directory.CreateTempSubdirectory("mcp-analyzers-").FullName;
        CommandLine = new(new Dictionary<string, string>
        {
            // Tools that are run without being installed are kept among the packages.
            ["NUGET_PACKAGES"] = Path.Combine(Root, "packages"),
            ["DOTNET_CLI_HOME"] = Path.Combine(Root, "home"),
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        });
        _packing = new(PackAsync);
    }

    /// <summary>Released versions alone are found by commands that name no version. The feed has one, and no other feed is asked.</summary>
    public const string Version = "1.0.0";

    public string Root { get; }

    internal CommandLine CommandLine { get; }

    public string Package => Path.Combine(Feed, $"McpAnalyzers.Tool.{Version}.nupkg");

    public string Feed => Path.Combine(Root, "feed");

    public Task Ready() => _packing.Value;

    private Task<CommandResult> PackAsync()
        // With the packages of the machine: it is the tool that is to be new, not what it is built from.
        => new CommandLine(new Dictionary<string, string> { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" }).Succeed(
            Path.Combine(RepositoryFiles.Root, "src", "McpAnalyzers.Tool"),
            "pack", "--configuration", "Release", "--artifacts-path", Path.Combine(Root, "artifacts"), "--output", Feed, $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
