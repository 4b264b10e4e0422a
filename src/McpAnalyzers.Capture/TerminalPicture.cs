using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Text;

namespace McpAnalyzers.Capture;

/// <summary>
/// Draws lines of a terminal as SVG. It brings its own dark background, so that it can be read on light pages and on dark ones, and it says how
/// wide each piece of text is, so that columns stay under each other in whatever monospace font the reader has.
/// </summary>
internal static class TerminalPicture
{
    private const double CellWidth = 8.4;
    private const int CellHeight = 20;
    private const int Margin = 20;

    private const string Plain = "#d4d8de";
    private const string Dimmed = "#9aa4b0";

    /// <summary>The 16 colours, each legible on the background.</summary>
    private static readonly string[] Palette =
    [
        "#7d8590", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", "#d4d8de",
        "#9aa4b0", "#ff7b72", "#56d364", "#f2cc60", "#79c0ff", "#d2a8ff", "#76e3ea", "#ffffff",
    ];

    public static string Of(string title, ImmutableArray<ImmutableArray<StyledRun>> lines, int columns)
    {
        var width = (2 * Margin) + (columns * CellWidth);
        var height = (2 * Margin) + (lines.Length * CellHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width:0.#}" height="{height}" viewBox="0 0 {width:0.#} {height}" role="img">
            <!-- Written by src/McpAnalyzers.Capture from a run of the tool. -->
            <title>{SecurityElement.Escape(title)}</title>
            <rect x="0.5" y="0.5" width="{width - 1:0.#}" height="{height - 1}" rx="8" fill="#161b22" stroke="#57606a"/>
            <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="{Plain}" xml:space="preserve">

            """);
        foreach (var (row, line) in lines.Index())
        {
            foreach (var run in line.Where(run => run.Text.Trim().Length > 0))
            {
                AppendRun(svg, run, Margin + (row * CellHeight) + 15);
            }
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void AppendRun(StringBuilder svg, StyledRun run, int baseline)
    {
        // Spaces at the ends are no ink, and some viewers drop them from the width.
        var text = run.Text.Trim();
        var column = run.Column + run.Text.IndexOf(text, StringComparison.Ordinal);
        var colour = run.Style.Colour is { } index ? Palette[index] : run.Style.Dim ? Dimmed : null;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + (column * CellWidth):0.#}\" y=\"{baseline}\" textLength=\"{text.Length * CellWidth:0.#}\"");
        svg.Append(colour is null ? "" : $" fill=\"{colour}\"").Append(run.Style.Bold ? " font-weight=\"bold\"" : "");
        svg.Append('>').Append(SecurityElement.Escape(text)).Append("</text>\n");
    }
}
