using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tool.Loading;

/// <summary>What the compiler would be given at once: the files of a project for one target framework, or those of a folder.</summary>
internal sealed record CodeProject
{
    /// <summary>What others refer to it by, and what it is sorted by.</summary>
    public required string Key { get; init; }

    public required string AssemblyName { get; init; }

    /// <summary>The project file; null for loose sources.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>Absolute, sorted, each once.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Source that no file holds; empty when there is none.</summary>
    public string GeneratedSource { get; init; } = "";

    public required CSharpParseOptions ParseOptions { get; init; }

    public required CSharpCompilationOptions CompilationOptions { get; init; }

    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>The keys of the projects that it is built on.</summary>
    public ImmutableArray<string> ReferencedProjects { get; init; } = [];

    /// <summary>.editorconfig and .globalconfig files, absolute.</summary>
    public ImmutableArray<string> ConfigFiles { get; init; } = [];

    /// <summary>False for a project that was read only because others are built on it.</summary>
    public bool IsScanned { get; init; } = true;
}
