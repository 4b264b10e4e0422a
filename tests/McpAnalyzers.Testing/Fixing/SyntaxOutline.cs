using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A syntax tree as indented text, one line a node, token or piece of trivia: two trees can then be compared line by line.</summary>
internal static class SyntaxOutline
{
    public static string Of(SyntaxNode root, bool withTrivia)
    {
        var outline = new StringBuilder();
        Append(outline, root, 0, withTrivia);
        return outline.ToString();
    }

    private static void Append(StringBuilder outline, SyntaxNodeOrToken item, int depth, bool withTrivia)
    {
        if (item.AsNode() is { } node)
        {
            Line(outline, depth, node.Kind().ToString());
            foreach (var child in node.ChildNodesAndTokens())
            {
                Append(outline, child, depth + 1, withTrivia);
            }

            return;
        }

        var token = item.AsToken();
        if (withTrivia)
        {
            Append(outline, token.LeadingTrivia, depth);
        }

        Line(outline, depth, $"{token.Kind()} {token.Text}{(token.IsMissing ? " (missing)" : string.Empty)}");
        if (withTrivia)
        {
            Append(outline, token.TrailingTrivia, depth);
        }
    }

    private static void Append(StringBuilder outline, SyntaxTriviaList trivia, int depth)
    {
        foreach (var piece in trivia)
        {
            Line(outline, depth, $"{piece.Kind()} \"{piece.ToFullString().Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
        }
    }

    private static void Line(StringBuilder outline, int depth, string text)
        => outline.Append(' ', depth * 2).Append(text.ReplaceLineEndings("\\n")).Append('\n');
}
