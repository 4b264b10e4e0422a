using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Reports;

/// <summary>Numbers as people read them.</summary>
internal static class Counts
{
    public static string Of(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : FormattableString.Invariant($"{count:N0} {many ?? one + "s"}");

    /// <summary>As in <c>4 warnings and 1 info in 1 file</c>.</summary>
    public static string Of(IReadOnlyCollection<Finding> findings)
    {
        string[] parts =
        [
            .. Part(DiagnosticSeverity.Error, "error", "errors"),
            .. Part(DiagnosticSeverity.Warning, "warning", "warnings"),
            .. Part(DiagnosticSeverity.Info, "info", "infos"),
        ];
        var files = findings.Select(f => f.Path).Distinct(StringComparer.Ordinal).Count();
        return $"{string.Join(" and ", parts.Length == 3 ? [$"{parts[0]}, {parts[1]}", parts[2]] : parts)} in {Of(files, "file")}";

        IEnumerable<string> Part(DiagnosticSeverity severity, string one, string many)
            => findings.Count(f => f.Severity == severity) is > 0 and var count ? [Of(count, one, many)] : [];
    }
}
