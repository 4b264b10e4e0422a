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
        ("MCPT4005", nameof(ConditionToHelper), Change.Right, "the helper reads the header at a place of its own, which is reported too"),
        ("MCPT1001", nameof(BodyToHelper), Change.Right, "a recursion that is followed to a limited depth is a helper deeper; unknown is reported by this rule"),
        ("MCPT1001", nameof(AsyncToTaskReturning), Change.Right, "the same"),
        ("MCPT3004", nameof(ConstantsElsewhere), Change.Right, "one constant is reported once, where it is declared, however often it is used"),

        // Misses.
        ("MCPT1001", nameof(ConditionToHelper), Change.KnownMiss, "a private helper named after nothing, whose result leads to the reaction, where half of the guard stands in it"),
        ("MCPT1001", nameof(ConstantsElsewhere), Change.KnownMiss, "a header written in another file by a name that a third file declares"),
        ("MCPT1001", nameof(SwitchToIf), Change.KnownMiss, "a status that is copied into a local of another type first"),
        ("MCPT1002", nameof(ConditionToHelper), Change.KnownMiss, "the answer's header is tested in a helper"),
        ("MCPT1002", nameof(ConditionToLocal), Change.KnownMiss, "the outcome of TryGetValues is kept in a local"),
        ("MCPT1003", nameof(ConditionToLocal), Change.KnownMiss, "what is asked before the header is written is kept in a local"),
        ("MCPT1003", nameof(ReactionToHelper), Change.KnownMiss, "the header is written in a helper that has no request of its own"),
        ("MCPT1005", nameof(BodyToHelper), Change.KnownMiss, "a method that calls itself through a second one"),
        ("MCPT1005", nameof(AsyncToTaskReturning), Change.KnownMiss, "a method that calls itself from its local function"),
        ("MCPT1007", nameof(ConditionToHelper), Change.KnownMiss, "the error code is looked at in a helper"),
        ("MCPT1008", nameof(ConditionToHelper), Change.KnownMiss, "the answer's header is tested in a helper, which may ask for more"),
        ("MCPT1008", nameof(ConditionToLocal), Change.KnownMiss, "what is asked is kept in a local"),
        ("MCPT1008", nameof(ReactionToHelper), Change.KnownMiss, "the id is stored in a helper that gets the values and not the answer"),
        ("MCPT2001", $"{nameof(AsyncToTaskReturning)} + {nameof(ReturnThroughLocal)}", Change.KnownMiss, "the task of the local function that opens the stream is kept in a local first"),
        ("MCPT2002", nameof(BodyToHelper), Change.KnownMiss, "a method that opens the stream again by calling itself through a second one"),
        ("MCPT2002", nameof(AsyncToTaskReturning), Change.KnownMiss, "a method that opens the stream again by calling itself from its local function"),
        ("MCPT2006", nameof(ConditionToHelper), Change.KnownMiss, "the line is tested for being a data line in a helper"),
        ("MCPT2006", nameof(ReactionToHelper), Change.KnownMiss, "the line is a parameter of the method that parses its rest"),
        ("MCPT3001", nameof(BodyToHelper), Change.KnownMiss, "the request is handed to a method of another type on the way"),
        ("MCPT3001", nameof(ConstantsElsewhere), Change.KnownMiss, "the JSON-RPC method's name is a constant of another class, in a message that another file builds"),
        ("MCPT3003", nameof(ConstantsElsewhere), Change.KnownMiss, "a header written in another file by a name that a third file declares"),
        ("MCPT3006", nameof(ConditionToHelper), Change.KnownMiss, "a filter or a status of another kind, asked for in a helper"),
        ("MCPT4001", $"{nameof(IfToSwitch)} + {nameof(InvertedIf)}", Change.KnownMiss, "an if on the way that only logs, as a switch with an else: it might decide"),
        ("MCPT4001", $"{nameof(InvertedIf)} + {nameof(ConditionToLocal)}", Change.KnownMiss, "an if on the way that only logs, with its outcome kept in a local: it might decide"),
        ("MCPT4003", nameof(ConstantsElsewhere), Change.KnownMiss, "the JSON-RPC method's name is a constant of another class, by which notifications are told apart"),
    ];

    /// <summary>Is there a row for so many reports where there were so many? A miss explains fewer of them, and a wrong report more.</summary>
    public static bool Explain(string id, string rewrites, int before, int after) => Table.Any(known =>
        known.Id == id && rewrites.Contains(known.Rewrite, StringComparison.Ordinal)
        && known.Change switch { Change.KnownMiss => after < before, Change.KnownFalseReport => after > before, _ => true });

    /// <summary>The entries without a reason of their own.</summary>
    public static IEnumerable<string> Doubled => Table.GroupBy(known => (known.Id, known.Rewrite)).Where(group => group.Count() > 1).Select(group => group.Key.ToString());
}
