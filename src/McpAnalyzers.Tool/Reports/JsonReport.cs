using System.Text.Json;
using McpAnalyzers.Tool.Scanning;

namespace McpAnalyzers.Tool.Reports;

/// <summary>For scripts. Names are never changed or removed, only added.</summary>
internal sealed class JsonReport(Terminal terminal) : IReportWriter
{
    public void Write(Report report)
        => terminal.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                Findings = report.Findings.Select(f => new
                {
                    Rule = f.RuleId,
                    Severity = Severities.Word(f.Severity),
                    f.Message,
                    Path = f.Path is null ? null : terminal.Shown(f.Path),
                    f.Line,
                    f.Column,
                    f.EndLine,
                    f.EndColumn,
                    Fix = f.FixTitle,
                    Help = f.Rule.HelpLinkUri,
                    f.Fingerprint,
                }),
                Fixed = report.Fixed.Select(f => new { Path = terminal.Shown(f.Path), Rule = f.RuleId, f.Title }),
                Problems = report.Problems,
                SourceFiles = report.FileCount,
                InBaseline = report.KnownCount,
            },
            Json.Format));
}
