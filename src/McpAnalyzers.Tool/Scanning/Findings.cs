using System.Collections.Immutable;
using McpAnalyzers.Tool.Fixing;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>Turns diagnostics into what users are told.</summary>
internal static class Findings
{
    /// <param name="solution">The code.</param>
    /// <param name="diagnostics">What was found in it.</param>
    /// <param name="unmended">Those of them that no fix helps.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ImmutableArray<Finding>> OfAsync(
        Solution solution, IEnumerable<PlacedDiagnostic> diagnostics, UnmendedFindings unmended, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var placed in diagnostics)
        {
            findings.Add(placed.Document is { } document
                ? await InFileAsync(placed.Diagnostic, document, unmended, cancellationToken)
                : await ConfigurationPlaces.OfAsync(Base(placed.Diagnostic), solution.GetProject(placed.Project)!, cancellationToken));
        }

        return Fingerprints.Add(findings.Order(FindingOrder.Instance));
    }

    private static Finding Base(Diagnostic diagnostic)
        => new() { Rule = diagnostic.Descriptor, Severity = diagnostic.Severity, Message = diagnostic.GetMessage(null) };

    private static async Task<Finding> InFileAsync(Diagnostic diagnostic, Document document, UnmendedFindings unmended, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken);
        var span = text.Lines.GetLinePositionSpan(diagnostic.Location.SourceSpan);
        return Base(diagnostic) with
        {
            Path = document.FilePath,
            Line = span.Start.Line + 1,
            Column = span.Start.Character + 1,
            EndLine = span.End.Line + 1,
            EndColumn = span.End.Character + 1,
            LineText = text.Lines[span.Start.Line].ToString(),
            FixTitle = unmended.Contains(document, diagnostic) ? null : (await FixProviders.FirstActionAsync(document, diagnostic, cancellationToken))?.Title,
        };
    }
}
