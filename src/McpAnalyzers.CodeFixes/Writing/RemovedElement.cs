using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>An element of an initializer taken away, with its line where it has one to itself.</summary>
internal static class RemovedElement
{
    /// <param name="place">Where.</param>
    /// <param name="list">The initializer; it has more elements than this.</param>
    /// <param name="element">The element.</param>
    /// <param name="staysBefore">Does the element before it stay? One that goes too takes its comma with it.</param>
    public static ImmutableArray<TextChange> Changes(FixPlace place, InitializerExpressionSyntax list, ExpressionSyntax element, bool staysBefore)
    {
        var index = list.Expressions.IndexOf(element);
        var separator = index < list.Expressions.SeparatorCount ? list.Expressions.GetSeparator(index) : default;
        var end = separator == default ? element.Span.End : separator.Span.End;
        var first = place.Text.Lines.GetLineFromPosition(element.SpanStart);
        var last = place.Text.Lines.GetLineFromPosition(end);
        var rest = place.Text.ToString(TextSpan.FromBounds(end, last.End)).Trim();
        var hasOwnLines = string.IsNullOrWhiteSpace(place.Text.ToString(TextSpan.FromBounds(first.Start, element.SpanStart)))
            && (rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal));
        if (hasOwnLines)
        {
            var line = new TextChange(TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak), "");
            return separator == default && index > 0 && staysBefore
                ? [new(list.Expressions.GetSeparator(index - 1).Span, ""), line]
                : [line];
        }

        return index + 1 < list.Expressions.Count
            ? [new(TextSpan.FromBounds(element.SpanStart, list.Expressions[index + 1].SpanStart), "")]
            : index > 0 ? [new(TextSpan.FromBounds(list.Expressions[index - 1].Span.End, element.Span.End), "")]
            : [new(TextSpan.FromBounds(element.SpanStart, end), "")];
    }
}
