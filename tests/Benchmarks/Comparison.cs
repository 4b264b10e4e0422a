using System.Globalization;
using System.Runtime;

namespace McpBenchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">How it is called in the table.</param>
/// <param name="Prepare">Makes everything ready, outside the measured time, and gives what is measured.</param>
/// <param name="CollectsAfterwards">
/// Is its garbage collected only when it is over? Where a collection falls is chance, and all of its pause would be charged to whose code it stops, which
/// spoils a time that is short beside it. Fresh memory costs the processor as well, which spoils long ones.
/// </param>
internal sealed record Contestant(string Name, Func<Func<Task<Result>>> Prepare, bool CollectsAfterwards = false);

/// <summary>What a contestant has done.</summary>
/// <param name="Found">How much it found.</param>
/// <param name="InActions">What the compiler's driver has measured of the time within the analyzers' own actions, by the clock.</param>
internal readonly record struct Result(int Found, TimeSpan InActions = default);

/// <summary>What was measured of one contestant, a value a round.</summary>
internal sealed record Measured(string Name, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> MillisecondsInActions, IReadOnlyList<double> Bytes, int Found)
{
    public double Time => Measuring.Median(Milliseconds);

    public double TimeInActions => Measuring.Median(MillisecondsInActions);

    public double Kilobytes => Measuring.Median(Bytes) / 1024;

    /// <summary>The median of the ratios within a round.</summary>
    public double RatioTo(Measured other) => Measuring.Median(Milliseconds.Zip(other.Milliseconds, (mine, its) => mine / its));

    /// <summary>The median of the differences within a round, in milliseconds.</summary>
    public double MoreThan(Measured other) => Measuring.Median(Milliseconds.Zip(other.Milliseconds, (mine, its) => mine - its));
}

/// <summary>
/// A comparison that fits into a minute: the contestants take turns, forwards and backwards, so that a disturbance of the machine meets
/// them alike. Time is that of the processor: it moves less than the clock's when other work disturbs.
/// </summary>
internal static class Comparison
{
    /// <summary>More than is allocated where garbage is to be collected afterwards, but by some analyzers that look at all code: these are stopped by collections.</summary>
    private const long BytesBeforeCollection = 768L << 20;

    /// <summary>Measures every contestant once a round. A first round is for the just-in-time compiler, and is not counted.</summary>
    public static async Task<IReadOnlyList<Measured>> RunAsync(IReadOnlyList<Contestant> contestants, int rounds)
    {
        var times = contestants.Select(_ => new List<double>()).ToList();
        var inActions = contestants.Select(_ => new List<double>()).ToList();
        var bytes = contestants.Select(_ => new List<double>()).ToList();
        var found = new int[contestants.Count];
        for (var round = -1; round < rounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var i = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                var measured = contestants[i].Prepare();
                GC.Collect();
                if (contestants[i].CollectsAfterwards)
                {
                    GC.TryStartNoGCRegion(BytesBeforeCollection);
                }

                var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
                var start = Environment.CpuUsage.TotalTime;
                var result = await measured();
                var elapsed = Environment.CpuUsage.TotalTime - start;
                var allocated = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
                if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                {
                    GC.EndNoGCRegion();
                }

                found[i] = result.Found;
                if (round >= 0)
                {
                    times[i].Add(elapsed.TotalMilliseconds);
                    inActions[i].Add(result.InActions.TotalMilliseconds);
                    bytes[i].Add(allocated);
                }
            }
        }

        return [.. contestants.Select((contestant, i) => new Measured(contestant.Name, times[i], inActions[i], bytes[i], found[i]))];
    }

    /// <summary>A table in which every line is compared with the first.</summary>
    public static void Print(string title, IReadOnlyList<Measured> lines)
    {
        var first = lines[0];
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine();
        Console.WriteLine($"| analyzer | ms of CPU | × {first.Name} | ms more | ms in its actions | KB | × {first.Name} | found |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var line in lines)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {line.Name} | {line.Time:0.0} | {line.RatioTo(first):0.00} | {line.MoreThan(first):0.0} | {line.TimeInActions:0.0} | {line.Kilobytes:N0} | {line.Kilobytes / first.Kilobytes:0.00} | {line.Found:N0} |"));
        }
    }
}
