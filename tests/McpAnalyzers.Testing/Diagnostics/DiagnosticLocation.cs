namespace Microsoft.CodeAnalysis.Testing;

/// <summary>One expected location of a diagnostic.</summary>
public readonly struct DiagnosticLocation
{
    /// <summary>Creates an expected location.</summary>
    public DiagnosticLocation(FileLinePositionSpan span, DiagnosticLocationOptions options)
    {
        Span = span;
        Options = options;
    }

    /// <summary>The expected file and span, or the markup key in the place of a line.</summary>
    public FileLinePositionSpan Span { get; }

    /// <summary>How <see cref="Span"/> is to be read.</summary>
    public DiagnosticLocationOptions Options { get; }

    /// <summary>The number of the markup span meant, where <see cref="Options"/> say so.</summary>
    internal int MarkupKey => Span.StartLinePosition.Line;

    internal static DiagnosticLocation FromMarkupKey(int key, DiagnosticLocationOptions options)
    {
        var position = new Text.LinePosition(key, 0);
        return new(
            new FileLinePositionSpan(string.Empty, position, position),
            options | DiagnosticLocationOptions.InterpretAsMarkupKey);
    }
}
