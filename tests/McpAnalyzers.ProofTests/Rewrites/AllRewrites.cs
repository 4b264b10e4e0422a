namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>Every rewrite there is.</summary>
internal static class AllRewrites
{
    // Made anew for each input: some remember names.
    public static IReadOnlyList<Rewrite> Create()
        =>
        [
            new OtherNames(),
            new ConditionToLocal(),
            new ConditionToHelper(),
            new InvertedIf(),
            new SplitCondition(),
            new IfToSwitch(),
            new SwitchToIf(),
            new SwappedOperands(),
            new NullTests(),
            new BracesAndNesting(),
            new TryFinally(),
            new BodyToHelper(),
            new ReactionToHelper(),
            new AsyncToTaskReturning(),
            new ExpressionBodyToBlock(),
            new BlockToExpressionBody(),
            new UsingToBlock(),
            new EarlyExitToElse(),
            new WhileToFor(),
            new ReturnThroughLocal(),
            new ConstantsElsewhere(),
            new SplitInTwoParts(),
            new ReversedMembers(),
        ];
}
