using System.Globalization;

namespace McpBenchmarks.Analyzers;

/// <summary>
/// The check that fits into CI: ratios within one run, held against generous bounds. It is to find what made the package twice as slow, on
/// whatever machine, and not what made it slower by a tenth.
/// </summary>
internal static class RatioCheck
{
    private const int Rounds = 5;
    private const int OtherFiles = 300;

    /// <summary>True when every ratio is within its bound.</summary>
    public static async Task<bool> RunAsync()
    {
        var other = Corpus.OtherProject(OtherFiles);
        var compiled = await Comparison.RunAsync(
            [AnalyzerScenarios.Compilation(AnalyzerContender.Idle, other), AnalyzerScenarios.Compilation(AnalyzerContender.AllRules, other)], Rounds);
        var clients = Corpus.McpClients(copies: 3);
        var passed = await Comparison.RunAsync(
            [AnalyzerScenarios.Pass(AnalyzerContender.Binding, clients), AnalyzerScenarios.Pass(AnalyzerContender.AllRules, clients)], Rounds);
        var small = await Growth.MeasureAsync(copies: 2, Rounds);
        var large = await Growth.MeasureAsync(copies: 8, Rounds);
        return IsWithin("a compilation that does not mention MCP, beside an analyzer that does nothing", compiled[1].RatioTo(compiled[0]), bound: 1.2)
            & IsWithin("the analyzer pass over MCP clients, beside one that binds", passed[1].RatioTo(passed[0]), bound: 8)
            & IsWithin("what is allocated above binding when the code doubles", large.KilobytesPerDoubling(small), bound: 2.2)
            & IsWithin("the time in actions when the code doubles", large.TimePerDoubling(small), bound: 4);
    }

    private static bool IsWithin(string what, double ratio, double bound)
    {
        var isWithin = ratio <= bound;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isWithin ? "ok " : "BAD")} {ratio:0.00} ≤ {bound:0.00}: {what}"));
        return isWithin;
    }
}
