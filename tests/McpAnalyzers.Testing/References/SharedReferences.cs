using System.Collections.Concurrent;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>References to assembly files, each read once for all tests.</summary>
internal static class SharedReferences
{
    private static readonly ConcurrentDictionary<string, MetadataReference> ByPath = new(StringComparer.Ordinal);

    public static MetadataReference FromFile(string path)
        => ByPath.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path));
}
