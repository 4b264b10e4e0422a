using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>
/// The edits that one look at the code allows: in each file those of one rule that do not touch each other. Fixes of different rules may answer
/// the same lines, and each was made without knowing of the other; the next round sees what this one left.
/// </summary>
internal sealed class RoundOfFixes(Solution solution)
{
    private readonly Dictionary<string, string> _ruleOfFile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TextChange>> _changes = new(StringComparer.Ordinal);
    private readonly List<(AppliedFix Fix, TextSpan Place)> _applied = [];

    /// <summary>The fixes, and the place that each was to mend.</summary>
    public IReadOnlyList<(AppliedFix Fix, TextSpan Place)> Applied => _applied;

    public IReadOnlyCollection<string> Files => _changes.Keys;

    /// <summary>Whether a fix of the rule may still change the file in this round.</summary>
    public bool HasRoomFor(string file, string ruleId) => !_ruleOfFile.TryGetValue(file, out var rule) || rule == ruleId;

    /// <summary>Takes the action in when it changes something, and nothing that another has changed.</summary>
    public async Task AddAsync(Diagnostic diagnostic, CodeAction action, string file, CancellationToken cancellationToken)
    {
        var ruleId = diagnostic.Id;
        var edits = await EditsOfAsync(action, cancellationToken);
        if (edits.Count == 0 || edits.Any(e => !HasRoomFor(e.File, ruleId) || _changes.GetValueOrDefault(e.File, []).Any(c => e.Changes.Any(n => n.Span.IntersectsWith(c.Span)))))
        {
            return;
        }

        foreach (var (path, changes) in edits)
        {
            _ruleOfFile[path] = ruleId;
            if (!_changes.TryAdd(path, [.. changes]))
            {
                _changes[path].AddRange(changes);
            }
        }

        _applied.Add((new(file, ruleId, action.Title), diagnostic.Location.SourceSpan));
    }

    /// <summary>The file as the round leaves it.</summary>
    public async Task<SourceText> TextOfAsync(string file, CancellationToken cancellationToken)
    {
        var document = solution.GetDocument(solution.GetDocumentIdsWithFilePath(file)[0])!;
        return (await document.GetTextAsync(cancellationToken)).WithChanges(ChangesOf(file));
    }

    /// <summary>Where the round has moved a place of a file; with it goes all that was written over it.</summary>
    public TextSpan PlaceAfter(string file, TextSpan place)
    {
        var (start, end, moved) = (place.Start, place.End, 0);
        foreach (var change in ChangesOf(file).TakeWhile(c => c.Span.End <= place.Start || c.Span.Start < place.End))
        {
            var longer = change.NewText!.Length - change.Span.Length;
            if (change.Span.End > place.Start)
            {
                start = Math.Min(start, change.Span.Start + moved);
                end = Math.Max(end, change.Span.End + moved);
            }
            else
            {
                start += longer;
            }

            end += longer;
            moved += longer;
        }

        return TextSpan.FromBounds(start, end);
    }

    private IOrderedEnumerable<TextChange> ChangesOf(string file) => _changes[file].OrderBy(c => c.Span.Start);

    private async Task<List<(string File, IReadOnlyList<TextChange> Changes)>> EditsOfAsync(CodeAction action, CancellationToken cancellationToken)
    {
        var edits = new List<(string, IReadOnlyList<TextChange>)>();
        foreach (var operation in (await action.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>())
        {
            foreach (var id in operation.ChangedSolution.GetChanges(solution).GetProjectChanges().SelectMany(p => p.GetChangedDocuments()))
            {
                var before = solution.GetDocument(id)!;
                var changes = (await operation.ChangedSolution.GetDocument(id)!.GetTextAsync(cancellationToken)).GetTextChanges(await before.GetTextAsync(cancellationToken));
                if (before.FilePath is { } path && changes.Count > 0)
                {
                    edits.Add((path, changes));
                }
            }
        }

        return edits;
    }
}
