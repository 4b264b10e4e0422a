using System.Collections.Concurrent;
using System.Collections.Immutable;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using McpAnalyzers.ProofTests.Rewrites;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.ProofTests.Fixes;

/// <summary>Every fix for everything that is reported in the inputs, and in the same programs written otherwise.</summary>
public class FixTests
{
    // Of the inputs, one in so many; each as it is and under one rewrite.
    private const int Sample = 40;

    private static readonly ImmutableArray<CodeFixProvider> Fixes =
        [.. typeof(DocumentFix).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider))).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    private readonly ConcurrentBag<string> _failures = [];

    /// <summary>One report is mended: the code compiles, that report is gone, none came, comments and directives stay.</summary>
    [Fact]
    public async Task FixedCode_CompilesAndIsNotReported()
    {
        var applied = 0;
        await ForEachAsync(Sample, async (project, input) =>
        {
            foreach (var action in await project.ActionsAsync(Fixes))
            {
                Interlocked.Increment(ref applied);
                foreach (var failure in await project.CheckAsync(action))
                {
                    _failures.Add($"{input.Name}: {action.Diagnostic.Id}, '{action.Action.Title}' {failure}");
                }
            }
        });

        Assert.True(applied > 50, $"Only {applied} actions were offered.");
        Report();
    }

    /// <summary>In a file with two of everything, all at a time give the text that one after the other gives; and when none is left, none comes again.</summary>
    [Fact]
    public async Task AllAtOnce_AreAsOneByOne()
    {
        var compared = 0;
        var inputs = Amount.OneIn(Sample, (await AllInputs.SmallAsync).Where(input => !input.IsProgram && input.Files.Count == 1));
        await Parallel.ForEachAsync(inputs, TestContext.Current.CancellationToken, async (once, _) =>
        {
            var input = once.Twice();
            using var project = await FixProject.OfAsync(input);
            if (project.Before.HasErrors())
            {
                return;
            }

            foreach (var alike in (await project.ActionsAsync(Fixes)).GroupBy(action => (action.Fix, action.Key, action.Diagnostic.Id)).Where(group => group.Count() > 1).Select(group => group.ToList()))
            {
                Interlocked.Increment(ref compared);
                var (all, one) = (await project.AfterAllAsync(alike[0]), await project.AfterAsync(alike[0]));
                var again = await NextAsync(all, alike[0]);

                // Reports that are mended in one place are mended together, and the second action is for what is left.
                for (var times = 0; times < alike.Count && again is not null; times++)
                {
                    all = again;
                    again = await NextAsync(all, alike[0]);
                }

                var next = await NextAsync(one, alike[0]);
                for (var times = 0; times < alike.Count && next is not null; times++)
                {
                    one = next;
                    next = await NextAsync(one, alike[0]);
                }

                if (again is not null || next is not null)
                {
                    _failures.Add($"{input.Name}: {alike[0].Diagnostic.Id}, '{alike[0].Action.Title}' never comes to an end");
                }
                else if (!all.Files.SequenceEqual(one.Files))
                {
                    _failures.Add($"{input.Name}: {alike[0].Diagnostic.Id}, '{alike[0].Action.Title}' is another text for all than one by one\n{all.Files[0].Text}\n----\n{one.Files[0].Text}");
                }
            }
        });

        Assert.True(compared > 15, $"Only {compared} actions were offered twice.");
        Report();
    }

    /// <summary>Code that does not compile is where a fix is asked for most often: somebody is typing.</summary>
    [Fact]
    public async Task FixesOfBrokenCode_DoNotThrow()
    {
        var inputs = Amount.OneIn(Sample, await AllInputs.SmallAsync).Where(input => input.Files.Count == 1).ToArray();
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

    /// <summary>The inputs of a sample that compile, each followed by one that says the same otherwise.</summary>
    private static async Task ForEachAsync(int every, Func<FixProject, Input, Task> check)
    {
        var inputs = Amount.OneIn(every, await AllInputs.SmallAsync);
        await Parallel.ForEachAsync(inputs, TestContext.Current.CancellationToken, async (input, _) =>
        {
            using var project = await FixProject.OfAsync(input);
            if (project.Before.HasErrors())
            {
                return;
            }

            await check(project, input);
            var rewrite = Amount.Pick(AllRewrites.Create(), input);
            if (rewrite.Applied(input, await Workbench.CompileAsync(input)) is { } written)
            {
                written = written with { Name = $"{input.Name}, {rewrite}" };
                using var other = await FixProject.OfAsync(written);
                if (!other.Before.HasErrors())
                {
                    await check(other, written);
                }
            }
        });
    }

    /// <summary>The input after the first such action; null when none is offered.</summary>
    private static async Task<Input?> NextAsync(Input input, OfferedAction like)
    {
        using var project = await FixProject.OfAsync(input);
        return (await project.ActionsAsync([like.Fix])).FirstOrDefault(action => action.Key == like.Key && action.Diagnostic.Id == like.Diagnostic.Id) is { } action ? await project.AfterAsync(action) : null;
    }

    private void Report()
    {
        var unexplained = _failures.Where(failure => !KnownFixes.Explain(failure)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
    }
}
