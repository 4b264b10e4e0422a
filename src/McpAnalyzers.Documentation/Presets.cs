using System.Text;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Documentation;

/// <summary>
/// The globalconfigs behind the property McpAnalysisMode. Severities are set by category where that does: a line for a single rule in a
/// globalconfig would beat a line for its category in the .editorconfig of users.
/// </summary>
internal static class Presets
{
    /// <summary>Where they are, with the targets that choose one.</summary>
    public const string Folder = "src/McpAnalyzers.Package/buildTransitive";

    /// <summary>The specification only advises what these ask for, and no call is lost where it is not done.</summary>
    private static readonly HashSet<string> StaySuggestions = ["MCPT1009", "MCPT4008"];

    public static string RecommendedSeverityOf(Rule rule) => StaySuggestions.Contains(rule.Id) ? "suggestion" : "warning";

    /// <summary>Default has no file: the descriptors say it.</summary>
    public static IEnumerable<(string Mode, string Text)> Of(IReadOnlyList<Rule> rules)
    {
        yield return ("None", Config("None: no rule", rules, "none", _ => "none"));
        yield return ("Recommended", Config("Recommended: what is worth a warning in CI", rules, "warning", RecommendedSeverityOf));
        yield return ("All", Config("All: every rule warns", rules, "warning", _ => "warning"));
    }

    private static string Config(string title, IReadOnlyList<Rule> rules, string severity, Func<Rule, string> severityOf)
    {
        var config = new StringBuilder($"# McpAnalysisMode {title}. Written by src/McpAnalyzers.Documentation.\nis_global = true\n# Below every configuration of users, whose levels are 0 and up.\nglobal_level = -100\n\n");
        foreach (var category in rules.Select(r => r.Descriptor.Category).Distinct().Order(StringComparer.Ordinal))
        {
            config.Append($"dotnet_analyzer_diagnostic.category-{category}.severity = {severity}\n");
        }

        foreach (var rule in rules.Where(r => severityOf(r) != severity || IsAtNoPlace(r)))
        {
            config.Append($"dotnet_diagnostic.{rule.Id}.severity = {severityOf(rule)}\n");
        }

        return config.ToString();
    }

    /// <summary>Severities of categories reach only what is reported in a file.</summary>
    private static bool IsAtNoPlace(Rule rule) => rule.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd);
}
