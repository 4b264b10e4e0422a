using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A diagnostic that a test expects.</summary>
public readonly struct DiagnosticResult
{
    /// <summary>No diagnostics.</summary>
    public static readonly DiagnosticResult[] EmptyDiagnosticResults = [];

    private readonly ImmutableArray<DiagnosticLocation> _spans;

    /// <summary>Expects a diagnostic with this id and severity, whatever its message.</summary>
    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    /// <summary>Expects a diagnostic of this descriptor. If its message has placeholders, <see cref="WithArguments"/> must fill them.</summary>
    public DiagnosticResult(DiagnosticDescriptor descriptor)
    {
        Id = descriptor.Id;
        Severity = descriptor.DefaultSeverity;
        MessageFormat = descriptor.MessageFormat;
    }

    /// <summary>The expected locations, the primary one first.</summary>
    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => _spans.IsDefault ? [] : _spans;
        private init => _spans = value;
    }

    /// <summary>The expected severity.</summary>
    public DiagnosticSeverity Severity { get; private init; }

    /// <summary>What is not compared.</summary>
    public DiagnosticOptions Options { get; private init; }

    /// <summary>The expected id.</summary>
    public string Id { get; }

    /// <summary>The expected message; null if it is not compared.</summary>
    public string? Message
    {
        get
        {
            if (MessageIsIgnored || MessageText is not null)
            {
                return MessageText;
            }

            if (MessageFormat?.ToString(CultureInfo.InvariantCulture) is not { } format)
            {
                return null;
            }

            try
            {
                return string.Format(CultureInfo.InvariantCulture, format, MessageArguments ?? []);
            }
            catch (FormatException)
            {
                return format;
            }
        }
    }

    /// <summary>The format that <see cref="MessageArguments"/> fill.</summary>
    public LocalizableString? MessageFormat { get; private init; }

    /// <summary>The expected message arguments.</summary>
    public object?[]? MessageArguments { get; private init; }

    /// <summary>Whether a location is expected.</summary>
    public bool HasLocation => !Spans.IsEmpty;

    private string? MessageText { get; init; }

    private bool MessageIsIgnored { get; init; }

    /// <summary>Expects an error of the compiler.</summary>
    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    /// <summary>Expects a warning of the compiler.</summary>
    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    /// <summary>With the severity changed.</summary>
    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    /// <summary>With the message arguments changed.</summary>
    public DiagnosticResult WithArguments(params object?[] arguments) => this with { MessageArguments = arguments };

    /// <summary>With the whole message given; null: the message is not compared.</summary>
    public DiagnosticResult WithMessage(string? message)
        => this with { MessageText = message, MessageIsIgnored = message is null };

    /// <summary>With the message format changed.</summary>
    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) => this with { MessageFormat = messageFormat };

    /// <summary>With the options changed.</summary>
    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };

    /// <summary>Without a location.</summary>
    public DiagnosticResult WithNoLocation() => this with { Spans = [] };

    /// <summary>With one more location, of which only the start is compared; in the first source file.</summary>
    public DiagnosticResult WithLocation(int line, int column) => WithLocation(string.Empty, new LinePosition(line - 1, column - 1));

    /// <summary>With one more location, of which only the start is compared; in the first source file.</summary>
    public DiagnosticResult WithLocation(LinePosition location) => WithLocation(string.Empty, location);

    /// <summary>With one more location, of which only the start is compared.</summary>
    public DiagnosticResult WithLocation(string path, int line, int column) => WithLocation(path, new LinePosition(line - 1, column - 1));

    /// <summary>With one more location, of which only the start is compared.</summary>
    public DiagnosticResult WithLocation(string path, LinePosition location)
        => WithLocation(path, location, DiagnosticLocationOptions.None);

    /// <summary>With one more location, of which only the start is compared.</summary>
    public DiagnosticResult WithLocation(string path, LinePosition location, DiagnosticLocationOptions options)
        => AppendSpan(new(new FileLinePositionSpan(path, location, location), options | DiagnosticLocationOptions.IgnoreLength));

    /// <summary>With one more location: that of the markup span <c>{|#markupKey:…|}</c>.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    /// <summary>With one more location: that of the markup span <c>{|#markupKey:…|}</c>.</summary>
    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options)
        => AppendSpan(DiagnosticLocation.FromMarkupKey(markupKey, options));

    /// <summary>With one more location, in the first source file; lines and columns count from 1.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn)
        => WithSpan(string.Empty, startLine, startColumn, endLine, endColumn);

    /// <summary>With one more location; lines and columns count from 1.</summary>
    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn)
        => WithSpan(new FileLinePositionSpan(
            path, new LinePosition(startLine - 1, startColumn - 1), new LinePosition(endLine - 1, endColumn - 1)));

    /// <summary>With one more location.</summary>
    public DiagnosticResult WithSpan(FileLinePositionSpan span) => WithSpan(span, DiagnosticLocationOptions.None);

    /// <summary>With one more location.</summary>
    public DiagnosticResult WithSpan(FileLinePositionSpan span, DiagnosticLocationOptions options) => AppendSpan(new(span, options));

    /// <summary>With this path for every location that has none.</summary>
    public DiagnosticResult WithDefaultPath(string path)
        => WithSpans(location => location.Span.Path.Length == 0 && !IsMarkupKey(location)
            ? new(new FileLinePositionSpan(path, location.Span.Span), location.Options)
            : location);

    /// <summary>With every location moved down by some lines.</summary>
    public DiagnosticResult WithLineOffset(int offset)
        => WithSpans(location => IsMarkupKey(location) ? location : MovedDown(location, offset));

    /// <inheritdoc/>
    public override string ToString() => DiagnosticText.Of(this);

    /// <summary>With the markup keys replaced by the spans that the markup gave them.</summary>
    internal DiagnosticResult WithMarkupKeysResolved(Func<int, FileLinePositionSpan> resolve)
        => WithSpans(location => IsMarkupKey(location)
            ? new(resolve(location.MarkupKey), location.Options & ~DiagnosticLocationOptions.InterpretAsMarkupKey)
            : location);

    private static bool IsMarkupKey(DiagnosticLocation location)
        => location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey);

    private static DiagnosticLocation MovedDown(DiagnosticLocation location, int offset)
    {
        var span = location.Span;
        var start = new LinePosition(span.StartLinePosition.Line + offset, span.StartLinePosition.Character);
        var end = new LinePosition(span.EndLinePosition.Line + offset, span.EndLinePosition.Character);
        return new(new FileLinePositionSpan(span.Path, start, end), location.Options);
    }

    private DiagnosticResult WithSpans(Func<DiagnosticLocation, DiagnosticLocation> change)
        => this with { Spans = [.. Spans.Select(change)] };

    private DiagnosticResult AppendSpan(DiagnosticLocation location) => this with { Spans = Spans.Add(location) };
}
