using System.Text.RegularExpressions;

namespace McpAnalyzers.Tests.Documentation;

/// <summary>Links from one file of the repository to another lead somewhere, also those that name the file by its address.</summary>
public partial class LinkTests
{
    private const string Address = "https://github.com/McpAnalyzers/McpAnalyzers/blob/main/";

    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.Root, "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(RepositoryFiles.Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts" or "TestResults" or ".git" or "BenchmarkDotNet.Artifacts" or "StrykerOutput"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadSomewhere(string document) => Assert.Empty(DeadLinks(File.ReadAllText(Path.Combine(RepositoryFiles.Root, document)), document));

    [Theory]
    [InlineData("[there](README.md)")]
    [InlineData("[there](docs/rules)")]
    [InlineData("[there](docs/configuration.md#severities)")]
    [InlineData("[here](#a-heading-with-code)\n\n# A *heading*, with `code`!")]
    [InlineData("[again](#twice-1)\n\n# Twice\n\n# Twice")]
    [InlineData("[elsewhere](https://example.com/nothing.md)")]
    [InlineData("`[code](nothing.md)`")]
    [InlineData("```\n[code](nothing.md)\n```")]
    [InlineData(Address + "docs/tool.md")]
    public void LiveLink_IsNotReported(string text) => Assert.Empty(DeadLinks(text, "at-root.md"));

    [Theory]
    [InlineData("[there](nothing.md)", "nothing.md")]
    [InlineData("![there](nothing.png)", "nothing.png")]
    [InlineData("[there](docs/configuration.md#nothing)", "docs/configuration.md#nothing")]
    [InlineData("[here](#nothing)\n\n```\n# nothing\n```", "#nothing")]
    [InlineData("[there]: nothing.md", "nothing.md")]
    [InlineData("see " + Address + "docs/nothing.md.", Address + "docs/nothing.md")]
    public void DeadLink_IsReported(string text, string link) => Assert.Equal([link], DeadLinks(text, "at-root.md"));

    private static List<string> DeadLinks(string text, string document)
        => [.. Link().Matches(WithoutCode(text)).Select(m => m.Groups["target"].Value).Distinct().Where(target => !Leads(target, text, document))];

    private static bool Leads(string target, string text, string document)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].StartsWith(Address, StringComparison.Ordinal) ? parts[0][Address.Length..]
            : parts[0].Contains(':', StringComparison.Ordinal) ? null
            : Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(parts[0]));
        if (file is null)
        {
            return true;
        }

        var path = Path.Combine(RepositoryFiles.Root, file);
        var exists = parts[0].Length == 0 || File.Exists(path) || Directory.Exists(path);
        return exists && (parts.Length == 1 || Anchors(parts[0].Length == 0 ? text : File.ReadAllText(path)).Contains(parts[1]));
    }

    /// <summary>As GitHub makes them: letters, digits, underscores and hyphens of the heading in lower case, blanks as hyphens, and a number where it comes again.</summary>
    private static HashSet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(text, "")))
        {
            var slug = string.Concat(heading.Groups["text"].Value.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is '_' or '-' or ' ')).Replace(' ', '-');
            var before = seen.GetValueOrDefault(slug);
            seen[slug] = before + 1;
            anchors.Add(before == 0 ? slug : $"{slug}-{before}");
        }

        return anchors;
    }

    private static string WithoutCode(string text) => CodeSpan().Replace(Fence().Replace(text, ""), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)|^\[[^\]]+\]: (?<target>\S+)|(?<![(\w])(?<target>https://github\.com/McpAnalyzers/McpAnalyzers/blob/main/[\w./#-]*\w)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<fence>```+|~~~+).*?^\k<fence>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex CodeSpan();
}
