using System.Collections.Immutable;
using McpAnalyzers.Tool.Fixing;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>The rules of the analyzers that the tool carries.</summary>
internal static class RuleCatalogue
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [.. new McpTransportAnalyzer().SupportedDiagnostics.DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static bool HasFix(DiagnosticDescriptor rule) => FixProviders.Mends(rule.Id);

    /// <summary>The rule's id as it is written in the catalogue; null when there is no such rule.</summary>
    public static string? Find(string id) => All.FirstOrDefault(r => r.Id.Equals(id, StringComparison.OrdinalIgnoreCase))?.Id;
}
