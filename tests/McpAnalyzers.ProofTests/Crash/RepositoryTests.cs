using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Code as it is.</summary>
public class RepositoryTests
{
    [Fact]
    public async Task EverySourceOfOurOwn_IsAnalyzed()
    {
        foreach (var input in Amount.IsAll ? RepositoryInputs.Sources : RepositoryInputs.Sources.Take(1))
        {
            Assert.NotEmpty(input.Files);
            await Workbench.AnalyzeAsync(await Workbench.CompileAsync(input), input.Name);
        }
    }

    [Fact]
    public async Task EverySampleAndTestInput_IsAnalyzed()
    {
        var inputs = await AllInputs.SmallAsync;

        var reported = await Batch.AnalyzeAsync(Amount.OneIn(4, inputs));

        // Nearly every test is about code that some rule has something to say of; the collection is not to dry up.
        Assert.True(inputs.Count > 1_500, $"Only {inputs.Count} inputs were found.");
        Assert.True(reported > inputs.Count / 8, $"Only {reported} are reported.");
    }
}
