using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Code that is ready to be analyzed.</summary>
/// <param name="Solution">Every project that was read.</param>
/// <param name="Scanned">Those whose findings count, in the order of their names.</param>
/// <param name="FileCount">How many different source files those have.</param>
internal sealed record LoadedCode(Solution Solution, ImmutableArray<ProjectId> Scanned, int FileCount);
