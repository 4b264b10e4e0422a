using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>The lines that a statement has for itself, line end included.</summary>
internal static class WholeLine
{
    /// <summary>Null where something else stands in its first or last line.</summary>
    public static TextSpan? Of(SourceText text, SyntaxNode statement)
    {
        var first = text.Lines.GetLineFromPosition(statement.SpanStart);
        var last = text.Lines.GetLineFromPosition(statement.Span.End);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)))
                ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
                : null;
    }
}
