namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A package by id and version.</summary>
public sealed class PackageIdentity
{
    /// <summary>Names a package.</summary>
    public PackageIdentity(string id, string version)
    {
        Id = id;
        Version = version;
    }

    /// <summary>The package's id.</summary>
    public string Id { get; }

    /// <summary>The package's version.</summary>
    public string Version { get; }
}
