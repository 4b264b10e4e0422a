using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Code that is broken in every way that a few tokens can break it.</summary>
public class MutationTests
{
    private const int Variants = 20_000;

    private const int AllVariants = 400_000;

    // Long inputs cost much and say little more.
    private const int Longest = 2_500;

    [Fact]
    public async Task TokensDeletedDoubledAndSwapped_AreAnalyzed()
    {
        var inputs = (await AllInputs.SmallAsync).Where(input => input.Length < Longest).Select(input => (Input: input, Mutations: input.Files.Select(file => new Mutation(file.Text)).ToArray())).ToArray();
        var count = Amount.IsAll ? AllVariants : Variants;
        await Parallel.ForAsync(0, count, TestContext.Current.CancellationToken, async (number, _) =>
        {
            var (input, mutations) = inputs[number % inputs.Length];
            var seed = unchecked((Amount.Seed * 1_000_003) + number);
            var files = input.Files.Select((file, index) => file with { Text = mutations[index].Count > 0 ? mutations[index].Variant(seed + index) : file.Text });
            await Workbench.AnalyzeAsync(await Workbench.CompileAsync(input with { Files = [.. files] }), $"{input.Name}, seed {seed}");
        });
    }

    [Fact]
    public async Task TruncatedAtEveryToken_AreAnalyzed()
    {
        var inputs = Amount.IsAll ? await AllInputs.SmallAsync : PageInputs.All;
        var variants = from input in inputs
                       where input.Files.Count == 1
                       let mutation = new Mutation(input.Files[0].Text)
                       from token in Amount.OneIn(12, [.. Enumerable.Range(0, mutation.Count)])
                       select (Name: $"{input.Name}, before token {token}", Input: input with { Files = [new("/Truncated.cs", mutation.TruncatedBefore(token))] });
        await Parallel.ForEachAsync(variants, TestContext.Current.CancellationToken, async (variant, _) =>
            await Workbench.AnalyzeAsync(await Workbench.CompileAsync(variant.Input), variant.Name));
    }
}
