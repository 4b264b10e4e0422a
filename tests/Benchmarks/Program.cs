// dotnet run -c Release --project tests/Benchmarks -- <group> [--quick] [options of BenchmarkDotNet]
//   --quick   tables in a few minutes; without it BenchmarkDotNet measures, which takes many
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

    case ["analyzers", "--quick" or "--check"] when !McpBenchmarks.Measuring.IsOptimized:
        await Console.Error.WriteLineAsync($"Measure an optimized build: dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', args)}");
        return 2;

    case ["analyzers", "--quick"]:
        await QuickAnalyzerComparison.RunAsync();
        return 0;

    case ["analyzers", "--check"]:
        return await RatioCheck.RunAsync() ? 0 : 1;

    case ["analyzers", .. var options]:
        BenchmarkSwitcher.FromTypes([typeof(OtherCodeBenchmarks), typeof(SdkBenchmarks), typeof(RuleBenchmarks), typeof(GrowthBenchmarks), typeof(EditBenchmarks), typeof(GateBenchmarks)]).Run(options is [] ? ["--filter", "*"] : options, DefaultConfig.Instance);
        return 0;

    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Benchmarks -- transport|analyzers [--quick]");
        return 2;
}
