using System.Globalization;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>How much is tried: a sample in an ordinary run, everything with <c>MCP_PROOF=all</c>, another sample with <c>MCP_PROOF_SEED</c>.</summary>
internal static class Amount
{
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("MCP_PROOF") == "all";

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("MCP_PROOF_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    /// <summary>Every so-manieth of some things, the same ones in every run with the same seed.</summary>
    public static IReadOnlyList<T> OneIn<T>(int every, IReadOnlyList<T> things) => IsAll ? things : [.. things.Where((_, index) => (index * 7 + Seed) % every == 0)];
}
