namespace McpAnalyzers.Tool.Tests;

/// <summary>Code that the tests put in front of the tool.</summary>
internal static class Sources
{
    /// <summary>One finding: MCPT1001, which has a fix.</summary>
    public static string Expiry => ClientSource.ExpiryIgnoresRequest;

    /// <summary>One finding: MCPT1002, which has a fix.</summary>
    public static string Caching => ClientSource.SessionIdNeverReset;

    /// <summary>The line of the finding in <see cref="Expiry"/>.</summary>
    public static int ExpiryLine { get; } = Expiry[..Expiry.IndexOf("// MCPT1001", StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    /// <summary>Four warnings that have a fix, and one info without.</summary>
    public static string BrokenClient { get; } = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenClient", "ToolClient.cs"));

    public const string Unrelated = "public static class Unrelated { public static int One => 1; }\n";
}
