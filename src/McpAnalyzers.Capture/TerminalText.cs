using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace McpAnalyzers.Capture;

/// <summary>Text in one style, and the column it begins in.</summary>
/// <param name="Column">From 0.</param>
/// <param name="Text">Without control characters.</param>
/// <param name="Style">How it looks.</param>
internal sealed record StyledRun(int Column, string Text, TextStyle Style);

/// <param name="Colour">One of the 16 colours of a terminal; null for that of plain text.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Dim">Whether it steps back.</param>
internal readonly record struct TextStyle(int? Colour, bool Bold, bool Dim)
{
    /// <exception cref="NotSupportedException">A code that this does not know: the picture would be wrong.</exception>
    public TextStyle With(string codes)
    {
        var style = this;
        foreach (var code in codes.Split(';').Select(c => c.Length == 0 ? 0 : int.Parse(c, CultureInfo.InvariantCulture)))
        {
            style = code switch
            {
                0 => default,
                1 => style with { Bold = true },
                2 => style with { Dim = true },
                >= 30 and <= 37 => style with { Colour = code - 30 },
                >= 90 and <= 97 => style with { Colour = code - 90 + 8 },
                39 => style with { Colour = null },
                _ => throw new NotSupportedException($"The code {code} of a terminal is not known here."),
            };
        }

        return style;
    }
}

/// <summary>Reads what a program wrote to a terminal: lines, wrapped where the terminal ends, in pieces of one style.</summary>
internal static partial class TerminalText
{
    public static ImmutableArray<ImmutableArray<StyledRun>> Lines(string written, int columns)
    {
        var lines = ImmutableArray.CreateBuilder<ImmutableArray<StyledRun>>();
        var line = ImmutableArray.CreateBuilder<StyledRun>();
        var (style, column) = (default(TextStyle), 0);
        foreach (Match piece in Piece().Matches(written))
        {
            if (piece.Groups["codes"] is { Success: true } codes)
            {
                style = style.With(codes.Value);
                continue;
            }

            for (var rest = piece.Value; rest.Length > 0;)
            {
                if (rest == "\n" || column == columns)
                {
                    lines.Add(line.DrainToImmutable());
                    column = 0;
                    if (rest == "\n")
                    {
                        break;
                    }
                }

                var text = rest[..Math.Min(rest.Length, columns - column)];
                line.Add(new(column, text, style));
                column += text.Length;
                rest = rest[text.Length..];
            }
        }

        return [.. lines, line.DrainToImmutable()];
    }

    [GeneratedRegex(@"\e\[(?<codes>[\d;]*)m|\n|[^\e\n]+")]
    private static partial Regex Piece();
}
