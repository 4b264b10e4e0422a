using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.Documentation;

/// <summary>Every rule, read from the descriptors, the fixes and the lists of releases.</summary>
internal static partial class Catalogue
{
    private const string Fixes = "McpAnalyzers.CodeFixes";

    /// <summary>In the order of the lists: by id, and the rule about the configuration last.</summary>
    public static IReadOnlyList<Rule> Read(string root)
    {
        var releases = ReleasesOf(root);
        var withFix = Assembly.Load(Fixes).GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider)))
            .SelectMany(t => ((CodeFixProvider)Activator.CreateInstance(t)!).FixableDiagnosticIds)
            .ToHashSet();
        return
        [
            .. typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
                .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
                .Select(f => (Name: f.Name[(f.Name.IndexOf('_', StringComparison.Ordinal) + 1)..], Descriptor: (DiagnosticDescriptor)f.GetValue(null)!))
                .Select(f => new Rule(f.Name, f.Descriptor, withFix.Contains(f.Descriptor.Id), releases[f.Descriptor.Id]))
                .OrderBy(r => r.IsAboutConfiguration).ThenBy(r => r.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The version of each rule: of the release that its line is under, or of the next one where it is not shipped.</summary>
    private static Dictionary<string, string> ReleasesOf(string root)
    {
        var next = XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("Version").Single().Value;
        var releases = new Dictionary<string, string>();
        foreach (var list in new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" })
        {
            var release = next;
            foreach (var line in File.ReadLines(Path.Combine(root, "src", "McpAnalyzers", list)))
            {
                if (line.StartsWith("## Release ", StringComparison.Ordinal))
                {
                    release = line["## Release ".Length..].Trim();
                }
                else if (Row().Match(line) is { Success: true } row)
                {
                    releases.TryAdd(row.Groups["id"].Value, release);
                }
            }
        }

        return releases;
    }

    [GeneratedRegex(@"^(?<id>MCPT\d{4})\s*\|")]
    private static partial Regex Row();
}
