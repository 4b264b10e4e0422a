using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>Is a compilation one of tests? Their servers answer wrongly on purpose.</summary>
internal static class TestProject
{
    public static bool Is(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(a => IsTestFramework(a.Name));

    private static bool IsTestFramework(string assembly) =>
        assembly is "nunit.framework" or "MSTest.TestFramework" or "Microsoft.VisualStudio.TestPlatform.TestFramework"
        || assembly.StartsWith("xunit.", StringComparison.OrdinalIgnoreCase)
        || assembly.StartsWith("TUnit.", StringComparison.Ordinal);
}
