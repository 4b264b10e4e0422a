using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>What was done to each file, and every text that it had on the way.</summary>
internal sealed class FixHistory
{
    private readonly SortedDictionary<string, List<AppliedFix>> _applied = new(StringComparer.Ordinal);

    /// <summary>How many fixes made the text.</summary>
    private readonly Dictionary<(string File, string Text), int> _fixesOfText = [];

    /// <summary>File by file, in the order in which it was done.</summary>
    public ImmutableArray<AppliedFix> Applied => [.. _applied.Values.SelectMany(fixes => fixes)];

    /// <summary>False when the file has had the text before: the fixes since then have undone each other, and are forgotten.</summary>
    public bool TryAdd(string file, string before, string after, IEnumerable<AppliedFix> fixes)
    {
        if (!_applied.TryGetValue(file, out var applied))
        {
            _applied[file] = applied = [];
            _fixesOfText[(file, before)] = 0;
        }

        if (_fixesOfText.TryGetValue((file, after), out var useful))
        {
            applied.RemoveRange(useful, applied.Count - useful);
            return false;
        }

        applied.AddRange(fixes);
        _fixesOfText[(file, after)] = applied.Count;
        return true;
    }

    /// <summary>Nothing was done to the file after all.</summary>
    public void Forget(string file) => _applied.Remove(file);
}
