using System.Collections.Immutable;
using McpAnalyzers.Tool.Fixing;
using McpAnalyzers.Tool.Scanning;

namespace McpAnalyzers.Tool.Reports;

/// <summary>What a run came to; every writer tells the same.</summary>
/// <param name="Findings">In order; without what a baseline knows.</param>
/// <param name="Fixed">What <c>--fix</c> did.</param>
/// <param name="FileCount">How many source files were read.</param>
/// <param name="KnownCount">How many findings a baseline knows.</param>
/// <param name="Problems">What could not be done, a sentence each.</param>
internal sealed record Report(
    ImmutableArray<Finding> Findings, ImmutableArray<AppliedFix> Fixed, int FileCount, int KnownCount, IReadOnlyCollection<string> Problems);
