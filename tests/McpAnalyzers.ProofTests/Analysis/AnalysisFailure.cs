using Microsoft.CodeAnalysis;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>An analyzer or a fix came to grief over sources, which are in the message.</summary>
internal sealed class AnalysisFailure(string what, Compilation compilation, Exception? inner = null)
    : Exception($"{what}\n{inner}\n{string.Join("\n----\n", compilation.OwnTrees().Take(3).Select(Excerpt))}", inner)
{
    private const int Longest = 12_000;

    private static string Excerpt(SyntaxTree tree)
    {
        var text = tree.ToString();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
