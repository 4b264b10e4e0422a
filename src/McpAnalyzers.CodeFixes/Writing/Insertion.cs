using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>Text where there was none.</summary>
internal static class Insertion
{
    public static TextChange At(int position, string text) => new(new TextSpan(position, 0), text);

    /// <summary>Lines before the line that begins at the position, and an empty one between, unless that is empty itself or ends the block.</summary>
    public static TextChange Paragraph(FixPlace place, int position, string lines)
    {
        var next = place.Text.Lines.GetLineFromPosition(position).ToString().Trim();
        return At(position, next is "" or "}" ? lines : lines + place.Style.NewLine);
    }
}
