using System.Text;
using McpAnalyzers.Tool.Scanning;

namespace McpAnalyzers.Tool.Reports;

/// <summary>A table, for summaries of CI runs and for comments on pull requests.</summary>
internal sealed class MarkdownReport(Terminal terminal) : IReportWriter
{
    public void Write(Report report)
    {
        var text = new StringBuilder("## mcp-analyzers\n\n");
        if (!report.Findings.IsEmpty)
        {
            text.Append("| rule | severity | place | message |\n|---|---|---|---|\n");
            foreach (var finding in report.Findings)
            {
                var place = finding.Path is null ? "" : Code(FormattableString.Invariant($"{terminal.Shown(finding.Path)}:{finding.Line}"));
                text.Append($"| [{finding.RuleId}]({finding.Rule.HelpLinkUri}) | {Severities.Word(finding.Severity)} | {place} | {Escaped(finding.Message)} |\n");
            }

            text.Append('\n');
        }

        text.Append(report.Findings.IsEmpty ? $"No findings in {Counts.Of(report.FileCount, "source file")}.\n" : $"{Counts.Of(report.Findings)}.\n");
        if (report.KnownCount > 0)
        {
            text.Append($"\n{Counts.Of(report.KnownCount, "finding")} of the baseline not shown.\n");
        }

        AppendList(text, "Fixed", report.Fixed.Select(f => $"{Code(terminal.Shown(f.Path))}: {f.RuleId}: {Escaped(f.Title)}"));
        AppendList(text, "Problems", report.Problems.Select(Escaped));
        terminal.Out.Write(text.ToString());
    }

    private static void AppendList(StringBuilder text, string heading, IEnumerable<string> items)
    {
        foreach (var (index, item) in items.Index())
        {
            text.Append(index == 0 ? $"\n### {heading}\n\n" : "").Append($"- {item}\n");
        }
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>Messages hold pieces of code: nothing in them may become markup or end a cell.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' => escaped.Append('\\').Append(c),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\r' or '\n' => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
