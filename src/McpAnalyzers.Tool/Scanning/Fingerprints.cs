using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>
/// Recognises a finding in a later version of its file. What counts is the rule and the line's text, not its number: code that was only moved
/// or indented is not new. Equal lines of a file are told apart by their order.
/// </summary>
internal static class Fingerprints
{
    /// <param name="findings">All of a run, in order.</param>
    public static ImmutableArray<Finding> Add(IEnumerable<Finding> findings)
    {
        var seen = new Dictionary<(string? Path, string Hash), int>();
        var result = ImmutableArray.CreateBuilder<Finding>();
        foreach (var finding in findings)
        {
            var hash = Hash(finding);
            var key = (finding.Path, hash);
            seen[key] = seen.GetValueOrDefault(key) + 1;
            result.Add(finding with { Fingerprint = $"{hash}:{seen[key]}" });
        }

        return result.ToImmutable();
    }

    private static string Hash(Finding finding)
    {
        var line = string.Join(' ', finding.LineText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.RuleId}\n{line}")))[..16];
    }
}
