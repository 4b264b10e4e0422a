using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>
/// The compiler does not tell analyzers which line of which configuration file set an option, so a finding about one has no place.
/// Users, and services that show findings, want one: the line whose setting the message quotes.
/// </summary>
internal static class ConfigurationPlaces
{
    /// <returns>The finding at that line, or about the project where no line has the setting.</returns>
    public static async Task<Finding> OfAsync(Finding finding, Project project, CancellationToken cancellationToken)
    {
        foreach (var file in project.AnalyzerConfigDocuments.OrderBy(d => d.FilePath, StringComparer.Ordinal))
        {
            var text = await file.GetTextAsync(cancellationToken);
            foreach (var line in text.Lines)
            {
                var setting = line.ToString().Split('=', 2, StringSplitOptions.TrimEntries);
                if (setting.Length == 2 && finding.Message.Contains($"'{setting[0]} = {setting[1]}'", StringComparison.OrdinalIgnoreCase))
                {
                    return finding with
                    {
                        Path = file.FilePath,
                        Line = line.LineNumber + 1,
                        EndLine = line.LineNumber + 1,
                        EndColumn = line.Span.Length + 1,
                        LineText = line.ToString(),
                    };
                }
            }
        }

        return finding with { Path = project.FilePath };
    }
}
