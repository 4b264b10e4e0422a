using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>The lines that a statement has for itself, line end included. A comment behind it is its own.</summary>
internal static class WholeLine
{
    /// <summary>Null where other code stands in its first or last line.</summary>
    public static TextSpan? Of(SourceText text, SyntaxNode statement)
    {
        var first = text.Lines.GetLineFromPosition(statement.SpanStart);
        var last = text.Lines.GetLineFromPosition(statement.Span.End);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart)))
            && Behind(text, statement).Length == CommentBehind(text, statement).Length
                ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
                : null;
    }

    /// <summary>The comment behind the statement in its last line, with the white space before it; empty where there is none.</summary>
    public static string CommentBehind(SourceText text, SyntaxNode statement)
    {
        var comments = statement.GetTrailingTrivia();
        return comments.Any(SyntaxKind.SingleLineCommentTrivia) || (comments.Any(SyntaxKind.MultiLineCommentTrivia) && comments.Any(SyntaxKind.EndOfLineTrivia)) ? Behind(text, statement) : "";
    }

    /// <summary>What takes the statement away, and leaves the comment behind it in a line of its own.</summary>
    public static TextChange Without(FixPlace place, SyntaxNode statement, TextSpan lines) =>
        new(lines, CommentBehind(place.Text, statement) is { Length: > 0 } comment ? place.Style.IndentAt(statement.SpanStart) + comment.TrimStart() + place.Style.NewLine : "");

    private static string Behind(SourceText text, SyntaxNode statement) =>
        text.ToString(TextSpan.FromBounds(statement.Span.End, text.Lines.GetLineFromPosition(statement.Span.End).End)).TrimEnd();
}
