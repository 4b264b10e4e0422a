using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test's sources, compiled once, and what analyzers are to report in them: the first thing that the test verifies, as often as one likes.</summary>
internal sealed class Expectation(Solution solution, ImmutableArray<DiagnosticResult> expected, ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    /// <summary>Whether the analyzers report exactly what is expected of them. What the compiler reports is not looked at.</summary>
    public async Task<bool> IsMetAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AnalyzedDiagnostic>();
        foreach (var project in solution.Projects)
        {
            var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
            var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            var diagnostics = await compilation!.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
            found.AddRange(diagnostics.Where(diagnostic => !diagnostic.IsSuppressed).Select(diagnostic => new AnalyzedDiagnostic(project, diagnostic)));
        }

        return DiagnosticMatching.Of(expected, found.ToImmutable()).IsExact;
    }
}
