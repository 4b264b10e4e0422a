using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>The words for severities on the command line and in reports.</summary>
internal static class Severities
{
    /// <summary>Hidden ones are for editors alone: no report shows them.</summary>
    public static readonly string[] Words = ["info", "warning", "error"];

    /// <summary>.editorconfig calls it a suggestion, the compiler info.</summary>
    public static DiagnosticSeverity? Parse(string word)
        => word.ToLowerInvariant() switch
        {
            "info" or "suggestion" => DiagnosticSeverity.Info,
            "warning" or "warn" => DiagnosticSeverity.Warning,
            "error" => DiagnosticSeverity.Error,
            _ => null,
        };

    public static string Word(DiagnosticSeverity severity)
        => severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
}
