namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>The one table of verdicts that rightly change, because the rewrite alters what the rule is about, each with its reason. What is not here fails the tests.</summary>
internal static class KnownChanges
{
    private static readonly (string Id, string Rewrite, string Reason)[] Table =
    [
        ("MCPT1001", nameof(OtherNames), "the name of a flag, such as _connected, is what makes clearing it a reaction"),
        ("MCPT1001", nameof(BodyToHelper), "a recursion that is followed to a limited depth is a helper deeper; unknown is reported by this rule"),
        ("MCPT1001", nameof(AsyncToTaskReturning), "the same"),
        ("MCPT1001", nameof(ConditionToLocal), "how many flags of one method a path remembers is a bound: sixty conditions that become sixty locals are more"),
        ("MCPT1002", nameof(OtherNames), "that what is no text, such as a Guid, is the session id is told by its name"),
        ("MCPT1003", nameof(OtherNames), "the same"),
        ("MCPT1006", nameof(BodyToHelper), "a chain of helpers that is twice as long is longer than calls are followed"),
        ("MCPT4001", nameof(BodyToHelper), "the same"),
        ("MCPT1008", nameof(ReversedMembers), "of more helpers than are followed, others are followed"),
        ("MCPT2005", nameof(OtherNames), "that a number is what a retry field said is told by its name"),
        ("MCPT3004", nameof(ConstantsElsewhere), "one constant is reported once, where it is declared, however often it is used; one in a file that names nothing of MCP is not looked at"),
        ("MCPT3005", nameof(SwitchToIf), "a switch is one comparison, ifs are one each"),
        ("MCPT3007", nameof(OtherNames), "that the token in a query is one of access is told by the name of what holds it, where the query says no more than token"),
        ("MCPT4001", nameof(OtherNames), "what a store out of sight keeps is told by its name"),
        ("MCPT4005", nameof(ConditionToHelper), "the helper reads the header at a place of its own, which is reported too"),
        ("MCPT4006", nameof(OtherNames), "that something is a session is told by its name"),
    ];

    /// <summary>Is there a row for the rule and one of the rewrites?</summary>
    public static bool Explain(string id, string rewrites) => Table.Any(known => known.Id == id && rewrites.Contains(known.Rewrite, StringComparison.Ordinal));

    /// <summary>The entries without a reason of their own.</summary>
    public static IEnumerable<string> Doubled => Table.GroupBy(known => (known.Id, known.Rewrite)).Where(group => group.Count() > 1).Select(group => group.Key.ToString());
}
