namespace McpAnalyzers.Tool.Fixing;

/// <summary>What happened to a line.</summary>
internal enum LineChange
{
    Kept,
    Removed,
    Added,
}

/// <summary>The shortest way from one list of lines to another (Myers' algorithm).</summary>
internal static class LineDiff
{
    public static List<(LineChange Change, string Line)> Of(string[] before, string[] after)
    {
        var reached = new List<int[]>();
        var most = before.Length + after.Length;
        var furthest = new int[(2 * most) + 3];
        for (var edits = 0; edits <= most; edits++)
        {
            reached.Add([.. furthest]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = ComesFromAbove(furthest, most, diagonal, edits) ? furthest[Index(most, diagonal + 1)] : furthest[Index(most, diagonal - 1)] + 1;
                while (x < before.Length && x - diagonal < after.Length && before[x] == after[x - diagonal])
                {
                    x++;
                }

                furthest[Index(most, diagonal)] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    return Back(before, after, reached, edits);
                }
            }
        }

        return [];
    }

    private static int Index(int most, int diagonal) => diagonal + most + 1;

    private static bool ComesFromAbove(int[] furthest, int most, int diagonal, int edits)
        => diagonal == -edits || (diagonal != edits && furthest[Index(most, diagonal - 1)] < furthest[Index(most, diagonal + 1)]);

    private static List<(LineChange Change, string Line)> Back(string[] before, string[] after, List<int[]> reached, int edits)
    {
        var lines = new List<(LineChange, string)>();
        var most = before.Length + after.Length;
        var (x, y) = (before.Length, after.Length);
        for (; edits > 0; edits--)
        {
            var furthest = reached[edits];
            var diagonal = x - y;
            var isAdded = ComesFromAbove(furthest, most, diagonal, edits);
            var fromX = furthest[Index(most, isAdded ? diagonal + 1 : diagonal - 1)];
            var (startX, startY) = isAdded ? (fromX, fromX - diagonal) : (fromX + 1, fromX + 1 - diagonal);
            while (x > startX && y > startY)
            {
                lines.Add((LineChange.Kept, before[--x]));
                y--;
            }

            if (isAdded)
            {
                lines.Add((LineChange.Added, after[--y]));
            }
            else
            {
                lines.Add((LineChange.Removed, before[--x]));
            }
        }

        while (x > 0)
        {
            lines.Add((LineChange.Kept, before[--x]));
        }

        lines.Reverse();
        return lines;
    }
}
