using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Gate;

/// <summary>Does any code of a compilation name MCP-Protocol-Version? Whoever names it may send it.</summary>
internal static class ProtocolVersionMention
{
    /// <summary>The part of the name that stays in one piece where it is put together.</summary>
    private const string Part = "protocol-version";

    private static readonly string[][] Words = [["Protocol", "Version"], ["protocol", "version"], ["PROTOCOL", "VERSION"]];

    public static bool IsIn(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees.Any(t => IsIn(t, cancellationToken));

    private static bool IsIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var mentions = TreeMentions.Of(tree, cancellationToken);
        return mentions.NamesMcp
            && Words.Any(w => w.All(word => mentions.MayUse(word, cancellationToken)))
            && tree.GetRoot(cancellationToken).DescendantTokens().Any(t => IsText(t) && t.Text.IndexOf(Part, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;
}
