using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A <see cref="ProjectState"/> with nothing left open.</summary>
internal sealed record ProjectContent
{
    public required string Name { get; init; }

    public required string Language { get; init; }

    public required ReferenceAssemblies? ReferenceAssemblies { get; init; }

    public required OutputKind? OutputKind { get; init; }

    public required DocumentationMode? DocumentationMode { get; init; }

    public required ImmutableArray<(string Path, SourceText Text)> Sources { get; init; }

    public required ImmutableArray<(string Path, SourceText Text)> AdditionalFiles { get; init; }

    public required ImmutableArray<(string Path, SourceText Text)> AnalyzerConfigFiles { get; init; }

    public required ImmutableArray<string> ProjectReferences { get; init; }

    public required ImmutableArray<MetadataReference> References { get; init; }

    public static ProjectContent Of(ProjectState state) => new()
    {
        Name = state.Name,
        Language = state.Language,
        ReferenceAssemblies = state.ReferenceAssemblies,
        OutputKind = state.OutputKind,
        DocumentationMode = state.DocumentationMode,
        Sources = [.. state.Sources],
        AdditionalFiles = [.. state.AdditionalFiles],
        AnalyzerConfigFiles = [.. state.AnalyzerConfigFiles],
        ProjectReferences = [.. state.AdditionalProjectReferences],
        References = [.. state.AdditionalReferences],
    };

    /// <summary>This project, with what it leaves open taken from another.</summary>
    public ProjectContent Inheriting(ProjectContent other) => this with
    {
        ReferenceAssemblies = ReferenceAssemblies ?? other.ReferenceAssemblies,
        OutputKind = OutputKind ?? other.OutputKind,
        DocumentationMode = DocumentationMode ?? other.DocumentationMode,
        Sources = Sources.IsEmpty ? other.Sources : Sources,
        AdditionalFiles = AdditionalFiles.IsEmpty ? other.AdditionalFiles : AdditionalFiles,
        AnalyzerConfigFiles = AnalyzerConfigFiles.IsEmpty ? other.AnalyzerConfigFiles : AnalyzerConfigFiles,
        ProjectReferences = ProjectReferences.IsEmpty ? other.ProjectReferences : ProjectReferences,
        References = References.IsEmpty ? other.References : References,
    };

    /// <summary>Whether the files are the same, in name and text.</summary>
    public bool HasSameFiles(ProjectContent other)
        => SameFiles(Sources, other.Sources)
        && SameFiles(AdditionalFiles, other.AdditionalFiles)
        && SameFiles(AnalyzerConfigFiles, other.AnalyzerConfigFiles);

    private static bool SameFiles(
        ImmutableArray<(string Path, SourceText Text)> files, ImmutableArray<(string Path, SourceText Text)> others)
        => files.Length == others.Length
        && files.Zip(others).All(pair
            => pair.First.Path == pair.Second.Path
            && Equals(pair.First.Text.Encoding, pair.Second.Text.Encoding)
            && pair.First.Text.ContentEquals(pair.Second.Text));
}
