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
            .Order(StringComparer.Ordinal);

        var files = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests", "McpAnalyzers.PackageTests", "Mistakes"), "*.cs")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal);

        Assert.Equal(fixable, files);
    }
}
