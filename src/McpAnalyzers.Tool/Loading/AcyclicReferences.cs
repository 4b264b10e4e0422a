using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Which projects a project is built on, without those that are not here and without circles: MSBuild refuses them, and so does Roslyn.</summary>
internal sealed class AcyclicReferences
{
    private readonly Dictionary<string, ImmutableArray<string>> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodeProject> _projects;

    public AcyclicReferences(IReadOnlyCollection<CodeProject> projects)
    {
        _projects = projects.ToDictionary(p => p.Key, StringComparer.Ordinal);
        foreach (var project in projects)
        {
            _kept[project.Key] =
            [
                .. project.ReferencedProjects
                    .Where(_projects.ContainsKey)
                    .Distinct(StringComparer.Ordinal)
                    .Where(target => !Reaches(target, project.Key)),
            ];
        }
    }

    public ImmutableArray<string> Of(CodeProject project) => _kept[project.Key];

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var key))
        {
            if (key == to)
            {
                return true;
            }

            if (seen.Add(key) && _kept.TryGetValue(key, out var next))
            {
                foreach (var reference in next)
                {
                    open.Push(reference);
                }
            }
        }

        return false;
    }
}
