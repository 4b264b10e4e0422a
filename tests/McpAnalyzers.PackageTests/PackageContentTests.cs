using System.IO.Compression;

namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void Files_AreTwoDllsInOneSlot_ThePresets_AndWhatThePackagePageShows()
    {
        using var archive = package.Open();

        Assert.Equal(
            [
                "McpAnalyzers.nuspec",
                "README.md",
                "analyzers/dotnet/cs/McpAnalyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/McpAnalyzers.dll",
                "build/McpAnalyzers.targets",
                "buildTransitive/McpAnalyzers.All.globalconfig",
                "buildTransitive/McpAnalyzers.None.globalconfig",
                "buildTransitive/McpAnalyzers.Recommended.globalconfig",
                "buildTransitive/McpAnalyzers.targets",
                "icon.png",
            ],
            PackageFiles.Of(archive));
    }

    [Fact]
    public void Metadata_SaysWhatAndWhence()
    {
        using var archive = package.Open();
        PackageFiles.CheckMetadata(archive, "McpAnalyzers");
        var metadata = PackageFiles.MetadataOf(archive);

        Assert.Equal("true", metadata.Elements().Single(e => e.Name.LocalName == "developmentDependency").Value);
        Assert.DoesNotContain(metadata.Elements(), e => e.Name.LocalName == "dependencies");
    }

    /// <summary>The symbols are in the dlls: a crash says which line, and a debugger finds the source.</summary>
    [Fact]
    public void Symbols_LeadToTheSourcesOfTheCommit()
    {
        using var archive = package.Open();

        Symbols.CheckSources(archive, archive, ["analyzers/dotnet/cs/McpAnalyzers.dll", "analyzers/dotnet/cs/McpAnalyzers.CodeFixes.dll"]);
    }

    [Fact]
    public void Icon_IsPngOf128By128()
    {
        using var archive = package.Open();
        var bytes = Bytes(archive, "icon.png");

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], bytes[..8]);
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128], bytes[16..24]);
    }

    [Fact]
    public async Task PackedAgain_DllsAreTheSameBytes()
    {
        var before = Dlls();
        await package.Pack();
        var after = Dlls();

        Assert.Equal(before["McpAnalyzers.dll"], after["McpAnalyzers.dll"]);
        Assert.Equal(before["McpAnalyzers.CodeFixes.dll"], after["McpAnalyzers.CodeFixes.dll"]);
    }

    private Dictionary<string, byte[]> Dlls()
    {
        using var archive = package.Open();
        return archive.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal)).ToDictionary(e => e.Name, e => Bytes(archive, e.FullName));
    }

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
