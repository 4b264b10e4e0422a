// dotnet run -c Release --project tests/Benchmarks -- <group> [--quick] [options of BenchmarkDotNet]
//   --quick   tables in some minutes, of analyzers also of the questions that are named alone; without it BenchmarkDotNet measures, which takes many
//   --check   analyzers only: ratios within one run, held against generous bounds
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using McpBenchmarks.Analyzers;
using McpBenchmarks.Transport;

switch (args)
{
    case ["transport", "--quick"]:
        return await QuickTransportComparison.RunAsync();

    case ["transport", .. var options]:
        BenchmarkSwitcher.FromTypes([typeof(CallBenchmarks), typeof(RecoveryBenchmarks)]).Run(options is [] ? ["--filter", "*"] : options, DefaultConfig.Instance);
        return 0;

    case ["analyzers", "--quick" or "--check", ..] when !McpBenchmarks.Measuring.IsOptimized:
        await Console.Error.WriteLineAsync($"Measure an optimized build: dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', args)}");
        return 2;

    case ["analyzers", "--quick", .. var questions] when questions.All(QuickAnalyzerComparison.Names.Contains):
        await QuickAnalyzerComparison.RunAsync(questions);
        return 0;

    case ["analyzers", "--check"]:
        return await RatioCheck.RunAsync() ? 0 : 1;

    case ["analyzers", .. var options] when options is not ["--quick", ..]:
        BenchmarkSwitcher.FromTypes([typeof(OtherCodeBenchmarks), typeof(SdkBenchmarks), typeof(RuleBenchmarks), typeof(GrowthBenchmarks), typeof(EditBenchmarks), typeof(GateBenchmarks)]).Run(options is [] ? ["--filter", "*"] : options, DefaultConfig.Instance);
        return 0;

    default:
        await Console.Error.WriteLineAsync($"Usage: dotnet run -c Release --project tests/Benchmarks -- transport|analyzers [--quick], analyzers --quick {string.Join('|', QuickAnalyzerComparison.Names)}, analyzers --check");
        return 2;
}
