using System.Text;

namespace McpAnalyzers.Documentation;

/// <summary>The table of all rules, which stands in several files between two comments.</summary>
internal static class RuleTable
{
    private const string Begin = "<!-- rules: written by src/McpAnalyzers.Documentation -->";
    private const string End = "<!-- /rules -->";

    /// <summary>The text with the table between the comments; links to pages begin with the prefix.</summary>
    /// <exception cref="InvalidOperationException">The comments are not there.</exception>
    public static string Into(string text, IEnumerable<Rule> rules, string linkPrefix)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"'{Begin}' and '{End}' must stand around the table of rules.");
        }

        return $"{text[..begin]}{Begin}\n\n{Of(rules, linkPrefix)}\n{text[end..]}";
    }

    private static string Of(IEnumerable<Rule> rules, string linkPrefix)
    {
        var table = new StringBuilder("| rule | category | severity | finds | fix |\n|---|---|---|---|---|\n");
        foreach (var rule in rules)
        {
            table.Append($"| [{rule.Id}]({linkPrefix}{rule.Id}.md) | {rule.Descriptor.Category} | {rule.Descriptor.DefaultSeverity} | {rule.Descriptor.Title} | {(rule.HasFix ? "yes" : "")} |\n".Replace("|  |", "| |", StringComparison.Ordinal));
        }

        return table.ToString();
    }
}
