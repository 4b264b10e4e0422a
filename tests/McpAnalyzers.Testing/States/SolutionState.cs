namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The content of a test's solution, and the diagnostics expected in it.</summary>
public class SolutionState : ProjectState
{
    /// <summary>Creates an empty solution.</summary>
    public SolutionState(string name, string language, string defaultPrefix, string defaultExtension)
        : base(name, language, defaultPrefix, defaultExtension)
        => AdditionalProjects = new ProjectCollection(language, defaultExtension);

    /// <summary>What is taken over from the state before; null: <see cref="StateInheritanceMode.AutoInherit"/>, or all of it if the content is the same.</summary>
    public StateInheritanceMode? InheritanceMode { get; set; }

    /// <summary>What markup means; null: it expects diagnostics, in a changed fixed state only those that are not fixable.</summary>
    public MarkupMode? MarkupHandling { get; set; }

    /// <summary>The projects besides the first.</summary>
    public ProjectCollection AdditionalProjects { get; }

    /// <summary>The diagnostics expected besides those of the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>Whether anything was said about this state.</summary>
    internal bool IsGiven
        => InheritanceMode is not null
        || MarkupHandling is not null
        || Sources.Count > 0
        || AdditionalFiles.Count > 0
        || AnalyzerConfigFiles.Count > 0
        || AdditionalReferences.Count > 0
        || AdditionalProjects.Count > 0
        || ExpectedDiagnostics.Count > 0;
}
