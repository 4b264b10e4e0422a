using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Reads and writes source files so that what is not changed stays as it is, to the byte.</summary>
internal static class SourceFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UTF8Encoding StrictUtf8WithMark = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The encodings that a byte order mark tells; those of four bytes first, since theirs begin with those of two.</summary>
    private static readonly Encoding[] Marked =
    [
        StrictUtf8WithMark,
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SourceText Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (Marked.FirstOrDefault(e => bytes.AsSpan().StartsWith(e.Preamble)) is { } marked && TryDecode(marked, bytes, marked.Preamble.Length) is { } text)
        {
            return text;
        }

        // Latin-1 maps each byte to one character and back: a file in any old code page is written again as it was.
        return TryDecode(StrictUtf8, bytes, 0) ?? SourceText.From(Encoding.Latin1.GetString(bytes), Encoding.Latin1);
    }

    /// <summary>In the encoding that the text was read in.</summary>
    public static void Write(string path, SourceText text)
    {
        var encoding = text.Encoding ?? StrictUtf8;
        File.WriteAllBytes(path, [.. encoding.Preamble, .. encoding.GetBytes(text.ToString())]);
    }

    private static SourceText? TryDecode(Encoding encoding, byte[] bytes, int start)
    {
        try
        {
            return SourceText.From(encoding.GetString(bytes, start, bytes.Length - start), encoding);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
