using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Gate;

/// <summary>
/// What the text of one syntax tree says: does it contain the letters of MCP, and which identifiers may it use?
/// </summary>
internal sealed class TreeMentions
{
    /// <summary>What the name of every header of MCP begins with.</summary>
    public const string HeaderLetters = "mcp-";

    /// <summary>What a literal begins with that is put together with others to the name of a header.</summary>
    public const string BeginningLetters = "\"mcp";

    // From here on Roslyn keeps a text in pieces, and putting them together would make an object of the large heap.
    public const int LongestString = 40_000;

    private const int ChunkLength = 16 * 1024;

    private static readonly PerTree<TreeMentions> Remembered = new((tree, cancellationToken) => new(tree, cancellationToken));

    private readonly SyntaxTree _tree;
    private WordSet? _words;
    private bool? _namesHeader;
    private bool? _beginsHeader;

    private TreeMentions(SyntaxTree tree, CancellationToken cancellationToken)
    {
        _tree = tree;
        NamesMcp = Contains(tree.GetText(cancellationToken), "mcp", cancellationToken);
    }

    /// <summary>The letters "mcp" occur somewhere in the text, in whatever case.</summary>
    public bool NamesMcp { get; }

    /// <summary>The letters that every header of MCP begins with occur somewhere in the text.</summary>
    public bool MayNameHeader(CancellationToken cancellationToken) =>
        NamesMcp && (_namesHeader ??= Contains(_tree.GetText(cancellationToken), HeaderLetters, cancellationToken));

    /// <summary>A literal may begin as every header of MCP does.</summary>
    public bool MayBeginHeader(CancellationToken cancellationToken) =>
        MayNameHeader(cancellationToken) || (NamesMcp && (_beginsHeader ??= Contains(_tree.GetText(cancellationToken), BeginningLetters, cancellationToken)));

    public static TreeMentions Of(SyntaxTree tree, CancellationToken cancellationToken) => Remembered.Of(tree, cancellationToken);

    /// <summary>False when the identifier certainly does not occur in the text; true when it may.</summary>
    public bool MayUse(string identifier, CancellationToken cancellationToken) => WordsOf(cancellationToken).MayHave(identifier);

    /// <summary>False when certainly none of the identifiers occurs in the text.</summary>
    public bool MayUseAny(WordSet identifiers, CancellationToken cancellationToken) => WordsOf(cancellationToken).MayOverlap(identifiers);

    private WordSet WordsOf(CancellationToken cancellationToken) => _words ??= WordSet.Of(_tree.GetText(cancellationToken), cancellationToken);

    /// <summary>Do the letters occur somewhere in the text, in whatever case?</summary>
    public static bool Contains(SourceText text, string letters, CancellationToken cancellationToken)
    {
        // A file of ordinary length is one string already, which ToString only hands out.
        if (text.Length <= LongestString)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Find(text.ToString().AsSpan(), letters) >= 0;
        }

        var buffer = new char[ChunkLength];
        for (var start = 0; start + letters.Length <= text.Length; start += ChunkLength - (letters.Length - 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(ChunkLength, text.Length - start);
            text.CopyTo(start, buffer, 0, length);
            if (Find(buffer.AsSpan(0, length), letters) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the letters first occur, in whatever case; -1 where they do not.</summary>
    public static int Find(ReadOnlySpan<char> text, string letters)
    {
        // Processors find the first letter in many characters at once. The runtime's own search that ignores case looks at one after the other.
        var (lower, upper) = (char.ToLowerInvariant(letters[0]), char.ToUpperInvariant(letters[0]));
        for (var start = 0; text.Slice(start).IndexOfAny(lower, upper) is >= 0 and var next && start + next + letters.Length <= text.Length; start += next + 1)
        {
            if (text.Slice(start + next, letters.Length).Equals(letters.AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                return start + next;
            }
        }

        return -1;
    }
}
