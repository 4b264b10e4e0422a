using System.Collections.Concurrent;
using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>The same program written otherwise is judged the same: as many reports of each rule, wherever they now are.</summary>
public class RewriteTests
{
    private readonly ConcurrentDictionary<string, int> _rewritten = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _changes = [];

    [Fact]
    public async Task EachRewrite_KeepsTheVerdict()
    {
        await Parallel.ForEachAsync(Amount.OneIn(10, await AllInputs.SmallAsync), TestContext.Current.CancellationToken, async (input, _) => await CheckAsync(input, [.. AllRewrites.Create().Select(rewrite => new[] { rewrite })]));

        Report();
    }

    [Fact]
    public async Task PairsOfRewrites_KeepTheVerdict()
    {
        await Parallel.ForEachAsync(Amount.OneIn(20, await AllInputs.SmallAsync), TestContext.Current.CancellationToken, async (input, _) =>
        {
            var (first, second) = (AllRewrites.Create(), AllRewrites.Create());
            var offset = Amount.Pick([.. Enumerable.Range(0, second.Count)], input);
            await CheckAsync(input, [.. first.Select((rewrite, i) => new[] { rewrite, second[(i + offset) % second.Count] })]);
        });

        Report();
    }

    [Fact]
    public void TableOfKnownChanges_NamesEachOnce() => Assert.Empty(KnownChanges.Doubled);

    private async Task CheckAsync(Input input, IReadOnlyList<Rewrite[]> chains)
    {
        var compilation = await Workbench.CompileAsync(input);
        if (compilation.HasErrors())
        {
            return;
        }

        var before = (await Workbench.AnalyzeAsync(compilation, input.Name)).CountBy(d => d.Id).ToDictionary();
        foreach (var chain in chains)
        {
            var (rewritten, written) = (compilation, input);
            foreach (var rewrite in chain)
            {
                if (rewrite.Applied(written, rewritten) is { } other)
                {
                    (written, rewritten) = (other, await Workbench.CompileAsync(other));
                    _rewritten.AddOrUpdate(rewrite.Name, 1, (_, count) => count + 1);
                }
            }

            if (written == input)
            {
                continue;
            }

            var names = string.Join(" + ", chain.Select(rewrite => rewrite.Name));
            var after = (await Workbench.AnalyzeAsync(rewritten, $"{input.Name}, {names}")).CountBy(d => d.Id).ToDictionary();
            var changed = before.Keys.Union(after.Keys).Where(id => before.GetValueOrDefault(id) != after.GetValueOrDefault(id)).ToList();

            // What no longer compiles is not the same program: a scope, a name or a definite assignment was in the way.
            if (changed.Count > 0 && !rewritten.HasErrors())
            {
                foreach (var id in changed.Where(id => !KnownChanges.Explain(id, names)))
                {
                    _changes.Add($"{id}: {before.GetValueOrDefault(id)} → {after.GetValueOrDefault(id)}, {names}, {input.Name}");
                }
            }
        }
    }

    private void Report()
    {
        Assert.True(_changes.IsEmpty, string.Join('\n', _changes.Order(StringComparer.Ordinal)));
        Assert.True(_rewritten.Count > (Amount.IsPart ? 0 : 18), $"Only {string.Join(", ", _rewritten.Keys.Order(StringComparer.Ordinal))} found anything to rewrite.");
    }
}
