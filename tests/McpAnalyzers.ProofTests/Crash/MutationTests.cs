using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Code that is broken in every way that a few tokens can break it.</summary>
public class MutationTests
{
    private const int Variants = 20_000;

    private const int AllVariants = 400_000;

    // One input in so many; each at every token.
    private const int TruncatedInputs = 250;

    // Long inputs cost much and say little more.
    private static readonly int Longest = Amount.IsAll ? 10_000 : 1_100;

    [Fact]
    public async Task TokensDeletedDoubledAndSwapped_AreAnalyzed()
    {
        var inputs = (await AllInputs.SmallAsync).Where(input => input.Length < Longest).Select(input => (Input: input, Mutations: input.Files.Select(file => new Mutation(file.Text)).ToArray())).ToArray();
        var count = Amount.IsAll ? AllVariants : Variants;
        await Batch.AnalyzeAsync(Enumerable.Range(0, count).Select(number =>
        {
            var (input, mutations) = inputs[number % inputs.Length];
            var seed = unchecked((Amount.Seed * 1_000_003) + number);
            var files = input.Files.Select((file, index) => file with { Text = mutations[index].Count > 0 ? mutations[index].Variant(seed + index) : file.Text });
            return input with { Name = $"{input.Name}, seed {seed}", Files = [.. files] };
        }));
    }

    [Fact]
    public async Task TruncatedAtEveryToken_AreAnalyzed()
    {
        var inputs = (await AllInputs.SmallAsync).Where(input => input.Files.Count == 1 && !input.IsProgram).ToList();
        await Batch.AnalyzeAsync(
            from input in Amount.OneIn(TruncatedInputs, inputs)
            let mutation = new Mutation(input.Files[0].Text)
            from token in Enumerable.Range(0, mutation.Count)
            select input with { Name = $"{input.Name}, before token {token}", Files = [new("/Truncated.cs", mutation.TruncatedBefore(token))] });
    }
}
