namespace McpAnalyzers.ProofTests.Fixes;

/// <summary>What a fix leaves behind, and why that is right.</summary>
internal static class KnownFixes
{
    private const string ReadAsAWhole = "a body that is read as a whole is waited for with the option as without it: its reader has to be written anew, which no fix can";

    private static readonly (string Id, string Part, string Reason)[] Reasons =
    [
        ("MCPT1002", "brings MCPT1008", "the id was taken from any answer before, too: only where it is ever dropped can a late answer bring it back, and which answer is that to initialize no fix can know"),
        ("MCPT2003", "brings MCPT2004", ReadAsAWhole),
        ("MCPT3001", "brings MCPT2004", ReadAsAWhole),
        ("MCPT3001", "brings MCPT3002", "what accepts both forms now is read as one of them only: that was so before, when the server was not told to choose"),
        ("MCPT3003", "is another text for all than one by one", "one mention of the header silences the rule in the whole project, and the first fix is one: all at once mends every place that is reported"),
    ];

    public static bool Explain(string failure) => Reasons.Any(known => failure.Contains($": {known.Id}, ", StringComparison.Ordinal) && failure.Contains(known.Part, StringComparison.Ordinal));
}
