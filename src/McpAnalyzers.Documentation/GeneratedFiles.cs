namespace McpAnalyzers.Documentation;

/// <summary>A file, and what it is to hold.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed record GeneratedFile(string Path, string Text);

/// <summary>Every file of the repository that says something of the rules, as the rules want it.</summary>
internal static class GeneratedFiles
{
    private const string Pages = "https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/";

    /// <summary>The files with the table of all rules, and how their links to pages begin.</summary>
    private static readonly (string Path, string LinkPrefix)[] Lists = [("README.md", "docs/rules/"), ("docs/rules/README.md", ""), ("src/McpAnalyzers.Package/README.md", Pages)];

    /// <summary>The folders in which every file of a kind is written here.</summary>
    private static readonly (string Folder, string Files)[] OwnFolders = [("docs/rules", "MCPT*.md"), (Presets.Folder, "*.globalconfig")];

    public static IReadOnlyList<GeneratedFile> Of(string root)
    {
        var rules = Catalogue.Read(root);
        return
        [
            .. Lists.Select(list => new GeneratedFile(list.Path, RuleTable.Into(Current(root, list.Path)!, rules, list.LinkPrefix))),
            .. rules.Select(rule => (Path: $"docs/rules/{rule.Id}.md", Rule: rule))
                .Select(page => new GeneratedFile(page.Path, RulePage.WithHead(Current(root, page.Path), page.Rule))),
            .. Presets.Of(rules).Select(preset => new GeneratedFile($"{Presets.Folder}/McpAnalyzers.{preset.Mode}.globalconfig", preset.Text)),
        ];
    }

    /// <summary>Those that are not yet as they are to be.</summary>
    public static IReadOnlyList<GeneratedFile> Outdated(string root) => [.. Of(root).Where(f => Current(root, f.Path) != f.Text)];

    /// <summary>Pages and presets of rules that there are no more.</summary>
    public static IReadOnlyList<string> Leftover(string root)
    {
        var known = Of(root).Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. OwnFolders
                .SelectMany(place => Directory.EnumerateFiles(Path.Combine(root, place.Folder), place.Files).Select(f => $"{place.Folder}/{Path.GetFileName(f)}"))
                .Where(f => !known.Contains(f))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Null when there is no such file.</summary>
    private static string? Current(string root, string path)
        => File.Exists(Path.Combine(root, path)) ? File.ReadAllText(Path.Combine(root, path)).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
}
