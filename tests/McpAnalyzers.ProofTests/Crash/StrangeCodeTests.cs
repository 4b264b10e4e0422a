using System.Collections.Immutable;
using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Code that nobody writes, and that some tool writes or leaves behind all the same.</summary>
public class StrangeCodeTests
{
    // Twice what a ring of 500 helpers costs, which is the most. What grows with the square of an input is far above it.
    private const double MostPerCharacter = 10_000;

    public static TheoryData<string> Extreme => [.. ExtremeCode.All.Select(input => input.Name)];

    public static TheoryData<string> Entangled => [.. EntangledCode.All.Select(input => input.Name)];

    [Theory]
    [MemberData(nameof(Extreme))]
    public async Task ExtremeCode_IsAnalyzed(string name)
    {
        var found = await AnalyzeAsync(ExtremeCode.All.Single(input => input.Name == name));

        // The reference to the header is before the extreme part, and is reported whatever that part is.
        Assert.Contains(found, d => d.Id == "MCPT3003");
    }

    [Theory]
    [MemberData(nameof(Entangled))]
    public async Task EntangledCode_IsAnalyzed(string name) => await AnalyzeAsync(EntangledCode.All.Single(input => input.Name == name));

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Input input)
    {
        var work = new Work();
        var found = await Workbench.AnalyzeAsync(await Workbench.CompileAsync(input), input.Name, work.Counted());
        Assert.True(work.PerCharacter(input.Length) < MostPerCharacter, $"{work.Bytes >> 20} MB for {input.Length} characters");
        return found;
    }

    [Fact]
    public async Task CodeWithoutAnyReference_IsAnalyzed()
        => await Batch.AnalyzeAsync(await SampleAsync(), compilation => compilation.WithReferences());

    [Fact]
    public async Task CodeWithTheCoreLibraryAlone_IsAnalyzed()
    {
        var core = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        await Batch.AnalyzeAsync(await SampleAsync(), compilation => compilation.WithReferences(core));
    }

    private static async Task<IEnumerable<Input>> SampleAsync() => Amount.OneIn(12, await AllInputs.SmallAsync);
}
