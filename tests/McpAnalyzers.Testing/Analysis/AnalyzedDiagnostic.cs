namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A diagnostic found in a test's solution.</summary>
/// <param name="Project">Where it was found.</param>
/// <param name="Diagnostic">The diagnostic.</param>
internal sealed record AnalyzedDiagnostic(Project Project, Diagnostic Diagnostic)
{
    public string Id => Diagnostic.Id;

    /// <summary>The file; empty if it is in none.</summary>
    public string Path => Diagnostic.Location.GetLineSpan().Path ?? string.Empty;

    /// <summary>Whether an analyzer reported it in a source file.</summary>
    public bool IsOfAnalyzerInSource
        => Diagnostic.Location.IsInSource && !Diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);

    /// <summary>Whether its descriptor says that it is reported only when the whole compilation has been seen.</summary>
    public bool IsAdmittedlyLate => Diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd);
}
