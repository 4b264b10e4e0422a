using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace McpAnalyzers.PackageTests;

/// <summary>Where debuggers are told to find the sources of a dll.</summary>
internal static class Symbols
{
    /// <summary>The kind of the SourceLink document, as the format of portable symbols has it.</summary>
    private static readonly Guid SourceLink = new("cc110556-a091-4d38-9fec-25ab9a351a6a");

    /// <param name="package">Its nuspec says which commit it was made from.</param>
    /// <param name="archive">Where the files are.</param>
    /// <param name="files">Symbols, or dlls with symbols in them.</param>
    public static void CheckSources(ZipArchive package, ZipArchive archive, IEnumerable<string> files)
    {
        var commit = PackageFiles.MetadataOf(package).Elements().Single(e => e.Name.LocalName == "repository").Attribute("commit")!.Value;

        // From /_/, and not from where it was built: packages are the same wherever that is.
        var expected = $"/_/* https://raw.githubusercontent.com/McpAnalyzers/McpAnalyzers/{commit}/*";
        Assert.All(files, file => Assert.Equal(expected, SourcesOf(archive.GetEntry(file)!)));
    }

    private static string SourcesOf(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var symbols = entry.FullName.EndsWith(".pdb", StringComparison.Ordinal) ? MetadataReaderProvider.FromPortablePdbStream(copy, MetadataStreamOptions.LeaveOpen) : EmbeddedIn(copy);
        var reader = symbols.GetMetadataReader();
        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Single(i => reader.GetGuid(i.Kind) == SourceLink);
        using var json = JsonDocument.Parse(reader.GetBlobBytes(link.Value));
        return string.Join(' ', json.RootElement.GetProperty("documents").EnumerateObject().Select(d => $"{d.Name} {d.Value}"));
    }

    private static MetadataReaderProvider EmbeddedIn(Stream dll)
    {
        using var file = new PEReader(dll, PEStreamOptions.LeaveOpen);
        return file.ReadEmbeddedPortablePdbDebugDirectoryData(file.ReadDebugDirectory().Single(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
    }
}
