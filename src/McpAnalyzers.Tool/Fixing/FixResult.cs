using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>What fixing came to; nothing is written yet.</summary>
/// <param name="Solution">The code, mended.</param>
/// <param name="Applied">What was done, file by file, in the order in which it was done.</param>
/// <param name="Files">The files that changed, by path.</param>
/// <param name="Unmended">What fixes did not help, in the mended code.</param>
internal sealed record FixResult(Solution Solution, ImmutableArray<AppliedFix> Applied, ImmutableArray<ChangedFile> Files, UnmendedFindings Unmended);
