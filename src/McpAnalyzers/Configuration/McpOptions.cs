using System.Collections.Immutable;

namespace McpAnalyzers.Configuration;

/// <summary>Every option of ours. docs/configuration.md tells users about each.</summary>
internal static class McpOptions
{
    /// <summary>Test projects have servers that answer wrongly on purpose: rules about servers look at them only when told to.</summary>
    public static readonly BooleanOption AnalyzeTestProjects = new("analyze_test_projects", defaultValue: false);

    public static readonly ImmutableArray<BooleanOption> All = [AnalyzeTestProjects];
}
