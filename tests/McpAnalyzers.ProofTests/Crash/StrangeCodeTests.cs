using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Code that nobody writes, and that some tool writes or leaves behind all the same.</summary>
public class StrangeCodeTests
{
    public static TheoryData<string> Extreme => [.. ExtremeCode.All.Select(input => input.Name)];

    public static TheoryData<string> Entangled => [.. EntangledCode.All.Select(input => input.Name)];

    [Theory]
    [MemberData(nameof(Extreme))]
    public async Task ExtremeCode_IsAnalyzed(string name)
    {
        var compilation = await Workbench.CompileAsync(ExtremeCode.All.Single(input => input.Name == name));

        // The reference to the header is before the extreme part, and is reported whatever that part is.
        Assert.Contains(await Workbench.AnalyzeAsync(compilation, name), d => d.Id == "MCPT3003");
    }

    [Theory]
    [MemberData(nameof(Entangled))]
    public async Task EntangledCode_IsAnalyzed(string name)
        => await Workbench.AnalyzeAsync(await Workbench.CompileAsync(EntangledCode.All.Single(input => input.Name == name)), name);

    [Fact]
    public async Task CodeWithoutAnyReference_IsAnalyzed()
    {
        foreach (var input in Amount.OneIn(12, await AllInputs.SmallAsync))
        {
            var compilation = await Workbench.CompileAsync(input);
            await Workbench.AnalyzeAsync(compilation.WithReferences(), input.Name);
        }
    }

    [Fact]
    public async Task CodeWithTheCoreLibraryAlone_IsAnalyzed()
    {
        var core = Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        var empty = CSharpCompilation.Create("Core", references: [core], options: new(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        Assert.NotNull(empty.GetTypeByMetadataName("System.Object"));
        foreach (var input in Amount.OneIn(12, await AllInputs.SmallAsync))
        {
            var trees = (await Workbench.CompileAsync(input)).SyntaxTrees;
            await Workbench.AnalyzeAsync(empty.AddSyntaxTrees(trees), input.Name);
        }
    }
}
