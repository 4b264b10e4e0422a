using System.Text;
using System.Text.RegularExpressions;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>What changed in a file, in the format that <c>git apply</c> and <c>patch -p1</c> read.</summary>
internal static partial class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="name">The file, from the folder in which the diff is to be applied.</param>
    /// <param name="before">Its text.</param>
    /// <param name="after">What it is to become.</param>
    public static string Of(string name, string before, string after)
    {
        var (old, @new) = (Lines(before), Lines(after));

        // What is the same at both ends need not be compared, and that is nearly all of a file.
        var start = 0;
        while (start < Math.Min(old.Length, @new.Length) && old[start] == @new[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(old.Length, @new.Length) - start && old[^(end + 1)] == @new[^(end + 1)])
        {
            end++;
        }

        var changes = LineDiff.Of(old[start..^end], @new[start..^end]);
        if (changes.Count == 0)
        {
            return "";
        }

        List<(LineChange Change, string Line)> all =
        [
            .. old[..start].Select(line => (LineChange.Kept, line)),
            .. changes,
            .. old[^end..].Select(line => (LineChange.Kept, line)),
        ];
        var text = new StringBuilder($"--- a/{name}\n+++ b/{name}\n");
        var (oldLine, newLine, written) = (1, 1, 0);
        foreach (var (from, to) in Hunks(all))
        {
            oldLine += all[written..from].Count(l => l.Change != LineChange.Added);
            newLine += all[written..from].Count(l => l.Change != LineChange.Removed);
            written = from;
            AppendHunk(text, all[from..to], oldLine, newLine);
        }

        return text.ToString();
    }

    /// <summary>Each change with the lines around it; changes that share such lines are one.</summary>
    private static IEnumerable<(int From, int To)> Hunks(List<(LineChange Change, string Line)> all)
    {
        (int From, int To)? open = null;
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Change == LineChange.Kept)
            {
                continue;
            }

            var (from, to) = (Math.Max(0, i - Context), Math.Min(all.Count, i + Context + 1));
            if (open is { } hunk && from > hunk.To)
            {
                yield return hunk;
                open = null;
            }

            open = (open?.From ?? from, to);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static void AppendHunk(StringBuilder text, List<(LineChange Change, string Line)> lines, int oldLine, int newLine)
    {
        var oldCount = lines.Count(l => l.Change != LineChange.Added);
        var newCount = lines.Count(l => l.Change != LineChange.Removed);

        // A side that has no line is said to stand behind the line before it.
        text.Append(FormattableString.Invariant($"@@ -{(oldCount == 0 ? oldLine - 1 : oldLine)},{oldCount} +{(newCount == 0 ? newLine - 1 : newLine)},{newCount} @@\n"));
        foreach (var (change, line) in lines)
        {
            text.Append(change switch { LineChange.Removed => '-', LineChange.Added => '+', _ => ' ' }).Append(line);
            if (!line.EndsWith('\n'))
            {
                text.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>With their ends: that a line end changes is a change. As git splits: at line feeds alone.</summary>
    private static string[] Lines(string text) => [.. Line().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"[^\n]*\n|[^\n]+\z")]
    private static partial Regex Line();
}
