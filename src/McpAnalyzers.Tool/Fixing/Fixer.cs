using System.Collections.Immutable;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>The action that mends a finding; null when there is none.</summary>
internal delegate Task<CodeAction?> FindAction(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

/// <summary>Applies fixes, looks at what they left, and goes on until there is nothing more to mend. A fix that does not help is taken back.</summary>
internal sealed class Fixer(Scanner scanner, FindAction findAction, Problems problems)
{
    /// <summary>Each round mends something in each file that can be mended; code that needs more than this is mended without end.</summary>
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
        var history = new FixHistory();
        var unmended = new UnmendedFindings();
        for (var round = 0; ; round++)
        {
            var edits = await RoundAsync(solution, await wanted(solution, found), unmended, cancellationToken);
            if (edits.Files.Count == 0)
            {
                break;
            }

            if (round >= MostRounds)
            {
                foreach (var file in edits.Files)
                {
                    solution = WithText(solution, file, await TextOfAsync(original, file, cancellationToken));
                    history.Forget(file);
                    unmended.Add(file);
                }

                break;
            }

            var next = solution;
            foreach (var file in edits.Files)
            {
                next = WithText(next, file, await edits.TextOfAsync(file, cancellationToken));
            }

            var affected = Affected(next, edits.Files.SelectMany(file => next.GetDocumentIdsWithFilePath(file)));
            var left = await scanner.ScanAsync(next, scanned.Where(affected.Contains), progress, cancellationToken);
            if (Unhelpful(edits, found, left) is { Count: > 0 } unhelpful)
            {
                // The round is gone through again without these.
                foreach (var (fix, place) in unhelpful)
                {
                    unmended.Add(fix.Path, fix.RuleId, place.Start);
                }

                continue;
            }

            foreach (var file in edits.Files)
            {
                var (before, after) = (await TextOfAsync(solution, file, cancellationToken), await TextOfAsync(next, file, cancellationToken));
                if (!history.TryAdd(file, before.ToString(), after.ToString(), edits.Applied.Select(a => a.Fix).Where(f => f.Path == file)))
                {
                    unmended.Add(file);
                }
            }

            unmended.Follow(edits);
            (solution, found) = (next, left);
        }

        await TellAsync(unmended, solution, cancellationToken);
        return new(solution, history.Applied, await ChangedFilesAsync(original, solution, cancellationToken), unmended);
    }

    private async Task<RoundOfFixes> RoundAsync(
        Solution solution, ImmutableArray<PlacedDiagnostic> found, UnmendedFindings unmended, CancellationToken cancellationToken)
    {
        var round = new RoundOfFixes(solution);
        foreach (var (diagnostic, document, _) in found)
        {
            if (document?.FilePath is { } file
                && !unmended.Contains(document, diagnostic)
                && round.HasRoomFor(file, diagnostic.Id)
                && await findAction(document, diagnostic, cancellationToken) is { } action)
            {
                await round.AddAsync(diagnostic, action, file, cancellationToken);
            }
        }

        return round;
    }

    /// <summary>The fixes of a round in whose place the same finding stands again.</summary>
    private static List<(AppliedFix Fix, TextSpan Place)> Unhelpful(RoundOfFixes round, ImmutableArray<PlacedDiagnostic> before, ImmutableArray<PlacedDiagnostic> after)
    {
        var unhelpful = new List<(AppliedFix Fix, TextSpan Place)>();
        foreach (var fixes in round.Applied.GroupBy(a => (a.Fix.Path, a.Fix.RuleId)))
        {
            var left = after.Where(IsOfThese).Select(d => d.Diagnostic.Location.SourceSpan.Start).ToList();

            // Where there are fewer by as many as were mended, one that stands in what a fix wrote is another one, whose turn comes.
            if (left.Count > before.Count(IsOfThese) - fixes.Count())
            {
                unhelpful.AddRange(fixes.Where(f => round.PlaceAfter(fixes.Key.Path, f.Place) is var place && left.Any(start => start == place.Start || place.Contains(start))));
            }

            bool IsOfThese(PlacedDiagnostic found) => found.Diagnostic.Id == fixes.Key.RuleId && found.Document?.FilePath == fixes.Key.Path;
        }

        return unhelpful;
    }

    /// <summary>Nothing is wrong with the code that is written, but the user should know why something is left.</summary>
    private async Task TellAsync(UnmendedFindings unmended, Solution solution, CancellationToken cancellationToken)
    {
        foreach (var file in unmended.Files)
        {
            problems.AddNote($"The fixes of {Path.GetFileName(file)} undo each other, so they were taken back. That is a bug of McpAnalyzers: please report it.");
        }

        foreach (var (file, ruleId, start) in unmended.Places)
        {
            var line = (await TextOfAsync(solution, file, cancellationToken)).Lines.GetLinePosition(start).Line + 1;
            problems.AddNote(FormattableString.Invariant($"The fix for {ruleId} in line {line} of {Path.GetFileName(file)} does not help, so it was taken back. That is a bug of McpAnalyzers: please report it."));
        }
    }

    private static Solution WithText(Solution solution, string file, SourceText text) =>
        solution.GetDocumentIdsWithFilePath(file).Aggregate(solution, (changed, id) => changed.WithDocumentText(id, text));

    private static Task<SourceText> TextOfAsync(Solution solution, string file, CancellationToken cancellationToken) =>
        solution.GetDocument(solution.GetDocumentIdsWithFilePath(file)[0])!.GetTextAsync(cancellationToken);

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
            var file = after.GetDocument(id)!.FilePath!;
            var changed = new ChangedFile(file, await TextOfAsync(before, file, cancellationToken), await TextOfAsync(after, file, cancellationToken));

            // What was taken back stands there again as another document.
            if (!changed.Before.ContentEquals(changed.After))
            {
                files[file] = changed;
            }
        }

        return [.. files.Values];
    }
}
