namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>Everything that there is to try, each once, in an order that stays the same.</summary>
internal static class AllInputs
{
    private static readonly Lazy<Task<IReadOnlyList<Input>>> Small = new(CollectAsync);

    /// <summary>The pages' examples, the samples and the inputs of every analyzer and fix test.</summary>
    public static Task<IReadOnlyList<Input>> SmallAsync => Small.Value;

    private static async Task<IReadOnlyList<Input>> CollectAsync()
        =>
        [
            .. PageInputs.All
                .Concat(RepositoryInputs.Samples)
                .Concat(RepositoryInputs.Mistakes)
                .Concat(await TestInputs.RecordAsync())
                .DistinctBy(input => string.Join('\0', input.Files.Select(f => f.Text))),
        ];
}
