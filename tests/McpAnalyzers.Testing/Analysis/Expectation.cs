using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test's sources, made into projects once, and what analyzers are to report in them: the first thing that the test verifies, as often as one likes.</summary>
internal sealed class Expectation(Solution solution, ImmutableArray<DiagnosticResult> expected)
{
    public IEnumerable<Project> Projects => solution.Projects;

    /// <summary>Whether these are exactly the diagnostics that are expected.</summary>
    public bool IsMetBy(IEnumerable<AnalyzedDiagnostic> found) => DiagnosticMatching.Of(expected, [.. found]).IsExact;
}
