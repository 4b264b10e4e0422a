using System.Globalization;
using McpAnalyzers.ProofTests.Inputs;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>
/// How much is tried: a sample in an ordinary run, everything with <c>MCP_PROOF=all</c>, all inputs of some tests with a part of their names,
/// as in <c>MCP_PROOF=SessionRecoveryUnbounded</c>, and another sample with <c>MCP_PROOF_SEED</c>.
/// </summary>
internal static class Amount
{
    public static bool IsAll => Asked == "all";

    /// <summary>Are the inputs of some tests tried only? They need not have something for everything that is tried.</summary>
    public static bool IsPart => Asked is not (null or "" or "all");

    private static string? Asked { get; } = Environment.GetEnvironmentVariable("MCP_PROOF");

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("MCP_PROOF_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    /// <summary>
    /// About every so-manieth of some inputs, the same ones in every run with the same seed. Each is chosen by its own name: a test that is
    /// added somewhere does not change what is chosen of the others.
    /// </summary>
    public static IReadOnlyList<Input> OneIn(int every, IEnumerable<Input> inputs) => [.. inputs.Where(IsTried(every))];

    private static Func<Input, bool> IsTried(int every) => Asked switch
    {
        null or "" => input => Number(input) % every == 0,
        "all" => _ => true,
        var part => input => input.Name.Contains(part, StringComparison.Ordinal),
    };

    /// <summary>One of some things for an input, the same one in every run with the same seed.</summary>
    public static T Pick<T>(IReadOnlyList<T> things, Input input) => things[(int)(Number(input) / 1_000 % (uint)things.Count)];

    private static uint Number(Input input)
    {
        var hash = 2_166_136_261 ^ (uint)Seed;
        foreach (var c in input.Name)
        {
            hash = unchecked((hash ^ c) * 16_777_619);
        }

        return hash ^ (hash >> 15);
    }
}
