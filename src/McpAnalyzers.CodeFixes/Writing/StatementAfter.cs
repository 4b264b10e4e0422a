using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>A statement written after another: on a line of its own where that one ends its line, else behind it.</summary>
internal static class StatementAfter
{
    /// <summary>Null where no statement can follow, as after the one statement of an if without braces.</summary>
    public static TextChange? Change(FixPlace place, StatementSyntax statement, string written)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
        {
            return null;
        }

        var line = place.Text.Lines.GetLineFromPosition(statement.Span.End);
        var rest = place.Text.ToString(TextSpan.FromBounds(statement.Span.End, line.End)).Trim();
        return (rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal)) && line.EndIncludingLineBreak > line.End
            ? Insertion.At(line.EndIncludingLineBreak, place.Style.IndentAt(statement.SpanStart) + written + place.Style.NewLine)
            : Insertion.At(statement.Span.End, " " + written);
    }
}
