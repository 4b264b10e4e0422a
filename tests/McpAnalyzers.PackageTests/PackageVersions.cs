using System.Xml.Linq;

namespace McpAnalyzers.PackageTests;

/// <summary>The versions that the repository itself uses, which every machine that builds it has.</summary>
internal static class PackageVersions
{
    public static string Of(string package)
        => XDocument.Load(Path.Combine(RepositoryFiles.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Single(p => (string?)p.Attribute("Include") == package).Attribute("Version")!.Value;
}
