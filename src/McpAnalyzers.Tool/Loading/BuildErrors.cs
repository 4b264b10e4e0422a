using System.Text.RegularExpressions;

namespace McpAnalyzers.Tool.Loading;

/// <summary>What MSBuild complained about.</summary>
internal sealed partial class BuildErrors(string output)
{
    /// <summary>The first complaint about a project, else the first of all; null when there is none.</summary>
    public string? About(string projectFile)
    {
        var lines = output.Split('\n').Select(line => line.Trim()).ToList();
        return First(lines.Where(line => line.Contains(projectFile, StringComparison.Ordinal))) ?? First(lines);
    }

    private static string? First(IEnumerable<string> lines)
        => lines.Select(line => Complaint().Match(line)).Where(m => m.Success)
            // MSBuild reports that it does not find a project as a warning, since it goes on.
            .OrderBy(m => m.Groups["kind"].Value == "error" ? 0 : 1)
            .Select(m => m.Groups["message"].Value.TrimEnd('.', ' '))
            .FirstOrDefault();

    [GeneratedRegex(@"\b(?<kind>error|warning) (?<message>[A-Z]+\d+\s*: .*?)(?: \[[^\]]*\])?$")]
    private static partial Regex Complaint();
}
