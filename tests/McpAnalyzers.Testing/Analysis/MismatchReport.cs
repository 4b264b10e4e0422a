using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Says to a person what was expected, what was found, and how the test would have to read.</summary>
internal static class MismatchReport
{
    public static string Of(DiagnosticMatching matching)
    {
        var report = new StringBuilder();
        report.AppendLine(
            CultureInfo.InvariantCulture,
            $"The diagnostics are not the expected ones: {matching.Missing.Length} missing, {matching.Unexpected.Length} unexpected.");

        var left = matching.Unexpected.ToList();
        foreach (var missing in matching.Missing)
        {
            report.AppendLine().AppendLine("Missing:").Append("    ").AppendLine(DiagnosticText.Of(missing));
            var nearest = left.Where(actual => actual.Id == missing.Id)
                .MinBy(actual => DiagnosticMatching.Differences(missing, actual).Count());
            if (nearest is not null)
            {
                left.Remove(nearest);
                report.AppendLine("  found instead:");
                AppendFound(report, nearest.Diagnostic);
                foreach (var difference in DiagnosticMatching.Differences(missing, nearest))
                {
                    report.Append("  differs in ").AppendLine(difference);
                }
            }
        }

        foreach (var unexpected in left)
        {
            report.AppendLine().AppendLine("Unexpected:");
            AppendFound(report, unexpected.Diagnostic);
        }

        return report.ToString();
    }

    /// <summary>The sources of the solution with the found diagnostics as markup.</summary>
    public static async Task<string> SourcesWithMarkupAsync(
        Solution solution, ImmutableArray<AnalyzedDiagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var report = new StringBuilder();
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var inFile = diagnostics.Where(diagnostic => diagnostic.Path == document.FilePath).ToList();
            if (inFile.Count > 0)
            {
                report.AppendLine().AppendLine(
                    CultureInfo.InvariantCulture, $"{document.FilePath} with what was found as markup:").AppendLine();
                report.AppendLine(WithMarkup(text, inFile));
            }
        }

        return report.ToString();
    }

    private static void AppendFound(StringBuilder report, Diagnostic diagnostic)
    {
        report.Append("    ").AppendLine(DiagnosticText.Of(diagnostic));
        report.Append("    // ").AppendLine(diagnostic.GetMessage(CultureInfo.InvariantCulture));
        if (diagnostic.Location.SourceTree is { } tree)
        {
            var line = tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start);
            report.Append("    // ").AppendLine(line.ToString().Trim());
        }

        // The exception of an analyzer is in the description of AD0001.
        if (diagnostic.Id == "AD0001")
        {
            report.AppendLine(diagnostic.Descriptor.Description.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string WithMarkup(SourceText text, List<AnalyzedDiagnostic> diagnostics)
    {
        var starts = diagnostics.ToLookup(diagnostic => diagnostic.Diagnostic.Location.SourceSpan.Start);
        var ends = diagnostics.ToLookup(diagnostic => diagnostic.Diagnostic.Location.SourceSpan.End);
        var code = text.ToString();
        var builder = new StringBuilder();
        for (var position = 0; position <= code.Length; position++)
        {
            foreach (var _ in ends[position].Where(diagnostic => !diagnostic.Diagnostic.Location.SourceSpan.IsEmpty))
            {
                builder.Append("|}");
            }

            foreach (var diagnostic in starts[position].OrderByDescending(diagnostic => diagnostic.Diagnostic.Location.SourceSpan.Length))
            {
                builder.Append("{|").Append(diagnostic.Id).Append(diagnostic.Diagnostic.Location.SourceSpan.IsEmpty ? ":|}" : ":");
            }

            if (position < code.Length)
            {
                builder.Append(code[position]);
            }
        }

        return builder.ToString();
    }
}
