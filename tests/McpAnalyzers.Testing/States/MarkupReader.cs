using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Turns the markup of a state into expected diagnostics.</summary>
internal sealed class MarkupReader
{
    private readonly MarkupOptions _options;
    private readonly DiagnosticDescriptor? _defaultDescriptor;
    private readonly ImmutableArray<DiagnosticDescriptor> _supported;
    private readonly ImmutableHashSet<string> _fixableIds;
    private readonly IVerifier _verifier;

    private readonly Dictionary<int, FileLinePositionSpan> _keyed = [];
    private readonly List<DiagnosticResult> _marked = [];

    private MarkupReader(
        MarkupOptions options,
        DiagnosticDescriptor? defaultDescriptor,
        ImmutableArray<DiagnosticDescriptor> supported,
        ImmutableHashSet<string> fixableIds,
        IVerifier verifier)
    {
        _options = options;
        _defaultDescriptor = defaultDescriptor;
        _supported = supported;
        _fixableIds = fixableIds;
        _verifier = verifier;
    }

    /// <summary>The state without markup, with the diagnostics that the markup expects, keys resolved, and paths filled in.</summary>
    public static SolutionContent Read(
        SolutionContent content,
        MarkupOptions options,
        DiagnosticDescriptor? defaultDescriptor,
        ImmutableArray<DiagnosticDescriptor> supported,
        ImmutableHashSet<string> fixableIds,
        IVerifier verifier)
        => new MarkupReader(options, defaultDescriptor, supported, fixableIds, verifier).Read(content);

    private SolutionContent Read(SolutionContent content)
    {
        var defaultPath = content.Primary.Sources is [var first, ..] ? first.Path : string.Empty;
        var projects = content.Markup == MarkupMode.None
            ? content.Projects
            : [.. content.Projects.Select(project => Read(project, content.Markup))];
        return content with
        {
            Projects = projects,
            Markup = MarkupMode.None,
            Expected =
            [
                .. content.Expected.Select(result => result.WithDefaultPath(defaultPath).WithMarkupKeysResolved(SpanOfKey)),
                .. _marked,
            ],
        };
    }

    private FileLinePositionSpan SpanOfKey(int key)
    {
        if (!_keyed.TryGetValue(key, out var span))
        {
            _verifier.Fail($"WithLocation({key}): the sources have no markup {{|#{key}:…|}}");
        }

        return span;
    }

    private ProjectContent Read(ProjectContent project, MarkupMode mode) => project with
    {
        Sources = [.. project.Sources.Select(file => Read(file.Path, file.Text, mode))],
        AdditionalFiles = [.. project.AdditionalFiles.Select(file => Read(file.Path, file.Text, mode))],
    };

    private (string Path, SourceText Text) Read(string path, SourceText text, MarkupMode mode)
    {
        var markup = Parse(path, text);
        if (markup.Spans.IsEmpty)
        {
            return (path, text);
        }

        var code = SourceText.From(markup.Code, text.Encoding, text.ChecksumAlgorithm);
        foreach (var (name, span) in markup.Spans)
        {
            var location = new FileLinePositionSpan(path, code.Lines.GetLinePositionSpan(span));
            if (name is ['#', .. var key])
            {
                if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !_keyed.TryAdd(number, location))
                {
                    _verifier.Fail($"Markup key '#{key}' is not a number of its own");
                }
            }
            else if (mode == MarkupMode.Allow
                || (mode == MarkupMode.IgnoreFixable && !_fixableIds.Contains(name ?? DefaultDescriptor().Id)))
            {
                _marked.Add(Expected(name).WithMessage(null).WithSpan(location));
            }
        }

        return (path, code);
    }

    private TestMarkup Parse(string path, SourceText text)
    {
        try
        {
            return TestMarkup.Parse(text.ToString(), _options.HasFlag(MarkupOptions.TreatPositionIndicatorsAsCode));
        }
        catch (FormatException malformed)
        {
            _verifier.Fail($"{path}: {malformed.Message}");
            throw;
        }
    }

    // Markup says where and which, not how severe or in which words.
    private DiagnosticResult Expected(string? id)
    {
        var descriptor = id is null ? DefaultDescriptor() : _supported.FirstOrDefault(descriptor => descriptor.Id == id);
        return descriptor is not null
            ? new DiagnosticResult(descriptor).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            : new DiagnosticResult(id!, DiagnosticSeverity.Error)
                .WithOptions(DiagnosticOptions.IgnoreAdditionalLocations | DiagnosticOptions.IgnoreSeverity);
    }

    private DiagnosticDescriptor DefaultDescriptor()
    {
        if (_defaultDescriptor is null)
        {
            _verifier.Fail("Markup [|…|] needs an analyzer with one descriptor; this one has several, so say which: {|ID:…|}");
        }

        return _defaultDescriptor;
    }
}
