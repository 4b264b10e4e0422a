using System.Globalization;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Reports;

/// <summary>Workflow commands of GitHub Actions: each finding is shown beside its line.</summary>
internal sealed class GitHubReport(Terminal terminal, RepositoryPaths paths) : IReportWriter
{
    public void Write(Report report)
    {
        foreach (var finding in report.Findings)
        {
            terminal.Out.WriteLine($"::{Command(finding)} {Place(finding)}title={InProperty(finding.RuleId)}::{InMessage($"{finding.Message} ({finding.Rule.HelpLinkUri})")}");
        }

        foreach (var applied in report.Fixed)
        {
            terminal.Out.WriteLine($"::notice file={InProperty(PathOf(applied.Path))},title={InProperty(applied.RuleId)}::{InMessage("Fixed: " + applied.Title)}");
        }

        foreach (var problem in report.Problems)
        {
            terminal.Out.WriteLine($"::error title=mcp-analyzers::{InMessage(problem)}");
        }
    }

    private static string Command(Finding finding)
        => finding.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "notice",
        };

    private string Place(Finding finding)
    {
        if (finding.Path is null)
        {
            return "";
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"file={InProperty(PathOf(finding.Path))},line={finding.Line},endLine={finding.EndLine},");

        // Columns count only within a line.
        return finding.Line == finding.EndLine ? place + string.Create(CultureInfo.InvariantCulture, $"col={finding.Column},endColumn={finding.EndColumn},") : place;
    }

    private string PathOf(string path) => paths.Of(path) ?? terminal.Shown(path);

    private static string InMessage(string text)
        => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string InProperty(string text)
        => InMessage(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
