using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>Analyzes many small inputs in one compilation, each in a namespace of its own: what a compilation costs is paid once for all of them.</summary>
internal static class Batch
{
    private const int Size = 100;

    /// <summary>How much is reported. Fails when an analyzer throws over one of them, and says over which.</summary>
    public static async Task<int> AnalyzeAsync(IEnumerable<Input> inputs, Func<CSharpCompilation, CSharpCompilation>? change = null)
    {
        var reported = 0;
        var batches = inputs.GroupBy(input => (input.IsProgram, input.HasImplicitUsings)).SelectMany(alike => alike.Key.IsProgram ? alike.Select(program => new[] { program }) : alike.Chunk(Size));
        await Parallel.ForEachAsync(batches, TestContext.Current.CancellationToken, async (batch, _) =>
        {
            try
            {
                Interlocked.Add(ref reported, await AnalyzeTogetherAsync(batch, change ?? Unchanged));
            }
            catch (AnalysisFailure) when (batch.Length > 1)
            {
                foreach (var input in batch)
                {
                    await AnalyzeTogetherAsync([input], change ?? Unchanged);
                }

                throw;
            }
        });

        return reported;
    }

    private static CSharpCompilation Unchanged(CSharpCompilation compilation) => compilation;

    private static async Task<int> AnalyzeTogetherAsync(Input[] batch, Func<CSharpCompilation, CSharpCompilation> change)
    {
        var files = batch.Length == 1 ? batch[0].Files : batch.SelectMany((input, number) => input.InNamespace(number).Files);
        var compilation = await Workbench.CompileAsync(batch[0].IsProgram, batch[0].HasImplicitUsings, files);
        return (await Workbench.AnalyzeAsync(change(compilation), batch.Length == 1 ? batch[0].Name : $"{batch[0].Name} and {batch.Length - 1} more")).Length;
    }
}
