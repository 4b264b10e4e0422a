namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>Why a verdict changes under a rewrite.</summary>
internal enum Change
{
    /// <summary>It is to change: the rewrite alters what the rule is about.</summary>
    Right,

    /// <summary>A mistake that is no longer seen. To be mended.</summary>
    KnownMiss,

    /// <summary>A report that is wrong. To be mended first.</summary>
    KnownFalseReport,
}

/// <summary>The one table of verdicts that change, each with its reason. What is not here fails the tests.</summary>
internal static class KnownChanges
{
    private static readonly (string Id, string Rewrite, Change Change, string Reason)[] Table =
    [
        // Rightly otherwise.
        ("MCPT1001", nameof(OtherNames), Change.Right, "the name of a flag, such as _connected, is what makes clearing it a reaction"),
        ("MCPT1001", nameof(BodyToHelper), Change.Right, "a recursion that is followed to a limited depth is a helper deeper; unknown is reported by this rule"),
        ("MCPT1001", nameof(AsyncToTaskReturning), Change.Right, "the same"),
        ("MCPT1001", nameof(ConditionToLocal), Change.Right, "how many flags of one method a path remembers is a bound: sixty conditions that become sixty locals are more"),
        ("MCPT1002", nameof(OtherNames), Change.Right, "that what is no text, such as a Guid, is the session id is told by its name"),
        ("MCPT1003", nameof(OtherNames), Change.Right, "the same"),
        ("MCPT1006", nameof(BodyToHelper), Change.Right, "a chain of helpers that is twice as long is longer than calls are followed"),
        ("MCPT4001", nameof(BodyToHelper), Change.Right, "the same"),
        ("MCPT1008", nameof(ReversedMembers), Change.Right, "of more helpers than are followed, others are followed"),
        ("MCPT2005", nameof(OtherNames), Change.Right, "that a number is what a retry field said is told by its name"),
        ("MCPT3007", nameof(OtherNames), Change.Right, "that the token in a query is one of access is told by the name of what holds it, where the query says no more than token"),
        ("MCPT3004", nameof(ConstantsElsewhere), Change.Right, "one constant is reported once, where it is declared, however often it is used; one in a file that names nothing of MCP is not looked at"),
        ("MCPT3005", nameof(SwitchToIf), Change.Right, "a switch is one comparison, ifs are one each"),
        ("MCPT4001", nameof(OtherNames), Change.Right, "what a store out of sight keeps is told by its name"),
        ("MCPT4005", nameof(ConditionToHelper), Change.Right, "the helper reads the header at a place of its own, which is reported too"),
        ("MCPT4006", nameof(OtherNames), Change.Right, "that something is a session is told by its name"),
    ];

    /// <summary>Is there a row for so many reports where there were so many? A miss explains fewer of them, and a wrong report more.</summary>
    public static bool Explain(string id, string rewrites, int before, int after) => Table.Any(known =>
        known.Id == id && rewrites.Contains(known.Rewrite, StringComparison.Ordinal)
        && known.Change switch { Change.KnownMiss => after < before, Change.KnownFalseReport => after > before, _ => true });

    /// <summary>The entries without a reason of their own.</summary>
    public static IEnumerable<string> Doubled => Table.GroupBy(known => (known.Id, known.Rewrite)).Where(group => group.Count() > 1).Select(group => group.Key.ToString());
}
