using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The difference of two texts, line by line, as a person reads it.</summary>
internal static class LineDiff
{
    private const int LinesAround = 3;

    /// <summary>Lines only expected start with '-', lines only actual with '+'; what is far from any of them is left out.</summary>
    public static string Between(string expected, string actual)
    {
        var entries = Compare(Lines(expected), Lines(actual));
        if (entries.All(entry => entry.Mark == ' ' || Visible(entry.Line).Length == 0))
        {
            return Render(entries, Visible);
        }

        // Where a line differs in nothing that can be seen, show what cannot.
        var removed = entries.Where(entry => entry.Mark == '-').Select(entry => entry.Line.TrimEnd()).ToHashSet();
        var invisible = entries.Any(entry => entry.Mark == '+' && removed.Contains(entry.Line.TrimEnd()));
        return Render(entries, invisible ? Visible : line => line.TrimEnd('\r', '\n'));
    }

    private static string Render(List<(char Mark, string Line)> entries, Func<string, string> show)
    {
        var builder = new StringBuilder();
        var skipping = false;
        for (var index = 0; index < entries.Count; index++)
        {
            var from = Math.Max(0, index - LinesAround);
            var to = Math.Min(entries.Count - 1, index + LinesAround);
            var near = Enumerable.Range(from, to - from + 1).Any(near => entries[near].Mark != ' ');
            if (near)
            {
                builder.Append(entries[index].Mark).Append(' ').AppendLine(show(entries[index].Line));
            }
            else if (!skipping)
            {
                builder.AppendLine("  …");
            }

            skipping = !near;
        }

        return builder.ToString();
    }

    private static string Visible(string line)
        => line.Replace("\r", "␍", StringComparison.Ordinal).Replace("\n", "␊", StringComparison.Ordinal)
            .Replace("\t", "→", StringComparison.Ordinal).Replace(' ', '·');

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    // Longest common subsequence; test sources are small.
    private static List<(char Mark, string Line)> Compare(List<string> expected, List<string> actual)
    {
        var common = new int[expected.Count + 1, actual.Count + 1];
        for (var e = expected.Count - 1; e >= 0; e--)
        {
            for (var a = actual.Count - 1; a >= 0; a--)
            {
                common[e, a] = expected[e] == actual[a]
                    ? common[e + 1, a + 1] + 1
                    : Math.Max(common[e + 1, a], common[e, a + 1]);
            }
        }

        var entries = new List<(char, string)>();
        int i = 0, j = 0;
        while (i < expected.Count || j < actual.Count)
        {
            if (i < expected.Count && j < actual.Count && expected[i] == actual[j])
            {
                entries.Add((' ', expected[i]));
                i++;
                j++;
            }
            else if (j == actual.Count || (i < expected.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                entries.Add(('-', expected[i++]));
            }
            else
            {
                entries.Add(('+', actual[j++]));
            }
        }

        return entries;
    }
}
