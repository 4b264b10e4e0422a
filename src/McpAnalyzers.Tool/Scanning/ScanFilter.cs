using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>Which diagnostics the user wants to hear of.</summary>
/// <param name="Rules">Only these; all when it is empty.</param>
/// <param name="Minimum">The lowest severity.</param>
internal sealed record ScanFilter(ImmutableHashSet<string> Rules, DiagnosticSeverity Minimum)
{
    public bool Lets(Diagnostic diagnostic)
        => !diagnostic.IsSuppressed && diagnostic.Severity >= Minimum && (Rules.IsEmpty || Rules.Contains(diagnostic.Id));
}
