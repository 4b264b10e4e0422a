using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class AssemblyReferenceTests(PackedPackage package)
{
    /// <summary>What Roslyn 4.14.0 references itself, and so what every host of it supplies. An analyzer that wants more fails to load there.</summary>
    private static readonly Dictionary<string, Version> OfHost = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 14, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 14, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 14, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 14, 0, 0),
        ["System.Buffers"] = new(4, 0, 2, 0),
        ["System.Collections.Immutable"] = new(9, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(9, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Reflection.Metadata"] = new(9, 0, 0, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Text.Encoding.CodePages"] = new(7, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
    };

    /// <summary>The compiler loads only this one: on the command line there are no workspaces.</summary>
    [Fact]
    public void Analyzers_NeedNoWorkspaces()
        => Assert.DoesNotContain(References("McpAnalyzers.dll"), r => r.Name.Contains("Workspaces", StringComparison.Ordinal) || r.Name.StartsWith("System.Composition", StringComparison.Ordinal));

    [Theory]
    [InlineData("McpAnalyzers.dll")]
    [InlineData("McpAnalyzers.CodeFixes.dll")]
    public void Dll_ReferencesNothingAboveWhatTheHostSupplies(string dll)
    {
        var tooHigh = References(dll)
            .Where(r => r.Name != "McpAnalyzers")
            .Where(r => !OfHost.TryGetValue(r.Name, out var supplied) || r.Version > supplied)
            .Select(r => $"{r.Name} {r.Version}");

        Assert.Empty(tooHigh);
    }

    private List<(string Name, Version Version)> References(string dll)
    {
        using var archive = package.Open();
        using var stream = archive.GetEntry("analyzers/dotnet/cs/" + dll)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var file = new PEReader(copy);
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(r => (metadata.GetString(r.Name), r.Version))];
    }
}
