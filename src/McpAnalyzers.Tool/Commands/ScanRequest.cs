using System.Collections.Immutable;
using McpAnalyzers.Tool.Scanning;

namespace McpAnalyzers.Tool.Commands;

/// <summary>What <c>scan</c> is to do; all paths are absolute.</summary>
internal sealed record ScanRequest
{
    public required string Path { get; init; }

    public required ScanFilter Filter { get; init; }

    public required string Format { get; init; }

    public string? SarifFile { get; init; }

    public string? BaselineFile { get; init; }

    public string? NewBaselineFile { get; init; }

    public bool Fix { get; init; }

    /// <summary>Shows what <see cref="Fix"/> would do, and writes nothing.</summary>
    public bool DryRun { get; init; }

    public ImmutableArray<string> DefinedSymbols { get; init; } = [];
}
