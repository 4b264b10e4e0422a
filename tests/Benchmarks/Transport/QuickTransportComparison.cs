using System.Diagnostics;
using System.Globalization;

namespace McpBenchmarks.Transport;

/// <summary>
/// The comparison that fits into a minute. The contenders take turns in short rounds, so that a disturbance of the machine meets
/// them alike, and the medians of the rounds are shown. From the bytes of the process the server's own are taken off; its time on
/// the processor, alike for all, is among the time that is shown.
/// </summary>
internal static class QuickTransportComparison
{
    private const int Rounds = 6;
    private const int RecoveryTrials = 15;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Contenders = [Contender.Official, Contender.Ours, Contender.Bare];

    public static async Task<int> RunAsync()
    {
        if (!Measuring.IsOptimized)
        {
            await Console.Error.WriteLineAsync("Measure an optimized build: dotnet run -c Release --project tests/Benchmarks -- transport --quick");
            return 2;
        }

        Console.WriteLine(Measuring.Machine);
        Console.WriteLine();
        Console.WriteLine("| answers | callers | transport | calls/s | × official | µs of CPU/call | × official | bytes/call | × official |");
        Console.WriteLine("|---|--:|---|--:|--:|--:|--:|--:|--:|");
        foreach (var form in Enum.GetValues<AnswerForm>())
        {
            foreach (var callers in (int[])[1, 64])
            {
                await CompareCallsAsync(form, callers);
            }
        }

        Console.WriteLine();
        Console.WriteLine("| answers | transport | of 50 calls at the end of a session answered | first 404 to last answer, ms | slowest trial, ms |");
        Console.WriteLine("|---|---|--:|--:|--:|");
        foreach (var form in (AnswerForm[])[AnswerForm.Json, AnswerForm.EventStream])
        {
            await CompareRecoveryAsync(form, Contender.Official);
            await CompareRecoveryAsync(form, Contender.Ours);
        }

        return 0;
    }

    private static async Task CompareCallsAsync(AnswerForm form, int callers)
    {
        await using var server = await LoopbackMcpServer.StartAsync(form);
        var serversBytes = await BytesOfServer.PerCallAsync(server.Endpoint);
        var measured = new List<(string Name, Contender Contender, List<double> Rates, List<double> Processor, List<double> Bytes)>();
        foreach (var name in Contenders)
        {
            var contender = await Contender.ConnectAsync(name, server.Endpoint);
            await MeasureAsync(contender, callers, WarmUp);
            measured.Add((name, contender, [], [], []));
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (_, contender, rates, processor, bytes) in measured)
            {
                var (rate, processorPerCall, bytesPerCall) = await MeasureAsync(contender, callers, RoundLength);
                rates.Add(rate);
                processor.Add(processorPerCall);
                bytes.Add(bytesPerCall - serversBytes);
            }
        }

        var official = measured[0];
        foreach (var (name, contender, rates, processor, bytes) in measured)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {form} | {callers} | {name} | {Measuring.Median(rates):N0} | {Measuring.Median(rates.Zip(official.Rates, (a, b) => a / b)):0.00} | {Measuring.Median(processor):0.0} | {Measuring.Median(processor) / Measuring.Median(official.Processor):0.00} | {Measuring.Median(bytes):N0} | {Measuring.Median(bytes) / Measuring.Median(official.Bytes):0.00} |"));
            await contender.DisposeAsync();
        }
    }

    private static async Task CompareRecoveryAsync(AnswerForm form, string name)
    {
        var answered = new List<double>();
        var times = new List<double>();
        for (var trial = 0; trial < RecoveryTrials; trial++)
        {
            await using var sessionEnd = await SessionEnd.PrepareAsync(name, form);
            var (count, time) = await sessionEnd.CallAsync();
            answered.Add(count);
            times.Add(time.TotalMilliseconds);
        }

        var isRecovered = answered.TrueForAll(count => count == 50);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {form} | {name} | {Measuring.Median(answered):0} | {(isRecovered ? Measuring.Median(times).ToString("0.0", CultureInfo.InvariantCulture) : "never")} | {(isRecovered ? times.Max().ToString("0.0", CultureInfo.InvariantCulture) : "")} |"));
    }

    private static async Task<(double CallsPerSecond, double ProcessorPerCall, double BytesPerCall)> MeasureAsync(Contender contender, int callers, TimeSpan length)
    {
        var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
        var processorBefore = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var calls = 0;
            do
            {
                await contender.CallAsync();
                calls++;
            }
            while (Stopwatch.GetElapsedTime(start) < length);

            return calls;
        })));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var processor = Environment.CpuUsage.TotalTime - processorBefore;
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
        var calls = counts.Sum();
        return (calls / elapsed.TotalSeconds, processor.TotalMicroseconds / calls, bytes / (double)calls);
    }
}
