using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A <see cref="SolutionState"/> with nothing left open: what is inherited is filled in, and markup may be read.</summary>
internal sealed record SolutionContent
{
    public required ImmutableArray<ProjectContent> Projects { get; init; }

    public required ImmutableArray<DiagnosticResult> Expected { get; init; }

    public required MarkupMode Markup { get; init; }

    public ProjectContent Primary => Projects[0];

    public static SolutionContent Of(SolutionState state) => new()
    {
        Projects = Own(state),
        Expected = [.. state.ExpectedDiagnostics],
        Markup = state.MarkupHandling ?? MarkupMode.Allow,
    };

    /// <summary>A later state, with what it leaves open taken from the state before.</summary>
    public static SolutionContent Of(SolutionState state, SolutionContent before, ImmutableHashSet<string> fixableIds)
    {
        var own = Own(state);
        var inherited = Inherit(own, before.Projects);
        var changed = !HaveSameFiles(inherited, before.Projects);
        var mode = state.InheritanceMode
            ?? (changed ? StateInheritanceMode.AutoInherit : StateInheritanceMode.AutoInheritAll);
        IEnumerable<DiagnosticResult> expected = state.ExpectedDiagnostics.Count > 0
            ? state.ExpectedDiagnostics
            : mode switch
            {
                StateInheritanceMode.AutoInherit => before.Expected.Where(result => !fixableIds.Contains(result.Id)),
                StateInheritanceMode.AutoInheritAll => before.Expected,
                _ => [],
            };
        return new()
        {
            Projects = mode == StateInheritanceMode.Explicit ? own : inherited,
            Expected = [.. expected],
            Markup = state.MarkupHandling ?? (changed ? MarkupMode.IgnoreFixable : before.Markup),
        };
    }

    public bool HasSameFiles(SolutionContent other) => HaveSameFiles(Projects, other.Projects);

    /// <summary>With some text put before every source file.</summary>
    public SolutionContent WithSourcesPrefixed(string prefix) => this with
    {
        Projects =
        [
            .. Projects.Select(project => project with
            {
                Sources = [.. project.Sources.Select(source => (source.Path, source.Text.Replace(0, 0, prefix)))],
            }),
        ],
    };

    private static ImmutableArray<ProjectContent> Own(SolutionState state)
        => [ProjectContent.Of(state), .. state.AdditionalProjects.Values.Select(ProjectContent.Of)];

    private static ImmutableArray<ProjectContent> Inherit(
        ImmutableArray<ProjectContent> projects, ImmutableArray<ProjectContent> before)
    {
        var first = projects[0].Inheriting(before[0]);
        var further = projects.Skip(1).Select(project
            => before.Skip(1).FirstOrDefault(other => other.Name == project.Name) is { } other ? project.Inheriting(other) : project);
        var untouched = before.Skip(1).Where(other => projects.Skip(1).All(project => project.Name != other.Name));
        return [first, .. further, .. untouched];
    }

    private static bool HaveSameFiles(ImmutableArray<ProjectContent> projects, ImmutableArray<ProjectContent> others)
        => projects.Length == others.Length
        && projects.All(project => others.FirstOrDefault(other => other.Name == project.Name) is { } other && project.HasSameFiles(other));
}
