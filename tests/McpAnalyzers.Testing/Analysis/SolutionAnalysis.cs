using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Runs compiler and analyzers over a solution.</summary>
internal sealed class SolutionAnalysis
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly Func<Diagnostic, bool> _includesCompilerDiagnostic;

    // The iterative fix and every Fix All begin with the same solution, and end with the same texts.
    private readonly Dictionary<Solution, ImmutableArray<AnalyzedDiagnostic>> _known = [];
    private readonly Dictionary<string, ImmutableHashSet<string>> _idsByTexts = [];

    public SolutionAnalysis(ImmutableArray<DiagnosticAnalyzer> analyzers, Func<Diagnostic, bool> includesCompilerDiagnostic)
    {
        _analyzers = analyzers;
        _includesCompilerDiagnostic = includesCompilerDiagnostic;
    }

    /// <summary>All diagnostics that are not suppressed, by place.</summary>
    public async Task<ImmutableArray<AnalyzedDiagnostic>> DiagnosticsAsync(Solution solution, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(solution, out var known))
        {
            return known;
        }

        var found = new List<AnalyzedDiagnostic>();
        foreach (var project in solution.Projects)
        {
            await AddDiagnosticsAsync(project, found, cancellationToken).ConfigureAwait(false);
        }

        ImmutableArray<AnalyzedDiagnostic> sorted =
        [
            .. found
                .OrderBy(diagnostic => diagnostic.Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Diagnostic.Location.SourceSpan.End)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Diagnostic.GetMessage(null), StringComparer.Ordinal),
        ];
        _known[solution] = sorted;
        _idsByTexts[await TextsOfAsync(solution, cancellationToken).ConfigureAwait(false)] = [.. sorted.Select(diagnostic => diagnostic.Id)];
        return sorted;
    }

    /// <summary>Whether a solution with the same texts was already analyzed and has none of these diagnostics.</summary>
    public async Task<bool> IsKnownToLackAsync(Solution solution, ImmutableHashSet<string> ids, CancellationToken cancellationToken)
        => _idsByTexts.TryGetValue(await TextsOfAsync(solution, cancellationToken).ConfigureAwait(false), out var found)
        && !found.Overlaps(ids);

    /// <summary>What an editor gets that asks for the diagnostics of one file: those of the analyzers in that file.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsOfDocumentAsync(Document document, CancellationToken cancellationToken)
    {
        var compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        var analysis = WithAnalyzers(compilation!, document.Project);
        var model = analysis.Compilation.GetSemanticModel(tree!);
        var ofSyntax = await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree!, cancellationToken).ConfigureAwait(false);
        var ofSemantics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, null, cancellationToken).ConfigureAwait(false);
        return
        [
            .. ofSyntax.Concat(ofSemantics)
                .Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Location.SourceTree == tree),
        ];
    }

    private static async Task<string> TextsOfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var texts = new StringBuilder();
        foreach (var project in solution.Projects)
        {
            foreach (var document in project.Documents.Concat(project.AdditionalDocuments).Concat(project.AnalyzerConfigDocuments))
            {
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                texts.Append(project.Name).Append(document.FilePath).Append('|')
                    .AppendLine(Convert.ToHexString(text.GetContentHash().AsSpan()));
            }
        }

        return texts.ToString();
    }

    private async Task AddDiagnosticsAsync(Project project, List<AnalyzedDiagnostic> found, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        if (_analyzers.IsEmpty)
        {
            AddCompilerDiagnostics(project, compilation!, found, cancellationToken);
            return;
        }

        var analysis = WithAnalyzers(compilation!, project);
        var diagnostics = await analysis.GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
        found.AddRange(
            from diagnostic in diagnostics
            where !diagnostic.IsSuppressed
            select new AnalyzedDiagnostic(project, diagnostic));
        AddCompilerDiagnostics(project, analysis.Compilation, found, cancellationToken);
    }

    private void AddCompilerDiagnostics(
        Project project, Compilation compilation, List<AnalyzedDiagnostic> found, CancellationToken cancellationToken)
        => found.AddRange(
            from diagnostic in compilation.GetDiagnostics(cancellationToken)
            where !diagnostic.IsSuppressed && _includesCompilerDiagnostic(diagnostic)
            select new AnalyzedDiagnostic(project, diagnostic));

    private CompilationWithAnalyzers WithAnalyzers(Compilation compilation, Project project)
        => compilation.WithAnalyzers(_analyzers, new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
}
