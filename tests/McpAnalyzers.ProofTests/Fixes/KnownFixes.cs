namespace McpAnalyzers.ProofTests.Fixes;

/// <summary>What a fix leaves behind, and why that is right.</summary>
internal static class KnownFixes
{
    private static readonly (string Part, string Reason)[] Reasons =
    [
        ("brings MCPT2004", "what accepts events now may be answered with a stream, which the buffered send would wait for to end: hidden before, and mended by a fix of its own"),
        ("brings MCPT3002", "what accepts both forms now is read as one of them only: hidden before"),
    ];

    public static bool Explain(string failure) => Reasons.Any(known => failure.Contains(known.Part, StringComparison.Ordinal));
}
