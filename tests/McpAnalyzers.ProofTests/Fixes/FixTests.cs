using System.Collections.Concurrent;
using System.Collections.Immutable;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.ProofTests.Fixes;

/// <summary>Every fix for everything that is reported in the inputs.</summary>
public class FixTests
{
    private static readonly ImmutableArray<CodeFixProvider> Fixes =
        [.. typeof(DocumentFix).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider))).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    /// <summary>One report is mended: the code compiles, that report is gone, no warning came, comments and directives stay, and the same fix has nothing more to do there.</summary>
    [Fact]
    public async Task FixedCode_CompilesAndIsNotReported()
    {
        var failures = new ConcurrentBag<string>();
        var applied = 0;
        await Parallel.ForEachAsync(Amount.OneIn(30, await AllInputs.SmallAsync), TestContext.Current.CancellationToken, async (input, _) =>
        {
            using var project = await FixProject.OfAsync(input);
            if (project.Before.HasErrors())
            {
                return;
            }

            foreach (var action in await project.ActionsAsync(Fixes))
            {
                Interlocked.Increment(ref applied);
                foreach (var failure in await project.CheckAsync(action))
                {
                    failures.Add($"{input.Name}: {action.Diagnostic.Id}, '{action.Action.Title}' {failure}");
                }
            }
        });

        Assert.True(applied > 40, $"Only {applied} actions were offered.");
        var unexplained = failures.Where(failure => !KnownFixes.Explain(failure)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
    }

    /// <summary>Code that does not compile is where a fix is asked for most often: somebody is typing.</summary>
    [Fact]
    public async Task FixesOfBrokenCode_DoNotThrow()
    {
        var inputs = Amount.OneIn(30, await AllInputs.SmallAsync).Where(input => input.Files.Count == 1).ToArray();
        await Parallel.ForAsync(0, inputs.Length, TestContext.Current.CancellationToken, async (number, _) =>
        {
            var input = inputs[number];
            var mutation = new Crash.Mutation(input.Files[0].Text);
            using var project = await FixProject.OfAsync(input with { Files = [input.Files[0] with { Text = mutation.Variant(Amount.Seed + number) }] });
            foreach (var action in await project.ActionsAsync(Fixes))
            {
                await project.ApplyAsync(action);
            }
        });
    }
}
