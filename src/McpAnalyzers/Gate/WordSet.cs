using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Gate;

/// <summary>Words, by their hashes: one that is not found was certainly not added, and one that is found nearly certainly was.</summary>
internal sealed class WordSet
{
    private const int ChunkLength = 16 * 1024;

    // A bit for each character of ASCII: 0-9, and A-Z, _, a-z.
    private const ulong WordsBelow64 = 0x03FF_0000_0000_0000, WordsFrom64 = 0x07FF_FFFE_87FF_FFFE;

    private const int SlotsForFew = 64, SlotsForFile = 512;

    // A power of two, at most half full. Zero is a free slot.
    private uint[] _slots;
    private int _count;

    /// <summary>For some words.</summary>
    public WordSet()
        : this(SlotsForFew)
    {
    }

    private WordSet(int slots) => _slots = new uint[slots];

    /// <summary>The identifiers, keywords and numbers of a text, and the words of its strings and comments.</summary>
    public static WordSet Of(SourceText text, CancellationToken cancellationToken)
    {
        var words = new WordSet(SlotsForFile);

        // A file of ordinary length is one string already, which ToString only hands out.
        if (text.Length <= TreeMentions.LongestString)
        {
            words.AddAll(text.ToString().AsSpan());
            return words;
        }

        var buffer = new char[ChunkLength];
        for (var start = 0; start < text.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<char> chunk = buffer.AsSpan(0, Math.Min(buffer.Length, text.Length - start));
            text.CopyTo(start, buffer, 0, chunk.Length);
            if (start + chunk.Length < text.Length)
            {
                chunk = UpToLastWord(chunk);
            }

            words.AddAll(chunk);
            start += chunk.Length;
        }

        return words;
    }

    public bool IsEmpty => _count == 0;

    public void Add(string word) => Add(HashOf(word.AsSpan()));

    public bool MayHave(string word) => MayHave(HashOf(word.AsSpan()));

    /// <summary>False when the two certainly have no word in common.</summary>
    public bool MayOverlap(WordSet other)
    {
        if (_count > other._count)
        {
            return other.MayOverlap(this);
        }

        foreach (var hash in _slots)
        {
            if (hash != 0 && other.MayHave(hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Without the word that may go on in the next chunk; a word as long as a chunk is cut.</summary>
    private static ReadOnlySpan<char> UpToLastWord(ReadOnlySpan<char> chunk)
    {
        var end = chunk.Length;
        while (end > 0 && IsOfWord(chunk[end - 1]))
        {
            end--;
        }

        return end == 0 ? chunk : chunk.Slice(0, end);
    }

    private void AddAll(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var begin = i;
            while (i < text.Length && IsOfWord(text[i]))
            {
                i++;
            }

            if (i > begin)
            {
                Add(HashOf(text.Slice(begin, i - begin)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOfWord(char c) => c < 128 ? (((c < 64 ? WordsBelow64 : WordsFrom64) >> (c & 63)) & 1) != 0 : char.IsLetterOrDigit(c);

    // Two characters at a time: every word of every file passes here.
    private static uint HashOf(ReadOnlySpan<char> word)
    {
        const uint factor = 2654435769;
        var hash = (uint)word.Length;
        var i = 0;
        for (; i < word.Length - 1; i += 2)
        {
            hash = Mix(hash ^ (word[i] | ((uint)word[i + 1] << 16)));
        }

        return i < word.Length ? Mix(hash ^ word[i]) : hash;

        static uint Mix(uint value)
        {
            var product = unchecked(value * factor);
            return product ^ (product >> 15);
        }
    }

    private bool MayHave(uint hash) => _slots[SlotOf(hash)] != 0;

    private void Add(uint hash)
    {
        var slot = SlotOf(hash);
        if (_slots[slot] != 0)
        {
            return;
        }

        _slots[slot] = Filled(hash);
        if (++_count > _slots.Length / 2)
        {
            var old = _slots;
            _slots = new uint[old.Length * 2];
            foreach (var kept in old)
            {
                if (kept != 0)
                {
                    _slots[SlotOf(kept)] = kept;
                }
            }
        }
    }

    /// <summary>Where the hash is, or would be.</summary>
    private int SlotOf(uint hash)
    {
        hash = Filled(hash);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] != 0 && _slots[slot] != hash)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private static uint Filled(uint hash) => hash == 0 ? 1 : hash;
}
