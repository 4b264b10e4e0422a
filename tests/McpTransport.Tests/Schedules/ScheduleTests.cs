using System.Collections.Concurrent;
using System.Globalization;

namespace McpTransport.Tests.Schedules;

/// <summary>
/// Recovery under thousands of courses of events, each made from a number. <c>MCP_SCHEDULE_SEED=n</c> runs that one alone and tells it step by step;
/// <c>MCP_SCHEDULES=n</c> runs so many. Alone, since tasks that fail unseen are told to the whole process.
/// </summary>
[CollectionDefinition(nameof(ScheduleTests), DisableParallelization = true)]
[Collection(nameof(ScheduleTests))]
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const int Schedules = 6000;

    [Fact]
    public async Task NoScheduleLosesOrDoublesACall()
    {
        if (Number("MCP_SCHEDULE_SEED") is { } only)
        {
            var (wrong, trace) = await ToldAsync(only);
            output.WriteLine(trace);
            Assert.Empty(wrong);
            return;
        }

        var failures = new ConcurrentQueue<string>();
        var unseen = new ConcurrentQueue<string>();
        Collect();

        // The whole process is told. What tests before this one left behind has no frame of the stepped server's or its handler's.
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            if (e.Exception.ToString() is var text && text.Contains(typeof(ScheduleTests).Namespace!, StringComparison.Ordinal))
            {
                unseen.Enqueue(text);
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await Task.Run(() => Parallel.For(0, Number("MCP_SCHEDULES") ?? Schedules, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (seed, all) =>
            {
                if (Schedule.Run(seed) is { Count: > 0 } wrong)
                {
                    failures.Enqueue($"MCP_SCHEDULE_SEED={seed}: {string.Join("\n  ", wrong)}");
                    if (failures.Count >= 5)
                    {
                        all.Stop();
                    }
                }
            }));
            Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.True(failures.IsEmpty, string.Join("\n", failures));
        Assert.True(unseen.IsEmpty, $"{unseen.Count} tasks failed unseen:\n{string.Join("\n", unseen.Take(3))}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(4711)]
    public async Task TheSameSeedIsTheSameSchedule(int seed)
    {
        var (_, once) = await ToldAsync(seed);
        var (_, again) = await ToldAsync(seed);

        Assert.Equal(UntilClosing(once), UntilClosing(again));

        static string UntilClosing(string trace) => trace[..trace.IndexOf(" closing", StringComparison.Ordinal)];
    }

    // On a thread without a synchronization context, where continuations run at once.
    private static Task<(List<string> Wrong, string Trace)> ToldAsync(int seed) => Task.Run(() =>
    {
        var wrong = Schedule.Run(seed, out var trace);
        return (wrong, trace);
    });

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
