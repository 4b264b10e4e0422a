using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>One diagnostic as users are told of it.</summary>
internal sealed record Finding
{
    public required DiagnosticDescriptor Rule { get; init; }

    public string RuleId => Rule.Id;

    public required DiagnosticSeverity Severity { get; init; }

    public required string Message { get; init; }

    /// <summary>Absolute; null when it is about no file.</summary>
    public string? Path { get; init; }

    /// <summary>Lines and columns begin with 1, as editors count; the end is behind the last character. All are 1 where there is no file.</summary>
    public int Line { get; init; } = 1;

    public int Column { get; init; } = 1;

    public int EndLine { get; init; } = 1;

    public int EndColumn { get; init; } = 1;

    /// <summary>The first line of the place, as it stands in the file.</summary>
    public string LineText { get; init; } = "";

    /// <summary>What mends it, as the lightbulb calls it; null when nothing does.</summary>
    public string? FixTitle { get; init; }

    /// <summary>Recognises it when the lines around it have moved; see <see cref="Fingerprints"/>.</summary>
    public string Fingerprint { get; init; } = "";
}
