using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The reference assemblies that come with the SDK which the tests run on.</summary>
internal static class TargetingPack
{
    /// <summary>The reference assemblies of a framework, of the highest version there is.</summary>
    /// <param name="name">E.g. <c>Microsoft.NETCore.App.Ref</c>.</param>
    /// <param name="targetFramework">E.g. <c>net10.0</c>.</param>
    /// <exception cref="InvalidOperationException">The SDK does not bring it.</exception>
    public static ImmutableArray<MetadataReference> References(string name, string targetFramework)
    {
        // …/shared/Microsoft.NETCore.App/10.0.0 stands beside …/packs
        var packs = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", name));
        var folder = Directory.Exists(packs)
            ? Directory.EnumerateDirectories(packs)
                .OrderByDescending(VersionOf)
                .Select(version => Path.Combine(version, "ref", targetFramework))
                .FirstOrDefault(Directory.Exists)
            : null;
        return folder is null
            ? throw new InvalidOperationException($"The SDK has no targeting pack {name} for {targetFramework}: there is none in {packs}")
            : [.. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(SharedReferences.FromFile)];
    }

    // A preview has no version that can be compared, and is taken last.
    private static Version VersionOf(string folder)
        => Version.TryParse(Path.GetFileName(folder), out var version) ? version : new Version(0, 0);
}
