using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which expected diagnostics generated code and <c>#pragma warning disable</c> must silence.</summary>
internal sealed class Exclusion
{
    private readonly ImmutableHashSet<string> _sourcePaths;
    private readonly ImmutableHashSet<string> _notConfigurable;

    public Exclusion(SolutionContent content, ImmutableArray<DiagnosticDescriptor> supported)
    {
        _sourcePaths = [.. content.Projects.SelectMany(project => project.Sources).Select(source => source.Path)];
        _notConfigurable =
        [
            .. supported.Where(descriptor => descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable))
                .Select(descriptor => descriptor.Id),
        ];
    }

    /// <summary>The compiler reports in generated code too, and so does an analyzer outside of sources.</summary>
    public bool SilencedInGeneratedCode(DiagnosticResult result)
        => !result.Id.StartsWith("CS", StringComparison.Ordinal)
        && !result.Id.StartsWith("AD", StringComparison.Ordinal)
        && result.HasLocation
        && _sourcePaths.Contains(result.Spans[0].Span.Path);

    public bool SilencedByPragma(DiagnosticResult result)
        => SilencedInGeneratedCode(result) && !_notConfigurable.Contains(result.Id);
}
