using System.IO.Compression;

namespace McpAnalyzers.PackageTests;

/// <summary>The library's package and the symbols beside it.</summary>
[Collection(PackedPackageTests.Name)]
public sealed class TransportPackageTests(PackedPackage package)
{
    [Fact]
    public async Task Files_AreTheLibraryForEachFrameworkAndItsDocumentation_AndTheSymbolsAreBeside()
    {
        var folder = await package.PackOther("McpTransport");

        using (var archive = ZipFile.OpenRead(Path.Combine(folder, $"McpTransport.{package.Version}.nupkg")))
        {
            Assert.Equal(
                [
                    "McpTransport.nuspec",
                    "README.md",
                    "icon.png",
                    "lib/net10.0/McpTransport.dll",
                    "lib/net10.0/McpTransport.xml",
                    "lib/net8.0/McpTransport.dll",
                    "lib/net8.0/McpTransport.xml",
                    "lib/netstandard2.0/McpTransport.dll",
                    "lib/netstandard2.0/McpTransport.xml",
                ],
                PackageFiles.Of(archive));
            PackageFiles.CheckMetadata(archive, "McpTransport");
        }

        using var symbols = ZipFile.OpenRead(Path.Combine(folder, $"McpTransport.{package.Version}.snupkg"));
        Assert.Equal(
            ["McpTransport.nuspec", "lib/net10.0/McpTransport.pdb", "lib/net8.0/McpTransport.pdb", "lib/netstandard2.0/McpTransport.pdb"],
            PackageFiles.Of(symbols));
        using var library = ZipFile.OpenRead(Path.Combine(folder, $"McpTransport.{package.Version}.nupkg"));
        Symbols.CheckSources(library, symbols, PackageFiles.Of(symbols).Where(f => f.EndsWith(".pdb", StringComparison.Ordinal)));
    }
}
