using System.Collections.Immutable;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>Applies fixes, looks at what they left, and goes on until there is nothing more to mend.</summary>
internal sealed class Fixer(Scanner scanner, Problems problems)
{
    /// <summary>Each round mends something in each file that can be mended; code that needs more than this is mended in circles.</summary>
    private const int MostRounds = 200;

    /// <param name="solution">The code as it was read.</param>
    /// <param name="scanned">The projects to mend.</param>
    /// <param name="found">What was found in it.</param>
    /// <param name="wanted">Of all that is found, also later, what is to be mended.</param>
    /// <param name="progress">Called before each look.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FixResult> FixAsync(
        Solution solution,
        ImmutableArray<ProjectId> scanned,
        ImmutableArray<PlacedDiagnostic> found,
        Func<Solution, ImmutableArray<PlacedDiagnostic>, Task<ImmutableArray<PlacedDiagnostic>>> wanted,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        var original = solution;
        var applied = new List<AppliedFix>();
        var seen = new HashSet<(string File, string Text)>();
        var inCircles = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            var edits = await RoundAsync(solution, await wanted(solution, found), inCircles, cancellationToken);
            var changed = new List<DocumentId>();
            foreach (var file in edits.Files)
            {
                var text = await edits.TextOfAsync(file, cancellationToken);
                if (round == MostRounds || !seen.Add((file, text.ToString())))
                {
                    inCircles.Add(file);
                    continue;
                }

                foreach (var id in solution.GetDocumentIdsWithFilePath(file))
                {
                    solution = solution.WithDocumentText(id, text);
                    changed.Add(id);
                }
            }

            applied.AddRange(edits.Applied.Where(a => !inCircles.Contains(a.Path)));
            if (changed.Count == 0)
            {
                break;
            }

            var affected = Affected(solution, changed);
            found = await scanner.ScanAsync(solution, scanned.Where(affected.Contains), progress, cancellationToken);
        }

        foreach (var file in inCircles)
        {
            problems.Add($"The fixes of {Path.GetFileName(file)} undo each other. That is a bug of McpAnalyzers: please report it.");
        }

        return new(
            solution,
            [.. applied.OrderBy(a => a.Path, StringComparer.Ordinal)],
            await ChangedFilesAsync(original, solution, cancellationToken));
    }

    private static async Task<RoundOfFixes> RoundAsync(
        Solution solution, ImmutableArray<PlacedDiagnostic> found, HashSet<string> inCircles, CancellationToken cancellationToken)
    {
        var round = new RoundOfFixes(solution);
        foreach (var (diagnostic, document, _) in found)
        {
            if (document?.FilePath is { } file
                && !inCircles.Contains(file)
                && round.HasRoomFor(file, diagnostic.Id)
                && await FixProviders.FirstActionAsync(document, diagnostic, cancellationToken) is { } action)
            {
                await round.AddAsync(diagnostic.Id, action, file, cancellationToken);
            }
        }

        return round;
    }

    private static HashSet<ProjectId> Affected(Solution solution, IEnumerable<DocumentId> changed)
    {
        var graph = solution.GetProjectDependencyGraph();
        return [.. changed.Select(d => d.ProjectId).Distinct().SelectMany(p => graph.GetProjectsThatTransitivelyDependOnThisProject(p).Append(p))];
    }

    private static async Task<ImmutableArray<ChangedFile>> ChangedFilesAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, ChangedFile>(StringComparer.Ordinal);
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(p => p.GetChangedDocuments()))
        {
            var (old, document) = (before.GetDocument(id)!, after.GetDocument(id)!);
            files[document.FilePath!] = new(document.FilePath!, await TextOf(old), await TextOf(document));
        }

        return [.. files.Values];

        Task<SourceText> TextOf(Document document) => document.GetTextAsync(cancellationToken);
    }
}
