namespace McpBenchmarks.Analyzers;

/// <summary>What all rules cost over some copies of the same MCP clients: the time in their actions, and what is allocated above what binding allocates.</summary>
/// <param name="Copies">How many copies there are.</param>
/// <param name="Lines">How many lines they have.</param>
/// <param name="Time">Milliseconds in actions.</param>
/// <param name="Kilobytes">What is allocated. It is the same in every run.</param>
internal sealed record Growth(int Copies, int Lines, double Time, double Kilobytes)
{
    public static async Task<Growth> MeasureAsync(int copies, int rounds)
    {
        var trees = Corpus.McpClients(copies);
        var measured = await Comparison.RunAsync([AnalyzerScenarios.Pass(AnalyzerContender.Binding, trees), AnalyzerScenarios.Pass(AnalyzerContender.AllRules, trees)], rounds);
        return new(copies, Corpus.LinesOf(trees), measured[1].TimeInActions, measured[1].Kilobytes - measured[0].Kilobytes);
    }

    public double TimePerDoubling(Growth smaller) => PerDoubling(Time / smaller.Time, smaller);

    public double KilobytesPerDoubling(Growth smaller) => PerDoubling(Kilobytes / smaller.Kilobytes, smaller);

    private double PerDoubling(double ratio, Growth smaller) => Math.Pow(ratio, 1 / Math.Log2((double)Copies / smaller.Copies));
}
