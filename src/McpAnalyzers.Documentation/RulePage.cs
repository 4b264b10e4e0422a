using System.Text;
using System.Text.RegularExpressions;

namespace McpAnalyzers.Documentation;

/// <summary>The page of a rule: its head is written here, its sections by people.</summary>
internal static partial class RulePage
{
    /// <summary>The sections of the page, in their order.</summary>
    public static IReadOnlyList<string> SectionsOf(Rule rule) =>
        ["Why", "Specification", "Wrong", "Right", rule.HasFix ? "How the fix works" : "Why there is no fix", "When to suppress", "Configuration"];

    /// <summary>The page with the head that the rule asks for. Where there is no page yet, one whose sections are to be filled.</summary>
    /// <exception cref="InvalidOperationException">Something that is not written here stands above the first section.</exception>
    public static string WithHead(string? page, Rule rule)
    {
        if (page is null)
        {
            return HeadOf(rule, fix: null) + string.Join("\n", SectionsOf(rule).Select(s => $"## {s}\n"));
        }

        var sections = page.IndexOf("\n## ", StringComparison.Ordinal);
        var head = sections < 0 ? page : page[..(sections + 1)];
        if (head.Split('\n').FirstOrDefault(line => line.Length > 0 && line[0] is not ('#' or '|')) is { } strange)
        {
            throw new InvalidOperationException($"The head of the page of {rule.Id} is generated: '{strange}' belongs into a section.");
        }

        return HeadOf(rule, FixRow().Match(head) is { Success: true } row ? row.Groups["fix"].Value : null) + page[head.Length..];
    }

    /// <param name="rule">The rule.</param>
    /// <param name="fix">What the page says of the fix, in the words of whoever wrote it.</param>
    private static string HeadOf(Rule rule, string? fix)
    {
        var head = new StringBuilder($"# {rule.Id}: {rule.Descriptor.Title}\n\n| | |\n|---|---|\n");
        void Row(string key, string value) => head.Append($"| {key} | {value} |\n");

        Row("Id", rule.Id);
        Row("Name", rule.Name);
        Row("Category", rule.Descriptor.Category);
        Row("Severity", rule.Descriptor.DefaultSeverity.ToString());
        Row("Enabled", rule.Descriptor.IsEnabledByDefault ? "yes" : "no");
        Row("Recommended", $"`{Presets.RecommendedSeverityOf(rule)}`");
        if (RelatedOptions.Of(rule).ToList() is { Count: > 0 } options)
        {
            Row("Options", string.Join(", ", options.Select(o => $"[`{o.Name}`](../configuration.md#{o.Name})")));
        }

        Row("Fix", !rule.HasFix ? "none" : fix is null or "none" ? "yes" : fix);
        Row("Since", rule.Since);
        return head.Append('\n').ToString();
    }

    [GeneratedRegex(@"^\| Fix \| (?<fix>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex FixRow();
}
