using System.Globalization;
using System.Text.RegularExpressions;

namespace McpAnalyzers.PackageTests;

/// <summary>One message of ours in a build's output, or in that of the tool, which alone shows those of severity Info.</summary>
internal sealed record BuildMessage(string File, int Line, string Severity, string Id);

/// <summary>Reads them, and reads what a source says should be there.</summary>
internal static partial class BuildMessages
{
    /// <summary>Each once, by file and line, though a build may say it again at its end.</summary>
    public static IReadOnlyList<BuildMessage> Of(CommandResult build)
        =>
        [
            .. Message().Matches(build.Output)
                .Select(m => new BuildMessage(
                    System.IO.Path.GetFileName(m.Groups["file"].Value),
                    int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture),
                    m.Groups["severity"].Value,
                    m.Groups["id"].Value))
                .Distinct()
                .OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line),
        ];

    /// <summary>Every line that ends with a comment of a rule's id is to be reported.</summary>
    public static IReadOnlyList<BuildMessage> Marked(string file, string source, string severity = "warning")
        =>
        [
            .. source.Split('\n')
                .Select((text, index) => (Marker: Marker().Match(text), Line: index + 1))
                .Where(line => line.Marker.Success)
                .Select(line => new BuildMessage(file, line.Line, severity, line.Marker.Groups["id"].Value)),
        ];

    [GeneratedRegex(@"^\s*(?<file>\S.*?)\((?<line>\d+),\d+\): (?<severity>info|warning|error) (?<id>MCPT\d{4}):", RegexOptions.Multiline)]
    private static partial Regex Message();

    [GeneratedRegex(@"// (?<id>MCPT\d{4})\s*$")]
    private static partial Regex Marker();
}
