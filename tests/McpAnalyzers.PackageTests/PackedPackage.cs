using System.IO.Compression;
using System.Reflection;

namespace McpAnalyzers.PackageTests;

/// <summary>The package, packed once into a feed of its own for all tests, and the folder in which they write their projects.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    // A version that no other run has: what an earlier one left in any cache is not taken for it.
    private readonly string _root = Directory.CreateTempSubdirectory("mcp-analyzers-").FullName;
    private int _projects;

    public PackedPackage()
    {
        Version = $"0.0.0-test.{Guid.NewGuid():n}";
        CommandLine = new CommandLine(new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = Path.Combine(_root, "packages"),
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        });
    }

    public string Version { get; }

    internal CommandLine CommandLine { get; }

    internal string Feed => Path.Combine(_root, "feed");

    public async ValueTask InitializeAsync()
    {
        try
        {
            WriteNuGetConfig();
            await Pack();
        }
        catch
        {
            // Nobody disposes of what was never made.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Packs from nothing: no object file of an earlier packing is used again.</summary>
    public async Task Pack()
    {
        var artifacts = Path.Combine(_root, "artifacts");
        if (Directory.Exists(artifacts))
        {
            Directory.Delete(artifacts, recursive: true);
        }

        // Not into the repository's folders, where another build may be going on.
        await CommandLine.Succeed(
            Path.Combine(RepositoryFiles.Root, "src", "McpAnalyzers.Package"),
            "pack", "--configuration", "Release", "--artifacts-path", artifacts, "--output", Feed, $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true");
    }

    /// <summary>Packs another project of the repository.</summary>
    /// <returns>The folder of the package, which is not the feed.</returns>
    internal async Task<string> PackOther(string project)
    {
        var folder = Path.Combine(_root, project);
        await CommandLine.Succeed(
            Path.Combine(RepositoryFiles.Root, "src", project),
            "pack", "--configuration", "Release", "--artifacts-path", Path.Combine(_root, "artifacts-" + project), "--output", folder, $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true");
        return folder;
    }

    /// <summary>The packed file, open for reading.</summary>
    public ZipArchive Open() => ZipFile.OpenRead(Path.Combine(Feed, $"McpAnalyzers.{Version}.nupkg"));

    /// <summary>A new empty folder, out of reach of the repository's build files.</summary>
    internal ConsumerFolder NewFolder()
    {
        var folder = Path.Combine(_root, $"consumer{++_projects}");
        Directory.CreateDirectory(folder);
        return new(folder, this);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void WriteNuGetConfig()
    {
        Directory.CreateDirectory(Feed);
        var restored = typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RestoredPackages").Value;
        File.WriteAllText(Path.Combine(_root, "nuget.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed">
                  <package pattern="McpAnalyzers" />
                </packageSource>
                <packageSource key="nuget.org">
                  <package pattern="*" />
                </packageSource>
              </packageSourceMapping>
              <fallbackPackageFolders>
                <add key="restored" value="{restored}" />
              </fallbackPackageFolders>
            </configuration>

            """);
    }
}

/// <summary>One packing for all tests; they run one after another, since each keeps the machine busy.</summary>
[CollectionDefinition(Name)]
public sealed class PackedPackageTests : ICollectionFixture<PackedPackage>, ICollectionFixture<PackedTool>
{
    public const string Name = "Packed package";
}
