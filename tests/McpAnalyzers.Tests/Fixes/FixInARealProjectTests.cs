using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.Tests.Fixes;

/// <summary>The tests of the package apply every fix in a project of a user. They know the rules by their files, and the fixes not at all.</summary>
public class FixInARealProjectTests
{
    [Fact]
    public void EveryRuleWithAFix_HasAFileThatIsMended()
    {
        var fixable = typeof(DocumentFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)
            .Order(StringComparer.Ordinal)
            .ToList();

        var files = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests", "McpAnalyzers.PackageTests", "Mistakes"), "*.cs")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(
            fixable.SequenceEqual(files),
            $"tests/McpAnalyzers.PackageTests/Mistakes lacks {string.Join(", ", fixable.Except(files).Select(id => id + ".cs").DefaultIfEmpty("nothing"))}, and has no use for {string.Join(", ", files.Except(fixable).Select(id => id + ".cs").DefaultIfEmpty("nothing"))}. A file holds the mistake of its rule once, on a line that ends with a comment of the id.");
    }
}
