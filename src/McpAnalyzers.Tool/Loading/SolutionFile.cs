using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Reads which projects a solution holds, from any of the three kinds of file that say so.</summary>
internal static partial class SolutionFile
{
    public static bool IsOne(string path) => Path.GetExtension(path).ToLowerInvariant() is ".sln" or ".slnx" or ".slnf";

    /// <summary>The C# projects of the solution, absolute, sorted, each once.</summary>
    /// <exception cref="FormatException">The file is not what its name says.</exception>
    public static ImmutableArray<string> ProjectsOf(string solution)
    {
        var text = File.ReadAllText(solution);
        var folder = Path.GetDirectoryName(solution)!;
        try
        {
            var paths = Path.GetExtension(solution).ToLowerInvariant() switch
            {
                ".slnx" => XDocument.Parse(text).Descendants("Project").Select(p => p.Attribute("Path")?.Value),
                ".slnf" => FilteredProjects(text, ref folder),
                _ => ProjectsOfOldFormat(text),
            };
            return
            [
                .. paths.OfType<string>()
                    .Where(p => p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                    .Select(p => Path.GetFullPath(p.Replace('\\', Path.DirectorySeparatorChar), folder))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is System.Xml.XmlException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(Problems.Reason(e), e);
        }
    }

    private static IEnumerable<string> ProjectsOfOldFormat(string text)
        => text.Contains("Microsoft Visual Studio Solution File", StringComparison.Ordinal)
            ? ProjectLine().Matches(text).Select(m => m.Groups["path"].Value)
            : throw new FormatException("it does not begin as a solution file does");

    /// <summary>Its paths count from the solution that it filters.</summary>
    private static List<string?> FilteredProjects(string text, ref string folder)
    {
        using var json = JsonDocument.Parse(text);
        var solution = json.RootElement.GetProperty("solution");
        folder = Path.GetDirectoryName(Path.GetFullPath(solution.GetProperty("path").GetString()!.Replace('\\', Path.DirectorySeparatorChar), folder))!;
        return [.. solution.GetProperty("projects").EnumerateArray().Select(p => p.GetString())];
    }

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]*)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
