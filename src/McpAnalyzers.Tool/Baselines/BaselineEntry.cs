namespace McpAnalyzers.Tool.Baselines;

/// <summary>One finding that is known.</summary>
/// <param name="Path">From the folder of the baseline, with slashes, so that the file means the same on every machine.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Fingerprint">See <see cref="Scanning.Fingerprints"/>.</param>
/// <param name="Message">For people who read the file; it is not compared.</param>
internal sealed record BaselineEntry(string Path, string Rule, string Fingerprint, string Message);
