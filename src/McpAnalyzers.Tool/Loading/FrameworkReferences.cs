using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Loading;

/// <summary>The reference assemblies of .NET and ASP.NET Core that lie beside the tool: it needs no SDK to read sources.</summary>
internal static class FrameworkReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Lazy = new(Load);

    public static ImmutableArray<MetadataReference> All => Lazy.Value;

    private static ImmutableArray<MetadataReference> Load()
        =>
        [
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "framework"), "*.dll")
                .Order(StringComparer.Ordinal)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
}
