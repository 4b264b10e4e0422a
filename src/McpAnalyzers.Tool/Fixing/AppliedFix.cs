namespace McpAnalyzers.Tool.Fixing;

/// <summary>One finding that was mended.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Title">What was done, as the lightbulb calls it.</param>
internal sealed record AppliedFix(string Path, string RuleId, string Title);
