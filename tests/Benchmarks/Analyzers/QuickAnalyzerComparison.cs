using System.Globalization;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>Every question that the benchmarks of the analyzers ask, in a few minutes.</summary>
internal static class QuickAnalyzerComparison
{
    private const int Rounds = 5;
    private const int RoundsForLargeDifferences = 3;
    private const int GateLines = 40_000;

    /// <summary>By the names that the command line has for them.</summary>
    private static readonly (string Name, Func<Task> Ask)[] Questions =
    [
        ("other", CompareOnOtherCodeAsync),
        ("sdk", CompareOnSdkAsync),
        ("rules", CompareRulesAsync),
        ("growth", CompareGrowthAsync),
        ("edits", CompareEditsAsync),
        ("gate", MeasureGateAsync),
    ];

    public static IEnumerable<string> Names => Questions.Select(question => question.Name);

    /// <summary>Asks the questions that are named, or all when none is.</summary>
    public static async Task RunAsync(IReadOnlyCollection<string> names)
    {
        Console.WriteLine(Measuring.Machine);
        foreach (var (name, ask) in Questions)
        {
            if (names.Count == 0 || names.Contains(name))
            {
                await ask();
            }
        }
    }

    private static async Task CompareOnOtherCodeAsync()
    {
        var trees = Corpus.OtherProject();
        var code = string.Create(CultureInfo.InvariantCulture, $"{trees.Count:N0} files, {Corpus.LinesOf(trees):N0} lines, that do not mention MCP");
        Comparison.Print($"A whole compilation of {code}", await Comparison.RunAsync(
            [.. ((AnalyzerContender[])[AnalyzerContender.Idle, AnalyzerContender.AllRules]).Select(c => AnalyzerScenarios.Compilation(c, trees))], Rounds));
        Comparison.Print($"The analyzer pass alone over {code}", await Comparison.RunAsync(
            [.. ((IEnumerable<AnalyzerContender>)[AnalyzerContender.Idle, AnalyzerContender.AllRules, .. AnalyzerContender.Peers]).Select(c => AnalyzerScenarios.Pass(c, trees))], Rounds));
    }

    private static async Task CompareOnSdkAsync()
    {
        var trees = Corpus.SdkSizedProject();
        var title = string.Create(CultureInfo.InvariantCulture, $"The analyzer pass over a project like the official SDK, {trees.Count} files, {Corpus.LinesOf(trees):N0} lines, all of which name MCP");
        AnalyzerContender[] ours = [AnalyzerContender.Binding, AnalyzerContender.NoRule, AnalyzerContender.AllRules];
        Comparison.Print(title, await Comparison.RunAsync([.. ours.Select(c => AnalyzerScenarios.Pass(c, trees))], Rounds));
        Comparison.Print(
            $"{title}, beside others",
            await Comparison.RunAsync([.. ((IEnumerable<AnalyzerContender>)[AnalyzerContender.Binding, AnalyzerContender.AllRules, .. AnalyzerContender.Peers]).Select(c => AnalyzerScenarios.Pass(c, trees))], RoundsForLargeDifferences));
    }

    private static async Task CompareRulesAsync()
    {
        var trees = Corpus.McpClients(copies: 3);
        IEnumerable<AnalyzerContender> contenders = [AnalyzerContender.Binding, AnalyzerContender.NoRule, .. AnalyzerContender.SingleRules, AnalyzerContender.AllRules];
        Comparison.Print(
            string.Create(CultureInfo.InvariantCulture, $"The analyzer pass over {trees.Count} MCP clients, {Corpus.LinesOf(trees):N0} lines"),
            await Comparison.RunAsync([.. contenders.Select(c => AnalyzerScenarios.Pass(c, trees))], Rounds));
    }

    private static async Task CompareGrowthAsync()
    {
        Console.WriteLine();
        Console.WriteLine("All rules on more of the same: the time in their actions, and what is allocated above binding");
        Console.WriteLine();
        Console.WriteLine("| lines of MCP clients | ms in actions | × per doubling | KB | × per doubling |");
        Console.WriteLine("|--:|--:|--:|--:|--:|");
        Growth? before = null;
        foreach (var copies in (int[])[1, 4, 16])
        {
            var growth = await Growth.MeasureAsync(copies, Rounds);
            var (time, bytes) = before is null ? ("", "") : (growth.TimePerDoubling(before).ToString("0.00", CultureInfo.InvariantCulture), growth.KilobytesPerDoubling(before).ToString("0.00", CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {growth.Lines:N0} | {growth.Time:0.0} | {time} | {growth.Kilobytes:N0} | {bytes} |"));
            before = growth;
        }
    }

    private static async Task CompareEditsAsync()
    {
        var trees = AnalyzerScenarios.LargeProject();
        foreach (var (name, file) in ((string, int)[])[("that speaks MCP", 0), ("that does not", trees.Count - 1)])
        {
            Comparison.Print($"An edit of one file of {trees.Count}, {name}", await Comparison.RunAsync(
                [.. ((AnalyzerContender[])[AnalyzerContender.Binding, AnalyzerContender.AllRules]).Select(c => AnalyzerScenarios.Edit(c, trees, file))], Rounds));
        }
    }

    private static async Task MeasureGateAsync()
    {
        var texts = Corpus.OtherTexts();
        var lines = texts.Sum(text => text.Count(c => c == '\n'));
        var gate = (await Comparison.RunAsync(
            [
                new("the gate", () =>
                {
                    var compilation = Corpus.CompileAnew(texts);
                    return () => Task.FromResult(TypeGate.Open(compilation, CancellationToken.None) is null ? default(Result) : throw new InvalidOperationException("The gate opened for code that does not mention MCP."));
                }),
            ],
            Rounds)).Single();
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The gate over {lines:N0} lines in {texts.Count} files that do not mention MCP"));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ms of CPU | for {GateLines:N0} lines | KB |"));
        Console.WriteLine("|--:|--:|--:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {gate.Time:0.00} | {gate.Time * GateLines / lines:0.00} | {gate.Kilobytes:N0} |"));
    }
}
