using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Compares what a build reports with what an editor shows, which analyzes one open file at a time:
/// a rule that needs what another file says would show other warnings while one types.
/// </summary>
internal static class EditorView
{
    /// <summary>Fails unless every file, analyzed alone, gets the diagnostics that the whole solution's analysis found in it.</summary>
    public static async Task VerifyAsync(
        SolutionAnalysis analysis, Solution solution, IVerifier verifier, CancellationToken cancellationToken)
    {
        var all = await analysis.DiagnosticsAsync(solution, cancellationToken).ConfigureAwait(false);
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            var ofBuild = all
                .Where(found => found.IsOfAnalyzerInSource
                    && !found.IsAdmittedlyLate
                    && found.Project.Id == document.Project.Id
                    && found.Path == document.FilePath)
                .Select(found => found.Diagnostic)
                .ToImmutableArray();
            if (ofBuild.IsEmpty && document.Project.DocumentIds.Count == 1)
            {
                continue;
            }

            var ofEditor = await analysis.DiagnosticsOfDocumentAsync(document, cancellationToken).ConfigureAwait(false);
            foreach (var lost in ofBuild.Where(diagnostic => !ofEditor.Any(other => AreSame(diagnostic, other))))
            {
                verifier.Fail(
                    $"The diagnostic is not local to its file: an editor that analyzes {document.FilePath} alone does not get it."
                    + $"{Environment.NewLine}    {Said(lost)}");
            }

            foreach (var added in ofEditor.Where(diagnostic => !ofBuild.Any(other => AreSame(diagnostic, other))))
            {
                verifier.Fail(
                    $"An editor that analyzes {document.FilePath} alone shows a diagnostic that a build does not report."
                    + $"{Environment.NewLine}    {Said(added)}");
            }
        }
    }

    /// <summary>Whether an editor that asks for the diagnostics of the file gets this one, by its place.</summary>
    public static async Task<bool> ShowsAsync(
        SolutionAnalysis analysis, Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var shown = await analysis
            .DiagnosticsOfDocumentAsync(solution.GetDocument(diagnostic.Location.SourceTree)!, cancellationToken).ConfigureAwait(false);
        return shown.Any(other => AreSame(diagnostic, other));
    }

    private static bool AreSame(Diagnostic diagnostic, Diagnostic other)
        => diagnostic.Id == other.Id
        && diagnostic.Location.SourceSpan == other.Location.SourceSpan
        && diagnostic.GetMessage(CultureInfo.InvariantCulture) == other.GetMessage(CultureInfo.InvariantCulture);

    private static string Said(Diagnostic diagnostic)
        => $"{DiagnosticText.Of(diagnostic)}{Environment.NewLine}    // {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
}
