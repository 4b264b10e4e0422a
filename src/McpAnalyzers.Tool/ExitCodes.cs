namespace McpAnalyzers.Tool;

/// <summary>What the tool tells whoever started it.</summary>
internal static class ExitCodes
{
    public const int Clean = 0;
    public const int Findings = 1;

    /// <summary>Something that was asked for could not be done or read. What could be read is reported all the same.</summary>
    public const int CouldNotRun = 2;
}
