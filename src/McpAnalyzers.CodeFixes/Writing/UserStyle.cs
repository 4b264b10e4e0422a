using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>How the user's file is written: its line ends, its indentation, where its braces stand. Fixes write the same way.</summary>
internal sealed class UserStyle
{
    private readonly SourceText _text;

    public UserStyle(SourceText text, SyntaxNode root)
    {
        _text = text;
        NewLine = ReadNewLine(text);
        Indent = ReadIndent(root);
        BracesOnOwnLine = ReadBraces(text, root);
    }

    public string NewLine { get; }

    /// <summary>One step of indentation.</summary>
    public string Indent { get; }

    public bool BracesOnOwnLine { get; }

    /// <summary>The white space that the line of a position starts with.</summary>
    public string IndentAt(int position)
    {
        var line = _text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && _text[end] is ' ' or '\t')
        {
            end++;
        }

        return _text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>An if statement with a block, each line ended, indented to stand beside the statement at the position.</summary>
    public string If(string condition, int position, params string[] statements) =>
        $"{IndentAt(position)}if ({condition}){BlockAfter(position, statements)}{NewLine}";

    /// <summary>A block behind the head of the statement at the position, with what stands between the two.</summary>
    public string BlockAfter(int position, params string[] statements) => (BracesOnOwnLine ? NewLine + IndentAt(position) : " ") + Block(position, statements);

    /// <summary>A block, from brace to brace, of the statement at the position.</summary>
    public string Block(int position, params string[] statements)
    {
        var indent = IndentAt(position);
        return $"{{{NewLine}{string.Concat(statements.Select(s => indent + Indent + s + NewLine))}{indent}}}";
    }

    private static string ReadNewLine(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.EndIncludingLineBreak > line.End)
            {
                return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
            }
        }

        return "\n";
    }

    private static string ReadIndent(SyntaxNode root)
    {
        foreach (var member in root.DescendantNodes().OfType<MemberDeclarationSyntax>())
        {
            if (member.Parent is BaseTypeDeclarationSyntax parent)
            {
                var outer = Leading(parent);
                var inner = Leading(member);
                if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                {
                    return inner.Substring(outer.Length);
                }
            }
        }

        return "    ";

        static string Leading(SyntaxNode node) =>
            node.GetLeadingTrivia().Reverse().FirstOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia) || t.IsKind(SyntaxKind.EndOfLineTrivia)) is var trivia
            && trivia.IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.ToString() : "";
    }

    private static bool ReadBraces(SourceText text, SyntaxNode root)
    {
        var own = 0;
        var shared = 0;
        foreach (var block in root.DescendantNodes().OfType<BlockSyntax>())
        {
            var line = text.Lines.GetLineFromPosition(block.OpenBraceToken.SpanStart);
            if (line == text.Lines.GetLineFromPosition(block.CloseBraceToken.SpanStart))
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, block.OpenBraceToken.SpanStart))))
            {
                own++;
            }
            else
            {
                shared++;
            }
        }

        return own >= shared;
    }
}
