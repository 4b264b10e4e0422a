using System.IO.Compression;
using System.Runtime.InteropServices;

namespace McpAnalyzers.PackageTests;

/// <summary>The tool as users get it: packed, installed from the package alone, started as a program.</summary>
[Collection(PackedPackageTests.Name)]
public sealed class ToolTests(PackedTool tool)
{
    private static readonly string[] TargetingPacks = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    [Fact]
    public async Task Packed_Installed_Started_FindsWhatTheSampleHas()
    {
        await tool.Ready();
        CheckContent(tool.Package);

        // No other source: the package has to be whole.
        File.WriteAllText(Path.Combine(tool.Root, "nuget.config"), $"""<configuration><packageSources><clear /><add key="packed" value="{tool.Feed}" /></packageSources></configuration>""");
        await tool.CommandLine.Succeed(tool.Root, "tool", "install", "McpAnalyzers.Tool", "--tool-path", "tools", "--configfile", "nuget.config");

        var dll = Directory.EnumerateFiles(Path.Combine(tool.Root, "tools"), "McpAnalyzers.Tool.dll", SearchOption.AllDirectories).Single();
        var sample = Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenClient");
        var scan = await tool.CommandLine.Run(tool.Root, "exec", dll, "scan", sample);

        Assert.Equal(1, scan.ExitCode);
        Assert.Equal(
            Directory.EnumerateFiles(sample, "*.cs").Order(StringComparer.Ordinal)
                .SelectMany(file => BuildMessages.Marked(Path.GetFileName(file), File.ReadAllText(file)))
                .Select(m => (m.File, m.Line, m.Id)),
            BuildMessages.Of(scan).Select(m => (m.File, m.Line, m.Id)));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(tool.Root, "tools"), OperatingSystem.IsWindows() ? "mcp-analyzers.exe" : "mcp-analyzers"));
    }

    private static void CheckContent(string package)
    {
        const string Framework = "tools/net10.0/any/framework/";
        using var archive = ZipFile.OpenRead(package);
        var files = PackageFiles.Of(archive).ToLookup(f => f.StartsWith(Framework, StringComparison.Ordinal));

        Assert.Equal(
            [
                "McpAnalyzers.Tool.nuspec",
                "README.md",
                "icon.png",
                "tools/net10.0/any/DotnetToolSettings.xml",
                "tools/net10.0/any/Humanizer.dll",
                "tools/net10.0/any/McpAnalyzers.CodeFixes.dll",
                "tools/net10.0/any/McpAnalyzers.Tool.deps.json",
                "tools/net10.0/any/McpAnalyzers.Tool.dll",
                "tools/net10.0/any/McpAnalyzers.Tool.runtimeconfig.json",
                "tools/net10.0/any/McpAnalyzers.dll",
                "tools/net10.0/any/Microsoft.CodeAnalysis.CSharp.Workspaces.dll",
                "tools/net10.0/any/Microsoft.CodeAnalysis.CSharp.dll",
                "tools/net10.0/any/Microsoft.CodeAnalysis.Workspaces.dll",
                "tools/net10.0/any/Microsoft.CodeAnalysis.dll",
                "tools/net10.0/any/Spectre.Console.dll",
                "tools/net10.0/any/System.CommandLine.dll",
                "tools/net10.0/any/System.Composition.AttributedModel.dll",
                "tools/net10.0/any/System.Composition.Convention.dll",
                "tools/net10.0/any/System.Composition.Hosting.dll",
                "tools/net10.0/any/System.Composition.Runtime.dll",
                "tools/net10.0/any/System.Composition.TypedParts.dll",
            ],
            files[false]);
        Assert.Equal(ReferenceAssemblies(), files[true].Select(f => f[Framework.Length..]));

        PackageFiles.CheckMetadata(archive, "McpAnalyzers.Tool");
        Symbols.CheckSources(archive, archive, ["tools/net10.0/any/McpAnalyzers.Tool.dll", "tools/net10.0/any/McpAnalyzers.dll", "tools/net10.0/any/McpAnalyzers.CodeFixes.dll"]);
        using var nuspec = new StreamReader(archive.GetEntry("McpAnalyzers.Tool.nuspec")!.Open());
        Assert.Contains("DotnetTool", nuspec.ReadToEnd(), StringComparison.Ordinal);
    }

    /// <summary>What the SDK at hand has for code to be compiled against; patches of a release have the same files.</summary>
    private static IEnumerable<string> ReferenceAssemblies()
    {
        var packs = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs");
        return TargetingPacks
            .SelectMany(pack => Directory.EnumerateDirectories(Path.Combine(packs, pack), "10.*"))
            .SelectMany(version => Directory.EnumerateFiles(Path.Combine(version, "ref", "net10.0"), "*.dll"))
            .Select(f => Path.GetFileName(f))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }
}
