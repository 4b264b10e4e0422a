using System.Globalization;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>
/// The comparison that fits into a minute: the contenders take turns, so that a disturbance of the machine meets them alike, and the
/// medians of the rounds are shown. Time is that of the processor: it moves less than the clock's when other work disturbs.
/// </summary>
internal static class QuickAnalyzerComparison
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        if (!Measuring.IsOptimized)
        {
            await Console.Error.WriteLineAsync("Measure an optimized build: dotnet run -c Release --project tests/Benchmarks -- analyzers --quick");
            return 2;
        }

        Console.WriteLine(Measuring.Machine);
        await CompareRulesAsync();
        MeasureGate();
        return 0;
    }

    private static async Task CompareRulesAsync()
    {
        var (trees, types) = Corpus.McpClients();
        var measured = AnalyzerContender.Names.Select(name => (Name: name, Analyzer: AnalyzerContender.Create(name), Times: new List<double>(), Bytes: new List<double>(), Found: new List<int>())).ToList();
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (_, analyzer, times, bytes, found) in measured)
            {
                var compilation = Corpus.Compile(trees);
                var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
                var start = Environment.CpuUsage.TotalTime;
                var diagnostics = await AnalyzerContender.AnalyzeAsync(compilation, analyzer);
                var elapsed = Environment.CpuUsage.TotalTime - start;

                // The first round is for the just-in-time compiler.
                if (round >= 0)
                {
                    times.Add(elapsed.TotalMilliseconds);
                    bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - bytesBefore);
                    found.Add(diagnostics);
                }
            }
        }

        var idle = measured[0];
        Console.WriteLine();
        Console.WriteLine($"One pass over {types} MCP types, on one thread");
        Console.WriteLine();
        Console.WriteLine("| analyzer | ms of CPU | × does nothing | µs more per type | KB | × does nothing | KB more per type | diagnostics |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, _, times, bytes, found) in measured)
        {
            var more = Measuring.Median(times.Zip(idle.Times, (a, b) => a - b));
            var moreBytes = Measuring.Median(bytes) - Measuring.Median(idle.Bytes);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Measuring.Median(times):0.0} | {Measuring.Median(times.Zip(idle.Times, (a, b) => a / b)):0.00} | {more * 1000 / types:0} | {Measuring.Median(bytes) / 1024:N0} | {Measuring.Median(bytes) / Measuring.Median(idle.Bytes):0.00} | {moreBytes / 1024 / types:0.0} | {found.Distinct().Single()} |"));
        }
    }

    private static void MeasureGate()
    {
        var (texts, lines) = Corpus.OtherCode();
        var times = new List<double>();
        var bytes = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            Compilation compilation = Corpus.Compile([.. texts.Select(Corpus.Parse)]);
            var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
            var start = Environment.CpuUsage.TotalTime;
            var isOpen = TypeGate.Open(compilation, CancellationToken.None) is not null;
            var elapsed = Environment.CpuUsage.TotalTime - start;
            if (isOpen)
            {
                throw new InvalidOperationException("The gate opened for code that does not mention MCP.");
            }

            if (round >= 0)
            {
                times.Add(elapsed.TotalMilliseconds);
                bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - bytesBefore);
            }
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The gate over {lines:N0} lines in {texts.Count} files that do not mention MCP"));
        Console.WriteLine();
        Console.WriteLine("| ms of CPU | for 40,000 lines | KB |");
        Console.WriteLine("|--:|--:|--:|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Measuring.Median(times):0.00} | {Measuring.Median(times) * 40_000 / lines:0.00} | {Measuring.Median(bytes) / 1024:N0} |"));
    }
}
