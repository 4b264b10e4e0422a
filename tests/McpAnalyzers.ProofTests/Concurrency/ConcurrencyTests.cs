using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.ProofTests.Concurrency;

/// <summary>What is reported depends on the code alone, not on who got where first.</summary>
public class ConcurrencyTests
{
    private const int Runs = 100;

    private const int Size = 40;

    /// <summary>The driver promises no order, so both sides are sorted by place, id and message.</summary>
    [Fact]
    public async Task AHundredRunsAtOnce_ReportTheSame()
    {
        // Each input in a namespace of its own, so that there are many types to analyze at once.
        var files = PageInputs.All.Concat(RepositoryInputs.Mistakes)
            .Where(input => !input.IsProgram && input.Files is [var file] && !file.Text.Contains("namespace ", StringComparison.Ordinal))
            .Where(input => !input.Name.Contains("Right", StringComparison.Ordinal)).Take(Size)
            .SelectMany((input, index) => input.InNamespace(index).Files);
        var compilation = await Workbench.CompileAsync(new("concurrency", [.. files], HasImplicitUsings: true));
        var expected = Sorted(await Workbench.AnalyzeAsync(compilation, "one after the other"));
        Assert.True(expected.Count > Size / 2, $"Only {expected.Count} are reported.");

        var runs = await Task.WhenAll(Enumerable.Range(0, Runs).Select(run => Task.Run(async () =>

            // Every second run binds the code anew, so that symbols are made while others are.
            await Workbench.AnalyzeAsync(run % 2 == 0 ? compilation : compilation.Clone(), $"run {run}", isConcurrent: true))));

        Assert.All(runs, run => Assert.Equal(expected, Sorted(run)));
    }

    private static List<string> Sorted(IEnumerable<Diagnostic> found)
        => [.. found.Select(d => $"{d} [{string.Join(' ', d.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"))}] {string.Join(' ', d.AdditionalLocations.Select(l => l.SourceSpan.ToString()))}").Order(StringComparer.Ordinal)];
}
