using System.IO.Compression;
using System.Xml.Linq;

namespace McpAnalyzers.PackageTests;

/// <summary>The tool as users get it: packed, installed from the package alone, started as a program.</summary>
[Collection(PackedPackageTests.Name)]
public sealed class ToolTests : IDisposable
{
    /// <summary>The one mark of the sample that is not about a warning.</summary>
    private const string OnlyInfo = "MCPT1009";

    private readonly string _root = Directory.CreateTempSubdirectory("mcp-analyzers-").FullName;
    private readonly string _version = $"0.0.0-test.{Guid.NewGuid():n}";
    private readonly CommandLine _commandLine = new(new Dictionary<string, string>
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    });

    [Fact]
    public async Task Packed_Installed_Started_FindsWhatTheSampleHas()
    {
        var feed = Path.Combine(_root, "feed");
        await _commandLine.Succeed(
            Path.Combine(RepositoryFiles.Root, "src", "McpAnalyzers.Tool"),
            "pack", "--configuration", "Release", "--artifacts-path", Path.Combine(_root, "artifacts"), "--output", feed, $"-p:Version={_version}", "-p:ContinuousIntegrationBuild=true");
        CheckContent(Path.Combine(feed, $"McpAnalyzers.Tool.{_version}.nupkg"));

        // No other source: the package has to be whole.
        File.WriteAllText(Path.Combine(_root, "nuget.config"), $"""<configuration><packageSources><clear /><add key="packed" value="{feed}" /></packageSources></configuration>""");
        await _commandLine.Succeed(_root, "tool", "install", "McpAnalyzers.Tool", "--version", _version, "--tool-path", "tools", "--configfile", "nuget.config");

        var dll = Directory.EnumerateFiles(Path.Combine(_root, "tools"), "McpAnalyzers.Tool.dll", SearchOption.AllDirectories).Single();
        var sample = Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenClient");
        var scan = await _commandLine.Run(_root, "exec", dll, "scan", sample);

        Assert.Equal(1, scan.ExitCode);
        Assert.Equal(
            BuildMessages.Marked("ToolClient.cs", File.ReadAllText(Path.Combine(sample, "ToolClient.cs"))).Where(m => m.Id != OnlyInfo),
            BuildMessages.Of(scan));
        Assert.Contains($"info {OnlyInfo}", scan.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_root, "tools"), OperatingSystem.IsWindows() ? "mcp-analyzers.exe" : "mcp-analyzers"));
    }

    private static void CheckContent(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var files = archive.Entries.Select(e => e.FullName).ToList();
        Assert.Superset(
            new HashSet<string>(["README.md", "icon.png", "tools/net10.0/any/DotnetToolSettings.xml", "tools/net10.0/any/McpAnalyzers.dll", "tools/net10.0/any/McpAnalyzers.CodeFixes.dll", "tools/net10.0/any/framework/System.Runtime.dll", "tools/net10.0/any/framework/Microsoft.AspNetCore.dll"]),
            files.ToHashSet());
        Assert.DoesNotContain(files, f => f.EndsWith(".pdb", StringComparison.Ordinal) || (f.EndsWith(".xml", StringComparison.Ordinal) && f.Contains("McpAnalyzers", StringComparison.Ordinal)));

        using var nuspec = archive.GetEntry("McpAnalyzers.Tool.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
        Assert.Equal(("McpAnalyzers.Tool", "README.md", "icon.png", "MIT"), (Value("id"), Value("readme"), Value("icon"), Value("license")));
        Assert.Contains("DotnetTool", metadata.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
