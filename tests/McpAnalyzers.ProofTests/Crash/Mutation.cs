using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>The code of a file with some tokens deleted, doubled or swapped: as it stands while somebody types, or after a bad merge.</summary>
internal sealed class Mutation
{
    private const int MostEdits = 3;

    private readonly string _text;
    private readonly TextSpan[] _tokens;

    public Mutation(string text)
    {
        _text = text;

        // Usings are left whole: without them nothing is bound, and so there is nothing to analyze.
        _tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens(node => node is not UsingDirectiveSyntax).Where(token => token.Span.Length > 0).Select(token => token.Span)];
    }

    /// <summary>The tokens; there is one truncated text for each.</summary>
    public int Count => _tokens.Length;

    /// <summary>The text that ends before a token.</summary>
    public string TruncatedBefore(int token) => _text[.._tokens[token].Start];

    /// <summary>The variant that belongs to a seed.</summary>
    public string Variant(int seed)
    {
#pragma warning disable CA5394 // not for secrets: a seed is to give the same text in every run
        var random = new Random(seed);
        var edits = Enumerable.Range(0, 1 + random.Next(MostEdits)).Select(_ => (Token: random.Next(_tokens.Length), Kind: random.Next(3), Other: random.Next(_tokens.Length), IsFar: random.Next(4) == 0)).ToList();
#pragma warning restore CA5394
        var texts = new Dictionary<int, string>();
        foreach (var (token, kind, anyOther, isFar) in edits)
        {
            var other = isFar ? anyOther : (token + 1) % _tokens.Length;
            (texts[token], texts[other]) = kind switch
            {
                0 => ("", Text(other)),
                1 => ($"{Text(token)} {Text(token)}", Text(other)),
                _ => (Text(other), Text(token)),
            };
        }

        var variant = new StringBuilder(_text);
        foreach (var (token, replacement) in texts.OrderByDescending(t => t.Key))
        {
            variant.Remove(_tokens[token].Start, _tokens[token].Length).Insert(_tokens[token].Start, replacement);
        }

        return variant.ToString();

        string Text(int token) => texts.TryGetValue(token, out var changed) ? changed : _text.Substring(_tokens[token].Start, _tokens[token].Length);
    }
}
