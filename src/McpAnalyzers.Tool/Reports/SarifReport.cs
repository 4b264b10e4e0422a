using System.Text.Json.Nodes;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Reports;

/// <summary>SARIF 2.1.0 in the shape that GitHub code scanning loads. Holds neither times nor machine paths: equal code gives an equal log.</summary>
internal sealed class SarifReport(TextWriter output, RepositoryPaths paths) : IReportWriter
{
    private const string SourceRoot = "%SRCROOT%";

    public void Write(Report report)
    {
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(Run(report)),
        };
        output.WriteLine(log.ToJsonString(Json.Format));
    }

    private JsonObject Run(Report report)
        => new()
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "McpAnalyzers",
                    ["semanticVersion"] = ToolVersion.Text,
                    ["informationUri"] = "https://github.com/McpAnalyzers/McpAnalyzers",
                    ["rules"] = new JsonArray([.. RuleCatalogue.All.Select(Rule)]),
                },
            },
            ["invocations"] = new JsonArray(new JsonObject
            {
                ["executionSuccessful"] = report.Problems.Count == 0,
                ["toolExecutionNotifications"] = new JsonArray([.. report.Problems.Select(p => new JsonObject { ["level"] = "error", ["message"] = Text(p) })]),
            }),
            ["originalUriBaseIds"] = new JsonObject { [SourceRoot] = new JsonObject { ["description"] = Text("The root of the repository.") } },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. report.Findings.Select(Result)]),
        };

    private static JsonObject Rule(DiagnosticDescriptor rule)
    {
        var description = rule.Description.ToString();
        var title = rule.Title.ToString();
        return new JsonObject
        {
            ["id"] = rule.Id,
            ["name"] = rule.Id,
            ["shortDescription"] = Text(title),
            ["fullDescription"] = Text(description.Length > 0 ? description : title),
            ["help"] = new JsonObject
            {
                ["text"] = $"{description} {rule.HelpLinkUri}".TrimStart(),
                ["markdown"] = $"{description}\n\n[{rule.Id}: why, examples, when to suppress]({rule.HelpLinkUri})".TrimStart(),
            },
            ["helpUri"] = rule.HelpLinkUri,
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.DefaultSeverity) },
            ["properties"] = new JsonObject
            {
                ["category"] = rule.Category,
                ["tags"] = new JsonArray("mcp", rule.Category),
                ["precision"] = "high",
                ["problem.severity"] = rule.DefaultSeverity == DiagnosticSeverity.Info ? "recommendation" : "warning",
            },
        };
    }

    private JsonObject Result(Finding finding)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.RuleId,
            ["ruleIndex"] = RuleCatalogue.All.IndexOf(RuleCatalogue.All.First(r => r.Id == finding.RuleId)),
            ["level"] = Level(finding.Severity),
            ["message"] = Text(finding.Message),
        };
        if (finding.Path is not null)
        {
            result["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = ArtifactLocation(finding.Path),
                    ["region"] = new JsonObject
                    {
                        ["startLine"] = finding.Line,
                        ["startColumn"] = finding.Column,
                        ["endLine"] = finding.EndLine,
                        ["endColumn"] = finding.EndColumn,
                    },
                },
            });
        }

        result["partialFingerprints"] = new JsonObject { ["primaryLocationLineHash"] = finding.Fingerprint };
        return result;
    }

    private JsonObject ArtifactLocation(string path)
        => paths.Of(path) is { } relative
            ? new JsonObject { ["uri"] = string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = SourceRoot }
            : new JsonObject { ["uri"] = new Uri(path).AbsoluteUri };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Level(DiagnosticSeverity severity)
        => severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "note",
        };
}
