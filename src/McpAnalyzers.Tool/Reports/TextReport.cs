using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace McpAnalyzers.Tool.Reports;

/// <summary>For people, and for everything that knows the compiler's lines: <c>file(line,column): warning ID: message</c>.</summary>
internal sealed class TextReport(Terminal terminal) : IReportWriter
{
    private const int LongestExcerpt = 160;

    public void Write(Report report)
    {
        var console = terminal.OutConsole;
        foreach (var finding in report.Findings)
        {
            Write(console, finding);
        }

        WriteFixed(console, report);
        console.WriteLine(Summary(report));
    }

    private void Write(IAnsiConsole console, Finding finding)
    {
        var place = finding.Path is null ? "" : FormattableString.Invariant($"{terminal.Shown(finding.Path)}({finding.Line},{finding.Column}): ");
        console.MarkupLineInterpolated($"[bold]{place}[/][{Colour(finding)}]{Severities.Word(finding.Severity)} {finding.RuleId}[/]: {finding.Message}");
        if (finding.LineText.Trim().Length > 0)
        {
            WriteExcerpt(console, finding);
        }

        console.WriteLine();
    }

    private static void WriteExcerpt(IAnsiConsole console, Finding finding)
    {
        var line = finding.LineText.Replace('\t', ' ');
        var indent = line.Length - line.TrimStart().Length;
        var text = line.Trim();
        var start = Math.Max(0, finding.Column - 1 - indent);
        var end = finding.EndLine == finding.Line ? finding.EndColumn - 1 - indent : text.Length;
        var shown = text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "…";
        console.MarkupLineInterpolated($"    [dim]{shown}[/]");
        if (start < LongestExcerpt)
        {
            var length = Math.Max(1, Math.Min(end, shown.Length) - start);
            console.MarkupLineInterpolated($"    {new string(' ', start)}[{Colour(finding)}]{new string('^', length)}[/]");
        }
    }

    private void WriteFixed(IAnsiConsole console, Report report)
    {
        foreach (var fixes in report.Fixed.GroupBy(f => f))
        {
            var times = fixes.Count() == 1 ? "" : FormattableString.Invariant($" ({fixes.Count()} times)");
            console.MarkupLineInterpolated($"[green]fixed[/] {terminal.Shown(fixes.Key.Path)}: {fixes.Key.RuleId}: {fixes.Key.Title}{times}");
        }

        if (!report.Fixed.IsEmpty)
        {
            console.WriteLine();
        }
    }

    private static string Summary(Report report)
    {
        var known = report.KnownCount == 0 ? "" : $" {Counts.Of(report.KnownCount, "finding")} of the baseline not shown.";
        var @fixed = report.Fixed.IsEmpty ? "" : $"{Counts.Of(report.Fixed.Length, "finding")} fixed in {Counts.Of(report.Fixed.Select(f => f.Path).Distinct().Count(), "file")}. ";
        if (report.Findings.IsEmpty)
        {
            return $"{@fixed}{(report.KnownCount == 0 ? "No findings" : "No new findings")} in {Counts.Of(report.FileCount, "source file")}.{known}";
        }

        var mendable = report.Findings.Count(f => f.FixTitle is not null);
        var hint = mendable == 0 ? "" : $" --fix mends {(mendable == report.Findings.Length ? "all of them" : FormattableString.Invariant($"{mendable} of them"))}.";
        return $"{@fixed}{Counts.Of(report.Findings)}{(@fixed.Length > 0 ? " left" : "")}.{hint}{known}";
    }

    private static string Colour(Finding finding)
        => finding.Severity switch
        {
            DiagnosticSeverity.Error => "red",
            DiagnosticSeverity.Warning => "yellow",
            _ => "blue",
        };
}
