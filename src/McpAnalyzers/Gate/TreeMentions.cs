using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Gate;

/// <summary>
/// What the text of one syntax tree says: does it contain the letters of MCP, and which identifiers may it use?
/// A tree is read once in its life; an edit makes a new tree and rereads that file alone.
/// </summary>
internal sealed class TreeMentions
{
    private const int ChunkLength = 16 * 1024;

    // From here on Roslyn keeps a text in pieces, and putting them together would make an object of the large heap.
    private const int LongestString = 40_000;
    private const int WordFilterBits = 1 << 13;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeMentions> Remembered = new();

    private readonly SyntaxTree _tree;
    private ulong[]? _words;
    private bool? _namesHeader;

    private TreeMentions(SyntaxTree tree, CancellationToken cancellationToken)
    {
        _tree = tree;
        NamesMcp = Contains(tree.GetText(cancellationToken), "mcp", cancellationToken);
    }

    /// <summary>The letters "mcp" occur somewhere in the text, in whatever case.</summary>
    public bool NamesMcp { get; }

    /// <summary>The letters that every header of MCP begins with occur somewhere in the text.</summary>
    public bool MayNameHeader(CancellationToken cancellationToken) =>
        NamesMcp && (_namesHeader ??= Contains(_tree.GetText(cancellationToken), "mcp-", cancellationToken));

    public static TreeMentions Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Remembered.TryGetValue(tree, out var mentions))
        {
            return mentions;
        }

        var read = new TreeMentions(tree, cancellationToken);
        return Remembered.GetValue(tree, _ => read);
    }

    /// <summary>False when the identifier certainly does not occur in the text; true when it may.</summary>
    public bool MayUse(string identifier, CancellationToken cancellationToken)
    {
        var words = _words ??= ReadWords(_tree.GetText(cancellationToken), cancellationToken);
        var bit = WordBit(HashOf(identifier));
        return (words[bit >> 6] & (1UL << (bit & 63))) != 0;
    }

    /// <summary>Do the letters occur somewhere in the text, in whatever case?</summary>
    public static bool Contains(SourceText text, string letters, CancellationToken cancellationToken)
    {
        // A file of ordinary length is one string already, which ToString only hands out.
        if (text.Length <= LongestString)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return text.ToString().IndexOf(letters, StringComparison.OrdinalIgnoreCase) >= 0;
        }

        var buffer = new char[ChunkLength];
        for (var start = 0; start + letters.Length <= text.Length; start += ChunkLength - (letters.Length - 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(ChunkLength, text.Length - start);
            text.CopyTo(start, buffer, 0, length);
            if (buffer.AsSpan(0, length).IndexOf(letters.AsSpan(), StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ulong[] ReadWords(SourceText text, CancellationToken cancellationToken)
    {
        var words = new ulong[WordFilterBits / 64];
        var buffer = new char[Math.Min(ChunkLength, text.Length)];
        var hash = HashSeed;
        var inWord = false;
        for (var start = 0; start < text.Length; start += ChunkLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(buffer.Length, text.Length - start);
            text.CopyTo(start, buffer, 0, length);
            for (var i = 0; i < length; i++)
            {
                var c = buffer[i];
                if (char.IsLetterOrDigit(c) || c == '_')
                {
                    hash = NextHash(hash, c);
                    inWord = true;
                }
                else if (inWord)
                {
                    Add(hash);
                    hash = HashSeed;
                    inWord = false;
                }
            }
        }

        if (inWord)
        {
            Add(hash);
        }

        return words;

        void Add(uint value)
        {
            var bit = WordBit(value);
            words[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    private const uint HashSeed = 2166136261;

    private static uint NextHash(uint hash, char c) => unchecked((hash ^ c) * 16777619);

    private static uint HashOf(string word)
    {
        var hash = HashSeed;
        foreach (var c in word)
        {
            hash = NextHash(hash, c);
        }

        return hash;
    }

    private static int WordBit(uint hash) => (int)((hash ^ (hash >> 15)) % WordFilterBits);
}
