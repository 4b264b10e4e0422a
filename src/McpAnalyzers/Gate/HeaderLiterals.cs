using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Gate;

/// <summary>A literal, or a piece of an interpolated one.</summary>
/// <param name="Text">Its value.</param>
/// <param name="Position">Where it begins in its file.</param>
/// <param name="IsPiece">It is a piece, and no text by itself.</param>
/// <param name="IsConstant">It is all that a constant of a type is.</param>
internal readonly record struct Literal(string Text, int Position, bool IsPiece, bool IsConstant);

/// <summary>The literals of one syntax tree that have to do with headers. They are looked for in its text: few trees have any, and few tokens of these are some.</summary>
internal static class HeaderLiterals
{
    private static readonly PerTree<IReadOnlyList<Literal>> Remembered = new((tree, cancellationToken) =>
        [.. With(TreeMentions.HeaderLetters, tree, cancellationToken).Union(With(TreeMentions.BeginningLetters, tree, cancellationToken))]);

    /// <summary>Those that have, or may begin with, the letters which every header of MCP begins with.</summary>
    public static IReadOnlyList<Literal> In(SyntaxTree tree, CancellationToken cancellationToken) => Remembered.Of(tree, cancellationToken);

    /// <summary>Those that have some letters, in whatever case.</summary>
    public static IReadOnlyList<Literal> With(string letters, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        var root = tree.GetRoot(cancellationToken);
        var literals = new List<Literal>();
        for (var found = TreeMentions.Find(text.AsSpan(), letters); found >= 0;)
        {
            var next = found + letters.Length;
            if (root.FindToken(found) is var token && token.Span.Contains(found))
            {
                next = Math.Max(next, token.Span.End);
                if (IsPiece(token) is { } isPiece)
                {
                    literals.Add(new(token.ValueText, token.SpanStart, isPiece, IsConstant(token)));
                }
            }

            found = TreeMentions.Find(text.AsSpan(next), letters) is >= 0 and var further ? next + further : -1;
        }

        return literals;
    }

    /// <summary>Null for what is no literal.</summary>
    private static bool? IsPiece(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => false,
        SyntaxKind.InterpolatedStringTextToken => true,
        _ => null,
    };

    private static bool IsConstant(SyntaxToken token) =>
        token.Parent?.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } && field.Modifiers.Any(SyntaxKind.ConstKeyword);
}
