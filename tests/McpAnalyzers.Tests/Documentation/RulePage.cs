using System.Text.RegularExpressions;

namespace McpAnalyzers.Tests.Documentation;

/// <summary>A page of docs/rules, taken apart.</summary>
internal sealed partial class RulePage
{
    private readonly string _text;

    private RulePage(string text) => _text = text;

    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "docs", "rules");

    public static RulePage Of(string id) => new(File.ReadAllText(Path.Combine(Folder, id + ".md")));

    public string Title => _text.Split('\n')[0];

    public IEnumerable<string> Sections => Heading().Matches(_text).Select(m => m.Groups["name"].Value);

    /// <summary>A row of the table at the top.</summary>
    public string? Value(string key)
    {
        var row = Regex.Match(_text, $@"^\| {Regex.Escape(key)} \| (?<value>.*) \|$", RegexOptions.Multiline);
        return row.Success ? row.Groups["value"].Value : null;
    }

    /// <summary>The text under a heading, up to the next one.</summary>
    public string Section(string name)
    {
        var start = _text.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no section '{name}'.");
        var end = _text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? _text[start..] : _text[start..end];
    }

    /// <summary>The fenced blocks of a section that are in the language.</summary>
    public IEnumerable<string> Blocks(string section, string language)
        => Regex.Matches(Section(section), $@"^```{language}\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(m => m.Groups["code"].Value);

    /// <summary>A block of C# is a whole file or members of a client class; a block of configuration goes with code that has no mistake.</summary>
    public IEnumerable<(string Code, string EditorConfig)> Examples(string section)
        => Blocks(section, "csharp").Select(code => (AsFile(code), ""))
            .Concat(Blocks(section, "ini").Select(text => (AsFile("private const string SessionIdHeader = \"Mcp-Session-Id\";"), text)));

    private static string AsFile(string code)
        => code.Contains("\nnamespace ", StringComparison.Ordinal) || code.StartsWith("using ", StringComparison.Ordinal) || DeclaresTopLevelType(code)
            ? ClientCode.File(code)
            : ClientCode.OfPage(code);

    private static bool DeclaresTopLevelType(string code)
        => code.StartsWith("public sealed class ", StringComparison.Ordinal) || code.StartsWith("internal sealed class ", StringComparison.Ordinal);

    [GeneratedRegex(@"^## (?<name>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
