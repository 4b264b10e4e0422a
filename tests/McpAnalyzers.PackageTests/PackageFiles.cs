using System.IO.Compression;
using System.Xml.Linq;

namespace McpAnalyzers.PackageTests;

/// <summary>What is in a package.</summary>
internal static class PackageFiles
{
    /// <summary>Its files by their paths, without those that the container format itself brings.</summary>
    public static IEnumerable<string> Of(ZipArchive archive) => archive.Entries.Select(e => e.FullName).Where(n => !IsOfContainer(n)).Order(StringComparer.Ordinal);

    /// <summary>The values that users see on the page of any package: what it is, its license, where its sources are.</summary>
    public static void CheckMetadata(ZipArchive archive, string id)
    {
        var metadata = MetadataOf(archive);
        XElement Find(string name) => metadata.Elements().Single(e => e.Name.LocalName == name);

        Assert.Equal((id, "README.md", "icon.png"), (Find("id").Value, Find("readme").Value, Find("icon").Value));
        Assert.Equal(("MIT", "expression"), (Find("license").Value, Find("license").Attribute("type")?.Value));
        Assert.NotEqual("", Find("title").Value);
        Assert.NotEqual("", Find("tags").Value);
        Assert.Equal(("git", "https://github.com/McpAnalyzers/McpAnalyzers"), (Find("repository").Attribute("type")?.Value, Find("repository").Attribute("url")?.Value));
        Assert.Matches("^[0-9a-f]{40}$", Find("repository").Attribute("commit")?.Value);
    }

    /// <summary>What the package says of itself.</summary>
    public static XElement MetadataOf(ZipArchive archive)
    {
        using var nuspec = archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    private static bool IsOfContainer(string name) => name is "[Content_Types].xml" or "_rels/.rels" || name.EndsWith(".psmdcp", StringComparison.Ordinal);
}
